import { WenjuError } from '../errors.js';
import { TermTable } from './term-table.js';
import { decodeArrays, encodeArrays, type SavedArray } from './typed-array-file.js';

/** Raised whenever the layout of the file or what its numbers mean changes. */
const FORMAT = 'wenju-keywords-1';

export interface PostingArrays {
  /**
   * Postings of term `t` are those from `offsets[t]` to `offsets[t + 1]`, by slot. A document has a slot for
   * its title and then one for each of its passages.
   */
  readonly offsets: Uint32Array;
  readonly slots: Int32Array;
  /** How often the term is in the slot, 255 at most. */
  readonly counts: Uint8Array;
  /** In how many documents each term is. */
  readonly documentFrequencies: Int32Array;
  /** How many terms are in each slot. */
  readonly lengths: Float32Array;
  /** First slot (the title's) of each document, and the number of slots at the end. */
  readonly firstSlots: Int32Array;
}

/** Which terms are where: compressed sparse rows in typed arrays. */
export class KeywordPostings implements PostingArrays {
  readonly terms: TermTable;
  readonly offsets: Uint32Array;
  readonly slots: Int32Array;
  readonly counts: Uint8Array;
  readonly documentFrequencies: Int32Array;
  readonly lengths: Float32Array;
  readonly firstSlots: Int32Array;
  /** The document of each slot. */
  readonly documentOf: Int32Array;

  constructor(terms: TermTable, arrays: PostingArrays) {
    this.terms = terms;
    this.offsets = arrays.offsets;
    this.slots = arrays.slots;
    this.counts = arrays.counts;
    this.documentFrequencies = arrays.documentFrequencies;
    this.lengths = arrays.lengths;
    this.firstSlots = arrays.firstSlots;
    this.documentOf = documentsOfSlots(this.firstSlots);
  }

  /** In how many slots a term is, by its number; 0 for an unknown one. */
  frequency(term: number): number {
    return term < 0 ? 0 : (this.offsets[term + 1] ?? 0) - (this.offsets[term] ?? 0);
  }

  /** The first posting from `from` to `end` whose slot is at or after one; galloping, then bisecting. */
  firstAtOrAfter(slot: number, from: number, end: number): number {
    let step = 1;
    let low = from;
    while (low + step < end && (this.slots[low + step] ?? 0) < slot) {
      low += step;
      step *= 2;
    }
    let high = Math.min(end, low + step);
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.slots[middle] ?? 0) < slot) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  toBytes(): Promise<Buffer> {
    const { low, high, places } = this.terms.parts();
    const { offsets, slots, counts, documentFrequencies, lengths, firstSlots } = this;
    const arrays = { low, high, places, offsets, slots, counts, documentFrequencies, lengths, firstSlots };
    return encodeArrays({ format: FORMAT, arrays });
  }

  /** @throws WenjuError `snapshot-damaged` */
  static async fromBytes(bytes: Uint8Array): Promise<KeywordPostings> {
    const { arrays } = await decodeArrays(bytes, FORMAT);
    const take = <T extends SavedArray>(name: string, type: new (length: number) => T): T => {
      const array = arrays[name];
      if (array instanceof type) return array;
      throw new WenjuError('snapshot-damaged', `${FORMAT}: ${name} is missing`);
    };
    const terms = new TermTable({
      low: take('low', Uint32Array),
      high: take('high', Uint32Array),
      places: take('places', Int32Array),
    });
    const postings = new KeywordPostings(terms, {
      offsets: take('offsets', Uint32Array),
      slots: take('slots', Int32Array),
      counts: take('counts', Uint8Array),
      documentFrequencies: take('documentFrequencies', Int32Array),
      lengths: take('lengths', Float32Array),
      firstSlots: take('firstSlots', Int32Array),
    });
    if (
      postings.offsets.length !== terms.size + 1 ||
      postings.offsets.at(-1) !== postings.slots.length ||
      postings.counts.length !== postings.slots.length ||
      postings.firstSlots.at(-1) !== postings.lengths.length
    ) {
      throw new WenjuError('snapshot-damaged', `${FORMAT}: the arrays don't fit each other`);
    }
    return postings;
  }
}

/** The document of each slot. */
export function documentsOfSlots(firstSlots: Int32Array): Int32Array {
  const documentOf = new Int32Array(firstSlots.at(-1) ?? 0);
  for (let document = 0; document + 1 < firstSlots.length; document++) {
    documentOf.fill(document, firstSlots[document], firstSlots[document + 1]);
  }
  return documentOf;
}
