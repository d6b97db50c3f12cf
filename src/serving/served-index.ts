import { corpusChanges } from '../corpus/corpus-changes.js';
import { type ErrorCode, WenjuError } from '../errors.js';
import type { Snapshot } from '../retrieval/snapshot.js';
import type { Progress, WorkOptions } from '../retrieval/time-slices.js';
import type { Actor } from './actor.js';
import type { AuditEntry, AuditLog } from './audit-log.js';
import type { ServingFacts } from './corpus-view.js';
import { type GateVerdict, type ReloadGate, ReloadHeld } from './reload-gate.js';
import { tellingMore } from './reload-progress.js';
import type { LastReload, Problem, ReloadReport } from './reload-report.js';
import type { Served, ServedState } from './served-state.js';

/** How the folder is read again. */
export interface ReopenOptions extends WorkOptions {
  /** What is served meanwhile, of which as much is taken over as possible. */
  readonly previous: Snapshot;
}

export interface ServedIndexOptions {
  readonly snapshot: Snapshot;
  /** Reads the corpus folder again and opens its index. */
  readonly reopen: (options: ReopenOptions) => Promise<Snapshot>;
  /** Opens a saved index; `undefined` when it is not on the disk. @default nothing is, so there is no rollback */
  readonly load?: ((id: string) => Promise<Snapshot | undefined>) | undefined;
  /** Judges an index before it is served. @default every index is let in */
  readonly gate?: ReloadGate | undefined;
  /** What is served, as the last process left it. @default the snapshot and nothing before it */
  readonly served?: Omit<Served, 'at'> | undefined;
  /** What is wrong with the golden questions, as found out when the snapshot was opened. @default nothing */
  readonly problems?: readonly Problem[] | undefined;
  /** Keeps over restarts what is served. @default nothing does */
  readonly state?: ServedState | undefined;
  /** Where changes and attempts are written down. @default nowhere */
  readonly audit?: AuditLog | undefined;
  /** Told of every reload and rollback when it is over. */
  readonly onReload?: ((reload: LastReload) => void) | undefined;
  /** Told when the state or the audit log can't be written, which stops nothing. */
  readonly onWarning?: ((warning: WenjuError) => void) | undefined;
  /** Ends what is under way when aborted. */
  readonly signal?: AbortSignal | undefined;
}

export interface ReloadOptions {
  /** @default the command line */
  readonly by?: Actor;
  /** Whether the new index is served even where it breaks more golden questions than it may. @default false */
  readonly force?: boolean;
  readonly onProgress?: (progress: Progress) => void;
}

/** A reload under way. */
interface ReloadTask {
  readonly abort: AbortController;
  /** Who wants it done even where it breaks golden questions. */
  forcedBy?: Actor;
  /** From `decided` on it can't be cancelled, from `held` on not be forced. */
  stage: 'working' | 'decided' | 'held';
  done: Promise<ReloadReport>;
}

const NO_CHANGES = { added: 0, updated: 0, removed: 0, unchanged: 0 };
/** What a failure is called where it is not a failure. */
const RESULTS: Readonly<Partial<Record<ErrorCode, 'held' | 'cancelled'>>> = {
  'reload-held': 'held',
  cancelled: 'cancelled',
};
const NO_VERDICT: GateVerdict = { questions: 0, broken: [], failing: [], isHeld: false, problems: [] };

/** The index that is served, and how it becomes another one: one change at a time, whole or not at all. */
export class ServedIndex {
  private current: Snapshot;
  private served: Omit<Served, 'at'>;
  private last: LastReload | undefined;
  private goldenProblems: readonly Problem[];
  private running: ReloadTask | undefined;
  private rollingBack: Promise<ReloadReport> | undefined;
  private readonly listeners = new Set<(progress: Progress) => void>();
  private readonly options: Omit<ServedIndexOptions, 'snapshot' | 'served' | 'problems'>;

  constructor({ snapshot, served, problems = [], ...options }: ServedIndexOptions) {
    this.current = snapshot;
    this.served = served ?? { accepted: { id: snapshot.id, failing: [] }, previous: null, pinned: false };
    this.goldenProblems = problems;
    this.options = options;
  }

