import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { WenjuError } from '../errors.js';
import { decodeDocument, encodeDocument } from './document-lines.js';
import {
  fileSha256,
  flush,
  linkFlushed,
  readChecked,
  writeFlushed,
  writeLinesFlushed,
} from './flushed-files.js';
import { HnswIndex } from './hnsw-index.js';
import { KeywordPostings } from './keyword-postings.js';
import { type IndexedDocument, passageCountOf, type Segment } from './segment.js';
import { inSlices } from './time-slices.js';

/** A file that belongs to one segment and never changes: the folders of several snapshots may hold it. */
const partSchema = z.strictObject({ name: z.string().regex(/^[0-9a-f-]+\.[a-z]+$/), sha256: z.string() });
type SavedPart = z.infer<typeof partSchema>;

export const savedSegmentSchema = z.strictObject({
  documents: partSchema,
  keywords: partSchema,
  /** Absent for a segment without passages. */
  vectors: partSchema.optional(),
  /** The calibrated search width and the size of the vectors: hnswlib's own file doesn't keep them. */
  ef: z.number().int().positive(),
  dimension: z.number().int().nonnegative(),
});
export type SavedSegment = z.infer<typeof savedSegmentSchema>;

/** Folders that are tried for a part: the last one may never have been completed, older ones may be gone. */
const FOLDERS_KNOWN = 3;

/** Where a part of a segment (its documents, postings or graph) was saved or loaded, the last folder first. */
const savedParts = new WeakMap<object, SavedPart & { readonly folders: readonly string[] }>();

/**
 * Writes a segment into a folder. What was saved before is linked there and not written again.
 * @param target where the folder will be when it is complete
 */
export async function writeSegment(folder: string, target: string, segment: Segment): Promise<SavedSegment> {
  const { documents, keywords, graph } = segment;
  const save = async (
    part: object,
    extension: string,
    write: (file: string) => Promise<string>,
  ): Promise<SavedPart> => {
    const saved = (await linkedPart(part, folder)) ?? (await writtenPart(folder, extension, write));
    const before = savedParts.get(part);
    const known = before?.name === saved.name ? before.folders : [];
    savedParts.set(part, { ...saved, folders: [...new Set([target, ...known])].slice(0, FOLDERS_KNOWN) });
    return saved;
  };
  const encoded = function* (): Generator<string> {
    for (const document of documents) yield encodeDocument(document);
  };
  return {
    documents: await save(documents, 'documents', (file) => writeLinesFlushed(file, encoded())),
    keywords: await save(keywords, 'keywords', async (file) => writeFlushed(file, await keywords.toBytes())),
    ...(graph === undefined
      ? {}
      : { vectors: await save(graph, 'vectors', (file) => writeGraph(file, graph)) }),
    ef: graph?.ef ?? 1,
    dimension: graph?.dimension ?? 0,
  };
}

/**
 * Reads a segment and checks that its parts are whole and belong together. What others have read or written in
 * this process is not shared.
 * @throws what was wrong
 */
export async function readSegment(folder: string, saved: SavedSegment): Promise<Segment> {
  const [documents, keywords] = await Promise.all([
    readDocuments(folder, saved),
    readChecked(join(folder, saved.keywords.name), saved.keywords.sha256, saved.keywords.name).then((bytes) =>
      KeywordPostings.fromBytes(bytes),
    ),
  ]);
  savedParts.set(keywords, { ...saved.keywords, folders: [folder] });
  const isFitting =
    keywords.firstSlots.length - 1 === documents.length &&
    documents.every(
      ({ passages }, number) =>
        passages.length + 1 === (keywords.firstSlots[number + 1] ?? 0) - (keywords.firstSlots[number] ?? 0),
    );
  if (!isFitting) throw new WenjuError('snapshot-damaged', 'the files of a segment are not of one corpus');
  const count = passageCountOf({ documents, keywords, graph: undefined });
  const graph = await readGraph(folder, saved, count);
  return { documents, keywords, graph };
}

/** The documents alone. */
export async function readDocuments(
  folder: string,
  { documents: { name, sha256 } }: Pick<SavedSegment, 'documents'>,
): Promise<readonly IndexedDocument[]> {
  const bytes = await readChecked(join(folder, name), sha256, name);
  const ends: number[] = [];
  for (let end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', end + 1)) ends.push(end);
  const documents: IndexedDocument[] = [];
  await inSlices('read', ends.length, (i) => {
    const start = i === 0 ? 0 : (ends[i - 1] ?? 0) + 1;
    documents.push(decodeDocument(bytes.toString('utf8', start, ends[i])));
  });
  savedParts.set(documents, { name, sha256, folders: [folder] });
  return documents;
}

async function readGraph(
  folder: string,
  { vectors, dimension, ef }: SavedSegment,
  count: number,
): Promise<HnswIndex | undefined> {
  if (count === 0) return undefined;
  if (vectors === undefined) throw new WenjuError('snapshot-damaged', 'a segment has no vectors');
  const file = join(folder, vectors.name);
  if ((await fileSha256(file)) !== vectors.sha256) {
    throw new WenjuError('snapshot-damaged', `the checksum of ${vectors.name} is wrong`);
  }
  const graph = await HnswIndex.load(file, { dimension, count, ef });
  savedParts.set(graph, { ...vectors, folders: [folder] });
  return graph;
}

async function writeGraph(file: string, graph: HnswIndex): Promise<string> {
  await graph.save(file);
  await flush(file);
  // The library doesn't notice a full disk; its reader notices a file that is too short.
  await HnswIndex.load(file, graph);
  return fileSha256(file);
}

/** A part that is saved already, under a second name; undefined when it isn't, or isn't any more. */
async function linkedPart(part: object, folder: string): Promise<SavedPart | undefined> {
  const saved = savedParts.get(part);
  if (saved === undefined) return undefined;
  const { name, sha256, folders } = saved;
  for (const known of folders) {
    const isLinked = await linkFlushed(join(known, name), join(folder, name)).then(
      () => true,
      () => false,
    );
    if (isLinked) return { name, sha256 };
  }
  return undefined;
}

async function writtenPart(
  folder: string,
  extension: string,
  write: (file: string) => Promise<string>,
): Promise<SavedPart> {
  const name = `${randomUUID().slice(0, 13)}.${extension}`;
  return { name, sha256: await write(join(folder, name)) };
}
