import { KeywordPostings } from './keyword-postings.js';
import { PostingColumns } from './posting-columns.js';
import { inChunks, type WorkOptions } from './time-slices.js';

/** Postings of which some documents are taken over. */
export interface MergeSource {
  readonly postings: KeywordPostings;
  /** 1 for each document that is taken over. */
  readonly isLive: Uint8Array;
}

/** Makes one of several, without a text: the documents of the first source come first, each in its order. */
export async function mergePostings(
  sources: readonly MergeSource[],
  options?: WorkOptions,
): Promise<KeywordPostings> {
  const columns = new PostingColumns();
  const lengths: number[] = [];
  const firstSlots: number[] = [];
  for (const { postings, isLive } of sources) {
    const { offsets, slots, counts, terms } = postings;
    const slotOf = new Int32Array(postings.lengths.length).fill(-1);
    for (let document = 0; document < isLive.length; document++) {
      if (isLive[document] === 0) continue;
      firstSlots.push(lengths.length);
      const end = postings.firstSlots[document + 1] ?? 0;
      for (let slot = postings.firstSlots[document] ?? 0; slot < end; slot++) {
        slotOf[slot] = lengths.push(postings.lengths[slot] ?? 0) - 1;
      }
    }
    let term = 0;
    let merged = -1;
    const take = (start: number, end: number): void => {
      for (let at = start; at < end; at++) {
        for (; at >= (offsets[term + 1] ?? 0); term++) merged = -1;
        const slot = slotOf[slots[at] ?? 0] ?? -1;
        if (slot < 0) continue;
        // A term of documents that are all gone is not taken over.
        if (merged < 0) merged = columns.terms.addFrom(terms, term);
        columns.add(merged, slot, counts[at] ?? 0);
      }
    };
    await inChunks(slots.length, take, options);
  }
  const ends = Int32Array.from([...firstSlots, lengths.length]);
  const rows = await columns.byTerm(ends, options);
  return new KeywordPostings(columns.terms, {
    ...rows,
    lengths: Float32Array.from(lengths),
    firstSlots: ends,
  });
}
