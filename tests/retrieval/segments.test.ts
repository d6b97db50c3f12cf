import { describe, expect, it } from 'vitest';
import { HnswIndex } from '../../src/retrieval/hnsw-index.js';
import { KeywordIndex } from '../../src/retrieval/keyword-index.js';
import { KeywordIndexBuilder } from '../../src/retrieval/keyword-index-builder.js';
import type { KeywordPostings } from '../../src/retrieval/keyword-postings.js';
import type { KeywordQuery } from '../../src/retrieval/keyword-query.js';
import { mergePostings } from '../../src/retrieval/merge-postings.js';
import { placementOf } from '../../src/retrieval/placement.js';
import type { PlacedDocument, Segment } from '../../src/retrieval/segment.js';
import { SegmentedVectors } from '../../src/retrieval/segmented-vectors.js';
import { clusteredVectors, seededRandom } from './random.js';

interface Texts {
  readonly title: readonly string[];
  readonly passages: readonly (readonly string[])[];
}

const random = seededRandom(11);
const words = (count: number): string[] =>
  Array.from({ length: count }, () => `w${Math.floor(150 * random() ** 2)}`);
const texts: Texts[] = Array.from({ length: 90 }, () => ({
  title: words(1 + Math.floor(3 * random())),
  passages: Array.from({ length: Math.floor(6 * random()) }, () => words(Math.floor(30 * random()))),
}));
const queries: KeywordQuery[] = Array.from({ length: 30 }, () =>
  words(4).map((term) => ({ alternatives: [{ term, weight: 1 }], weight: 1 })),
);

function postingsOf(some: readonly Texts[]): Promise<KeywordPostings> {
  const builder = new KeywordIndexBuilder();
  for (const { title, passages } of some) {
    builder.addDocument(title);
    for (const passage of passages) builder.addPassage(passage);
  }
  return builder.build();
}

/** A segment of texts, and its documents with their places. */
async function segmentOf(
  some: readonly Texts[],
  graph?: HnswIndex,
): Promise<{ segment: Segment; placed: PlacedDocument[] }> {
  const documents = some.map(({ passages }, i) => ({
    document: { source: `${i}.md`, title: '', text: '', prose: '' },
    passages: passages.map((_, n) => ({ source: `${i}.md`, section: [], paragraph: n, start: 0, end: 0 })),
    hash: '',
    problems: [],
  }));
  const segment = { documents, keywords: await postingsOf(some), graph };
  return { segment, placed: documents.map((document, number) => ({ ...document, segment, number })) };
}

describe('a keyword index of segments', () => {
  it('scores to the bit as one that was built at once, whatever is gone and in whatever order', async () => {
    const parts = await Promise.all(
      [texts.slice(0, 50), texts.slice(50, 80), texts.slice(80)].map((some) => segmentOf(some)),
    );
    const all = parts.flatMap(({ placed }) => placed).map((placed, i) => ({ placed, text: texts[i] }));
    const corpus = all.filter(() => random() < 0.7).sort(() => random() - 0.5);
    const index = await KeywordIndex.of(placementOf(corpus.map(({ placed }) => placed)));
    const whole = KeywordIndex.whole(await postingsOf(corpus.flatMap(({ text }) => text ?? [])));
    expect(index.passageCount).toBe(whole.passageCount);
    for (const query of queries) {
      expect(index.search(query, 20, [0, 3])).toEqual(whole.search(query, 20, [0, 3]));
      for (const { alternatives } of query) {
        const term = alternatives[0]?.term ?? '';
        expect(index.idf(term)).toBe(whole.idf(term));
        expect(index.documentFrequency(term)).toBe(whole.documentFrequency(term));
      }
    }
  });

  it('is the same after its segments were made one without a text', async () => {
    const sources = await Promise.all(
      [texts.slice(0, 40), texts.slice(40)].map(async (some) => ({
        postings: await postingsOf(some),
        isLive: Uint8Array.from(some, () => (random() < 0.6 ? 1 : 0)),
      })),
    );
    const isLive = sources.flatMap((source) => [...source.isLive]);
    const left = texts.filter((_, i) => isLive[i] === 1);
    const merged = KeywordIndex.whole(await mergePostings(sources));
    const whole = KeywordIndex.whole(await postingsOf(left));
    expect(merged.documentCount).toBe(left.length);
    for (const query of queries) expect(merged.search(query, 20)).toEqual(whole.search(query, 20));
  });
});

describe('the vectors of segments', () => {
  const dimension = 16;
  const vectors = clusteredVectors(600, dimension, 10, 3);

  it('are found under the numbers of the corpus, none that is gone among them', async () => {
    const parts = await Promise.all(
      [vectors.slice(0, 500), vectors.slice(500)].map(async (some) => {
        const graph = HnswIndex.create(dimension);
        await graph.add(some);
        graph.ef = 200;
        return segmentOf(
          some.map(() => ({ title: [], passages: [[]] })),
          graph,
        );
      }),
    );
    const placed = parts.flatMap((part) => part.placed);
    // A whole cluster is gone, and a third of the others.
    const corpus = placed
      .map((document, i) => ({ document, vector: vectors[i] ?? [], i }))
      .filter(({ i }) => i % 10 !== 0 && i % 3 !== 0);
    const index = SegmentedVectors.of(placementOf(corpus.map(({ document }) => document)));
    expect(index?.count).toBe(corpus.length);
    for (const query of vectors.slice(0, 60)) {
      const exact = corpus
        .map(({ vector }, label) => ({ label, similarity: dot(query, vector) }))
        .sort((a, b) => b.similarity - a.similarity)
        .slice(0, 10);
      expect(index?.search(query, 10).map(({ label }) => label)).toEqual(exact.map(({ label }) => label));
      const even = index?.search(query, 5, (label) => label % 2 === 0) ?? [];
      expect(even).toHaveLength(5);
      expect(even.every(({ label }) => label % 2 === 0)).toBe(true);
    }
    for (const [label, { vector }] of corpus.entries()) {
      expect(dot(index?.vector(label) ?? [], vector)).toBeCloseTo(1, 4);
    }
    expect(index?.vector(corpus.length)).toBeUndefined();
  });

  it('are none where there is no passage', () => {
    expect(SegmentedVectors.of(placementOf([]))).toBeUndefined();
  });
});

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
