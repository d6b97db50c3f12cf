import type { Document } from '../corpus/document.js';
import type { Passage } from '../corpus/passage.js';
import type { HnswIndex } from './hnsw-index.js';
import type { KeywordPostings } from './keyword-postings.js';

/** A document as it is indexed. */
export interface IndexedDocument {
  readonly document: Document;
  readonly passages: readonly Passage[];
  /** The content hash of its text. */
  readonly hash: string;
  /** What could not be used of it. */
  readonly problems: readonly string[];
}

/**
 * The index of some documents. It never changes once it is made, so snapshots share it: a reload adds a small
 * segment for what is new and leaves out of the others what is gone, as Lucene does (its `IndexWriter` and
 * `TieredMergePolicy`). Within a segment documents have numbers, and passages have them in document order.
 */
export interface Segment {
  readonly documents: readonly IndexedDocument[];
  readonly keywords: KeywordPostings;
  /** The vector of passage `i` under label `i`; absent where there is no passage. */
  readonly graph: HnswIndex | undefined;
}

/** A document of a snapshot: what it is there, and where its index is. */
export interface PlacedDocument extends IndexedDocument {
  readonly segment: Segment;
  /** Its number in the segment. */
  readonly number: number;
}

/** The number that the first passage of a document has in its segment: each document before has a title's slot. */
export function firstPassageOf({ keywords }: Segment, document: number): number {
  return (keywords.firstSlots[document] ?? 0) - document;
}

export function passageCountOf({ keywords }: Segment): number {
  return keywords.lengths.length - (keywords.firstSlots.length - 1);
}
