import type { Evidence } from './evidence.js';
import { type EvidenceFeatures, evidenceFeatures, type FeatureContext } from './evidence-features.js';
import { RANKING, weightedSum } from './weights.js';

/** A sentence with how well it answers; larger is better, comparable within one question. */
export interface RankedEvidence {
  readonly evidence: Evidence;
  readonly features: EvidenceFeatures;
  readonly score: number;
}

/** What a sentence falls back whose figures are those of another thing; too rare in the sets for a fit. */
const OF_ANOTHER = 5;

/** Ranks the sentences by how well they answer, best first. */
export function rankEvidence(sentences: readonly Evidence[], context: FeatureContext): RankedEvidence[] {
  return sentences
    .map((evidence) => {
      const features = evidenceFeatures(evidence, context);
      return { evidence, features, score: weightedSum(RANKING, features) - features.ofAnother * OF_ANOTHER };
    })
    .sort(
      (a, b) =>
        b.score - a.score ||
        a.evidence.documentRank - b.evidence.documentRank ||
        a.evidence.start - b.evidence.start,
    );
}
