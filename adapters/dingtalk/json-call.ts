import * as z from 'zod';

/** Why a call came to nothing. It holds nothing of what was sent. */
export interface CallFailure {
  /**
   * `throttled`: too many calls, a later one may do · `unavailable`: no answer, or 5xx; it may have been done ·
   * `unauthorized`: the token or the credentials · `refused`: the same call will never do
   */
  readonly kind: 'throttled' | 'unavailable' | 'unauthorized' | 'refused';
  /** The HTTP status; 0 without an answer. */
  readonly status: number;
  /** DingTalk's name of the error, or what went wrong on the way. */
  readonly code: string;
  /** How long to wait, in milliseconds, where it is told. */
  readonly retryAfterMs?: number | undefined;
}

export type Outcome<T = unknown> =
  | { readonly ok: true; readonly body: T }
  | { readonly ok: false; readonly failure: CallFailure };

export interface JsonCall {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

const errorSchema = z.looseObject({ code: z.coerce.string().optional() }).catch({});
/** `Forbidden.AccessDenied.QpsLimitForApi` and its like are 403, as missing permissions are. */
const TOO_MANY = /qps|limit|flow|quota|frequen|throttl/i;

/** Calls an HTTP interface that speaks JSON. Never throws; redirects are not followed. */
export async function jsonCall({ method, url, body, headers, timeoutMs }: JsonCall): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method,
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = parsed(await response.text());
    if (response.ok) return { ok: true, body: answer };
    return { ok: false, failure: failureOf(response, errorSchema.parse(answer).code ?? '') };
  } catch (error) {
    return { ok: false, failure: { kind: 'unavailable', status: 0, code: reasonOf(error) } };
  }
}

/** A failure in words for a log line. */
export function describeFailure({ status, code }: CallFailure): string {
  return status === 0 ? code : `HTTP ${status}${code === '' ? '' : ` ${code}`}`;
}

function failureOf({ status, headers }: Response, code: string): CallFailure {
  const seconds = Number(headers.get('Retry-After') ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
  return { kind: kindOf(status, code), status, code: code.slice(0, 80), retryAfterMs };
}

function kindOf(status: number, code: string): CallFailure['kind'] {
  if (status === 401) return 'unauthorized';
  if (status === 429 || (status === 403 && TOO_MANY.test(code))) return 'throttled';
  return status >= 500 ? 'unavailable' : 'refused';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The name of the error alone: a message may hold the address. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return error.name === 'TimeoutError' ? 'timed out' : 'no connection';
}
