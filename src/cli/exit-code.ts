import { type ErrorCode, WenjuError } from '../errors.js';

export const FAILED = 1;
/** Bad usage or configuration. */
export const USAGE = 2;

/** What the caller got wrong; on the command line a question is an argument. */
const USAGE_CODES: readonly ErrorCode[] = ['bad-config', 'bad-usage', 'bad-request', 'too-large'];

export function exitCodeOf(error: unknown): number {
  return error instanceof WenjuError && USAGE_CODES.includes(error.code) ? USAGE : FAILED;
}
