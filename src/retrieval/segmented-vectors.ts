import type { HnswIndex } from './hnsw-index.js';
import { GONE, type Placement, type SegmentPlacement } from './placement.js';
import type { VectorHit, VectorIndex } from './vector-index.js';

/** Hits that are asked of a graph beyond those wanted, for each that is likely to be gone. */
const GONE_FACTOR = 2;
const SPARE_HITS = 4;

interface Part {
  readonly placement: SegmentPlacement;
  readonly graph: HnswIndex;
  /** The share of its vectors that are gone. */
  readonly gone: number;
}

/**
 * The vectors of a snapshot under the numbers of its passages: the graphs of its segments without what is gone.
 * The graphs are shared with older snapshots and never change, so nothing is marked in them.
 */
export class SegmentedVectors implements VectorIndex {
  readonly dimension: number;
  readonly count: number;
  private readonly parts: readonly Part[];
  private readonly placement: Placement;

  private constructor(placement: Placement, parts: readonly Part[], dimension: number) {
    this.placement = placement;
    this.parts = parts;
    this.dimension = dimension;
    this.count = placement.passageCount;
  }

  /** Undefined for a corpus without passages. */
  static of(placement: Placement): SegmentedVectors | undefined {
    const parts = placement.segments.flatMap((own): Part[] => {
      const { graph } = own.segment;
      if (graph === undefined || own.liveCount === 0) return [];
      return [{ placement: own, graph, gone: 1 - own.liveCount / graph.count }];
    });
    const [first] = parts;
    return first === undefined ? undefined : new SegmentedVectors(placement, parts, first.graph.dimension);
  }

  get ef(): number {
    return Math.max(...this.parts.map(({ graph }) => graph.ef));
  }

  search(
    query: readonly number[] | Float32Array,
    k: number,
    filter?: (label: number) => boolean,
  ): VectorHit[] {
    const hits = this.parts.flatMap((part) => searchPart(part, query, k, filter));
    if (this.parts.length === 1) return hits;
    return hits.sort((a, b) => b.similarity - a.similarity || a.label - b.label).slice(0, Math.max(0, k));
  }

  vector(passage: number): number[] | undefined {
    const place = this.placement.segmentOf[passage];
    const number = this.placement.numberOf[passage];
    if (place === undefined || number === undefined) return undefined;
    return this.placement.segments[place]?.segment.graph?.vector(number);
  }
}

function searchPart(
  { placement: { passages }, graph, gone }: Part,
  query: readonly number[] | Float32Array,
  k: number,
  filter: ((label: number) => boolean) | undefined,
): VectorHit[] {
  const isWanted = (label: number): boolean => {
    const passage = passages[label] ?? GONE;
    return passage !== GONE && (filter === undefined || filter(passage));
  };
  const placed = (hits: readonly VectorHit[]): VectorHit[] =>
    hits.map(({ label, similarity }) => ({ label: passages[label] ?? GONE, similarity }));
  if (gone === 0 && filter === undefined) return placed(graph.search(query, k));
  if (filter === undefined) {
    // A few more than wanted and those gone left out: the graph calls a filter for every vector that it meets.
    const more = k + Math.ceil(k * gone * GONE_FACTOR) + SPARE_HITS;
    const found = graph.search(query, more).filter(({ label }) => isWanted(label));
    if (found.length >= k) return placed(found.slice(0, k));
  }
  return placed(graph.search(query, k, isWanted));
}
