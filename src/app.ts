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
import { packagePath } from './package-path.js';
import type { Snapshot } from './retrieval/snapshot.js';
import type { WorkOptions } from './retrieval/time-slices.js';
import type { LastReload } from './serving/reload-report.js';
import type { ServedCorpus } from './serving/served-corpus.js';

export interface AppHooks extends WorkOptions {
  /** Told of what doesn't stop the work: a snapshot that can't be saved, an embedding model that is down. */
  readonly onWarning?: ((warning: WenjuError) => void) | undefined;
  /** Told of every reload when it is over. */
  readonly onReload?: ((reload: LastReload) => void) | undefined;
}

/** What answers: an index and the answerer that reads it. */
export interface App {
  readonly answerer: Answerer;
  readonly corpus: ServedCorpus;
  /** The index that answers now. */
  readonly snapshot: Snapshot;
}

/**
 * Opens the index of the corpus folder and makes its answerer.
 * @throws WenjuError `corpus-unreadable`, `corpus-empty`, …; the signal's reason when aborted
 */
export async function createApp(config: EngineConfig, hooks: AppHooks = {}): Promise<App> {
  const [{ openSnapshot }, { LocalEmbeddings }, { expandTerms }, { ExtractiveAnswerer }, { ServedCorpus }] =
    await Promise.all([
      import('./retrieval/open-snapshot.js'),
      import('./retrieval/local-embeddings.js'),
      import('./text/vocabulary.js'),
      import('./answer/extractive-answerer.js'),
      import('./serving/served-corpus.js'),
    ]);
  const { onWarning, onReload, signal } = hooks;
  const embeddings = new LocalEmbeddings();
  const open = async (options: WorkOptions): Promise<Snapshot> =>
    openSnapshot({
      ...options,
      onWarning,
      folder: config.corpusDir,
      dataDir: config.dataDir,
      embeddings,
      fallbackGlossary: await fallbackGlossary(config.corpusDir),
      expand: expandTerms,
    });
  const corpus = new ServedCorpus({ snapshot: await open(hooks), reopen: open, onReload, signal });
  return {
    corpus,
    answerer: new ExtractiveAnswerer(() => corpus.snapshot),
    get snapshot() {
      return corpus.snapshot;
    },
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
 * @throws WenjuError `corpus-unreadable`, `corpus-empty`
 */
export async function findIndex(config: EngineConfig): Promise<IndexState> {
  const [{ scanCorpus }, { LocalEmbeddings }, { snapshotId }, { SnapshotStore }, { changesToSaved }] =
    await Promise.all([
      import('./corpus/read-corpus.js'),
      import('./retrieval/local-embeddings.js'),
      import('./retrieval/snapshot.js'),
      import('./retrieval/snapshot-store.js'),
      import('./retrieval/saved-documents.js'),
    ]);
  const scan = await scanCorpus(config.corpusDir, {
    fallbackGlossary: await fallbackGlossary(config.corpusDir),
  });
  const id = snapshotId(scan.fingerprint, new LocalEmbeddings());
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
  try {
    const [app] = await Promise.all([
      createApp(config, {
        signal,
        onWarning: (warning) => log.warn(warning.message),
        onReload: (reload) => {
          metrics.reload(reload.result);
          if (reload.result === 'failed') return log.warn(reload, 'not reloaded, the old index is served on');
          log.info(reload, 'reloaded');
          if (service !== undefined) tellCorpus(service.corpus.snapshot);
        },
      }),
      loadDictionary(),
    ]);
    service = { answerer: new MeasuredAnswerer(app.answerer, metrics), corpus: app.corpus };
    tellCorpus(app.snapshot);
    onReady(address);
    await aborted(signal);
    log.info('stopping');
  } catch (error) {
    if (!signal.aborted) throw error;
    log.info('stopped while loading');
  } finally {
    await web.stop();
  }
}

/** What is configured and not part of this version, a sentence for each. */
export function notBuiltYet(config: EngineConfig & Partial<Config>): string[] {
  const notices: string[] = [];
  if (config.llm.provider !== 'none') {
    notices.push('LLM_PROVIDER is set, but this version answers with extracts only');
  }
  if (config.embeddings.provider !== 'local') {
    notices.push('EMBEDDINGS_PROVIDER is set, but this version has the local embedding only');
  }
  if (config.slack !== undefined) notices.push('SLACK_BOT_TOKEN is set, but this version has no Slack yet');
  return notices;
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
