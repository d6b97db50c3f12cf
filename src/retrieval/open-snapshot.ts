import type { Corpus } from '../corpus/corpus.js';
import type { Glossary } from '../corpus/glossary.js';
import type { ParsedDocument } from '../corpus/parse-document.js';
import { type CorpusScan, scanCorpus } from '../corpus/read-corpus.js';
import { WenjuError } from '../errors.js';
import { buildSnapshot } from './build-snapshot.js';
import type { IdentifiedEmbeddings } from './local-embeddings.js';
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
}

/**
 * The index of a corpus folder as it is now: from the disk when it is there and whole, else built and saved.
 * A good snapshot is opened without parsing, embedding or cutting a word.
 * @throws WenjuError `corpus-unreadable`, `embedding-failed`, …; never because of what is in `dataDir`
 */
export async function openSnapshot(options: OpenSnapshotOptions): Promise<Snapshot> {
  const { folder, dataDir, embeddings, fallbackGlossary, onWarning, signal } = options;
  const scan = await scanCorpus(folder, { fallbackGlossary, signal });
  const id = snapshotId(scan.fingerprint, embeddings);
  const store = new SnapshotStore(dataDir, options);
  try {
    const saved = await store.load(id, embeddings, options);
    if (saved !== undefined) return saved;
  } catch (error) {
    if (!(error instanceof WenjuError)) throw error;
    onWarning?.(error);
    await store.discard(id);
  }
  const corpus = await parsedCorpus(scan, options);
  const snapshot = await buildSnapshot(corpus, scan.fingerprint, embeddings, options);
  options.onProgress?.({ phase: 'save', done: 0, total: 1 });
  await store.save(snapshot).catch((error: unknown) => onWarning?.(notSaved(dataDir, error)));
  options.onProgress?.({ phase: 'save', done: 1, total: 1 });
  return snapshot;
}

/** The parsers are loaded here and not with this file: a good snapshot needs none of them. */
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
