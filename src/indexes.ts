/**
 * The part of the composition root that opens, judges and compares indexes of the corpus folder. Everything heavy
 * is imported where it is used.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineConfig } from './config.js';
import type { CorpusChanges } from './corpus/corpus-changes.js';
import type { Glossary } from './corpus/glossary.js';
import type { SourceFile } from './corpus/read-files.js';
import { WenjuError } from './errors.js';
import { embeddingsOf } from './model-services.js';
import { packagePath } from './package-path.js';
import type { Snapshot } from './retrieval/snapshot.js';
import type { SavedSnapshot } from './retrieval/snapshot-store.js';
import type { WorkOptions } from './retrieval/time-slices.js';
import type { ChangedDocuments } from './serving/changed-documents.js';
import type { GatePreview, ReloadGate } from './serving/reload-gate.js';
import type { ReopenOptions } from './serving/served-index.js';
import type { ServedState } from './serving/served-state.js';

export interface PreviewHooks extends WorkOptions {
  /** Told of what doesn't stop the work. */
  readonly onWarning?: ((warning: WenjuError) => void) | undefined;
}

/** What opens indexes of the corpus folder, judges them, and keeps which one is served. */
export interface Indexes {
  readonly open: (options: WorkOptions & Partial<ReopenOptions>) => Promise<Snapshot>;
  readonly load: (id: string) => Promise<Snapshot | undefined>;
  readonly state: ServedState;
  readonly gate: ReloadGate;
}

/** @param readOnly whether nothing is to be written: indexes are then built in memory */
export async function createIndexes(
  config: EngineConfig,
  onWarning: PreviewHooks['onWarning'],
  readOnly = false,
): Promise<Indexes> {
  const [embeddings, { openSnapshot }, { SnapshotStore }, { expandTerms }, { ServedState }, { ReloadGate }] =
    await Promise.all([
      embeddingsOf(config),
      import('./retrieval/open-snapshot.js'),
      import('./retrieval/snapshot-store.js'),
      import('./text/vocabulary.js'),
      import('./serving/served-state.js'),
      import('./serving/reload-gate.js'),
    ]);
  const { corpusDir: folder, dataDir, snapshotsKept: keep, goldenAllowedFailures: allowedFailures } = config;
  const state = new ServedState({ folder, dataDir });
  const hooks = { onWarning, expand: expandTerms };
  return {
    state,
    gate: new ReloadGate({ folder, allowedFailures }),
    load: (id) => new SnapshotStore(dataDir, { readOnly }).load(id, embeddings, hooks),
    open: async (options) =>
      openSnapshot({
        ...options,
        ...hooks,
        folder,
        dataDir,
        embeddings,
        keep,
        readOnly,
        protect: [...(await state.ids()), ...(options.previous === undefined ? [] : [options.previous.id])],
        fallbackGlossary: await fallbackGlossary(folder),
      }),
  };
}

/** How the index of the corpus folder stands to what is served. */
export interface ReloadPreview {
  /** `saved`: its index is on the disk, for another one is served. */
  readonly state: 'up to date' | 'saved' | 'to be built';
  /** The name of the index of the folder as it is now. */
  readonly snapshot: string;
  /** How the folder differs from what is served, or else from the nearest saved index. */
  readonly changes: CorpusChanges;
  /** Which documents do; nothing where none are served. */
  readonly documents?: ChangedDocuments | undefined;
  /** What the golden questions make of it; their index is built in memory. */
  readonly golden: GatePreview;
}

/**
 * Finds out what a reload would change, and changes nothing on the disk.
 * @throws WenjuError `corpus-unreadable`, `corpus-empty`, …
 */
export async function previewReload(config: EngineConfig, hooks: PreviewHooks = {}): Promise<ReloadPreview> {
  const { onWarning, onProgress, signal } = hooks;
  const [{ id, isSaved, files, changes }, { open, load, state, gate }] = await Promise.all([
    findIndex(config),
    createIndexes(config, onWarning, true),
  ]);
  const warn = (error: unknown): undefined => {
    if (!(error instanceof WenjuError)) throw error;
    onWarning?.(error);
  };
  const served = await state.read().catch(warn);
  const before = served && (await load(served.accepted.id).catch(warn));
  const { tellingMore } = await import('./serving/reload-progress.js');
  const { changedDocuments } = await import('./serving/changed-documents.js');
  const { corpusChanges } = await import('./corpus/corpus-changes.js');
  const golden = await gate.preview(
    async () =>
      before?.id === id
        ? before
        : open({
            signal,
            onProgress: onProgress && tellingMore(onProgress),
            ...(before && { previous: before }),
          }),
    { before, known: served?.accepted.failing ?? [], signal },
  );
  const isServed = before === undefined ? isSaved : before.id === id;
  return {
    state: isServed ? 'up to date' : isSaved ? 'saved' : 'to be built',
    snapshot: id,
    changes: before === undefined ? changes : corpusChanges(before.corpus.documents, files),
    documents: before && changedDocuments(before.corpus.documents, files),
    golden,
  };
}

/** How the index of the corpus folder stands to what is on the disk. */
export interface IndexState {
  /** The name of the index of the folder as it is now. */
  readonly id: string;
  readonly isSaved: boolean;
  readonly files: readonly SourceFile[];
  /** How the folder differs from the nearest saved index; everything is added where there is none. */
  readonly changes: CorpusChanges;
}

/**
 * Compares the corpus folder with the saved indexes, and changes nothing.
 * @throws WenjuError `corpus-unreadable`, `corpus-empty`
 */
export async function findIndex(config: EngineConfig): Promise<IndexState> {
  const [embeddings, { scanCorpus }, { snapshotId }, { SnapshotStore }, { changesToSaved }] =
    await Promise.all([
      embeddingsOf(config),
      import('./corpus/read-corpus.js'),
      import('./retrieval/snapshot.js'),
      import('./retrieval/snapshot-store.js'),
      import('./retrieval/saved-documents.js'),
    ]);
  const { fingerprint, files } = await scanCorpus(config.corpusDir, {
    fallbackGlossary: await fallbackGlossary(config.corpusDir),
  });
  const id = snapshotId(fingerprint, embeddings);
  const store = new SnapshotStore(config.dataDir);
  return { id, isSaved: existsSync(store.pathOf(id)), files, changes: await changesToSaved(files, store) };
}

/** The indexes that are on the disk, newest first. */
export async function savedIndexes({ dataDir }: EngineConfig): Promise<readonly SavedSnapshot[]> {
  const { SnapshotStore } = await import('./retrieval/snapshot-store.js');
  return new SnapshotStore(dataDir).list();
}

/** The names that come with the package, for a corpus folder that names nothing itself. */
async function fallbackGlossary(folder: string): Promise<Glossary | undefined> {
  const source = packagePath('corpus/glossary.yaml');
  if (existsSync(join(folder, 'glossary.yaml')) || !existsSync(source)) return undefined;
  const { readGlossary } = await import('./corpus/read-glossary.js');
  return readGlossary({ source, text: await readFile(source, 'utf8') });
}
