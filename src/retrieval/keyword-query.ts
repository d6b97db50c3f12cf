/** One way to say something. */
export interface QueryAlternative {
  readonly term: string;
  /** 1 for the words of the question itself, less for what only stands in for them. */
  readonly weight: number;
}

/** One thing that a question asks for: it counts by its best alternative, so that synonyms don't add up. */
export interface QueryGroup {
  readonly alternatives: readonly QueryAlternative[];
  readonly weight: number;
  /** Folded strings that show it in a text, for what looks at the text itself. */
  readonly forms?: readonly string[];
}

export type KeywordQuery = readonly QueryGroup[];

/** The parameters of the ranking: `k1` and `b` of BM25 (Robertson and Zaragoza 2009) for both levels. */
export interface KeywordWeights {
  readonly passageK1: number;
  readonly passageB: number;
  readonly documentK1: number;
  readonly documentB: number;
  /** How much the whole document's score counts beside the passage's own, which counts 1. */
  readonly document: number;
  /** How often a term of the title counts in its document, in terms of the body. */
  readonly title: number;
}

/**
 * From the middle of the best of 160 random settings on half of the documents of CMRC 2018 and DRCD; the
 * optimum is flat, and the other half agrees.
 */
export const KEYWORD_WEIGHTS: KeywordWeights = {
  passageK1: 0.9,
  passageB: 0.3,
  documentK1: 0.6,
  documentB: 0.4,
  document: 4,
  title: 4,
};
