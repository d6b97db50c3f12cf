import type { Context } from 'hono';
import type * as z from 'zod';
import { WenjuError } from '../../src/errors.js';

/**
 * The query of a request as its schema has it.
 * @throws WenjuError `bad-request`
 */
export function queryOf<T>(context: Context, schema: z.ZodType<T>): T {
  const result = schema.safeParse(context.req.query());
  if (result.success) return result.data;
  throw new WenjuError('bad-request', result.error.issues.map(({ message }) => message).join('; '));
}
