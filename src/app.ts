/**
 * The composition root of what answers: builds the rooms from the configuration and wires them. Everything heavy is
 * imported where it is used, so that a command loads no more than it needs.
 */
import type { Answerer } from './answer/answerer.js';
import type { ModelComparison } from './answer/generative/compare-models.js';
import type { EngineConfig } from './config.js';
import type { WenjuError } from './errors.js';
import { createIndexes } from './indexes.js';
import type { ModelHooks } from './model-answers.js';
import { checkModels } from './model-services.js';
import type { Snapshot } from './retrieval/snapshot.js';
import type { WorkOptions } from './retrieval/time-slices.js';
import type { Actor } from './serving/actor.js';
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
