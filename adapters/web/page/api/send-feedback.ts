import { call, jsonRequest } from './call.js';

export type Verdict = 'up' | 'down';

/** What can be wrong with an answer. */
export const REASONS = ['wrong-answer', 'wrong-source', 'should-refuse', 'other'] as const;
export type Reason = (typeof REASONS)[number];

export interface Feedback {
  /** The answer's id. */
  readonly answer: string;
  readonly verdict: Verdict;
  readonly reason?: Reason;
  readonly comment?: string;
}

/** Says what the reader thinks of an answer; what is said last of it holds. */
export async function sendFeedback(feedback: Feedback): Promise<void> {
  await call('/api/feedback', jsonRequest(feedback));
}
