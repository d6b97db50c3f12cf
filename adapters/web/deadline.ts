import { WenjuError } from '../../src/errors.js';

/** The end of work: its caller goes away, or its time is up. */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly caller: AbortSignal;

  /** @param ms how long the work may take, from now on */
  constructor(ms: number, caller: AbortSignal) {
    this.caller = caller;
    this.timer = setTimeout(() => {
      this.controller.abort(new WenjuError('timed-out', `no answer within ${ms / 1000} s; try again`));
    }, ms);
    caller.addEventListener('abort', this.leave, { once: true });
    if (caller.aborted) this.leave();
  }

  /** Aborted at the end, with its reason. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** What comes first: the work's outcome or the end. Not all work heeds its signal. */
  race<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = (): void => reject(this.signal.reason);
      this.signal.addEventListener('abort', end, { once: true });
      if (this.signal.aborted) end();
      work.then(resolve, reject).finally(() => this.signal.removeEventListener('abort', end));
    });
  }

  /** The work is over. */
  clear(): void {
    clearTimeout(this.timer);
    this.caller.removeEventListener('abort', this.leave);
  }

  private readonly leave = (): void => this.controller.abort(this.caller.reason);
}
