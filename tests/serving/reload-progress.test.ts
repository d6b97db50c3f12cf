import { describe, expect, it } from 'vitest';
import type { Progress } from '../../src/retrieval/time-slices.js';
import { tellingMore } from '../../src/serving/reload-progress.js';

describe('tellingMore', () => {
  it('adds what is known by then, and the seconds that are left', () => {
    let now = 0;
    const told: Progress[] = [];
    const tell = tellingMore(
      (progress) => told.push(progress),
      () => now,
    );
    const at = (seconds: number, progress: Progress): void => {
      now = seconds * 1000;
      tell(progress);
    };
    at(0.5, { phase: 'read', done: 20, total: 20 });
    at(2, { phase: 'words', done: 0, total: 300 });
    at(6, { phase: 'words', done: 300, total: 300 });
    at(20, { phase: 'embed', done: 150, total: 300 });
    at(40, { phase: 'save', done: 1, total: 1 });
    expect(told[0]).toEqual({ phase: 'read', done: 20, total: 20, documents: 20 });
    expect(told[1]).toMatchObject({ documents: 20 });
    expect(told[3]).toMatchObject({ documents: 20, passages: 300, embedded: 150 });
    const [, , words = Number.NaN, embed = Number.NaN, save] = told.map(({ secondsLeft }) => secondsLeft);
    expect(words).toBe(14);
    expect(embed).toBe(15);
    expect(save).toBe(0);
  });

  it('guesses nothing from a second, or where there is nothing to do', () => {
    const told: Progress[] = [];
    tellingMore((progress) => told.push(progress))({ phase: 'embed', done: 5, total: 10 });
    tellingMore((progress) => told.push(progress))({ phase: 'embed', done: 0, total: 0 });
    for (const progress of told) expect(progress).not.toHaveProperty('secondsLeft');
  });
});
