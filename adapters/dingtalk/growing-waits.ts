import { ExponentialBackoff, halfJitterGenerator, type IBackoff } from 'cockatiel';

/** Waits in milliseconds that grow from about the first to the longest, with jitter. Each call gives the next. */
export function growingWaits(firstMs: number, longestMs: number): () => number {
  let backoff: IBackoff<unknown> = new ExponentialBackoff({
    generator: halfJitterGenerator,
    initialDelay: firstMs,
    maxDelay: longestMs,
  }).next();
  return () => {
    const waitMs = Math.ceil(backoff.duration);
    backoff = backoff.next(undefined);
    return waitMs;
  };
}
