/**
 * The composition of a running server: the web adapter, the chat platforms, and what they answer from. Everything
 * heavy is imported where it is used.
 */
import type { WebService } from '../adapters/web/index.js';
import { type App, type AppHooks, createApp } from './app.js';
import type { ChatService } from './chat/chat.js';
import type { Config } from './config.js';
import type { Logger } from './log.js';
import type { Metrics } from './metrics.js';
import { checkModels, modelFacts } from './model-services.js';
import { createPlatforms, type Platforms } from './platforms.js';
import type { Snapshot } from './retrieval/snapshot.js';
import type { CorpusWatcher } from './serving/corpus-watcher.js';
import type { FeedbackLog } from './serving/feedback-log.js';

/** How long answers in flight may take after the server was told to stop, in milliseconds. */
const STOP_GRACE_MS = 10_000;

export interface ServeOptions {
  readonly log: Logger;
  /** Stops the server when aborted. */
  readonly signal: AbortSignal;
  /** Called once, when the first question can be answered. */
  readonly onReady: (address: string) => void;
}

/**
 * Serves until the signal: listens at once, answers when the index is open, and then joins the chat platforms.
 * @throws WenjuError `cannot-listen`, `bad-config` when a platform refuses its credentials, or what
 * {@link createApp} throws
 */
export async function serveApp(config: Config, { log, signal, onReady }: ServeOptions): Promise<void> {
  await checkModels(config);
  const [{ createWebAdapter }, { createMetrics }, { FeedbackLog }, { MeasuredAnswerer }] = await Promise.all([
    import('../adapters/web/index.js'),
    import('./metrics.js'),
    import('./serving/feedback-log.js'),
    import('./serving/measured-answerer.js'),
  ]);
  const metrics = await createMetrics();
  const feedback = new FeedbackLog(config);
  const platforms = await createPlatforms(config, log, metrics);
  let service: WebService | undefined;
  const web = createWebAdapter({
    ...webSettings(config),
    log,
    metrics,
    feedback,
    mounts: platforms.mounts,
    current: () => service,
    missing: () => platforms.adapters.filter(({ isConnected }) => !isConnected).map(({ name }) => name),
  });
  const address = await web.start();
  let opened: Promise<App> | undefined;
  let watcher: CorpusWatcher | undefined;
  let chat: ChatService | undefined;
  try {
    // Watched before it is read, so that no change falls in between.
    watcher = await watchCorpus(config, log, async () =>
      (await opened)?.corpus.reload({ by: { door: 'watch' } }),
    );
    const tell = (snapshot: Snapshot): void => tellCorpus(snapshot, log, metrics);
    opened = createApp(config, {
      signal,
      ...hooks(log, metrics, () => service !== undefined && tell(service.corpus.snapshot)),
    });
    const [app] = await Promise.all([opened, loadDictionary()]);
    const answerer = new MeasuredAnswerer(app.answerer, metrics);
    service = { answerer, corpus: app.corpus, compare: app.compare };
    tell(app.snapshot);
    if (!app.isOfFolder)
      log.warn('an index from before is served until a reload, not that of the corpus folder');
    onReady(address);
    chat = await startChat(config, { ...service, feedback, log, metrics, platforms });
    await aborted(signal);
    log.info('stopping');
  } catch (error) {
    if (!signal.aborted) throw error;
    log.info('stopped while loading');
  } finally {
    await Promise.all([web.stop(), chat?.stop(STOP_GRACE_MS), watcher?.stop()]);
  }
}

function webSettings({ host, port, allowedHosts, adminToken, rateLimitPerMinute, trustProxy }: Config) {
  return { host, port, allowedHosts, adminToken, rateLimitPerMinute, trustProxy };
}

/** What the log and the metrics are told. */
function hooks(log: Logger, metrics: Metrics, onChanged: () => void): AppHooks {
  return {
    onWarning: (warning) => log.warn(warning.message),
    onReload: (reload) => {
      metrics.reload(reload.result);
      if (reload.result !== 'done' && reload.result !== 'forced') {
        return log.warn(reload, 'not reloaded, the old index is served on');
      }
      log.info(reload, reload.rolledBack ? 'rolled back' : 'reloaded');
      onChanged();
    },
    onGeneration: (report) => {
      metrics.generation(report);
      log.info(report, 'generated');
    },
    onModelUsage: (usage) => {
      metrics.modelUsage(usage);
      log.info(usage, 'a model was used');
    },
    onModelState: (state, failure) => {
      metrics.modelState(state);
      const reason = failure?.reason;
      if (state === 'open') log.warn({ reason }, `the model rests: ${failure?.message ?? 'it failed'}`);
      else log.info({ state }, 'the model is asked again');
    },
  };
}

/** What the chat works with. */
interface ChatParts extends WebService {
  readonly feedback: FeedbackLog;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly platforms: Platforms;
}

/** Joins the chat platforms that are set; nothing is loaded where there are none. */
async function startChat(
  config: Config,
  { platforms, ...parts }: ChatParts,
): Promise<ChatService | undefined> {
  if (platforms.adapters.length === 0) return undefined;
  const { ChatService } = await import('./chat/chat.js');
  const { dataDir } = config;
  const chat = new ChatService({
    ...parts,
    ...(await modelFacts(config)),
    dataDir,
    admins: platforms.admins,
  });
  await chat.start(platforms.adapters);
  return chat;
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

/** The first question would wait for it. */
async function loadDictionary(): Promise<void> {
  const { loadWordCutter } = await import('./text/tokens.js');
  await loadWordCutter();
}

function tellCorpus({ corpus, id, builtFrom }: Snapshot, log: Logger, metrics: Metrics): void {
  const passages = corpus.passages.length;
  metrics.passages(passages);
  for (const problem of corpus.problems) log.warn(problem.message);
  log.info({ documents: corpus.documents.length, passages, snapshot: id, builtFrom }, 'index is open');
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
