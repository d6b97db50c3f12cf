import { setImmediate } from 'node:timers/promises';
import { deadPostings } from './dead-postings.js';
import type { KeywordPostings } from './keyword-postings.js';
import { KEYWORD_WEIGHTS, type KeywordQuery, type KeywordWeights } from './keyword-query.js';
import { type KeywordParts, KeywordScorer } from './keyword-scorer.js';
import type { Placement } from './placement.js';
import type { WorkOptions } from './time-slices.js';
import type { KeywordHit } from './top-hits.js';

/** The lexical half of the search: BM25 over the terms of passages and of their documents. */
export class KeywordIndex {
  readonly passageCount: number;
  readonly documentCount: number;
  private readonly scorer: KeywordScorer;

  private constructor(parts: KeywordParts, weights: KeywordWeights) {
    this.passageCount = parts.passageCount;
    this.documentCount = parts.documentCount;
    this.scorer = new KeywordScorer(parts, weights);
  }

  /** The index of what a snapshot uses of its segments. */
  static async of(
    placement: Placement,
    options?: WorkOptions,
    weights: KeywordWeights = KEYWORD_WEIGHTS,
  ): Promise<KeywordIndex> {
    const segments = await Promise.all(
      placement.segments.map(async ({ segment: { keywords: postings }, isLive, passages }) => ({
        postings,
        isLive,
        passages,
        dead: await deadPostings(postings, isLive, options),
      })),
    );
    await setImmediate();
    return new KeywordIndex({ ...placement, segments }, weights);
  }

  /** The index of all documents of some postings, in their order. */
  static whole(postings: KeywordPostings, weights: KeywordWeights = KEYWORD_WEIGHTS): KeywordIndex {
    const documentCount = postings.firstSlots.length - 1;
    const passageCount = postings.lengths.length - documentCount;
    const numberOf = Int32Array.from({ length: passageCount }, (_, number) => number);
    const isLive = new Uint8Array(documentCount).fill(1);
    const segments = [{ postings, isLive, passages: numberOf }];
    const segmentOf = new Uint16Array(passageCount);
    return new KeywordIndex({ segments, segmentOf, numberOf, passageCount, documentCount }, weights);
  }

  /** In how many documents a term is. */
  documentFrequency(term: string): number {
    return this.scorer.documentFrequency(term);
  }

  /** In how many passages and titles a term is. */
  passageFrequency(term: string): number {
    return this.scorer.frequency(term);
  }

  /** How much a term tells passages apart: BM25's idf over passages, above 0; the largest for an unknown term. */
  idf(term: string): number {
    return this.scorer.passageIdf(term);
  }

  /**
   * The best passages, best first; ties in the order of the corpus. A document that only its title fits is
   * there by its first passage.
   * @param also passages that are scored and listed as well, if they share a term with the query
   */
  search(query: KeywordQuery, limit: number, also: readonly number[] = []): KeywordHit[] {
    return this.scorer.search(query, limit, also);
  }
}
