import { realpath } from 'node:fs/promises';
import type { Corpus } from '../corpus/corpus.js';
import type { Glossary } from '../corpus/glossary.js';
import type { ParsedDocument } from '../corpus/parse-document.js';
import { type CorpusScan, scanCorpus } from '../corpus/read-corpus.js';
import { WenjuError } from '../errors.js';
import { buildSnapshot } from './build-snapshot.js';
import { compactInBackground, takeCompacted } from './compaction.js';
import type { IdentifiedEmbeddings } from './local-embeddings.js';
import { newestSaved } from './newest-saved.js';
import { rememberScan, servedFiles } from './scanned-files.js';
import { type Snapshot, type SnapshotHooks, snapshotId } from './snapshot.js';
import { notSaved, SnapshotStore, type SnapshotStoreOptions } from './snapshot-store.js';
import { inSlices, type WorkOptions } from './time-slices.js';

export interface OpenSnapshotOptions extends WorkOptions, SnapshotHooks, SnapshotStoreOptions {
  /** The corpus folder. */
  readonly folder: string;
  /** Where snapshots are kept. */
  readonly dataDir: string;
  readonly embeddings: IdentifiedEmbeddings;
  /** The names to know when the corpus folder has no glossary of its own. */
  readonly fallbackGlossary?: Glossary | undefined;
  /** What is served now. It stays as it is; what is in both is shared, so that the cost is that of what changed. */
  readonly previous?: Snapshot | undefined;
}

/**
 * The index of a corpus folder as it is now: `previous` itself when nothing has changed, from the disk when it is
 * there and whole, else built and saved: out of `previous`, or of the newest index of the folder on the disk, or
 * from nothing. Which way it came changes neither its id nor what it finds.
 *
 * A document that can't be read any more is taken from what was served before, and is a problem of the corpus.
 * @throws WenjuError `corpus-unreadable`, `embedding-failed`, …; never because of what is in `dataDir`
 */
export async function openSnapshot(options: OpenSnapshotOptions): Promise<Snapshot> {
  const { previous, embeddings } = options;
  return previous?.embeddingIdentity === embeddings.identity ? reopened(previous, options) : opened(options);
}

async function reopened(previous: Snapshot, options: OpenSnapshotOptions): Promise<Snapshot> {
  const { folder, embeddings, fallbackGlossary, signal } = options;
  const scan = await scanCorpus(folder, { fallbackGlossary, signal, served: servedFiles(previous) });
  return updated(previous, scan, embeddings, options);
}

async function opened(options: OpenSnapshotOptions): Promise<Snapshot> {
  const { folder, embeddings, fallbackGlossary, signal } = options;
  const scan = await scanCorpus(folder, { fallbackGlossary, signal });
  const saved = await loaded(snapshotId(scan.fingerprint, embeddings), options);
  if (saved !== undefined) return remembered(saved, scan);
  const store = storeOf(options);
  const base = await newestSaved(store, await realpath(folder), embeddings, options);
  if (base !== undefined) {
    const served = servedFiles(base, scan.files);
    return updated(base, await scanCorpus(folder, { fallbackGlossary, signal, served }), embeddings, options);
  }
  const corpus = await parsedCorpus(scan, options);
  const snapshot = await buildSnapshot(corpus, scan.fingerprint, embeddings, options);
  await save(snapshot, options);
  return remembered(snapshot, scan);
}

async function updated(
  previous: Snapshot,
  scan: CorpusScan,
  embeddings: IdentifiedEmbeddings,
  options: OpenSnapshotOptions,
): Promise<Snapshot> {
  if (snapshotId(scan.fingerprint, embeddings) === previous.id) {
    await save(previous, options);
    return remembered(previous, scan);
  }
  const { updateSnapshot } = await import('./update-snapshot.js');
  const snapshot = await updateSnapshot(takeCompacted(previous), scan, embeddings, options);
  await save(snapshot, options);
  // What is only looked at is soon gone.
  if (options.readOnly !== true) void compactInBackground(snapshot, embeddings, options);
  return remembered(snapshot, scan);
}

/** The saved snapshot of an id. A damaged one is removed. */
async function loaded(id: string, options: OpenSnapshotOptions): Promise<Snapshot | undefined> {
  const store = storeOf(options);
  try {
    return await store.load(id, options.embeddings, options);
  } catch (error) {
    if (!(error instanceof WenjuError)) throw error;
    options.onWarning?.(error);
    await store.discard(id);
    return undefined;
  }
}

async function save(snapshot: Snapshot, options: OpenSnapshotOptions): Promise<void> {
  const { folder, dataDir, onWarning, onProgress } = options;
  onProgress?.({ phase: 'save', done: 0, total: 1 });
  const saving = realpath(folder).then((corpusFolder) => storeOf(options).save(snapshot, corpusFolder));
  await saving.catch((error: unknown) => onWarning?.(notSaved(dataDir, error)));
  onProgress?.({ phase: 'save', done: 1, total: 1 });
}

function remembered(snapshot: Snapshot, scan: CorpusScan): Snapshot {
  rememberScan(snapshot, scan);
  return snapshot;
}

function storeOf(options: OpenSnapshotOptions): SnapshotStore {
  return new SnapshotStore(options.dataDir, options);
}

/** The parsers are loaded here (and with updates) and not with this file: a good snapshot needs none of them. */
async function parsedCorpus(scan: CorpusScan, options: WorkOptions): Promise<Corpus> {
  const [{ parseCorpus }, { parseDocument }] = await Promise.all([
    import('../corpus/parse-corpus.js'),
    import('../corpus/parse-document.js'),
  ]);
  const parsed: ParsedDocument[] = [];
  const parseFile = (index: number): void => {
    const file = scan.files[index];
    if (file !== undefined) parsed.push(parseDocument(file));
  };
  await inSlices('read', scan.files.length, parseFile, options);
  return parseCorpus(scan, parsed);
}
