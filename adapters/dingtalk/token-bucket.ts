import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Calls that may be made: so many a second, and so many at once after a pause. Those who wait get theirs in
 * the order in which they came.
 */
export class TokenBucket {
  private readonly capacity: number;
  private readonly perSecond: number;
  private tokens: number;
  private filledAt = performance.now();
  private line: Promise<void> = Promise.resolve();
  private waiting = 0;

  constructor(capacity: number, perSecond: number) {
    this.capacity = capacity;
    this.perSecond = perSecond;
    this.tokens = capacity;
  }

  /** Whole calls that could be made now. */
  get left(): number {
    this.fill();
    return Math.max(0, Math.floor(this.tokens));
  }

  /** Takes a call if as many are left for others afterwards, and nobody waits. */
  tryTake(reserve: number): boolean {
    if (this.waiting > 0 || this.left < reserve + 1) return false;
    this.tokens -= 1;
    return true;
  }

  /** Takes a call as soon as there is one. */
  async take(): Promise<void> {
    this.waiting++;
    const turn = this.line.then(async () => {
      while (this.left < 1) await sleep(Math.ceil(((1 - this.tokens) / this.perSecond) * 1_000));
      this.tokens -= 1;
      this.waiting--;
    });
    this.line = turn;
    await turn;
  }

  /** Leaves nothing for a while: the platform has said that it was too much. */
  drain(pauseMs: number): void {
    this.fill();
    this.tokens = Math.min(this.tokens, -((pauseMs / 1_000) * this.perSecond));
  }

  private fill(): void {
    const now = performance.now();
    const gained = ((now - this.filledAt) / 1_000) * this.perSecond;
    this.tokens = Math.min(this.capacity, this.tokens + gained);
    this.filledAt = now;
  }
}
