import type { KeywordPostings } from './keyword-postings.js';
import type { KeywordQuery, KeywordWeights, QueryGroup } from './keyword-query.js';
import { byScore, type KeywordHit, TopHits } from './top-hits.js';

/**
 * Postings that one search reads in full, rarest terms first. What is left over are the most frequent terms,
 * which hardly tell passages apart: they are looked up for the best documents only. 100,000 take about a
 * millisecond; corpora of some thousand passages stay below and are scored exactly.
 */
const POSTINGS_READ = 150_000;
/** Documents for which the rest is looked up. */
const DOCUMENTS_COMPLETED = 200;

/** A half-open range of slots. */
interface SlotRange {
  readonly start: number;
  readonly end: number;
}

/**
 * BM25 in two levels. Questions often join facts of several passages of one document, so a passage's score is
 * its own BM25 plus a share of its whole document's. Not re-entrant, which a synchronous search need not be.
 */
export class KeywordScorer {
  private readonly postings: KeywordPostings;
  private readonly weights: KeywordWeights;
  private readonly documentOf: Int32Array;
  /** The denominators of BM25 without the count. */
  private readonly passageNorm: Float32Array;
  private readonly documentNorm: Float32Array;
  /** Sums over the groups of a query; all zero between searches. */
  private readonly passageScores: Float32Array;
  private readonly documentScores: Float32Array;
  /** The best alternative of the group at hand; all zero between groups. */
  private readonly passageBest: Float32Array;
  private readonly documentBest: Float32Array;
  private readonly fresh: Int32Array;
  private freshCount = 0;
  private readonly touched: Int32Array;
  private touchedCount = 0;

  constructor(postings: KeywordPostings, weights: KeywordWeights) {
    this.postings = postings;
    this.weights = weights;
    const slots = postings.lengths.length;
    const documents = postings.firstSlots.length - 1;
    this.documentOf = new Int32Array(slots);
    for (let document = 0; document < documents; document++) {
      this.documentOf.fill(document, postings.firstSlots[document], postings.firstSlots[document + 1]);
    }
    this.passageNorm = new Float32Array(slots);
    this.documentNorm = new Float32Array(documents);
    this.passageScores = new Float32Array(slots);
    this.passageBest = new Float32Array(slots);
    this.documentScores = new Float32Array(documents);
    this.documentBest = new Float32Array(documents);
    this.fresh = new Int32Array(slots);
    this.touched = new Int32Array(slots);
    this.computeNorms();
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
    this.clear();
    return hits;
  }

  /** Scores the frequent terms for the best documents, and ranks those. */
  private completed(left: readonly QueryGroup[], limit: number, also: readonly number[]): KeywordHit[] {
    const most = Math.max(DOCUMENTS_COMPLETED, limit);
    const passages = [...this.best(most * 2, []).map(({ passage }) => passage), ...also];
    const documents = new Set<number>();
    for (const passage of also) documents.add(this.documentOfPassage(passage));
    for (const passage of passages) {
      if (documents.size >= most + also.length) break;
      documents.add(this.documentOfPassage(passage));
    }
    const { firstSlots } = this.postings;
    const ranges = [...documents]
      .sort((a, b) => a - b)
      .map(
        (document): SlotRange => ({ start: firstSlots[document] ?? 0, end: firstSlots[document + 1] ?? 0 }),
      );
    for (const group of left) this.addGroup(group, ranges);
    return this.best(limit, also, documents);
  }

  private costOf({ alternatives, weight }: QueryGroup): number {
    if (weight <= 0) return 0;
    return alternatives.reduce(
      (sum, { term }) => sum + this.postings.frequency(this.postings.terms.find(term)),
      0,
    );
  }

  /** Adds one group to the scores, in all documents or in some. */
  private addGroup({ alternatives, weight }: QueryGroup, ranges?: readonly SlotRange[]): void {
    for (const alternative of alternatives) {
      const term = this.postings.terms.find(alternative.term);
      if (term < 0 || alternative.weight <= 0) continue;
      const start = this.postings.offsets[term] ?? 0;
      const end = this.postings.offsets[term + 1] ?? 0;
      const factor = alternative.weight * weight;
      const passage = factor * this.postings.passageIdf(term) * (this.weights.passageK1 + 1);
      const document = factor * this.postings.documentIdf(term) * (this.weights.documentK1 + 1);
      if (ranges === undefined) {
        this.addPostings(start, end, passage, document);
        continue;
      }
      let from = start;
      for (const range of ranges) {
        from = this.postings.firstAtOrAfter(range.start, from, end);
        const to = this.postings.firstAtOrAfter(range.end, from, end);
        this.addPostings(from, to, passage, document);
        from = to;
      }
    }
    this.closeGroup();
  }

