/**
 * The composition root: builds the rooms from the configuration and wires them. Alone imports adapters/.
 * Everything heavy is imported where it is used, so that a command loads no more than it needs.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CorpusState, WebService } from '../adapters/web/index.js';
import type { Answerer } from './answer/answerer.js';
import type { Config, EngineConfig } from './config.js';
import type { Glossary } from './corpus/glossary.js';
import type { WenjuError } from './errors.js';
import type { Logger } from './log.js';
import { packagePath } from './package-path.js';
import type { Snapshot } from './retrieval/snapshot.js';
import type { WorkOptions } from './retrieval/time-slices.js';

export interface AppHooks extends WorkOptions {
  /** Told of what doesn't stop the work: a snapshot that can't be saved, an embedding model that is down. */
  readonly onWarning?: ((warning: WenjuError) => void) | undefined;
}

/** What answers: an index and the answerer that reads it. */
export interface App {
  readonly answerer: Answerer;
  /** The index that answers now. */
  readonly snapshot: Snapshot;
}

/**
 * Opens the index of the corpus folder and makes its answerer.
 * @throws WenjuError `corpus-unreadable`, `corpus-empty`, …; the signal's reason when aborted
 */
export async function createApp(config: EngineConfig, hooks: AppHooks = {}): Promise<App> {
  const [{ openSnapshot }, { LocalEmbeddings }, { expandTerms }, { ExtractiveAnswerer }] = await Promise.all([
    import('./retrieval/open-snapshot.js'),
    import('./retrieval/local-embeddings.js'),
    import('./text/vocabulary.js'),
    import('./answer/extractive-answerer.js'),
  ]);
  const snapshot = await openSnapshot({
    ...hooks,
    folder: config.corpusDir,
    dataDir: config.dataDir,
    embeddings: new LocalEmbeddings(),
    fallbackGlossary: await fallbackGlossary(config.corpusDir),
    expand: expandTerms,
  });
  return { snapshot, answerer: new ExtractiveAnswerer(() => snapshot) };
}

/**
 * The name of the index of the corpus folder as it is now, and whether it is on the disk.
 * @throws WenjuError `corpus-unreadable`, `corpus-empty`
 */
export async function findIndex(
  config: EngineConfig,
): Promise<{ readonly id: string; readonly isSaved: boolean }> {
  const [{ scanCorpus }, { LocalEmbeddings }, { snapshotId }, { SnapshotStore }] = await Promise.all([
    import('./corpus/read-corpus.js'),
    import('./retrieval/local-embeddings.js'),
    import('./retrieval/snapshot.js'),
    import('./retrieval/snapshot-store.js'),
  ]);
  const scan = await scanCorpus(config.corpusDir, {
    fallbackGlossary: await fallbackGlossary(config.corpusDir),
  });
  const id = snapshotId(scan.fingerprint, new LocalEmbeddings());
  return { id, isSaved: existsSync(new SnapshotStore(config.dataDir).pathOf(id)) };
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
  const { createWebAdapter } = await import('../adapters/web/index.js');
  const { host, port, allowedHosts } = config;
  let service: WebService | undefined;
  const web = createWebAdapter({ host, port, allowedHosts, log, current: () => service });
  const address = await web.start();
  try {
    const [app] = await Promise.all([
      createApp(config, { signal, onWarning: (warning) => log.warn(warning.message) }),
      loadDictionary(),
    ]);
    service = { answerer: app.answerer, corpus: corpusState(app.snapshot) };
    logCorpus(app.snapshot, log);
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
  if (config.dingtalk !== undefined) {
    notices.push('DINGTALK_CLIENT_ID is set, but this version has no DingTalk yet');
  }
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

function corpusState({ corpus, id, loadedAt }: Snapshot): CorpusState {
  return {
    documents: corpus.documents.length,
    passages: corpus.passages.length,
    snapshot: id,
    loadedAt: loadedAt.toISOString(),
    problems: corpus.problems.map(({ code, message }) => ({ code, message })),
  };
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
