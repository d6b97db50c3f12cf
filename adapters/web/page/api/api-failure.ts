import { errorSchema } from './shapes.js';

/** Why a call failed, as far as the reader has to know. */
export type FailureKind =
  | 'busy'
  | 'unavailable'
  | 'unreachable'
  | 'interrupted'
  | 'slow'
  | 'rejected'
  | 'broken';

/** A call to the API that gave no result. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly kind: FailureKind;
  /** The HTTP status; 0 where none came. */
  readonly status: number;
  /** How long to wait before another try, in seconds; 0 where the server does not say. */
  readonly waitSeconds: number;
  /** What the server calls it; empty where it said nothing. */
  readonly code: string;

  constructor(kind: FailureKind, message = '', { status = 0, waitSeconds = 0, code = '' } = {}) {
    super(message);
    this.kind = kind;
    this.status = status;
    this.waitSeconds = waitSeconds;
    this.code = code;
  }
}

/** What an error response means. */
export async function failureOf(response: Response): Promise<ApiFailure> {
  const { status } = response;
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = errorSchema.safeParse(body);
  const { code, message } = parsed.success ? parsed.data.error : { code: '', message: '' };
  return new ApiFailure(kindOf(code, status), message, { status, code, waitSeconds: waitOf(response) });
}

/** What an `error` event of a stream means. */
export function failureOfEvent(data: unknown): ApiFailure {
  const parsed = errorSchema.safeParse({ error: data });
  if (!parsed.success) return new ApiFailure('broken');
  const { code, message } = parsed.data.error;
  return new ApiFailure(kindOf(code, 500), message, { code });
}

/** What a rejected `fetch` or a broken body means; a stop by the reader is passed on as it is. */
export function failureOfThrown(thrown: unknown, kind: FailureKind): unknown {
  if (thrown instanceof ApiFailure || isStop(thrown)) return thrown;
  return new ApiFailure(kind, String(thrown));
}

/** Whether something was thrown because the reader stopped it. */
export function isStop(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'AbortError';
}

function kindOf(code: string, status: number): FailureKind {
  if (code === 'timed-out') return 'slow';
  if (code === 'unavailable') return 'unavailable';
  if (status === 429) return 'busy';
  if (status === 502 || status === 503 || status === 504) return 'unavailable';
  return status < 500 ? 'rejected' : 'broken';
}

/** `Retry-After` is a number of seconds or a date. */
function waitOf(response: Response): number {
  const value = response.headers.get('Retry-After') ?? '';
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(3600, Math.max(0, Math.ceil(seconds))) : 0;
}
