import type { DeadPostings } from './dead-postings.js';
import type { KeywordPostings } from './keyword-postings.js';
import type { KeywordWeights } from './keyword-query.js';

/** A half-open range of slots. */
export interface SlotRange {
  readonly start: number;
  readonly end: number;
}

/** What one term of a query gives at most, before it is weighed against the length of what it is in. */
export interface TermFactors {
  readonly passage: number;
  readonly document: number;
}

export interface KeywordSegmentParts {
  readonly postings: KeywordPostings;
  /** 1 for each document that is searched. */
  readonly isLive: Uint8Array;
  /** The number in the corpus of each passage of the segment. */
  readonly passages: Int32Array;
  readonly dead?: DeadPostings | undefined;
}

/** Terms in the passages, and in the documents with their titles, of what is searched. */
export interface Lengths {
  readonly passages: number;
  readonly documents: number;
}

/**
 * The scores of one segment during a search. A segment that is shared has one of these in each snapshot, since
 * what is live in it and the statistics of the corpus differ.
 */
export class KeywordSegment {
  readonly postings: KeywordPostings;
  readonly passages: Int32Array;
  readonly lengths: Lengths;
  private readonly isLive: Uint8Array;
  private readonly dead: DeadPostings | undefined;
  private readonly weights: KeywordWeights;
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

  constructor({ postings, isLive, passages, dead }: KeywordSegmentParts, weights: KeywordWeights) {
    this.postings = postings;
    this.isLive = isLive;
    this.passages = passages;
    this.dead = dead;
    this.weights = weights;
    const slots = postings.lengths.length;
    this.passageNorm = new Float32Array(slots);
    this.documentNorm = new Float32Array(isLive.length);
    this.passageScores = new Float32Array(slots);
    this.passageBest = new Float32Array(slots);
    this.documentScores = new Float32Array(isLive.length);
    this.documentBest = new Float32Array(isLive.length);
    this.fresh = new Int32Array(slots);
    this.touched = new Int32Array(slots);
    this.lengths = this.sumLengths();
  }

  /** In how many live slots a term is. */
  frequency(term: number): number {
    return this.postings.frequency(term) - (this.dead?.slots[term] ?? 0);
  }

  /** In how many live documents a term is. */
  documentFrequency(term: number): number {
    return (this.postings.documentFrequencies[term] ?? 0) - (this.dead?.documents[term] ?? 0);
  }

  /** Weighs lengths against the means of the whole corpus. */
  setMeans(passageMean: number, documentMean: number): void {
    const { lengths } = this.postings;
    const { passageK1, passageB, documentK1, documentB } = this.weights;
    for (let slot = 0; slot < lengths.length; slot++) {
      const length = lengths[slot] ?? 0;
      this.passageNorm[slot] = passageK1 * (1 - passageB + (passageB * length) / passageMean);
    }
    for (let document = 0; document < this.isLive.length; document++) {
      const length = this.documentLength(document);
      this.documentNorm[document] = documentK1 * (1 - documentB + (documentB * length) / documentMean);
    }
  }

  /** Raises the best of the group at hand to what a term gives, everywhere or in some documents. */
  addTerm(term: number, factors: TermFactors, ranges?: readonly SlotRange[]): void {
    const start = this.postings.offsets[term] ?? 0;
    const end = this.postings.offsets[term + 1] ?? 0;
    if (ranges === undefined) {
      this.addPostings(start, end, factors);
      return;
    }
    let from = start;
    for (const range of ranges) {
      from = this.postings.firstAtOrAfter(range.start, from, end);
      const to = this.postings.firstAtOrAfter(range.end, from, end);
      this.addPostings(from, to, factors);
      from = to;
    }
  }

  /** Adds the best of the group at hand to the scores. */
  closeGroup(): void {
    const { documentOf } = this.postings;
    for (let i = 0; i < this.freshCount; i++) {
      const slot = this.fresh[i] ?? 0;
      const document = documentOf[slot] ?? 0;
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

  /** Tells every passage that was found, of all documents or of some, with its score. */
  forEachFound(
    tell: (passage: number, score: number) => void,
    documents: ReadonlySet<number> | undefined,
  ): void {
    const { documentOf, firstSlots } = this.postings;
    for (let i = 0; i < this.touchedCount; i++) {
      const slot = this.touched[i] ?? 0;
      const document = documentOf[slot] ?? 0;
      if (documents !== undefined && !documents.has(document)) continue;
      let found = slot;
      if (slot === firstSlots[document]) {
        // A title stands for the first passage of its document, unless that was found itself.
        found = slot + 1;
        if (found === firstSlots[document + 1] || (this.passageScores[found] ?? 0) > 0) continue;
      }
      const whole = this.weights.document * (this.documentScores[document] ?? 0);
      tell(this.passages[found - document - 1] ?? 0, (this.passageScores[found] ?? 0) + whole);
    }
  }

  clear(): void {
    for (let i = 0; i < this.touchedCount; i++) {
      const slot = this.touched[i] ?? 0;
      this.passageScores[slot] = 0;
      this.documentScores[this.postings.documentOf[slot] ?? 0] = 0;
    }
    this.touchedCount = 0;
  }

  rangeOf(document: number): SlotRange {
    const { firstSlots } = this.postings;
    return { start: firstSlots[document] ?? 0, end: firstSlots[document + 1] ?? 0 };
  }

  private addPostings(from: number, end: number, factors: TermFactors): void {
    const { slots, counts, firstSlots, documentOf } = this.postings;
    const { title } = this.weights;
    let at = from;
    while (at < end) {
      const document = documentOf[slots[at] ?? 0] ?? 0;
      const first = firstSlots[document] ?? 0;
      const next = firstSlots[document + 1] ?? 0;
      if (this.isLive[document] === 0) {
        while (at < end && (slots[at] ?? 0) < next) at++;
        continue;
      }
      let total = 0;
      for (; at < end; at++) {
        const slot = slots[at] ?? 0;
        if (slot >= next) break;
        const count = counts[at] ?? 0;
        total += slot === first ? count * title : count;
        const own = (factors.passage * count) / (count + (this.passageNorm[slot] ?? 1));
        const best = this.passageBest[slot] ?? 0;
        if (best === 0) this.fresh[this.freshCount++] = slot;
        if (own > best) this.passageBest[slot] = own;
      }
      const whole = (factors.document * total) / (total + (this.documentNorm[document] ?? 1));
      if (whole > (this.documentBest[document] ?? 0)) this.documentBest[document] = whole;
    }
  }

  private sumLengths(): Lengths {
    let passages = 0;
    let documents = 0;
    for (let document = 0; document < this.isLive.length; document++) {
      if (this.isLive[document] === 0) continue;
      const titleLength = this.postings.lengths[this.postings.firstSlots[document] ?? 0] ?? 0;
      const length = this.documentLength(document);
      documents += length;
      passages += length - this.weights.title * titleLength;
    }
    return { passages, documents };
  }

  /** Terms of a document, those of its title as often as they count. */
  private documentLength(document: number): number {
    const { lengths, firstSlots } = this.postings;
    const start = firstSlots[document] ?? 0;
    const end = firstSlots[document + 1] ?? 0;
    let sum = this.weights.title * (lengths[start] ?? 0);
    for (let slot = start + 1; slot < end; slot++) sum += lengths[slot] ?? 0;
    return sum;
  }
}
