import * as z from 'zod';
import { messageOf, WenjuError } from '../errors.js';
import { linesOf } from './json-lines.js';

const lineSchema = z.object({
  id: z.union([z.string(), z.number()], { error: '“id” must be a text or a number' }),
  question: z.string({ error: '“question” must be a text' }),
  /** Earlier questions of the same conversation, oldest first. */
  history: z.array(z.string(), { error: '“history” must be a list of texts' }).default([]),
});

/** One line of a batch. */
export type BatchQuestion = z.infer<typeof lineSchema>;

/**
 * Answers JSON lines one after the other and writes a line for each, in their order. A bad line gives
 * `{"id"?,"error":{"code","message"}}` and the rest goes on; blank lines are skipped.
 * @param work what a line gets beside its id
 * @param write takes a line; the next one is read when it is done
 */
export async function runBatch(
  input: AsyncIterable<Uint8Array>,
  work: (question: BatchQuestion) => Promise<object>,
  write: (line: string) => Promise<void>,
): Promise<void> {
  for await (const line of linesOf(input)) {
    if (line instanceof WenjuError) await write(JSON.stringify(failure(line)));
    else if (line.trim() !== '') await write(JSON.stringify(await lineResult(line, work)));
  }
}

async function lineResult(line: string, work: (question: BatchQuestion) => Promise<object>): Promise<object> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return failure(new WenjuError('bad-request', `the line is not JSON: ${messageOf(error)}`, error));
  }
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success) {
    const messages = parsed.error.issues.map(({ path, message }) =>
      path.length === 0 ? 'the line must be an object' : message,
    );
    return failure(new WenjuError('bad-request', messages.join('; ')), idOf(value));
  }
  try {
    return { id: parsed.data.id, ...(await work(parsed.data)) };
  } catch (error) {
    return failure(error, parsed.data.id);
  }
}

function failure(thrown: unknown, id?: BatchQuestion['id']): object {
  const code = thrown instanceof WenjuError ? thrown.code : 'internal';
  return { ...(id === undefined ? {} : { id }), error: { code, message: messageOf(thrown) } };
}

function idOf(value: unknown): BatchQuestion['id'] | undefined {
  return z.looseObject({ id: lineSchema.shape.id }).safeParse(value).data?.id;
}
