import type { Answer } from './answer.js';
import type { Question } from './question.js';

/** The parts of an answer's work: finding passages, and ranking their sentences. */
export type AnswerStage = 'search' | 'rank';

export interface AnswerOptions {
  readonly signal?: AbortSignal;
  /** Told how long each part took, in milliseconds; a follow-up has each more than once. */
  readonly onStage?: (stage: AnswerStage, ms: number) => void;
  /** Told each piece of the answer's text as it is certain; all pieces together are the text. */
  readonly onDelta?: (text: string) => void;
}

/** Answers questions from a corpus. */
export interface Answerer {
  /**
   * One answer, from one snapshot from start to end.
   * @throws WenjuError `too-large` for a question over the limit, `bad-request` for an empty one
   */
  answer(question: Question, options?: AnswerOptions): Promise<Answer>;
}
