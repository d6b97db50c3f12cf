import type { Context } from 'hono';
import * as z from 'zod';
import type { Answerer } from '../../src/answer/answerer.js';
import { WenjuError } from '../../src/errors.js';
import type { Conversations } from './conversations.js';
import { LONGEST_CONVERSATION_ID } from './limits.js';

const askSchema = z.object({
  question: z.string({ error: '“question” must be a text' }),
  /** Any id of the caller's making; questions under the same one are follow-ups. */
  conversation: z
    .string({ error: '“conversation” must be a text' })
    .min(1, '“conversation” must not be empty')
    .max(LONGEST_CONVERSATION_ID, `“conversation” must have at most ${LONGEST_CONVERSATION_ID} characters`)
    .optional(),
});

/** `POST /api/ask` */
export async function ask(
  context: Context,
  answerer: Answerer,
  conversations: Conversations,
): Promise<Response> {
  const { question, conversation } = parsed(await context.req.arrayBuffer());
  const history = conversation === undefined ? [] : conversations.history(conversation);
  const answer = await answerer.answer({ text: question, history }, { signal: context.req.raw.signal });
  if (conversation !== undefined) conversations.remember(conversation, question);
  return context.json(answer);
}

function parsed(body: ArrayBuffer): z.infer<typeof askSchema> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw new WenjuError('bad-request', 'the body must be JSON in UTF-8: {"question": "…"}', error);
  }
  const result = askSchema.safeParse(value);
  if (result.success) return result.data;
  const messages = result.error.issues.map(({ path, message }) =>
    path.length === 0 ? 'the body must be an object: {"question": "…"}' : message,
  );
  throw new WenjuError('bad-request', messages.join('; '));
}
