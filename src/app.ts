/**
 * The composition root: builds the rooms from the configuration and wires them. Alone imports adapters/.
 * Everything heavy is imported where it is used, so that a command loads no more than it needs.
 */
import type { WebService } from '../adapters/web/index.js';
import type { Answerer } from './answer/answerer.js';
import type { ModelComparison } from './answer/generative/compare-models.js';
import type { Config, EngineConfig } from './config.js';
import type { WenjuError } from './errors.js';
import { createIndexes } from './indexes.js';
import type { Logger } from './log.js';
import type { ModelHooks } from './model-answers.js';
import { checkModels } from './model-services.js';
import type { Snapshot } from './retrieval/snapshot.js';
import type { WorkOptions } from './retrieval/time-slices.js';
import type { Actor } from './serving/actor.js';
import type { CorpusWatcher } from './serving/corpus-watcher.js';
import type { LastReload } from './serving/reload-report.js';
import type { ServedCorpus } from './serving/served-corpus.js';
import type { ReopenOptions } from './serving/served-index.js';

export interface AppHooks extends WorkOptions, ModelHooks {
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
  /** Lets several models, by the names of their providers, answer a question from the same passages. */
  compare(question: string, names: readonly string[], signal?: AbortSignal): Promise<ModelComparison>;
}

/**
 * Opens the index to answer from and makes its answerer.
 * @throws WenjuError `bad-config`, `corpus-unreadable`, `corpus-empty`, …; the signal's reason when aborted
 */
export async function createApp(config: EngineConfig, hooks: AppHooks = {}): Promise<App> {
  await checkModels(config);
  const [{ answererOf, compareBy }, { ServedCorpus }, { AuditLog }, { openServed }, { tellingMore }] =
    await Promise.all([
      import('./model-answers.js'),
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
    answerer: await answererOf(config, () => corpus.snapshot, hooks),
    compare: (question, names, stop) => compareBy(config, question, names, corpus.snapshot, stop),
    get snapshot() {
      return corpus.snapshot;
    },
  };
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
      onGeneration: (report) => {
        metrics.generation(report);
        log.info(report, 'generated');
      },
      onModelUsage: (usage) => {
        if (usage.costCny !== undefined) metrics.modelCost('CNY', usage.costCny);
        if (usage.costUsd !== undefined) metrics.modelCost('USD', usage.costUsd);
        log.info(usage, 'a model was used');
      },
      onModelState: (state, failure) => {
        metrics.modelState(state);
        const reason = failure?.reason;
        if (state === 'open') log.warn({ reason }, `the model rests: ${failure?.message ?? 'it failed'}`);
        else log.info({ state }, 'the model is asked again');
      },
    });
    const [app] = await Promise.all([opened, loadDictionary()]);
    service = {
      answerer: new MeasuredAnswerer(app.answerer, metrics),
      corpus: app.corpus,
      compare: app.compare,
    };
    tellCorpus(app.snapshot);
    if (!app.isOfFolder)
      log.warn('an index from before is served until a reload, not that of the corpus folder');
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
  if (config.dingtalk !== undefined) {
    notices.push('DINGTALK_CLIENT_ID is set, but this version has no DingTalk yet');
  }
  return notices;
}

/** Asks each configured chat platform whether it takes the credentials. Never throws. */
export async function* checkPlatforms(
  config: Config,
  log: Logger,
): AsyncGenerator<{ readonly isGood: boolean; readonly text: string }> {
  if (config.slack !== undefined) {
    const { checkSlack } = await import('../adapters/slack/check.js');
    yield* checkSlack(config.slack, log);
  }
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
