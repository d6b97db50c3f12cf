import type { Answer } from './answer.js';
import type { Question } from './question.js';

/** Answers questions from a corpus. */
export interface Answerer {
  /**
   * One answer, from one snapshot from start to end.
   * @throws WenjuError `too-large` for a question over the limit, `bad-request` for an empty one
   */
  answer(question: Question, options?: { readonly signal?: AbortSignal }): Promise<Answer>;
}
