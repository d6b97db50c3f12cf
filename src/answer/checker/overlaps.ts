import type { Span } from '../../text/sentences.js';

/** Whether a stretch has a unit in common with any of the others. */
export function overlaps({ start, end }: Span, others: readonly Span[]): boolean {
  return others.some((other) => start < other.end && end > other.start);
}
