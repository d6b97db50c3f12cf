import { type PlacedDocument, passageCountOf, type Segment } from './segment.js';

/** Segments of fewer passages are always made one with what is new. */
const SMALL = 500;
/** Above this share of what is gone or outside the largest segment, an index is made compact in the background. */
const WORN = 0.2;
/** Above this share a reload makes it compact before it is served. */
const WORN_OUT = 0.5;

/** Passages of a snapshot by segment. */
interface Wear {
  readonly largest: Segment | undefined;
  readonly live: ReadonlyMap<Segment, number>;
  /** The share of all passages in the segments that are gone or outside the largest one. */
  readonly share: number;
}

/**
 * The segments that an update makes one with what is new. As the levels of a log-structured merge tree (O'Neil et
 * al. 1996) they at least double in size, so that there are few of them and a passage is taken over rarely.
 * @param kept the documents that stay
 * @param fresh how many passages are new
 */
export function absorbedSegments(kept: readonly PlacedDocument[], fresh: number): ReadonlySet<Segment> {
  const { largest, live, share } = wearOf(kept, fresh);
  if (share > WORN_OUT) return new Set(live.keys());
  if (fresh === 0) return new Set();
  const absorbed = new Set<Segment>();
  let size = fresh;
  for (const [segment, count] of [...live].sort(([, a], [, b]) => a - b)) {
    if (segment === largest || count > Math.max(size, SMALL)) break;
    absorbed.add(segment);
    size += count;
  }
  return absorbed;
}

/** Whether an index holds so much that is gone, or is so scattered, that it is worth being built anew. */
export function isWorn(placed: readonly PlacedDocument[]): boolean {
  const { live, share } = wearOf(placed, 0);
  const total = [...live.values()].reduce((sum, count) => sum + count, 0);
  return share > WORN && total > SMALL;
}

function wearOf(placed: readonly PlacedDocument[], fresh: number): Wear {
  const live = new Map<Segment, number>();
  for (const { segment, passages } of placed) live.set(segment, (live.get(segment) ?? 0) + passages.length);
  let largest: Segment | undefined;
  let all = fresh;
  for (const [segment, count] of live) {
    if (largest === undefined || count > (live.get(largest) ?? 0)) largest = segment;
    all += passageCountOf(segment);
  }
  const inLargest = largest === undefined ? 0 : (live.get(largest) ?? 0);
  return { largest, live, share: all === 0 ? 0 : 1 - inLargest / all };
}
