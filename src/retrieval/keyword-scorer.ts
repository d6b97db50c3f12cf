import type { KeywordQuery, KeywordWeights, QueryGroup } from './keyword-query.js';
import { KeywordSegment, type KeywordSegmentParts, type SlotRange } from './keyword-segment.js';
import { byScore, type KeywordHit, TopHits } from './top-hits.js';

/**
 * Postings that one search reads in full, rarest terms first. What is left over are the most frequent terms,
 * which hardly tell passages apart: they are looked up for the best documents only. 100,000 take about a
 * millisecond; corpora of some thousand passages stay below and are scored exactly.
 */
const POSTINGS_READ = 150_000;
/** Documents for which the rest is looked up. */
const DOCUMENTS_COMPLETED = 200;

/** Segments and the numbers of passages in the corpus. */
export interface KeywordParts {
  readonly segments: readonly KeywordSegmentParts[];
  /** By the number of a passage: its segment's place in `segments`, and its number there. */
  readonly segmentOf: Uint16Array;
  readonly numberOf: Int32Array;
  readonly passageCount: number;
  readonly documentCount: number;
}

/**
 * BM25 in two levels. Questions often join facts of several passages of one document, so a passage's score is
 * its own BM25 plus a share of its whole document's. All statistics are those of the whole corpus, so that how
 * it is cut into segments changes no score. Not re-entrant, which a synchronous search need not be.
 */
export class KeywordScorer {
  private readonly parts: KeywordParts;
  private readonly segments: readonly KeywordSegment[];
  private readonly weights: KeywordWeights;

  constructor(parts: KeywordParts, weights: KeywordWeights) {
    this.parts = parts;
    this.weights = weights;
    this.segments = parts.segments.map((segment) => new KeywordSegment(segment, weights));
    const sum = (lengthOf: (segment: KeywordSegment) => number): number =>
      this.segments.reduce((total, segment) => total + lengthOf(segment), 0);
    const passageMean = sum(({ lengths }) => lengths.passages) / Math.max(1, parts.passageCount) || 1;
    const documentMean = sum(({ lengths }) => lengths.documents) / parts.documentCount || 1;
    for (const segment of this.segments) segment.setMeans(passageMean, documentMean);
  }

  /** In how many passages and titles a term is. */
  frequency(term: string): number {
    return this.sum(term, (segment, number) => segment.frequency(number));
  }

  documentFrequency(term: string): number {
    return this.sum(term, (segment, number) => segment.documentFrequency(number));
  }

  passageIdf(term: string): number {
    const { passageCount, documentCount } = this.parts;
    return inverseFrequency(this.frequency(term), passageCount + documentCount);
  }

  /** See `KeywordIndex.search`. */
  search(query: KeywordQuery, limit: number, also: readonly number[]): KeywordHit[] {
    const byCost = query
      .map((group) => ({ group, cost: this.costOf(group) }))
      .filter(({ cost }) => cost > 0)
      .sort((a, b) => a.cost - b.cost);
    let read = 0;
    let groups = 0;
    for (const { group, cost } of byCost) {
      if (groups > 0 && read + cost > POSTINGS_READ) break;
      this.addGroup(group);
      read += cost;
      groups++;
    }
    const left = byCost.slice(groups).map(({ group }) => group);
    const hits = left.length === 0 ? this.best(limit, also) : this.completed(left, limit, also);
    for (const segment of this.segments) segment.clear();
    return hits;
  }

  /** Scores the frequent terms for the best documents, and ranks those. */
  private completed(left: readonly QueryGroup[], limit: number, also: readonly number[]): KeywordHit[] {
    const most = Math.max(DOCUMENTS_COMPLETED, limit);
    const documents = this.segments.map(() => new Set<number>());
    let count = 0;
    const add = (passage: number): void => {
      const place = this.parts.segmentOf[passage] ?? 0;
      const found = documents[place];
      const document = this.documentOf(place, passage);
      if (found === undefined || found.has(document)) return;
      found.add(document);
      count++;
    };
    for (const passage of also) add(passage);
    for (const { passage } of this.best(most * 2, [])) {
      if (count >= most + also.length) break;
      add(passage);
    }
    const ranges = this.segments.map((segment, place) =>
      [...(documents[place] ?? [])].sort((a, b) => a - b).map((document) => segment.rangeOf(document)),
    );
    for (const group of left) this.addGroup(group, ranges);
    return this.best(limit, also, documents);
  }

  private costOf({ alternatives, weight }: QueryGroup): number {
    if (weight <= 0) return 0;
    return alternatives.reduce((sum, { term }) => sum + this.frequency(term), 0);
  }

  /** Adds one group to the scores, in all documents or in some of each segment. */
  private addGroup({ alternatives, weight }: QueryGroup, ranges?: readonly (readonly SlotRange[])[]): void {
    for (const alternative of alternatives) {
      if (alternative.weight <= 0) continue;
      const factor = alternative.weight * weight;
      const documentIdf = inverseFrequency(
        this.documentFrequency(alternative.term),
        this.parts.documentCount,
      );
      const factors = {
        passage: factor * this.passageIdf(alternative.term) * (this.weights.passageK1 + 1),
        document: factor * documentIdf * (this.weights.documentK1 + 1),
      };
      for (const [place, segment] of this.segments.entries()) {
        const term = segment.postings.terms.find(alternative.term);
        if (term >= 0) segment.addTerm(term, factors, ranges?.[place]);
      }
    }
    for (const segment of this.segments) segment.closeGroup();
  }

  /** The best of the passages found, of all documents or of some, and those that were asked for. */
  private best(
    limit: number,
    also: readonly number[],
    documents?: readonly ReadonlySet<number>[],
  ): KeywordHit[] {
    const wanted = new Set(also);
    const top = new TopHits(limit);
    const extra: KeywordHit[] = [];
    const offer = (passage: number, score: number): void => {
      const dropped = top.offer(passage, score);
      if (dropped !== undefined && wanted.has(dropped.passage)) extra.push(dropped);
    };
    for (const [place, segment] of this.segments.entries()) segment.forEachFound(offer, documents?.[place]);
    const kept = top.sorted();
    return extra.length === 0 ? kept : [...kept, ...extra].sort(byScore);
  }

  /** The number in its segment of the document of a passage. Each document has one slot for its title. */
  private documentOf(place: number, passage: number): number {
    const number = this.parts.numberOf[passage] ?? 0;
    const firstSlots = this.segments[place]?.postings.firstSlots ?? new Int32Array();
    let low = 0;
    let high = firstSlots.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((firstSlots[middle] ?? 0) - middle <= number) low = middle;
      else high = middle;
    }
    return low;
  }

  private sum(term: string, count: (segment: KeywordSegment, number: number) => number): number {
    let sum = 0;
    for (const segment of this.segments) {
      const number = segment.postings.terms.find(term);
      if (number >= 0) sum += count(segment, number);
    }
    return sum;
  }
}

/** BM25's idf in the form that is never negative. */
function inverseFrequency(frequency: number, total: number): number {
  return Math.log(1 + (total - frequency + 0.5) / (frequency + 0.5));
}
