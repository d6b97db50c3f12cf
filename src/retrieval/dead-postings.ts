import type { KeywordPostings } from './keyword-postings.js';
import { inChunks, type WorkOptions } from './time-slices.js';

/** What is gone of the postings of a segment, by term number: the statistics of BM25 leave it out. */
export interface DeadPostings {
  /** Slots that are gone, of those that a term is in. */
  readonly slots: Int32Array;
  /** Documents that are gone, of those that a term is in. */
  readonly documents: Int32Array;
}

/**
 * Counts what is gone. Goes through all postings of the segment, some milliseconds for ten million: less than
 * cutting the texts that are gone into their terms once more. Undefined where nothing is gone.
 */
export async function deadPostings(
  { offsets, slots, documentOf }: KeywordPostings,
  isLive: Uint8Array,
  options?: WorkOptions,
): Promise<DeadPostings | undefined> {
  if (!isLive.includes(0)) return undefined;
  const terms = offsets.length - 1;
  const dead = { slots: new Int32Array(terms), documents: new Int32Array(terms) };
  let term = 0;
  let last = -1;
  const count = (start: number, end: number): void => {
    for (let at = start; at < end; at++) {
      for (; at >= (offsets[term + 1] ?? 0); term++) last = -1;
      const document = documentOf[slots[at] ?? 0] ?? 0;
      if (isLive[document] === 1) continue;
      dead.slots[term] = (dead.slots[term] ?? 0) + 1;
      if (document !== last) dead.documents[term] = (dead.documents[term] ?? 0) + 1;
      last = document;
    }
  };
  await inChunks(slots.length, count, options);
  return dead;
}
