/**
 * The composition root: builds the rooms from the configuration and wires them. Alone imports adapters/.
 * Everything heavy is imported where it is used, so that a command loads no more than it needs.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WebService } from '../adapters/web/index.js';
import type { Answerer } from './answer/answerer.js';
import type { Config, EngineConfig } from './config.js';
import type { CorpusChanges } from './corpus/corpus-changes.js';
import type { Glossary } from './corpus/glossary.js';
import type { WenjuError } from './errors.js';
import type { Logger } from './log.js';
import type { EmbeddingsProbe, ModelProbe } from './models/probe.js';
import { packagePath } from './package-path.js';
import type { IdentifiedEmbeddings } from './retrieval/local-embeddings.js';
import type { Snapshot } from './retrieval/snapshot.js';
import type { WorkOptions } from './retrieval/time-slices.js';
import type { Actor } from './serving/actor.js';
import type { CorpusWatcher } from './serving/corpus-watcher.js';
import type { ReloadGate } from './serving/reload-gate.js';
import type { LastReload } from './serving/reload-report.js';
import type { ServedCorpus } from './serving/served-corpus.js';
import type { ReopenOptions } from './serving/served-index.js';
import type { ServedState } from './serving/served-state.js';

/** The providers that are no vendor's. */
const NO_MODEL = 'none';
const LOCAL = 'local';

export interface AppHooks extends WorkOptions {
  /** Told of what doesn't stop the work: a snapshot that can't be saved, an embedding model that is down. */
  readonly onWarning?: ((warning: WenjuError) => void) | undefined;
  /** Told of every reload when it is over. */
  readonly onReload?: ((reload: LastReload) => void) | undefined;
  /**
   * What the app makes of what is kept about what is served: `keep` goes by it and writes changes down, `read`
   * goes by it, `ignore` opens the index of the corpus folder whatever was served. @default keep
   */
  readonly state?: 'keep' | 'read' | 'ignore' | undefined;
  /** Opens what was served last even where the folder has changed, for a reload to compare with. @default false */
  readonly stays?: boolean | undefined;
  /** Who opens it, for the audit log. @default the command line */
  readonly by?: Actor | undefined;
}

/** What answers: an index and the answerer that reads it. */
export interface App {
  readonly answerer: Answerer;
  readonly corpus: ServedCorpus;
  /** The index that answers now. */
  readonly snapshot: Snapshot;
  /** Whether that was the index of the corpus folder when it was opened, rather than one that was kept. */
  readonly isOfFolder: boolean;
}

/**
 * Opens the index to answer from and makes its answerer.
 * @throws WenjuError `bad-config`, `corpus-unreadable`, `corpus-empty`, …; the signal's reason when aborted
 */
export async function createApp(config: EngineConfig, hooks: AppHooks = {}): Promise<App> {
  await checkModels(config);
  const [{ ExtractiveAnswerer }, { ServedCorpus }, { AuditLog }, { openServed }, { tellingMore }] =
    await Promise.all([
      import('./answer/extractive-answerer.js'),
      import('./serving/served-corpus.js'),
      import('./serving/audit-log.js'),
      import('./serving/open-served.js'),
      import('./serving/reload-progress.js'),
    ]);
  const { onWarning, onReload, onProgress, signal, state: use = 'keep', stays, by } = hooks;
  const { open, load, state, gate } = await createIndexes(config, onWarning);
  const audit = use === 'keep' ? new AuditLog(config) : undefined;
  const options: WorkOptions = { signal, onProgress: onProgress && tellingMore(onProgress) };
  const action = stays ? 'reload' : 'start';
  const { isOfFolder, ...opened } =
    use === 'ignore'
      ? { snapshot: await open(options), isOfFolder: true }
      : await openServed({ ...options, open, load, gate, state, audit, by, action, stays, onWarning });
  const kept = use === 'keep' ? { state, audit } : {};
  const reopen = (more: ReopenOptions): Promise<Snapshot> => open(more);
  const corpus = new ServedCorpus({ ...opened, ...kept, reopen, load, gate, onReload, onWarning, signal });
  return {
    corpus,
    isOfFolder,
    answerer: new ExtractiveAnswerer(() => corpus.snapshot),
    get snapshot() {
      return corpus.snapshot;
    },
  };
}

