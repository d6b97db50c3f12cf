import { beforeAll, describe, expect, it } from 'vitest';
import type { FeatureContext } from '../../src/answer/evidence-features.js';
import { type RankedEvidence, rankEvidence } from '../../src/answer/rank-evidence.js';
import { isSufficient, sufficiency, sufficiencyFeatures } from '../../src/answer/sufficiency.js';
import { SUFFICIENCY, weightedSum } from '../../src/answer/weights.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { allEvidence, contextFor, MODELS, openFiles } from './small-corpus.js';

describe('the decision to answer', () => {
  let snapshot: Snapshot;

  beforeAll(async () => {
    snapshot = await openFiles({ 'models.md': MODELS });
  });

  async function rankedFor(text: string): Promise<[readonly RankedEvidence[], FeatureContext]> {
    const context = await contextFor(text, snapshot, '2023-04');
    return [rankEvidence(allEvidence(snapshot), context), context];
  }

  it('is never to answer with nothing', async () => {
    const [ranked, context] = await rankedFor('MOSS有多少参数?');
    expect(isSufficient([], ranked, context)).toBe(false);
    expect(() => sufficiencyFeatures([], ranked, context)).toThrow(RangeError);
  });

  it('is never to answer a question for a figure by sentences without one', async () => {
    const [ranked, context] = await rankedFor('盘古大模型由华为云与鹏城实验室于哪一年共同研发?');
    const without = ranked.find(({ evidence }) => evidence.text.includes('鹏城实验室'));
    expect(without?.features.noFigure).toBe(1);
    expect(isSufficient(without === undefined ? [] : [without], ranked, context)).toBe(false);
  });

  it('has odds between none and certain, from finite features that the weights know', async () => {
    for (const text of ['MOSS有多少参数?', '张勇是谁?', 'What is MOSS?', '谁?', '', '4月7日?']) {
      const [ranked, context] = await rankedFor(text);
      for (const selected of [ranked.slice(0, 1), ranked.slice(0, 3)]) {
        const features = sufficiencyFeatures(selected, ranked, context);
        for (const [name, value] of Object.entries(features)) expect(Number.isFinite(value), name).toBe(true);
        expect(Object.keys(features)).toEqual(expect.arrayContaining(Object.keys(SUFFICIENCY.weights)));
        expect(Math.abs(features.margin)).toBeLessThanOrEqual(5);
        const odds = sufficiency(features);
        expect(odds).toBeGreaterThan(0);
        expect(odds).toBeLessThan(1);
      }
    }
  });

  it('reads several sentences as one', async () => {
    const [ranked, context] = await rankedFor('MOSS有多少参数,盘古大模型有多少参数?');
    const find = (part: string): RankedEvidence[] =>
      ranked.filter(({ evidence }) => evidence.text.includes(part)).slice(0, 1);
    const both = [...find('MOSS的参数'), ...find('参数达1000亿')];
    const together = sufficiencyFeatures(both, ranked, context);
    expect(together.names).toBe(1);
    for (const one of both) expect(sufficiencyFeatures([one], ranked, context).names).toBeLessThan(1);
  });

  it('tells definitions that are introduced from others', async () => {
    const [ranked, context] = await rankedFor('文心一格是什么?');
    const features = sufficiencyFeatures(ranked.slice(0, 1), ranked, context);
    expect(features).toMatchObject({ isDefinition: 1, hasFocus: 0, noFocus: 0 });
    expect(features.isIntroduced).toBe(features.isDirect);
  });
});

describe('weightedSum', () => {
  it('counts features by their weights, and those without one not', () => {
    expect(weightedSum({ a: 2, b: -1 }, { a: 3, b: 4, c: 100 })).toBe(2);
    expect(weightedSum({}, { a: 3 })).toBe(0);
  });
});
