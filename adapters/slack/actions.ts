import * as z from 'zod';

/** The names of what can be pressed, and what they carry. None carries power: the chat decides on each press. */

export const QUOTE_ACTION = 'wenju_quote';
export const OPEN_ACTION = 'wenju_open';
export const MORE_ACTION = 'wenju_more';
export const PASSAGE_ACTION = 'wenju_passage';
export const FEEDBACK_ACTION = 'wenju_feedback';
export const RELOAD_ACTION = 'wenju_reload';
export const ASK_ACTION = 'wenju_ask';
export const FEEDBACK_VIEW = 'wenju_feedback_view';
export const REASON_BLOCK = 'wenju_reason';
export const COMMENT_BLOCK = 'wenju_comment';

const language = z.enum(['zh', 'en']).catch('zh');

const quoteValue = z.object({ a: z.string(), n: z.number(), l: language });
/** With where it stands, when that is needed later. */
const answerValue = z.object({
  a: z.string(),
  l: language,
  c: z.string().exactOptional(),
  t: z.string().exactOptional(),
});
const passageValue = z.object({ h: z.string(), t: z.string(), l: language });
const feedbackValue = z.object({ v: z.enum(['up', 'down']), a: z.string(), l: language });

export type QuoteValue = z.infer<typeof quoteValue>;
export type AnswerValue = z.infer<typeof answerValue>;
export type PassageValue = z.infer<typeof passageValue>;
export type FeedbackValue = z.infer<typeof feedbackValue>;

export const readQuoteValue = (value: unknown) => read(quoteValue, value);
export const readAnswerValue = (value: unknown) => read(answerValue, value);
export const readPassageValue = (value: unknown) => read(passageValue, value);
export const readFeedbackValue = (value: unknown) => read(feedbackValue, value);

/** What a button carries, as this version or an earlier one wrote it; nothing when it can't be read. */
function read<Value>(schema: z.ZodType<Value>, value: unknown): Value | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return schema.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
}