/** What opens indexes of the corpus folder, judges them, and keeps which one is served. */
interface Indexes {
  readonly open: (options: WorkOptions & Partial<ReopenOptions>) => Promise<Snapshot>;
  readonly load: (id: string) => Promise<Snapshot | undefined>;
  readonly state: ServedState;
  readonly gate: ReloadGate;
}

/** @param readOnly whether nothing is to be written: indexes are then built in memory */
async function createIndexes(
  config: EngineConfig,
  onWarning: AppHooks['onWarning'],
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

/** How the index of the corpus folder stands to what is on the disk. */
export interface IndexState {
  /** The name of the index of the folder as it is now. */
  readonly id: string;
  readonly isSaved: boolean;
  /** How the folder differs from the nearest saved index; everything is added where there is none. */
  readonly changes: CorpusChanges;
}

/**
 * Compares the corpus folder with the saved indexes, and changes nothing.
 * @throws WenjuError `bad-config`, `corpus-unreadable`, `corpus-empty`
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
  const scan = await scanCorpus(config.corpusDir, {
    fallbackGlossary: await fallbackGlossary(config.corpusDir),
  });
  const id = snapshotId(scan.fingerprint, embeddings);
  const store = new SnapshotStore(config.dataDir);
  return { id, isSaved: existsSync(store.pathOf(id)), changes: await changesToSaved(scan.files, store) };
}

export interface ServeOptions {
  readonly log: Logger;
  /** Stops the server when aborted. */
  readonly signal: AbortSignal;
  /** Called once, when the first question can be answered. */
  readonly onReady: (address: string) => void;
}

/**
 * Serves until the signal: listens at once, answers when the index is open.
 * @throws WenjuError `cannot-listen`, or what {@link createApp} throws
 */
export async function serveApp(config: Config, { log, signal, onReady }: ServeOptions): Promise<void> {
  await checkModels(config);
  for (const notice of notBuiltYet(config)) log.warn(notice);
  const [{ createWebAdapter }, { createMetrics }, { FeedbackLog }, { MeasuredAnswerer }] = await Promise.all([
    import('../adapters/web/index.js'),
    import('./metrics.js'),
    import('./serving/feedback-log.js'),
    import('./serving/measured-answerer.js'),
  ]);
  const metrics = await createMetrics();
  const feedback = new FeedbackLog(config);
  let service: WebService | undefined;
  const tellCorpus = (snapshot: Snapshot): void => {
    metrics.passages(snapshot.corpus.passages.length);
    logCorpus(snapshot, log);
  };
  const { host, port, allowedHosts, adminToken, rateLimitPerMinute, trustProxy } = config;
  const web = createWebAdapter({
    host,
    port,
    allowedHosts,
    adminToken,
    rateLimitPerMinute,
    trustProxy,
    log,
    metrics,
    feedback,
    current: () => service,
  });
  const address = await web.start();
  let opened: Promise<App> | undefined;
  let watcher: CorpusWatcher | undefined;
  try {
    // Watched before it is read, so that no change falls in between.
    watcher = await watchCorpus(config, log, async () =>
      (await opened)?.corpus.reload({ by: { door: 'watch' } }),
    );
    opened = createApp(config, {
      signal,
      onWarning: (warning) => log.warn(warning.message),
      onReload: (reload) => {
        metrics.reload(reload.result);
        if (reload.result !== 'done' && reload.result !== 'forced') {
          return log.warn(reload, 'not reloaded, the old index is served on');
        }
        log.info(reload, reload.rolledBack ? 'rolled back' : 'reloaded');
        if (service !== undefined) tellCorpus(service.corpus.snapshot);
      },
    });
    const [app] = await Promise.all([opened, loadDictionary()]);
    service = { answerer: new MeasuredAnswerer(app.answerer, metrics), corpus: app.corpus };
    tellCorpus(app.snapshot);
    onReady(address);
    await aborted(signal);
    log.info('stopping');
  } catch (error) {
    if (!signal.aborted) throw error;
    log.info('stopped while loading');
  } finally {
    await Promise.all([web.stop(), watcher?.stop()]);
  }
}

