/**
 * The room of what a running server holds: the index that answers now, what can be seen of it, how it is
 * reloaded, and what people think of its answers.
 * May import src/answer, src/retrieval, src/corpus, src/text, errors, and the types of metrics.
 */
import { corpusChanges } from '../corpus/corpus-changes.js';
import { WenjuError } from '../errors.js';
import type { Snapshot } from '../retrieval/snapshot.js';
import type { Progress, WorkOptions } from '../retrieval/time-slices.js';
import type { Language } from '../text/language.js';
import {
  type CorpusView,
  corpusView,
  type DocumentView,
  documentView,
  type FoundPassage,
  foundPassages,
} from './corpus-view.js';
import type { LastReload, ReloadReport } from './reload-report.js';

export interface ServedCorpusOptions {
  readonly snapshot: Snapshot;
  /** Reads the corpus folder again and opens its index, made of the one that is served. */
  readonly reopen: (options: WorkOptions & { readonly previous: Snapshot }) => Promise<Snapshot>;
  /** Told of every reload when it is over. */
  readonly onReload?: ((reload: LastReload) => void) | undefined;
  /** Ends what is under way when aborted. */
  readonly signal?: AbortSignal | undefined;
}

/** The corpus that is answered from, with the index of it that is current. */
export class ServedCorpus {
  private current: Snapshot;
  private last: LastReload | undefined;
  private running: Promise<ReloadReport> | undefined;
  private readonly listeners = new Set<(progress: Progress) => void>();
  private readonly suggested = new WeakMap<Snapshot, Map<Language, Promise<readonly string[]>>>();
  private readonly options: Omit<ServedCorpusOptions, 'snapshot'>;

  constructor({ snapshot, ...options }: ServedCorpusOptions) {
    this.current = snapshot;
    this.options = options;
  }

  /** The index that answers now. An answer takes it once and keeps it, whatever is reloaded meanwhile. */
  get snapshot(): Snapshot {
    return this.current;
  }

  view(): CorpusView {
    return corpusView(this.current, this.last);
  }

  /** @throws WenjuError `not-found` */
  document(source: string): DocumentView {
    return documentView(this.current, source);
  }

  /** The passages that fit a query best, best first. */
  search(query: string, limit: number, signal?: AbortSignal): Promise<readonly FoundPassage[]> {
    return foundPassages(this.current, query, limit, signal);
  }

  /** Questions that the corpus answers, in a language; found out once for each index. */
  suggestions(language: Language): Promise<readonly string[]> {
    const snapshot = this.current;
    const known = this.suggested.get(snapshot) ?? new Map<Language, Promise<readonly string[]>>();
    this.suggested.set(snapshot, known);
    const found = known.get(language) ?? this.suggest(snapshot, language);
    known.set(language, found);
    found.catch(() => known.delete(language));
    return found;
  }

  /**
   * Brings the index up to date with the corpus folder and swaps it whole. While one reload is under way,
   * whoever asks for another joins it. When it fails, what was served is served on.
   * @throws WenjuError `corpus-unreadable`, `corpus-empty`, `embedding-failed`, …
   */
  async reload(onProgress?: (progress: Progress) => void): Promise<ReloadReport> {
    if (onProgress !== undefined) this.listeners.add(onProgress);
    this.running ??= this.runReload().finally(() => {
      this.running = undefined;
    });
    try {
      return await this.running;
    } finally {
      if (onProgress !== undefined) this.listeners.delete(onProgress);
    }
  }

  private async suggest(snapshot: Snapshot, language: Language): Promise<readonly string[]> {
    // Loaded when it is asked for: most commands suggest nothing.
    const { suggestQuestions } = await import('../answer/suggested-questions.js');
    return suggestQuestions(snapshot, language, this.options.signal).catch((error: unknown) => {
      throw this.meaning(error);
    });
  }

  private async runReload(): Promise<ReloadReport> {
    const start = performance.now();
    const elapsed = (): number => Math.round(performance.now() - start);
    try {
      const next = await this.options.reopen({
        previous: this.current,
        signal: this.options.signal,
        onProgress: (progress) => {
          for (const listener of this.listeners) listener(progress);
        },
      });
      const changes = corpusChanges(this.current.corpus.documents, next.corpus.documents);
      // The same index again would only cost its memory.
      if (next.id !== this.current.id) this.current = next;
      const { corpus, id } = this.current;
      const problems = corpus.problems.map(({ code, message }) => ({ code, message }));
      this.finish({ ...changes, ms: elapsed(), result: 'done' });
      return { ...changes, passages: corpus.passages.length, snapshot: id, ms: elapsed(), problems };
    } catch (thrown) {
      const error = this.meaning(thrown);
      const nothing = { added: 0, updated: 0, removed: 0, unchanged: 0 };
      const code = error instanceof WenjuError ? error.code : 'internal';
      const message = error instanceof WenjuError ? error.message : 'unexpected; the log says what';
      this.finish({ ...nothing, ms: elapsed(), result: 'failed', error: { code, message } });
      throw error;
    }
  }

  /** What is under way when the server stops fails because of that. */
  private meaning(error: unknown): unknown {
    if (this.options.signal?.aborted !== true) return error;
    return new WenjuError('unavailable', 'the server is stopping', error);
  }

  private finish(reload: Omit<LastReload, 'at'>): void {
    this.last = { at: new Date().toISOString(), ...reload };
    this.options.onReload?.(this.last);
  }
}