  /** Raises the best of the group at hand to what the postings of one term give. */
  private addPostings(from: number, end: number, passageFactor: number, documentFactor: number): void {
    const { slots, counts, firstSlots } = this.postings;
    const { title } = this.weights;
    let at = from;
    while (at < end) {
      const document = this.documentOf[slots[at] ?? 0] ?? 0;
      const first = firstSlots[document] ?? 0;
      const next = firstSlots[document + 1] ?? 0;
      let total = 0;
      for (; at < end; at++) {
        const slot = slots[at] ?? 0;
        if (slot >= next) break;
        const count = counts[at] ?? 0;
        total += slot === first ? count * title : count;
        const own = (passageFactor * count) / (count + (this.passageNorm[slot] ?? 1));
        const best = this.passageBest[slot] ?? 0;
        if (best === 0) this.fresh[this.freshCount++] = slot;
        if (own > best) this.passageBest[slot] = own;
      }
      const whole = (documentFactor * total) / (total + (this.documentNorm[document] ?? 1));
      if (whole > (this.documentBest[document] ?? 0)) this.documentBest[document] = whole;
    }
  }

  private closeGroup(): void {
    for (let i = 0; i < this.freshCount; i++) {
      const slot = this.fresh[i] ?? 0;
      const document = this.documentOf[slot] ?? 0;
      const before = this.passageScores[slot] ?? 0;
      if (before === 0) this.touched[this.touchedCount++] = slot;
      this.passageScores[slot] = before + (this.passageBest[slot] ?? 0);
      this.passageBest[slot] = 0;
      this.documentScores[document] =
        (this.documentScores[document] ?? 0) + (this.documentBest[document] ?? 0);
      this.documentBest[document] = 0;
    }
    this.freshCount = 0;
  }

  private clear(): void {
    for (let i = 0; i < this.touchedCount; i++) {
      const slot = this.touched[i] ?? 0;
      this.passageScores[slot] = 0;
      this.documentScores[this.documentOf[slot] ?? 0] = 0;
    }
    this.touchedCount = 0;
  }

  /** The best of the touched passages, of all documents or of some, and those that were asked for. */
  private best(limit: number, also: readonly number[], documents?: ReadonlySet<number>): KeywordHit[] {
    const { firstSlots } = this.postings;
    const wanted = new Set(also);
    const top = new TopHits(limit);
    const extra: KeywordHit[] = [];
    for (let i = 0; i < this.touchedCount; i++) {
      const slot = this.touched[i] ?? 0;
      const document = this.documentOf[slot] ?? 0;
      if (documents !== undefined && !documents.has(document)) continue;
      let found = slot;
      if (slot === firstSlots[document]) {
        // A title stands for the first passage of its document, unless that was found itself.
        found = slot + 1;
        if (found === firstSlots[document + 1] || (this.passageScores[found] ?? 0) > 0) continue;
      }
      const whole = this.weights.document * (this.documentScores[document] ?? 0);
      const passage = found - document - 1;
      const dropped = top.offer(passage, (this.passageScores[found] ?? 0) + whole);
      if (dropped !== undefined && wanted.has(dropped.passage)) extra.push(dropped);
    }
    const kept = top.sorted();
    return extra.length === 0 ? kept : [...kept, ...extra].sort(byScore);
  }

  /** Each document up to a passage's own has one slot for its title. */
  private documentOfPassage(passage: number): number {
    const { firstSlots } = this.postings;
    let low = 0;
    let high = firstSlots.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((firstSlots[middle] ?? 0) - middle <= passage) low = middle;
      else high = middle;
    }
    return low;
  }

  private computeNorms(): void {
    const { lengths, firstSlots } = this.postings;
    const { passageK1, passageB, documentK1, documentB, title } = this.weights;
    const documentLengths = new Float32Array(this.documentNorm.length);
    let passages = 0;
    for (const [slot, length] of lengths.entries()) {
      const document = this.documentOf[slot] ?? 0;
      const isTitle = slot === firstSlots[document];
      if (!isTitle) passages += length;
      documentLengths[document] = (documentLengths[document] ?? 0) + (isTitle ? title * length : length);
    }
    const passageMean = passages / Math.max(1, lengths.length - documentLengths.length) || 1;
    const documentMean =
      documentLengths.reduce((sum, length) => sum + length, 0) / documentLengths.length || 1;
    for (const [slot, length] of lengths.entries()) {
      this.passageNorm[slot] = passageK1 * (1 - passageB + (passageB * length) / passageMean);
    }
    for (const [document, length] of documentLengths.entries()) {
      this.documentNorm[document] = documentK1 * (1 - documentB + (documentB * length) / documentMean);
    }
  }
}
