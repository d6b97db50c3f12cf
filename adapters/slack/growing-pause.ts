/**
 * The pause after a failure, in milliseconds: the first one doubled with each further attempt up to the longest, and
 * between half and one and a half times that, so that many who failed together don't come back together.
 * @param attempt of how many this is the pause after, from 1
 */
export function growingPause(
  firstMs: number,
  attempt: number,
  longestMs: number = Number.POSITIVE_INFINITY,
): number {
  return Math.min(longestMs, firstMs * 2 ** (attempt - 1)) * (0.5 + Math.random());
}