  get snapshot(): Snapshot {
    return this.current;
  }

  get facts(): ServingFacts {
    return {
      problems: this.goldenProblems,
      lastReload: this.last ?? null,
      reloading: this.isReloading,
      previous: this.served.previous?.id ?? null,
      pinned: this.served.pinned,
    };
  }

  /** Whether a reload is under way, which another one would join. */
  get isReloading(): boolean {
    return this.running !== undefined;
  }

  /** See `ServedCorpus.reload`, and so for the others. */
  async reload({
    by = { door: 'cli' },
    force = false,
    onProgress,
  }: ReloadOptions = {}): Promise<ReloadReport> {
    if (onProgress !== undefined) this.listeners.add(onProgress);
    try {
      while (this.rollingBack !== undefined || this.isPast(force)) {
        await Promise.allSettled([this.rollingBack, this.running?.done]);
      }
      const task = this.running ?? this.startReload(by);
      if (force) task.forcedBy ??= by;
      return await task.done;
    } finally {
      if (onProgress !== undefined) this.listeners.delete(onProgress);
    }
  }

  cancelReload(by: Actor): boolean {
    if (this.running?.stage !== 'working' || this.running.abort.signal.aborted) return false;
    this.running.abort.abort(new WenjuError('cancelled', 'the reload was cancelled'));
    void this.audit({
      by,
      action: 'cancel',
      result: 'done',
      before: this.current.id,
      after: this.current.id,
    });
    return true;
  }

  rollback(by: Actor): Promise<ReloadReport> {
    this.rollingBack ??= this.runRollback(by).finally(() => {
      this.rollingBack = undefined;
    });
    return this.rollingBack;
  }

  /** Whether the reload under way can't be joined any more: it is cancelled, or held back and to be forced. */
  private isPast(force: boolean): boolean {
    if (this.running === undefined) return false;
    return this.running.abort.signal.aborted || (force && this.running.stage === 'held');
  }

  private startReload(by: Actor): ReloadTask {
    const task = { abort: new AbortController(), stage: 'working' } as ReloadTask;
    this.running = task;
    task.done = this.runReload(task, by).finally(() => {
      this.running = undefined;
    });
    return task;
  }

  private async runReload(task: ReloadTask, by: Actor): Promise<ReloadReport> {
    const start = performance.now();
    const before = this.current;
    try {
      const { next, verdict } = await this.nextIndex(task.abort.signal);
      this.goldenProblems = verdict.problems;
      const { questions, broken, failing } = verdict;
      // The index that is served already breaks nothing.
      const isForced = verdict.isHeld && next.id !== before.id;
      if (isForced && task.forcedBy === undefined) {
        task.stage = 'held';
        throw this.options.gate?.refusal(broken) ?? new ReloadHeld('the new index is held back', broken);
      }
      task.stage = 'decided';
      const accepted = { id: next.id, failing: [...failing] };
      const previous = next.id === before.id ? this.served.previous : this.served.accepted;
      await this.serve(next, { accepted, previous, pinned: false });
      const report = {
        ...this.report(before, start),
        ...(questions > 0 && { golden: { questions, failing: failing.length, broken } }),
        ...(isForced && { forced: true as const }),
      };
      const result = isForced ? 'forced' : 'done';
      await this.finish('reload', task.forcedBy ?? by, result, report, { before, broken });
      return report;
    } catch (thrown) {
      const error = this.meaning(thrown, task.abort.signal);
      await this.fail('reload', by, error, start);
      throw error;
    }
  }

  /** The index of the folder as it is now, judged. */
  private async nextIndex(cancelled: AbortSignal): Promise<{ next: Snapshot; verdict: GateVerdict }> {
    const { reopen, gate, signal: stopping } = this.options;
    const signal = stopping === undefined ? cancelled : AbortSignal.any([stopping, cancelled]);
    const onProgress = tellingMore((progress) => {
      for (const listener of this.listeners) listener(progress);
    });
    const next = await reopen({ signal, onProgress, previous: this.current });
    signal.throwIfAborted();
    const verdict = (await gate?.judge(next, this.served.accepted.failing, signal)) ?? NO_VERDICT;
    signal.throwIfAborted();
    return { next, verdict };
  }

