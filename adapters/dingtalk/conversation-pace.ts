import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Holds messages of each conversation to so many in any stretch of time, in the order in which they come.
 * Conversations don't wait for each other.
 */
export class ConversationPace {
  private readonly most: number;
  private readonly windowMs: number;
  private readonly lanes = new Map<string, Lane>();

  constructor(most: number, windowMs: number) {
    this.most = most;
    this.windowMs = windowMs;
  }

  /** About how long a message would have to wait for its turn, in milliseconds. */
  waitFor(conversation: string): number {
    const lane = this.lanes.get(conversation);
    if (lane === undefined) return 0;
    const waitMs = this.waitOf(lane);
    const isFull = lane.sentAt.length + lane.waiting >= this.most;
    return isFull ? Math.max(waitMs, this.windowMs - this.ageOf(lane)) : waitMs;
  }

  /** Takes a turn if there is one now. */
  tryTurn(conversation: string): boolean {
    if (this.waitFor(conversation) > 0) return false;
    void this.turn(conversation);
    return true;
  }

  /** Resolves when a message may be sent. */
  async turn(conversation: string): Promise<void> {
    const lane = this.lanes.get(conversation) ?? newLane();
    this.lanes.set(conversation, lane);
    lane.waiting++;
    const turn = lane.last.then(async () => {
      for (let waitMs = this.waitOf(lane); waitMs > 0; waitMs = this.waitOf(lane)) await sleep(waitMs);
      lane.sentAt.push(performance.now());
      lane.waiting--;
    });
    lane.last = turn;
    await turn;
    this.forgetSilent();
  }

  /** Sends nothing for a while: the platform has said that it was too fast. */
  pause(conversation: string, pauseMs: number): void {
    const lane = this.lanes.get(conversation);
    if (lane !== undefined) lane.pausedUntil = Math.max(lane.pausedUntil, performance.now() + pauseMs);
  }

  /** Time since the oldest message within the window. */
  private ageOf({ sentAt: [oldest] }: Lane): number {
    return oldest === undefined ? 0 : performance.now() - oldest;
  }

  private waitOf(lane: Lane): number {
    const now = performance.now();
    lane.sentAt = lane.sentAt.filter((at) => now - at < this.windowMs);
    const oldest = lane.sentAt[0];
    const forWindow =
      oldest === undefined || lane.sentAt.length < this.most ? 0 : oldest + this.windowMs - now;
    return Math.ceil(Math.max(forWindow, lane.pausedUntil - now, 0));
  }

  private forgetSilent(): void {
    const now = performance.now();
    for (const [conversation, { waiting, sentAt, pausedUntil }] of this.lanes) {
      const isSilent = waiting === 0 && pausedUntil <= now && now - (sentAt.at(-1) ?? 0) >= this.windowMs;
      if (isSilent) this.lanes.delete(conversation);
    }
  }
}

interface Lane {
  /** The turn of the message that came last. */
  last: Promise<void>;
  waiting: number;
  /** Times of the messages within the window, oldest first. */
  sentAt: number[];
  pausedUntil: number;
}

function newLane(): Lane {
  return { last: Promise.resolve(), waiting: 0, sentAt: [], pausedUntil: 0 };
}
