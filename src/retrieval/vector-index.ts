/** A vector found: its number and its cosine similarity to the query. */
export interface VectorHit {
  readonly label: number;
  readonly similarity: number;
}

/** Vectors that can be searched. */
export interface VectorIndex {
  readonly dimension: number;
  readonly count: number;
  /** Candidates that a search keeps: more find more and take longer. */
  readonly ef: number;
  /** The nearest vectors, nearest first. */
  search(
    query: readonly number[] | Float32Array,
    k: number,
    filter?: (label: number) => boolean,
  ): VectorHit[];
  /** The vector of a label, undefined for one that isn't there. */
  vector(label: number): number[] | undefined;
}
