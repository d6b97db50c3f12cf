import { WenjuError } from '../../src/errors.js';
import { MOST_ANSWERS, MOST_WAITING } from './limits.js';

export interface AnswerSlotsOptions {
  /** Answers that are worked out at once. */
  readonly most?: number;
  /** Questions that may wait for their turn. */
  readonly waiting?: number;
}

/** Keeps the number of answers in the making bounded: first come, first served, and those too many sent away. */
export class AnswerSlots {
  private free: number;
  private readonly longest: number;
  private readonly queue: (() => void)[] = [];

  constructor({ most = MOST_ANSWERS, waiting = MOST_WAITING }: AnswerSlotsOptions = {}) {
    this.free = most;
    this.longest = waiting;
  }

  /**
   * Takes a place in the queue. The promise settles when the work may begin; {@link release} ends it.
   * Rejects with the signal's reason, and then needs no release.
   * @throws WenjuError `unavailable`, at once, when the queue is full
   */
  take(signal: AbortSignal): Promise<void> {
    if (this.free > 0) {
      this.free--;
      return Promise.resolve();
    }
    if (this.queue.length >= this.longest) {
      throw new WenjuError('unavailable', 'too many questions are waiting; try again in a moment');
    }
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        const at = this.queue.indexOf(enter);
        if (at >= 0) this.queue.splice(at, 1);
        reject(signal.reason);
      };
      const enter = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      this.queue.push(enter);
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted) leave();
    });
  }

  release(): void {
    const next = this.queue.shift();
    if (next === undefined) this.free++;
    else next();
  }
}
