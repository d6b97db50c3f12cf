import type { Context } from 'hono';
import * as z from 'zod';
import type { Feedback, FeedbackLog } from '../../src/serving/feedback-log.js';
import { LONGEST_COMMENT } from './limits.js';
import { requestBody } from './request-body.js';

const REASONS = [
  'wrong-answer',
  'wrong-source',
  'should-refuse',
  'other',
] as const satisfies readonly NonNullable<Feedback['reason']>[];

const feedbackSchema = z.object({
  answer: z.string({ error: '“answer” must be the id of an answer' }),
  verdict: z.enum(['up', 'down'], { error: '“verdict” must be up or down' }),
  reason: z.enum(REASONS, { error: `“reason” must be one of ${REASONS.join(', ')}` }).optional(),
  comment: z
    .string({ error: '“comment” must be a text' })
    .max(LONGEST_COMMENT, `“comment” must have at most ${LONGEST_COMMENT} characters`)
    .optional(),
});

/** `POST /api/feedback` */
export async function feedback(context: Context, log: FeedbackLog): Promise<Response> {
  await log.record(await requestBody(context, feedbackSchema, '{"answer": "…", "verdict": "up"}'));
  return context.body(null, 204);
}
