import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type ErrorCode, WenjuError } from '../../src/errors.js';
import type { Logger } from '../../src/log.js';

/** The status of each failure that is the caller's or passes; any other is a 500. */
const STATUSES: Partial<Record<ErrorCode, ContentfulStatusCode>> = {
  'bad-request': 400,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'too-large': 413,
  unavailable: 503,
};

/** The one place where a failure becomes a response: `{"error":{"code","message"}}` with its status. */
export function errorResponse(thrown: unknown, context: Context, log: Logger): Response {
  const error = asWenjuError(thrown);
  const status = STATUSES[error.code] ?? 500;
  // The caller is gone: nobody reads the answer, and nothing failed.
  if (status === 500 && !context.req.raw.signal.aborted) log.error({ err: thrown }, 'a request failed');
  if (status === 503) context.header('Retry-After', '1');
  const message =
    error.code === 'internal' ? 'something went wrong here; the log of the server says what' : error.message;
  return context.json({ error: { code: error.code, message } }, status);
}

function asWenjuError(thrown: unknown): WenjuError {
  if (thrown instanceof WenjuError) return thrown;
  if (thrown instanceof HTTPException && thrown.status < 500) {
    return new WenjuError('bad-request', thrown.message || 'the request is malformed', thrown);
  }
  return new WenjuError('internal', 'unexpected', thrown);
}
