import { DelegateBackoff, handleWhen, type IRetryBackoffContext, retry } from 'cockatiel';
import { ModelError, type ModelFailure } from '../errors.js';

/** The failures that may be over in a moment. A time-out isn't among them: it has cost enough. */
const PASSING: readonly ModelFailure[] = ['rate-limited', 'unavailable', 'malformed', 'empty'];

const DEFAULT_BACK_OFF_MS = 400;
const LONGEST_BACK_OFF_MS = 8_000;

export interface RetryOptions {
  /** Tries beyond the first. */
  readonly retries: number;
  /** The first pause; each further one is twice as long, and each is shortened by up to a half by chance. */
  readonly backOffMs?: number | undefined;
  /** A longer `Retry-After` isn't waited for. */
  readonly longestWaitMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onRetry?: ((retry: Retry) => void) | undefined;
}

/** A request that failed and is sent again. */
export interface Retry {
  readonly reason: ModelFailure;
  /** 1 for the first. */
  readonly attempt: number;
  readonly delayMs: number;
}

/**
 * Calls until it goes well, the failure isn't a passing one, or the tries are used up.
 * @throws ModelError the last failure; the signal's reason as soon as it is aborted
 */
export async function withRetries<T>(call: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { retries, longestWaitMs, signal, onRetry } = options;
  const policy = retry(
    handleWhen(
      (error) =>
        error instanceof ModelError &&
        PASSING.includes(error.reason) &&
        (error.retryAfterMs ?? 0) <= longestWaitMs &&
        signal?.aborted !== true,
    ),
    {
      maxAttempts: retries,
      backoff: new DelegateBackoff((context: IRetryBackoffContext<unknown>) => pauseMs(context, options)),
    },
  );
  policy.onRetry(({ attempt, delay, ...failure }) => {
    const reason =
      'error' in failure && failure.error instanceof ModelError ? failure.error.reason : 'malformed';
    onRetry?.({ reason, attempt, delayMs: delay });
  });
  const tries = policy.execute(async () => {
    signal?.throwIfAborted();
    return call();
  });
  return signal === undefined ? tries : raced(tries, signal);
}

function pauseMs({ attempt, result }: IRetryBackoffContext<unknown>, options: RetryOptions): number {
  const { backOffMs = DEFAULT_BACK_OFF_MS, longestWaitMs } = options;
  const asked =
    'error' in result && result.error instanceof ModelError ? result.error.retryAfterMs : undefined;
  const own = Math.min(LONGEST_BACK_OFF_MS, backOffMs * 2 ** (attempt - 1)) * (1 - Math.random() / 2);
  return Math.min(Math.max(own, asked ?? 0), longestWaitMs);
}

/** What comes first: the work's outcome, or the signal. */
export function raced<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (): void => reject(signal.reason);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}
