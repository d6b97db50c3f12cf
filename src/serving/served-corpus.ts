/**
 * The room of what a running server holds: the index that answers now, what can be seen of it, how it is
 * reloaded and rolled back, who did so, and what people think of its answers.
 * May import src/answer, src/retrieval, src/corpus, src/text, errors, and the types of metrics.
 */
import { WenjuError } from '../errors.js';
import type { Snapshot } from '../retrieval/snapshot.js';
import type { Language } from '../text/language.js';
import type { Actor } from './actor.js';
import type { AuditAction, AuditEntry } from './audit-log.js';
import {
  type CorpusView,
  corpusView,
  type DocumentView,
  documentView,
  type FoundPassage,
  foundPassages,
} from './corpus-view.js';
import type { ReloadReport } from './reload-report.js';
import { type ReloadOptions, ServedIndex, type ServedIndexOptions } from './served-index.js';

export type ServedCorpusOptions = ServedIndexOptions;

/** The corpus that is answered from, with the index of it that is current. */
export class ServedCorpus {
  private readonly index: ServedIndex;
  private readonly suggested = new WeakMap<Snapshot, Map<Language, Promise<readonly string[]>>>();
  private readonly options: Pick<ServedCorpusOptions, 'audit' | 'signal'>;

  constructor(options: ServedCorpusOptions) {
    this.index = new ServedIndex(options);
    this.options = options;
  }

  /** The index that answers now. An answer takes it once and keeps it, whatever is reloaded meanwhile. */
  get snapshot(): Snapshot {
    return this.index.snapshot;
  }

  view(): CorpusView {
    return corpusView(this.snapshot, this.index.facts);
  }

  /** @throws WenjuError `not-found` */
  document(source: string): DocumentView {
    return documentView(this.snapshot, source);
  }

  /** The passages that fit a query best, best first. */
  search(query: string, limit: number, signal?: AbortSignal): Promise<readonly FoundPassage[]> {
    return foundPassages(this.snapshot, query, limit, signal);
  }

  /** Questions that the corpus answers, in a language; found out once for each index. */
  suggestions(language: Language): Promise<readonly string[]> {
    const snapshot = this.snapshot;
    const known = this.suggested.get(snapshot) ?? new Map<Language, Promise<readonly string[]>>();
    this.suggested.set(snapshot, known);
    const found = known.get(language) ?? this.suggest(snapshot, language);
    known.set(language, found);
    found.catch(() => known.delete(language));
    return found;
  }

  /** Whether a reload is under way, which another one would join. */
  get isReloading(): boolean {
    return this.index.isReloading;
  }

  /**
   * Brings the index up to date with the corpus folder and swaps it whole. While one reload is under way,
   * whoever asks for another joins it; one that asks to force it forces it for all who joined, for it has one
   * outcome, and is named in the audit log. When it fails, what was served is served on.
   * @throws WenjuError `reload-held` when the new index breaks more golden questions than it may, `cancelled`,
   * `corpus-unreadable`, `corpus-empty`, `embedding-failed`, …
   */
  reload(options: ReloadOptions = {}): Promise<ReloadReport> {
    return this.index.reload(options);
  }

  /**
   * Has the reload under way fail with `cancelled`, for all who joined it.
   * @returns whether there is one that is not over yet
   */
  cancelReload(by: Actor): boolean {
    return this.index.cancelReload(by);
  }

  /**
   * Goes back to the index that was served before this one, which is then served over restarts until the next
   * reload. Going back once more comes back here. Whoever asks while one is under way joins it.
   * @throws WenjuError `not-found` when there is none any more, `unavailable` while a reload is under way,
   * `snapshot-damaged`
   */
  rollback(by: Actor): Promise<ReloadReport> {
    return this.index.rollback(by);
  }

  /** The last changes of what is served, and attempts at one, newest first. */
  async history(limit: number): Promise<readonly AuditEntry[]> {
    return (await this.options.audit?.latest(limit)) ?? [];
  }

  /** Writes down that someone who may not asked for a change. */
  denied(by: Actor, action: AuditAction): Promise<void> {
    return this.index.audit({ by, action, result: 'denied' });
  }

  private async suggest(snapshot: Snapshot, language: Language): Promise<readonly string[]> {
    // Loaded when it is asked for: most commands suggest nothing.
    const { suggestQuestions } = await import('../answer/suggested-questions.js');
    const { signal } = this.options;
    return suggestQuestions(snapshot, language, signal).catch((error: unknown) => {
      throw signal?.aborted ? new WenjuError('unavailable', 'the server is stopping', error) : error;
    });
  }
}
