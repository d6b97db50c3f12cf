import { firstPassageOf, type PlacedDocument, passageCountOf, type Segment } from './segment.js';

/** No passage of the corpus: one of a document that is gone. */
export const GONE = -1;

/** What a snapshot uses of a segment. */
export interface SegmentPlacement {
  readonly segment: Segment;
  /** 1 for each document that the snapshot has. */
  readonly isLive: Uint8Array;
  /** The number in the corpus of each passage of the segment, or {@link GONE}. */
  readonly passages: Int32Array;
  /** Passages that the snapshot has. */
  readonly liveCount: number;
}

/** Where the passages of a snapshot are, by their numbers in the corpus. */
export interface Placement {
  readonly segments: readonly SegmentPlacement[];
  readonly passageCount: number;
  readonly documentCount: number;
  /** By the number of a passage: its segment's place in `segments`, and its number there. */
  readonly segmentOf: Uint16Array;
  readonly numberOf: Int32Array;
}

/** @param documents in the order of the corpus */
export function placementOf(documents: readonly PlacedDocument[]): Placement {
  const places = new Map<Segment, number>();
  for (const { segment } of documents) if (!places.has(segment)) places.set(segment, places.size);
  const segments = Array.from(places.keys(), (segment) => ({
    segment,
    isLive: new Uint8Array(segment.documents.length),
    passages: new Int32Array(passageCountOf(segment)).fill(GONE),
    liveCount: 0,
  }));
  const passageCount = documents.reduce((sum, { passages }) => sum + passages.length, 0);
  const segmentOf = new Uint16Array(passageCount);
  const numberOf = new Int32Array(passageCount);
  let next = 0;
  for (const { segment, number, passages } of documents) {
    const place = places.get(segment) ?? 0;
    const own = segments[place];
    if (own === undefined) continue;
    own.isLive[number] = 1;
    own.liveCount += passages.length;
    const first = firstPassageOf(segment, number);
    for (let i = 0; i < passages.length; i++) {
      own.passages[first + i] = next;
      segmentOf[next] = place;
      numberOf[next] = first + i;
      next++;
    }
  }
  return { segments, passageCount, documentCount: documents.length, segmentOf, numberOf };
}
