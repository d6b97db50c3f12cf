import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { messageOf, WenjuError } from '../errors.js';
import { decodeCorpus, encodeCorpus } from './corpus-file.js';
import { HnswIndex } from './hnsw-index.js';
import { KeywordIndex } from './keyword-index.js';
import type { IdentifiedEmbeddings } from './local-embeddings.js';
import { Snapshot, type SnapshotHooks } from './snapshot.js';
import { vectorStore } from './vector-view.js';

/** Raised whenever the layout of the folder changes. */
const FOLDER_FORMAT = 1;

export const CORPUS_FILE = 'corpus.json';
const FILES = { corpus: CORPUS_FILE, keywords: 'keywords.bin', vectors: 'vectors.hnsw' } as const;
export const MANIFEST_FILE = 'manifest.json';

const manifestSchema = z.strictObject({
  format: z.literal(FOLDER_FORMAT),
  id: z.string(),
  embeddings: z.string(),
  builtAt: z.iso.datetime(),
  documents: z.number().int().nonnegative(),
  passages: z.number().int().nonnegative(),
  /** 0 for a corpus without passages, which has no vectors file. */
  dimension: z.number().int().nonnegative(),
  /** The calibrated search width: hnswlib's own file doesn't keep it. */
  ef: z.number().int().positive(),
  sha256: z.record(z.string(), z.string()),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Writes a snapshot's files into an empty folder, each one flushed to the disk. */
export async function writeSnapshotFiles(folder: string, snapshot: Snapshot): Promise<void> {
  const graph = snapshot.vectors.graph;
  await writeFlushed(join(folder, FILES.corpus), encodeCorpus(snapshot.corpus));
  await writeFlushed(join(folder, FILES.keywords), snapshot.keywords.toBytes());
  const written: string[] = [FILES.corpus, FILES.keywords];
  if (graph !== undefined) {
    const file = join(folder, FILES.vectors);
    await graph.save(file);
    await flush(file);
    // The library doesn't notice a full disk; its reader notices a file that is too short.
    await HnswIndex.load(file, graph);
    written.push(FILES.vectors);
  }
  const sums = await Promise.all(
    written.map(async (name) => [name, await sha256(join(folder, name))] as const),
  );
  const manifest: Manifest = {
    format: FOLDER_FORMAT,
    id: snapshot.id,
    embeddings: snapshot.embeddingIdentity,
    builtAt: snapshot.loadedAt.toISOString(),
    documents: snapshot.corpus.documents.length,
    passages: snapshot.corpus.passages.length,
    dimension: graph?.dimension ?? 0,
    ef: graph?.ef ?? 1,
    sha256: Object.fromEntries(sums),
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
    const [corpusBytes, keywordBytes, index] = await Promise.all([
      readChecked(folder, FILES.corpus, manifest),
      readChecked(folder, FILES.keywords, manifest),
      readVectors(folder, manifest),
    ]);
    const corpus = decodeCorpus(corpusBytes);
    const keywords = KeywordIndex.fromBytes(keywordBytes);
    if (
      corpus.documents.length !== manifest.documents ||
      corpus.passages.length !== manifest.passages ||
      keywords.passageCount !== manifest.passages
    ) {
      throw new WenjuError('snapshot-damaged', 'the files are not of one corpus');
    }
    const vectors = vectorStore(index, corpus, embeddings);
    return new Snapshot({ id, corpus, keywords, vectors, embeddings, builtFrom: 'disk' }, hooks);
  } catch (error) {
    throw new WenjuError('snapshot-damaged', `can't use the index in ${folder}: ${messageOf(error)}`, error);
  }
}

async function readVectors(folder: string, manifest: Manifest): Promise<HnswIndex | undefined> {
  if (manifest.passages === 0) return undefined;
  const file = join(folder, FILES.vectors);
  if ((await sha256(file)) !== manifest.sha256[FILES.vectors]) {
    throw new WenjuError('snapshot-damaged', `the checksum of ${FILES.vectors} is wrong`);
  }
  const { dimension, passages: count, ef } = manifest;
  return HnswIndex.load(file, { dimension, count, ef });
}

async function readChecked(folder: string, name: string, manifest: Manifest): Promise<Buffer> {
  const bytes = await readFile(join(folder, name));
  if (createHash('sha256').update(bytes).digest('hex') !== manifest.sha256[name]) {
    throw new WenjuError('snapshot-damaged', `the checksum of ${name} is wrong`);
  }
  return bytes;
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

async function writeFlushed(file: string, data: string | Uint8Array): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Waits until a file, or the entries of a folder, are on the disk. */
export async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
