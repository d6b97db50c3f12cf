import type { Context } from 'hono';
import * as z from 'zod';
import type { Answer } from '../../src/answer/answer.js';
import type { Answerer } from '../../src/answer/answerer.js';
import { WenjuError } from '../../src/errors.js';
import type { AnswerSlots } from './answer-slots.js';
import type { Conversations } from './conversations.js';
import { Deadline } from './deadline.js';
import { eventStream, wantsEvents } from './event-stream.js';
import { LONGEST_CONVERSATION_ID, LONGEST_QUESTION } from './limits.js';
import { requestBody } from './request-body.js';

const askSchema = z.object({
  question: z.string({ error: '“question” must be a text' }),
  /** Any id of the caller's making; questions under the same one are follow-ups. */
  conversation: z
    .string({ error: '“conversation” must be a text' })
    .min(1, '“conversation” must not be empty')
    .max(LONGEST_CONVERSATION_ID, `“conversation” must have at most ${LONGEST_CONVERSATION_ID} characters`)
    .optional(),
});
type Asked = z.infer<typeof askSchema>;

export interface AskServices {
  readonly answerer: Answerer;
  readonly conversations: Conversations;
  readonly slots: AnswerSlots;
  /** The longest that an answer may take, in milliseconds. */
  readonly answerMs: number;
  /** Keeps an answer so that it can be judged; returns its id. */
  readonly remember: (question: string, answer: Answer) => string;
  /** Told how many seconds a question waited for its turn. */
  readonly onWaited: (seconds: number) => void;
  /** The data of an `error` event. */
  readonly describe: (error: unknown) => unknown;
}

/** An answer with the id by which it can be judged. */
interface IdentifiedAnswer extends Answer {
  readonly id: string;
}

/** `POST /api/ask`: one answer, or the events of its making. */
export async function ask(context: Context, services: AskServices): Promise<Response> {
  const asked = await requestBody(context, askSchema, '{"question": "…"}');
  refuseUnanswerable(asked.question);
  const deadline = new Deadline(services.answerMs, context.req.raw.signal);
  const turn = inTurn(services, deadline);
  if (!wantsEvents(context)) return context.json(await turn(() => answered(asked, services, deadline)));
  return eventStream(context, {
    describe: services.describe,
    run: async (send) => {
      await send('status', { stage: 'searching' });
      let said = '';
      let sending = Promise.resolve();
      const onDelta = (text: string): void => {
        if (deadline.signal.aborted) return;
        if (said === '') void send('status', { stage: 'answering' });
        said += text;
        sending = send('delta', { text });
      };
      const answer = await turn(() => answered(asked, services, deadline, onDelta));
      // An answerer need not tell how it gets on.
      if (said === '') onDelta(answer.answer);
      await sending;
      await send('citations', { citations: answer.citations });
      await send('done', answer);
    },
  });
}

/** What the engine would refuse as well, said before a stream begins: its status can't be changed later. */
export function refuseUnanswerable(question: string): void {
  const { length } = question.trim();
  if (length === 0) throw new WenjuError('bad-request', 'the question is empty: write what you want to know');
  if (length <= LONGEST_QUESTION) return;
  throw new WenjuError(
    'too-large',
    `the question has ${length} characters; at most ${LONGEST_QUESTION} are read`,
  );
}

/**
 * Takes a place in the queue at once and returns what does work when its turn has come.
 * @throws WenjuError `unavailable` when the queue is full
 */
function inTurn({ slots, onWaited }: AskServices, deadline: Deadline) {
  const start = performance.now();
  let place: Promise<void>;
  try {
    place = slots.take(deadline.signal);
  } catch (error) {
    deadline.clear();
    throw error;
  }
  // Awaited below, perhaps after it was rejected.
  place.catch(() => undefined);
  return async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      await place;
    } catch (error) {
      deadline.clear();
      throw error;
    }
    onWaited((performance.now() - start) / 1000);
    try {
      deadline.signal.throwIfAborted();
      return await deadline.race(work());
    } finally {
      slots.release();
      deadline.clear();
    }
  };
}

async function answered(
  { question, conversation }: Asked,
  { answerer, conversations, remember }: AskServices,
  { signal }: Deadline,
  onDelta?: (text: string) => void,
): Promise<IdentifiedAnswer> {
  const history = conversation === undefined ? [] : conversations.history(conversation);
  const options = onDelta === undefined ? { signal } : { signal, onDelta };
  const answer = await answerer.answer({ text: question, history }, options);
  if (conversation !== undefined) conversations.remember(conversation, question);
  return { ...answer, id: remember(question, answer) };
}
