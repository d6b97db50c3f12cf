import { KeywordPostings } from './keyword-postings.js';
import { KEYWORD_WEIGHTS, type KeywordQuery, type KeywordWeights } from './keyword-query.js';
import { KeywordScorer } from './keyword-scorer.js';
import type { KeywordHit } from './top-hits.js';

/** The lexical half of the search: BM25 over the terms of passages and of their documents. */
export class KeywordIndex {
  private readonly postings: KeywordPostings;
  private readonly scorer: KeywordScorer;

  constructor(postings: KeywordPostings, weights: KeywordWeights = KEYWORD_WEIGHTS) {
    this.postings = postings;
    this.scorer = new KeywordScorer(postings, weights);
  }

  get passageCount(): number {
    return this.postings.lengths.length - this.documentCount;
  }

  get documentCount(): number {
    return this.postings.firstSlots.length - 1;
  }

  get termCount(): number {
    return this.postings.terms.size;
  }

  /** In how many documents a term is. */
  documentFrequency(term: string): number {
    const number = this.postings.terms.find(term);
    return number < 0 ? 0 : (this.postings.documentFrequencies[number] ?? 0);
  }

  /** In how many passages and titles a term is. */
  passageFrequency(term: string): number {
    return this.postings.frequency(this.postings.terms.find(term));
  }

  /** How much a term tells passages apart: BM25's idf over passages, above 0; the largest for an unknown term. */
  idf(term: string): number {
    return this.postings.passageIdf(this.postings.terms.find(term));
  }

  /**
   * The best passages, best first; ties in the order of the corpus. A document that only its title fits is
   * there by its first passage.
   * @param also passages that are scored and listed as well, if they share a term with the query
   */
  search(query: KeywordQuery, limit: number, also: readonly number[] = []): KeywordHit[] {
    return this.scorer.search(query, limit, also);
  }

  toBytes(): Buffer {
    return this.postings.toBytes();
  }

  /** @throws WenjuError `snapshot-damaged` */
  static fromBytes(bytes: Uint8Array, weights?: KeywordWeights): KeywordIndex {
    return new KeywordIndex(KeywordPostings.fromBytes(bytes), weights);
  }
}
