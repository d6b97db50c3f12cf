/** What the two searches say of one passage. */
export interface Candidate {
  /** Number of the passage in the corpus. */
  readonly passage: number;
  /** Cosine similarity. */
  readonly dense: number;
  /** BM25. */
  readonly lexical: number;
}

/** A candidate with the score it is ranked by. */
export interface FusedCandidate extends Candidate {
  /** Between 0 and 1. */
  readonly score: number;
}

export interface FusionOptions {
  /** What the embedding counts, 0 to 1; keywords and proximity have the rest. */
  readonly denseShare: number;
  /** How much of the question stands close together in a passage, 0 to 1. */
  readonly proximityOf: (passage: number) => number;
}

/** What proximity counts when BM25 counts 1; anything from 0.4 to 1 does about the same. */
const PROXIMITY_WEIGHT = 0.6;
/** Only so many of the best candidates are looked at for proximity, which reads their text. */
const PROXIMITY_CANDIDATES = 24;

/**
 * Fuses by a convex combination of scores, each divided by the best of its kind (Bruch, Gai and Ingber 2022:
 * better than reciprocal rank fusion in and out of domain, because it keeps how far apart the scores are).
 * @returns best first
 */
export function fuse(
  candidates: readonly Candidate[],
  { denseShare, proximityOf }: FusionOptions,
): FusedCandidate[] {
  const bestDense = Math.max(0, ...candidates.map(({ dense }) => dense)) || 1;
  const bestLexical = Math.max(0, ...candidates.map(({ lexical }) => lexical)) || 1;
  return candidates
    .map((candidate) => {
      const dense = (denseShare * Math.max(0, candidate.dense)) / bestDense;
      const words = ((1 - denseShare) * candidate.lexical) / bestLexical / (1 + PROXIMITY_WEIGHT);
      return { ...candidate, score: dense + words };
    })
    .sort(byScore)
    .map((candidate, rank) => {
      if (rank >= PROXIMITY_CANDIDATES) return candidate;
      const near =
        ((1 - denseShare) * PROXIMITY_WEIGHT * proximityOf(candidate.passage)) / (1 + PROXIMITY_WEIGHT);
      return { ...candidate, score: candidate.score + near };
    })
    .sort(byScore);
}

function byScore(a: FusedCandidate, b: FusedCandidate): number {
  return b.score - a.score || a.passage - b.passage;
}
