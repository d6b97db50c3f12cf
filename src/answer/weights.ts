import type { EvidenceFeatures } from './evidence-features.js';
import type { SufficiencyFeatures } from './sufficiency.js';

export type Weights<F> = Readonly<Partial<Record<keyof F, number>>>;

export const RANKING: Weights<EvidenceFeatures> = {
  answerKind: 0.567,
  answersBefore: -16.713,
  asks: -2.204,
  bestDocument: 0.614,
  bestPassage: 0.449,
  date: 1.718,
  first: 0.36,
  focus: -1.286,
  focusAround: 0.34,
  focusCharacters: 4.781,
  head: 0.281,
  headCharacter: -0.265,
  headingWords: 5.017,
  isDirect: 2.453,
  length: -0.097,
  missing: 1.054,
  missingName: -4.474,
  names: 0.386,
  namesAround: 2.469,
  nearAnswer: 0.751,
  news: -1.277,
  noAnswerKind: -0.485,
  noDate: -0.174,
  noFigure: -1.977,
  otherDate: -1.057,
  restTerms: 1.998,
  restWords: 3.451,
  restWordsNear: 3.308,
  retrieval: 3.109,
  segment: -0.138,
  subject: -0.246,
  terms: -0.422,
  termsAround: 1.6,
  window: -1.684,
  words: -1.071,
  wordsAround: 2.853,
  wordsNear: 0.801,
};

export const SUFFICIENCY: { readonly bias: number; readonly weights: Weights<SufficiencyFeatures> } = {
  bias: -8.122,
  weights: {
    answerKind: 0.092,
    focusAround: 0.772,
    hasFocus: -0.095,
    headingWords: 0.089,
    isDefinition: -0.246,
    isDirect: -0.161,
    isIntroduced: 4.099,
    margin: 0.159,
    missing: -0.947,
    missingName: -3.577,
    namesAround: 1.179,
    nearAnswer: 0.052,
    news: -2.69,
    noDate: -0.707,
    noFigure: -1.421,
    noFocus: -0.33,
    noHead: -0.383,
    otherDate: -2.133,
    restTerms: 1.455,
    restWordsNear: 1.436,
    retrieval: 7.081,
    segment: 0.175,
    subject: 0.674,
    termsAround: -1.184,
    typedFocus: 1.338,
    untypedFocus: 1.66,
  },
};

/** The sum of features by their weights; a feature without one doesn't count. */
export function weightedSum<F extends object>(weights: Weights<F>, features: F): number {
  let sum = 0;
  for (const name of Object.keys(weights) as (keyof F)[])
    sum += (weights[name] ?? 0) * Number(features[name]);
  return sum;
}
