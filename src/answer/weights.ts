import type { EvidenceFeatures } from './evidence-features.js';
import type { SufficiencyFeatures } from './sufficiency.js';

/** What the features of a model count; one that isn't there doesn't. */
export type Weights<F> = Readonly<Partial<Record<keyof F, number>>>;

/**
 * What makes a sentence come first. Fitted by `npm run calibrate` as a softmax over the sentences of each question
 * (conditional logistic regression), on questions about news articles and team documents and on parts of CMRC 2018
 * and DRCD. The features overlap, so a single weight says little by itself.
 */
export const RANKING: Weights<EvidenceFeatures> = {
  answerKind: 0.527,
  asks: -2.014,
  bestDocument: 0.662,
  bestPassage: 0.409,
  date: 1.968,
  first: 0.381,
  focus: -1.205,
  focusAround: 0.37,
  focusCharacters: 4.762,
  head: -0.005,
  headCharacter: -0.215,
  headingWords: 4.71,
  isDirect: 2.346,
  length: -0.052,
  missing: 0.91,
  missingName: -4.477,
  names: 0.458,
  namesAround: 2.529,
  nearAnswer: 1.097,
  news: -1.313,
  noAnswerKind: -0.444,
  noDate: -0.299,
  noFigure: -2.075,
  otherDate: -0.978,
  restTerms: 2.048,
  restWords: 3.529,
  restWordsNear: 3.459,
  retrieval: 3.205,
  segment: -0.267,
  subject: -0.325,
  terms: -0.529,
  termsAround: 1.65,
  window: -1.309,
  words: -1.53,
  wordsAround: 2.914,
  wordsNear: 0.596,
};

/**
 * What makes the chosen sentences an answer: a logistic regression, fitted likewise on questions with an answer,
 * on such as have none, and on the former without the sentences that answer them.
 */
export const SUFFICIENCY: { readonly bias: number; readonly weights: Weights<SufficiencyFeatures> } = {
  bias: -7.263,
  weights: {
    answerKind: 0.405,
    focusAround: 1.158,
    hasFocus: -0.373,
    headingWords: -0.28,
    isDefinition: -0.363,
    isDirect: -0.365,
    isIntroduced: 4.328,
    margin: 0.168,
    missing: -0.433,
    missingName: -4.234,
    names: -0.577,
    namesAround: 1.694,
    nearAnswer: 0.501,
    news: -3.156,
    noDate: -0.572,
    noFocus: -0.235,
    noHead: -0.284,
    otherDate: -2.16,
    restTerms: 1.627,
    restWordsNear: 0.721,
    retrieval: 6.62,
    segment: 0.219,
    subject: 0.773,
    termsAround: -1.5,
    typedFocus: 1.151,
    untypedFocus: 1.704,
  },
};

/** The sum of features by their weights; a feature without one doesn't count. */
export function weightedSum<F extends object>(weights: Weights<F>, features: F): number {
  let sum = 0;
  for (const name of Object.keys(weights) as (keyof F)[])
    sum += (weights[name] ?? 0) * Number(features[name]);
  return sum;
}
