import { describe, expect, it } from 'vitest';
import { type Candidate, fuse } from '../../src/retrieval/fusion.js';

const candidates: Candidate[] = [
  { passage: 0, dense: 0.9, lexical: 1 },
  { passage: 1, dense: 0.3, lexical: 10 },
  { passage: 2, dense: 0, lexical: 0 },
];
const nowhere = (): number => 0;
const ranking = (from: Candidate[], denseShare: number, proximityOf: (passage: number) => number): number[] =>
  fuse(from, { denseShare, proximityOf }).map(({ passage }) => passage);

describe('fuse', () => {
  it('ranks by the share that the embedding has', () => {
    expect(ranking(candidates, 0, nowhere)).toEqual([1, 0, 2]);
    expect(ranking(candidates, 1, nowhere)).toEqual([0, 1, 2]);
  });

  it('lets the passage that holds the question close together win among near equals', () => {
    const equal = candidates.map((candidate) => ({ ...candidate, lexical: 5 }));
    expect(ranking(equal, 0, (passage) => (passage === 2 ? 1 : 0))[0]).toBe(2);
  });

  it('gives scores between 0 and 1', () => {
    for (const denseShare of [0, 0.3, 1]) {
      for (const { score } of fuse(candidates, { denseShare, proximityOf: () => 1 })) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }
    }
  });

  it('reads the text of the best candidates only', () => {
    const many = Array.from({ length: 100 }, (_, passage) => ({ passage, dense: 0, lexical: passage }));
    const read = new Set<number>();
    fuse(many, { denseShare: 0, proximityOf: (passage) => read.add(passage).size });
    expect(Math.min(...read)).toBeGreaterThan(50);
  });

  it('keeps the order of the corpus among equals, and takes no candidates', () => {
    const equal = [3, 1, 2].map((passage) => ({ passage, dense: 0, lexical: 0 }));
    expect(ranking(equal, 0.5, nowhere)).toEqual([1, 2, 3]);
    expect(fuse([], { denseShare: 0.5, proximityOf: nowhere })).toEqual([]);
  });
});
