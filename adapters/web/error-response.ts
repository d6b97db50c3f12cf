import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type ErrorCode, WenjuError } from '../../src/errors.js';
import type { Logger } from '../../src/log.js';

/** The status of each failure that is the caller's or passes; any other is a 500. */
const STATUSES: Partial<Record<ErrorCode, ContentfulStatusCode>> = {
  'bad-request': 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'too-large': 413,
  'rate-limited': 429,
  unavailable: 503,
  'timed-out': 503,
  'not-saved': 503,
  'corpus-unreadable': 503,
  'corpus-empty': 503,
  'embedding-failed': 503,
  'model-failed': 503,
};

/** Failures that are over by themselves, and soon. */
const PASSING: readonly ErrorCode[] = ['unavailable', 'timed-out'];
/** Failures that an admin has to mend. */
const TO_MEND: readonly ErrorCode[] = [
  'not-saved',
  'corpus-unreadable',
  'corpus-empty',
  'embedding-failed',
  'model-failed',
];

/** The body of a response to a failure, and the data of an `error` event without the frame. */
export interface ErrorBody {
  readonly error: { readonly code: ErrorCode; readonly message: string };
}

/** The one place where a failure becomes a response: `{"error":{"code","message"}}` with its status. */
export function errorResponse(thrown: unknown, context: Context, log: Logger): Response {
  const { error } = errorBody(thrown, context, log);
  if (PASSING.includes(error.code)) context.header('Retry-After', '1');
  return context.json({ error } satisfies ErrorBody, STATUSES[error.code] ?? 500);
}

/** What a caller is told of a failure. What is ours to mend is logged. */
export function errorBody(thrown: unknown, context: Context, log: Logger): ErrorBody {
  const error = asWenjuError(thrown);
  const isOurs = STATUSES[error.code] === undefined || TO_MEND.includes(error.code);
  // The caller is gone: nobody reads the answer, and nothing failed.
  if (isOurs && !context.req.raw.signal.aborted) log.error({ err: thrown }, 'a request failed');
  const message =
    error.code === 'internal' ? 'something went wrong here; the log of the server says what' : error.message;
  return { error: { code: error.code, message } };
}

function asWenjuError(thrown: unknown): WenjuError {
  if (thrown instanceof WenjuError) return thrown;
  if (thrown instanceof HTTPException && thrown.status < 500) {
    return new WenjuError('bad-request', thrown.message || 'the request is malformed', thrown);
  }
  return new WenjuError('internal', 'unexpected', thrown);
}