/** Has changes of the corpus folder reloaded, where that is wanted. */
async function watchCorpus(
  { corpusDir: folder, watchesCorpus }: Config,
  log: Logger,
  reload: () => Promise<unknown>,
): Promise<CorpusWatcher | undefined> {
  if (!watchesCorpus) return undefined;
  const { CorpusWatcher } = await import('./serving/corpus-watcher.js');
  const watcher = new CorpusWatcher({ folder, reload, onProblem: ({ message }) => log.warn(message) });
  await watcher.start();
  return watcher;
}

/** What is configured and not part of this version, a sentence for each. */
export function notBuiltYet(config: EngineConfig & Partial<Config>): string[] {
  const notices: string[] = [];
  if (config.llm.provider !== NO_MODEL) {
    notices.push('LLM_PROVIDER is set, but this version answers with extracts only');
  }
  if (config.slack !== undefined) notices.push('SLACK_BOT_TOKEN is set, but this version has no Slack yet');
  return notices;
}

/** What came of a check of a chat platform, in a sentence, with what to do where something is wrong. */
export interface PlatformCheck {
  readonly verdict: 'good' | 'note' | 'wrong';
  readonly text: string;
}

/** Checks the settings of the chat platforms with the platforms themselves. */
export async function* checkPlatforms({ dingtalk }: Config): AsyncGenerator<PlatformCheck> {
  if (dingtalk === undefined) return;
  const { checkDingtalk } = await import('../adapters/dingtalk/self-check.js');
  yield* checkDingtalk(dingtalk);
}

/**
 * Checks what is set of the models, without asking them.
 * @throws WenjuError `bad-config` for an unknown provider (it names the known ones), a missing key or model
 */
export async function checkModels({ llm, embeddings }: EngineConfig): Promise<void> {
  if (llm.provider === NO_MODEL && embeddings.provider === LOCAL) return;
  const { chatEndpoint, embeddingsEndpoint } = await import('./models/endpoint.js');
  if (llm.provider !== NO_MODEL) chatEndpoint(llm);
  if (embeddings.provider !== LOCAL) embeddingsEndpoint(embeddings);
}

/**
 * Asks the model that words answers for a word.
 * @returns undefined where there is none
 * @throws WenjuError `bad-config`, `model-failed`
 */
export async function probeLanguageModel({ llm }: EngineConfig): Promise<ModelProbe | undefined> {
  if (llm.provider === NO_MODEL) return undefined;
  const { probeChatModel } = await import('./models/probe.js');
  return probeChatModel(llm);
}

/**
 * Asks the embedding model for the vectors of two texts.
 * @returns undefined where it is the local one
 * @throws WenjuError `bad-config`, `embedding-failed`
 */
export async function probeEmbeddings({ embeddings }: EngineConfig): Promise<EmbeddingsProbe | undefined> {
  if (embeddings.provider === LOCAL) return undefined;
  const { probeEmbeddingModel } = await import('./models/probe.js');
  return probeEmbeddingModel(embeddings);
}

/** The SDK of vendors is loaded for a vendor's embedding only. */
async function embeddingsOf({ embeddings }: EngineConfig): Promise<IdentifiedEmbeddings> {
  if (embeddings.provider === LOCAL) {
    const { LocalEmbeddings } = await import('./retrieval/local-embeddings.js');
    return new LocalEmbeddings();
  }
  const { createEmbeddings } = await import('./models/embeddings.js');
  return createEmbeddings(embeddings);
}

/** The names that come with the package, for a corpus folder that names nothing itself. */
async function fallbackGlossary(folder: string): Promise<Glossary | undefined> {
  const source = packagePath('corpus/glossary.yaml');
  if (existsSync(join(folder, 'glossary.yaml')) || !existsSync(source)) return undefined;
  const { readGlossary } = await import('./corpus/read-glossary.js');
  return readGlossary({ source, text: await readFile(source, 'utf8') });
}

/** The first question would wait for it. */
async function loadDictionary(): Promise<void> {
  const { loadWordCutter } = await import('./text/tokens.js');
  await loadWordCutter();
}

function logCorpus({ corpus, id, builtFrom }: Snapshot, log: Logger): void {
  for (const problem of corpus.problems) log.warn(problem.message);
  const documents = corpus.documents.length;
  log.info({ documents, passages: corpus.passages.length, snapshot: id, builtFrom }, 'index is open');
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
