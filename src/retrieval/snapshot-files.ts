import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { entitySchema, Glossary } from '../corpus/glossary.js';
import type { SourceFile } from '../corpus/read-files.js';
import { type ErrorCode, messageOf, WenjuError } from '../errors.js';
import { assembleSnapshot } from './assemble-snapshot.js';
import { readChecked, writeFlushed } from './flushed-files.js';
import type { IdentifiedEmbeddings } from './local-embeddings.js';
import { movedDocument } from './moved-document.js';
import type { IndexedDocument, PlacedDocument, Segment } from './segment.js';
import { readDocuments, readSegment, savedSegmentSchema, writeSegment } from './segment-files.js';
import type { Snapshot, SnapshotHooks } from './snapshot.js';

/** Raised whenever the layout of the folder changes. */
const FOLDER_FORMAT = 2;

const CORPUS_FILE = 'corpus.json';
export const MANIFEST_FILE = 'manifest.json';

const count = z.number().int().nonnegative();

const manifestSchema = z.strictObject({
  format: z.literal(FOLDER_FORMAT),
  id: z.string(),
  embeddings: z.string(),
  /** The corpus folder that it was made of. */
  corpusFolder: z.string().optional(),
  builtAt: z.iso.datetime(),
  documents: count,
  passages: count,
  segments: z.array(savedSegmentSchema),
  corpusSha256: z.string(),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** What of the segments is the corpus. */
const corpusSchema = z.strictObject({
  /** Source, segment, and number in the segment, in the order of the corpus. */
  documents: z.array(z.tuple([z.string(), count, count])),
  entities: z.array(entitySchema),
  problems: z.array(z.strictObject({ code: z.string(), message: z.string() })),
});
type SavedCorpus = z.infer<typeof corpusSchema>;

export interface SavePlace {
  /** Where the folder will be when it is complete. */
  readonly target: string;
  /** The corpus folder that the snapshot was made of. */
  readonly corpusFolder?: string | undefined;
}

/** Writes a snapshot's files into an empty folder, each one flushed to the disk. */
export async function writeSnapshotFiles(
  folder: string,
  snapshot: Snapshot,
  { target, corpusFolder }: SavePlace,
): Promise<void> {
  const { corpus, placed } = snapshot;
  const places = new Map<Segment, number>();
  for (const { segment } of placed) if (!places.has(segment)) places.set(segment, places.size);
  const segments = [];
  for (const segment of places.keys()) segments.push(await writeSegment(folder, target, segment));
  const saved: SavedCorpus = {
    documents: placed.map(({ document, segment, number }) => [
      document.source,
      places.get(segment) ?? 0,
      number,
    ]),
    entities: corpus.glossary.entities,
    problems: corpus.problems.map(({ code, message }) => ({ code, message })),
  };
  const manifest: Manifest = {
    format: FOLDER_FORMAT,
    id: snapshot.id,
    embeddings: snapshot.embeddingIdentity,
    ...(corpusFolder === undefined ? {} : { corpusFolder }),
    builtAt: snapshot.loadedAt.toISOString(),
    documents: placed.length,
    passages: corpus.passages.length,
    segments,
    corpusSha256: await writeFlushed(join(folder, CORPUS_FILE), JSON.stringify(saved)),
  };
  await writeFlushed(join(folder, MANIFEST_FILE), JSON.stringify(manifest, undefined, 2));
}

/** What a snapshot's folder says of it. Throws for one that can't be read. */
export async function readManifest(folder: string): Promise<Manifest> {
  return manifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST_FILE), 'utf8')));
}

/**
 * Reads a snapshot's files and checks that they are whole and belong together.
 * @throws WenjuError `snapshot-damaged` for everything that keeps it from being used
 */
export async function readSnapshotFiles(
  folder: string,
  id: string,
  embeddings: IdentifiedEmbeddings,
  hooks: SnapshotHooks,
): Promise<Snapshot> {
  try {
    const manifest = await readManifest(folder);
    if (manifest.id !== id || manifest.embeddings !== embeddings.identity) {
      throw new WenjuError('snapshot-damaged', 'the manifest is that of another snapshot');
    }
    const { documents, entities, problems } = await readCorpusFile(folder, manifest);
    const segments: Segment[] = [];
    for (const saved of manifest.segments) segments.push(await readSegment(folder, saved));
    const placed = documents.map(([source, place, number]): PlacedDocument => {
      const segment = segments[place];
      const document = segment?.documents[number];
      if (segment === undefined || document === undefined) throw notOneCorpus();
      return movedDocument({ ...document, segment, number }, source);
    });
    const passages = placed.reduce((sum, document) => sum + document.passages.length, 0);
    if (placed.length !== manifest.documents || passages !== manifest.passages) throw notOneCorpus();
    const content = {
      id,
      placed,
      glossary: new Glossary(entities),
      problems: problems.map(({ code, message }) => new WenjuError(code as ErrorCode, message)),
      embeddings,
      builtFrom: 'disk',
    } as const;
    return await assembleSnapshot(content, hooks);
  } catch (error) {
    throw new WenjuError('snapshot-damaged', `can't use the index in ${folder}: ${messageOf(error)}`, error);
  }
}

/** The documents of a saved snapshot, without its index. Throws what is wrong. */
export async function readSavedDocuments(folder: string): Promise<readonly SourceFile[]> {
  const manifest = await readManifest(folder);
  const { documents } = await readCorpusFile(folder, manifest);
  const segments: (readonly IndexedDocument[])[] = [];
  for (const saved of manifest.segments) segments.push(await readDocuments(folder, saved));
  return documents.map(([source, place, number]) => {
    const saved = segments[place]?.[number];
    if (saved === undefined) throw notOneCorpus();
    return { source, text: saved.document.text };
  });
}

async function readCorpusFile(folder: string, { corpusSha256 }: Manifest): Promise<SavedCorpus> {
  const bytes = await readChecked(join(folder, CORPUS_FILE), corpusSha256, CORPUS_FILE);
  return corpusSchema.parse(JSON.parse(bytes.toString('utf8')));
}

function notOneCorpus(): WenjuError {
  return new WenjuError('snapshot-damaged', 'the files are not of one corpus');
}
