import type { Entity } from '../corpus/glossary.js';
import type { AnalysedQuestion } from './question-analysis.js';

/** A question of the same conversation with what its evidence gave as the answer: what a follow-up points to. */
export interface AnsweredQuestion {
  readonly question: AnalysedQuestion;
  /** Names in the evidence that the question asked for, best first. */
  readonly answers: readonly { readonly name: string; readonly entity?: Entity }[];
}
