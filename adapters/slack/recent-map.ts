/** A map that forgets: the oldest entry when it is full, and any entry that is too old. */
export class RecentMap<Value> {
  private readonly entries = new Map<string, { readonly value: Value; readonly until: number }>();
  private readonly capacity: number;
  private readonly lifeMs: number;

  /** @param lifeMs how long an entry is kept, in milliseconds; for ever when left out */
  constructor(capacity: number, lifeMs = Number.POSITIVE_INFINITY) {
    this.capacity = capacity;
    this.lifeMs = lifeMs;
  }

  get(key: string): Value | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.until > performance.now()) return entry.value;
    this.entries.delete(key);
    return undefined;
  }

  set(key: string, value: Value): void {
    this.entries.delete(key);
    this.entries.set(key, { value, until: performance.now() + this.lifeMs });
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= this.capacity) break;
      this.entries.delete(oldest);
    }
  }

  delete(key: string): void {
    this.entries.delete(key);
  }
}
