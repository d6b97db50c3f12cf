import { KeywordIndex } from './keyword-index.js';
import { KeywordPostings } from './keyword-postings.js';
import type { KeywordWeights } from './keyword-query.js';
import { TermTable } from './term-table.js';

const FIRST_CAPACITY = 1 << 16;
const LARGEST_COUNT = 255;

/** Collects postings slot by slot and sorts them by term in one pass at the end. */
export class KeywordIndexBuilder {
  private readonly terms = new TermTable();
  private termOf = new Int32Array(FIRST_CAPACITY);
  private slotOf = new Int32Array(FIRST_CAPACITY);
  private countOf = new Uint8Array(FIRST_CAPACITY);
  private postings = 0;
  private readonly lengths: number[] = [];
  private readonly firstSlots: number[] = [];

  /** Begins a document. Its passages follow. */
  addDocument(titleTerms: readonly string[]): void {
    this.firstSlots.push(this.lengths.length);
    this.addSlot(titleTerms);
  }

  addPassage(terms: readonly string[]): void {
    this.addSlot(terms);
  }

  build(weights?: KeywordWeights): KeywordIndex {
    const terms = this.terms.size;
    const offsets = new Uint32Array(terms + 1);
    for (let i = 0; i < this.postings; i++) {
      const after = (this.termOf[i] ?? 0) + 1;
      offsets[after] = (offsets[after] ?? 0) + 1;
    }
    for (let term = 0; term < terms; term++)
      offsets[term + 1] = (offsets[term + 1] ?? 0) + (offsets[term] ?? 0);
    const next = offsets.slice(0, terms);
    const slots = new Int32Array(this.postings);
    const counts = new Uint8Array(this.postings);
    for (let i = 0; i < this.postings; i++) {
      const term = this.termOf[i] ?? 0;
      const at = next[term] ?? 0;
      next[term] = at + 1;
      slots[at] = this.slotOf[i] ?? 0;
      counts[at] = this.countOf[i] ?? 0;
    }
    const firstSlots = Int32Array.from([...this.firstSlots, this.lengths.length]);
    const postings = new KeywordPostings(this.terms, {
      offsets,
      slots,
      counts,
      documentFrequencies: documentFrequencies(offsets, slots, firstSlots),
      lengths: Float32Array.from(this.lengths),
      firstSlots,
    });
    return new KeywordIndex(postings, weights);
  }

  private addSlot(terms: readonly string[]): void {
    const slot = this.lengths.length;
    const counts = new Map<number, number>();
    for (const term of terms) {
      const number = this.terms.add(term);
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    if (this.postings + counts.size > this.termOf.length) this.grow(this.postings + counts.size);
    for (const [number, count] of counts) {
      this.termOf[this.postings] = number;
      this.slotOf[this.postings] = slot;
      this.countOf[this.postings] = Math.min(count, LARGEST_COUNT);
      this.postings++;
    }
    this.lengths.push(terms.length);
  }

  private grow(needed: number): void {
    const capacity = Math.max(needed, this.termOf.length * 2);
    const larger = <T extends Int32Array | Uint8Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.termOf = larger(this.termOf, new Int32Array(capacity));
    this.slotOf = larger(this.slotOf, new Int32Array(capacity));
    this.countOf = larger(this.countOf, new Uint8Array(capacity));
  }
}

function documentFrequencies(offsets: Uint32Array, slots: Int32Array, firstSlots: Int32Array): Int32Array {
  const documentOf = new Int32Array(firstSlots.at(-1) ?? 0);
  for (let document = 0; document + 1 < firstSlots.length; document++) {
    documentOf.fill(document, firstSlots[document], firstSlots[document + 1]);
  }
  const frequencies = new Int32Array(offsets.length - 1);
  for (let term = 0; term < frequencies.length; term++) {
    let last = -1;
    for (let at = offsets[term] ?? 0; at < (offsets[term + 1] ?? 0); at++) {
      const document = documentOf[slots[at] ?? 0] ?? 0;
      if (document !== last) frequencies[term] = (frequencies[term] ?? 0) + 1;
      last = document;
    }
  }
  return frequencies;
}
