import { documentsOfSlots, type PostingArrays } from './keyword-postings.js';
import { TermTable } from './term-table.js';
import { inChunks, type WorkOptions } from './time-slices.js';

const FIRST_CAPACITY = 1 << 16;
const LARGEST_COUNT = 255;

/** Postings as they come, by slot, in columns; sorted by term at the end. */
export class PostingColumns {
  readonly terms = new TermTable();
  private termOf = new Int32Array(FIRST_CAPACITY);
  private slotOf = new Int32Array(FIRST_CAPACITY);
  private countOf = new Uint8Array(FIRST_CAPACITY);
  private length = 0;

  /** Adds a term of a slot, each once. Of one term the slots must come in rising order. */
  add(term: number, slot: number, count: number): void {
    if (this.length === this.termOf.length) this.grow();
    this.termOf[this.length] = term;
    this.slotOf[this.length] = slot;
    this.countOf[this.length] = Math.min(count, LARGEST_COUNT);
    this.length++;
  }

  /** The postings by term: a counting sort, which keeps the order of the slots. */
  async byTerm(
    firstSlots: Int32Array,
    options?: WorkOptions,
  ): Promise<Pick<PostingArrays, 'offsets' | 'slots' | 'counts' | 'documentFrequencies'>> {
    const terms = this.terms.size;
    const offsets = new Uint32Array(terms + 1);
    const count = (start: number, end: number): void => {
      for (let i = start; i < end; i++) {
        const after = (this.termOf[i] ?? 0) + 1;
        offsets[after] = (offsets[after] ?? 0) + 1;
      }
    };
    await inChunks(this.length, count, options);
    for (let term = 0; term < terms; term++)
      offsets[term + 1] = (offsets[term + 1] ?? 0) + (offsets[term] ?? 0);
    const next = offsets.slice(0, terms);
    const slots = new Int32Array(this.length);
    const counts = new Uint8Array(this.length);
    const place = (start: number, end: number): void => {
      for (let i = start; i < end; i++) {
        const term = this.termOf[i] ?? 0;
        const at = next[term] ?? 0;
        next[term] = at + 1;
        slots[at] = this.slotOf[i] ?? 0;
        counts[at] = this.countOf[i] ?? 0;
      }
    };
    await inChunks(this.length, place, options);
    const documentFrequencies = await frequenciesOf(offsets, slots, documentsOfSlots(firstSlots), options);
    return { offsets, slots, counts, documentFrequencies };
  }

  private grow(): void {
    const capacity = this.termOf.length * 2;
    const larger = <T extends Int32Array | Uint8Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.termOf = larger(this.termOf, new Int32Array(capacity));
    this.slotOf = larger(this.slotOf, new Int32Array(capacity));
    this.countOf = larger(this.countOf, new Uint8Array(capacity));
  }
}

async function frequenciesOf(
  offsets: Uint32Array,
  slots: Int32Array,
  documentOf: Int32Array,
  options: WorkOptions | undefined,
): Promise<Int32Array> {
  const frequencies = new Int32Array(offsets.length - 1);
  let term = 0;
  let last = -1;
  const count = (start: number, end: number): void => {
    for (let at = start; at < end; at++) {
      for (; at >= (offsets[term + 1] ?? 0); term++) last = -1;
      const document = documentOf[slots[at] ?? 0] ?? 0;
      if (document !== last) frequencies[term] = (frequencies[term] ?? 0) + 1;
      last = document;
    }
  };
  await inChunks(slots.length, count, options);
  return frequencies;
}
