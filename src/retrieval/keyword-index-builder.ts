import { KeywordPostings } from './keyword-postings.js';
import { PostingColumns } from './posting-columns.js';
import type { WorkOptions } from './time-slices.js';

/** Collects the terms of documents and their passages, slot by slot. */
export class KeywordIndexBuilder {
  private readonly columns = new PostingColumns();
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

  async build(options?: WorkOptions): Promise<KeywordPostings> {
    const { terms } = this.columns;
    const firstSlots = Int32Array.from([...this.firstSlots, this.lengths.length]);
    const rows = await this.columns.byTerm(firstSlots, options);
    return new KeywordPostings(terms, { ...rows, lengths: Float32Array.from(this.lengths), firstSlots });
  }

  private addSlot(terms: readonly string[]): void {
    const counts = new Map<number, number>();
    for (const term of terms) {
      const number = this.columns.terms.add(term);
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    for (const [number, count] of counts) this.columns.add(number, this.lengths.length, count);
    this.lengths.push(terms.length);
  }
}