  private async runRollback(by: Actor): Promise<ReloadReport> {
    const start = performance.now();
    const before = this.current;
    try {
      if (this.running !== undefined) {
        throw new WenjuError(
          'unavailable',
          'a reload is under way: wait until it is over, or cancel it first',
        );
      }
      const { accepted, previous } = this.served;
      if (previous === null) {
        throw new WenjuError('not-found', 'there is no earlier index to go back to: none was served before');
      }
      const earlier = await this.options.load?.(previous.id);
      if (earlier === undefined) {
        throw new WenjuError(
          'not-found',
          `the index that was served before (${previous.id}) is not kept any more`,
        );
      }
      await this.serve(earlier, { accepted: previous, previous: accepted, pinned: true });
      const report = this.report(before, start);
      await this.finish('rollback', by, 'done', report, { before });
      return report;
    } catch (thrown) {
      const error = this.meaning(thrown);
      await this.fail('rollback', by, error, start);
      throw error;
    }
  }

  /** Written down first: a process that dies in between serves the same after its next start. */
  private async serve(snapshot: Snapshot, served: Omit<Served, 'at'>): Promise<void> {
    if (JSON.stringify(served) !== JSON.stringify(this.served)) {
      await this.options.state?.write(served).catch((error: unknown) => this.warn(error));
    }
    this.served = served;
    // The same index again would only cost its memory.
    if (snapshot.id !== this.current.id) this.current = snapshot;
  }

  private report(before: Snapshot, start: number): ReloadReport {
    const { corpus, id } = this.current;
    return {
      ...corpusChanges(before.corpus.documents, corpus.documents),
      passages: corpus.passages.length,
      snapshot: id,
      ms: Math.round(performance.now() - start),
      problems: [...corpus.problems.map(({ code, message }) => ({ code, message })), ...this.goldenProblems],
    };
  }

  private async finish(
    action: 'reload' | 'rollback',
    by: Actor,
    result: 'done' | 'forced',
    { added, updated, removed, unchanged, passages, snapshot: after, ms }: ReloadReport,
    { before, broken = [] }: { readonly before: Snapshot; readonly broken?: GateVerdict['broken'] },
  ): Promise<void> {
    const counts = { added, updated, removed, unchanged };
    const told = { result, ms, ...(broken.length > 0 && { broken: [...broken] }) };
    this.tell({ ...counts, ...told, ...(action === 'rollback' && { rolledBack: true as const }) });
    await this.audit({ by, action, before: before.id, after, passages, ...counts, ...told });
  }

  private async fail(
    action: 'reload' | 'rollback',
    by: Actor,
    thrown: unknown,
    start: number,
  ): Promise<void> {
    const code = thrown instanceof WenjuError ? thrown.code : 'internal';
    const message = thrown instanceof WenjuError ? thrown.message : 'unexpected; the log says what';
    const told = {
      result: RESULTS[code] ?? ('failed' as const),
      ms: Math.round(performance.now() - start),
      error: { code, message },
      ...(thrown instanceof ReloadHeld && { broken: [...thrown.broken] }),
    };
    this.tell({ ...NO_CHANGES, ...told, ...(action === 'rollback' && { rolledBack: true as const }) });
    await this.audit({ by, action, before: this.current.id, after: this.current.id, ...told });
  }

  private tell(reload: Omit<LastReload, 'at'>): void {
    this.last = { at: new Date().toISOString(), ...reload };
    this.options.onReload?.(this.last);
  }

  /** Writes an entry down; that it can't be is a warning. */
  async audit(entry: Omit<AuditEntry, 'time'>): Promise<void> {
    await this.options.audit?.append(entry).catch((error: unknown) => this.warn(error));
  }

  private warn(error: unknown): void {
    if (!(error instanceof WenjuError)) throw error;
    this.options.onWarning?.(error);
  }

  /** What is under way when the server stops, or when someone cancels it, fails because of that. */
  private meaning(error: unknown, cancelled?: AbortSignal): unknown {
    if (this.options.signal?.aborted === true) {
      return new WenjuError('unavailable', 'the server is stopping', error);
    }
    return cancelled?.aborted === true ? cancelled.reason : error;
  }
}
