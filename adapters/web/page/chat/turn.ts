import * as z from 'zod/mini';
import { answerSchema } from '../api/shapes.js';

const failureSchema = z.object({
  kind: z.enum(['busy', 'unavailable', 'unreachable', 'interrupted', 'slow', 'rejected', 'broken']),
  /** What the server said of it, where it did. */
  message: z.string(),
  /** When another try is welcome, in milliseconds since 1970. */
  retryAt: z.number(),
});
export type Failure = z.infer<typeof failureSchema>;

/** A question with what became of it. */
export const turnSchema = z.object({
  question: z.string(),
  /** `interrupted`: the page was left before the answer was there. */
  state: z.enum(['asking', 'answered', 'failed', 'stopped', 'interrupted']),
  /** What has come of the answer so far. */
  text: z.string(),
  answer: z.optional(answerSchema),
  failure: z.optional(failureSchema),
  verdict: z.optional(z.enum(['up', 'down'])),
});
export type Turn = z.infer<typeof turnSchema>;
