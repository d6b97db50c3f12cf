/** What someone wants to know; knows no platform. */
export interface Question {
  readonly text: string;
  /** The questions asked before it in the same conversation, oldest first. */
  readonly history: readonly string[];
}

/** The longest question that is answered, in UTF-16 units. */
export const LONGEST_QUESTION = 2000;
