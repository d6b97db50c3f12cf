import { WenjuError } from '../errors.js';

/** What someone wants to know; knows no platform. */
export interface Question {
  readonly text: string;
  /** The questions asked before it in the same conversation, oldest first. */
  readonly history: readonly string[];
}

/** The longest question that is answered, in UTF-16 units. */
export const LONGEST_QUESTION = 2000;

/**
 * The text of a question without the space around it.
 * @throws WenjuError `bad-request` for an empty one, `too-large`
 */
export function checkedQuestion(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '')
    throw new WenjuError('bad-request', 'the question is empty: write what you want to know');
  if (trimmed.length <= LONGEST_QUESTION) return trimmed;
  throw new WenjuError(
    'too-large',
    `the question has ${trimmed.length} characters; at most ${LONGEST_QUESTION} are read`,
  );
}
