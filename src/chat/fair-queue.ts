/** A piece of work that waits for its turn. */
export interface Job {
  /** Who asked for it: people take turns. */
  readonly person: string;
  /** What it belongs to: the jobs of a conversation run one after the other, in their order. */
  readonly conversation: string;
  /** Must not throw. */
  readonly run: () => Promise<void>;
}

/** Where a job stands when it enters. */
export interface Place {
  /** Jobs that run before it, those under way included. */
  readonly ahead: number;
  /** About how long until its turn, in milliseconds; 0 when it runs at once. */
  readonly waitMs: number;
}

export interface FairQueueOptions {
  /** Jobs that run at once. @default 4 */
  readonly concurrency?: number;
  /** Jobs of one person that may wait. @default 100 */
  readonly mostOfPerson?: number;
  /** Jobs that may wait in all. @default 5000 */
  readonly most?: number;
  /** Told how many wait or run whenever that changes. */
  readonly onLength?: ((length: number) => void) | undefined;
}

/** What a job is taken to last before any has run, and how much the last one counts in the average. */
const USUAL_MS = 500;
const NEWEST_SHARE = 0.2;

/**
 * Bounded concurrency with turns: of the people who wait, the one with the fewest jobs under way comes next, and
 * of those the one who was served longest ago. Who asks a lot waits for himself, not the others for him.
 */
export class FairQueue {
  private readonly waiting: Job[] = [];
  private readonly running = new Set<Job>();
  /** When each waiting person was last served, as the number of the turn. */
  private readonly servedAt = new Map<string, number>();
  private turns = 0;
  private meanMs = USUAL_MS;
  private isPaused = false;
  private idle: (() => void)[] = [];
  private readonly concurrency: number;
  private readonly mostOfPerson: number;
  private readonly most: number;
  private readonly onLength: ((length: number) => void) | undefined;

  constructor({ concurrency = 4, mostOfPerson = 100, most = 5_000, onLength }: FairQueueOptions = {}) {
    this.concurrency = concurrency;
    this.mostOfPerson = mostOfPerson;
    this.most = most;
    this.onLength = onLength;
  }

  /** Jobs that wait or run. */
  get length(): number {
    return this.waiting.length + this.running.size;
  }

  /** Takes a job in; `undefined` when too many wait, of this person or in all. */
  add(job: Job): Place | undefined {
    const own = this.waiting.filter(({ person }) => person === job.person).length;
    if (own >= this.mostOfPerson || this.waiting.length >= this.most) return undefined;
    this.waiting.push(job);
    const place = this.placeOf(job, own + 1);
    this.onLength?.(this.length);
    this.next();
    return this.running.has(job) ? { ahead: 0, waitMs: 0 } : place;
  }

  /** Starts no more jobs, drops those that wait, and resolves when those under way are over. */
  async drain(): Promise<void> {
    this.isPaused = true;
    this.waiting.length = 0;
    if (this.running.size > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  /** With turns, as many of everyone else's jobs come before it as of the person's own, itself included. */
  private placeOf(job: Job, ownRank: number): Place {
    const counts = new Map<string, number>();
    for (const { person } of this.waiting) counts.set(person, (counts.get(person) ?? 0) + 1);
    let ahead = this.running.size - 1;
    for (const [person, count] of counts) ahead += person === job.person ? ownRank : Math.min(count, ownRank);
    return { ahead, waitMs: Math.round((ahead / this.concurrency) * this.meanMs) };
  }

  private next(): void {
    while (!this.isPaused && this.running.size < this.concurrency) {
      const job = this.choose();
      if (job === undefined) return;
      this.waiting.splice(this.waiting.indexOf(job), 1);
      this.servedAt.set(job.person, ++this.turns);
      this.running.add(job);
      void this.run(job);
    }
  }

  private async run(job: Job): Promise<void> {
    const start = performance.now();
    try {
      await job.run();
    } finally {
      this.meanMs += (performance.now() - start - this.meanMs) * NEWEST_SHARE;
      this.running.delete(job);
      if (this.length === 0) this.servedAt.clear();
      this.onLength?.(this.length);
      this.next();
      if (this.running.size === 0) for (const resolve of this.idle.splice(0)) resolve();
    }
  }

  /** The first waiting job, by the order of the class, of a conversation that has none under way. */
  private choose(): Job | undefined {
    const busy = new Set([...this.running].map(({ conversation }) => conversation));
    const underWay = new Map<string, number>();
    for (const { person } of this.running) underWay.set(person, (underWay.get(person) ?? 0) + 1);
    let best: Job | undefined;
    for (const job of this.waiting) {
      if (busy.has(job.conversation)) continue;
      // A later job of the same conversation must not overtake: the first one found stays unless another is better.
      busy.add(job.conversation);
      if (best === undefined || this.isBefore(job, best, underWay)) best = job;
    }
    return best;
  }

  private isBefore(job: Job, other: Job, underWay: ReadonlyMap<string, number>): boolean {
    const difference = (underWay.get(job.person) ?? 0) - (underWay.get(other.person) ?? 0);
    if (difference !== 0) return difference < 0;
    return (this.servedAt.get(job.person) ?? 0) < (this.servedAt.get(other.person) ?? 0);
  }
}
