/**
 * From where on a sentence counts as supported, by the language of the sentence and its evidence: share of its
 * words, by rarity, that the evidence holds. Chosen on the part of the checker's test set that is marked `fit`, so
 * that its true sentences pass with their own passages and not with the others of their question.
 */
export interface Thresholds {
  /** Of the whole sentence. */
  readonly sentence: number;
  /** Of each of its clauses that has words enough to tell. */
  readonly clause: number;
}

export const SAME_LANGUAGE: { readonly zh: Thresholds; readonly en: Thresholds } = {
  zh: { sentence: 0.42, clause: 0.15 },
  en: { sentence: 0.36, clause: 0.15 },
};

/** Of the words that something translates; the rest can't be looked for. */
export const OTHER_LANGUAGE: Thresholds = { sentence: 0.3, clause: 0 };

/** A clause with less weight than so many rare words tells nothing by itself. */
export const CLAUSE_WORDS = 3;

/** What each fact that the evidence holds takes from the threshold of the sentence, and where that ends. */
export const FACT_PROVES = 0.05;
export const LOWEST = 0.2;

/** By how much more of its words another passage must hold for a sentence to be cited from there instead. */
export const BETTER_PROOF = 0.25;
