import type { Passage } from '../corpus/passage.js';

/** A passage with how well it fits a query; larger is better. */
export interface SearchResult {
  readonly passage: Passage;
  /** The fused score that results are ranked by. */
  readonly score: number;
  /** Cosine similarity of the embeddings, -1 to 1; 0 when the dense search did not find the passage. */
  readonly dense: number;
  /** BM25 score, 0 when no term of the query is in the passage. */
  readonly lexical: number;
}
