/** A passage that was found. */
export interface KeywordHit {
  /** Number of the passage in the corpus. */
  readonly passage: number;
  readonly score: number;
}

/** Orders hits best first; ties in the order of the corpus. */
export function byScore(a: KeywordHit, b: KeywordHit): number {
  return b.score - a.score || a.passage - b.passage;
}

/** Keeps the best of many hits: a binary heap with the worst of those kept at its root. */
export class TopHits {
  private readonly heap: KeywordHit[] = [];
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Keeps a hit if it is one of the best so far. Returns the one that it drives out, or itself if it isn't. */
  offer(passage: number, score: number): KeywordHit | undefined {
    const worst = this.heap[0];
    if (this.heap.length < this.limit) {
      this.insert({ passage, score });
      return undefined;
    }
    const hit = { passage, score };
    if (worst === undefined || byScore(hit, worst) > 0) return hit;
    this.replaceWorst(hit);
    return worst;
  }

  /** What was kept, best first. */
  sorted(): KeywordHit[] {
    return this.heap.toSorted(byScore);
  }

  private insert(hit: KeywordHit): void {
    let at = this.heap.push(hit) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = this.heap[parent];
      if (above === undefined || byScore(above, hit) > 0) break;
      this.heap[at] = above;
      at = parent;
    }
    this.heap[at] = hit;
  }

  private replaceWorst(hit: KeywordHit): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      let child = this.heap[left];
      if (child === undefined) break;
      const right = this.heap[left + 1];
      const isRight = right !== undefined && byScore(child, right) < 0;
      if (isRight) child = right;
      if (byScore(hit, child) > 0) break;
      this.heap[at] = child;
      at = isRight ? left + 1 : left;
    }
    this.heap[at] = hit;
  }
}
