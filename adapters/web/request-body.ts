import type { Context } from 'hono';
import type * as z from 'zod';
import { WenjuError } from '../../src/errors.js';
import { LARGEST_BODY } from './limits.js';

/**
 * The body of a request as its schema has it.
 * @param example what a body looks like, for whoever sent another
 * @throws WenjuError `too-large`, `bad-request`
 */
export async function requestBody<T>(context: Context, schema: z.ZodType<T>, example: string): Promise<T> {
  return parsedBody(await readBytes(context), schema, example);
}

/**
 * The body of a request that may have none, which is then taken for `{}`.
 * @throws WenjuError `too-large`, `bad-request`
 */
export async function optionalRequestBody<T>(
  context: Context,
  schema: z.ZodType<T>,
  example: string,
): Promise<T> {
  const bytes = await readBytes(context);
  return parsedBody(bytes.length === 0 ? Buffer.from('{}') : bytes, schema, example);
}

function parsedBody<T>(bytes: Uint8Array, schema: z.ZodType<T>, example: string): T {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new WenjuError('bad-request', `the body must be JSON in UTF-8: ${example}`, error);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const messages = result.error.issues.map(({ path, message }) =>
    path.length === 0 ? `the body must be an object: ${example}` : message,
  );
  throw new WenjuError('bad-request', messages.join('; '));
}

/** Reads no more than the limit, whatever the sender says of the length. */
async function readBytes({ req }: Context): Promise<Uint8Array> {
  if (Number(req.header('Content-Length') ?? 0) > LARGEST_BODY) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Not `for await`: leaving that early would close the connection before the refusal is sent.
  const reader = req.raw.body?.getReader();
  for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
    size += next.value.length;
    if (size > LARGEST_BODY) throw tooLarge();
    chunks.push(next.value);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): WenjuError {
  return new WenjuError('too-large', `the body must have at most ${LARGEST_BODY / 1024} KiB`);
}
