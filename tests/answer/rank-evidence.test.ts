import { beforeAll, describe, expect, it } from 'vitest';
import { type RankedEvidence, rankEvidence } from '../../src/answer/rank-evidence.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { seededRandom } from '../retrieval/random.js';
import { allEvidence, contextFor, MODELS, openFiles } from './small-corpus.js';

const QUESTIONS = ['MOSS有多少参数?', '通义千问什么时候开放内测?', 'Who released MOSS?', '谁?', ''];

describe('rankEvidence', () => {
  let snapshot: Snapshot;

  beforeAll(async () => {
    snapshot = await openFiles({ 'models.md': MODELS, 'same.txt': '完全相同的句子。\n\n完全相同的句子。\n' });
  });

  const ranked = async (text: string, evidence = allEvidence(snapshot)): Promise<RankedEvidence[]> =>
    rankEvidence(evidence, await contextFor(text, snapshot, '2023-04'));
  const places = (found: readonly RankedEvidence[]): string[] =>
    found.map(({ evidence }) => `${evidence.document.source} ${evidence.start}`);

  it.each([
    ['MOSS有多少参数?', 'MOSS的参数为160亿'],
    ['通义千问什么时候开放内测?', '4月7日'],
    ['盘古大模型是谁研发的?', '鹏城实验室'],
    ['文心一格是什么时候推出的?', '去年8月'],
  ])('puts the sentence that answers first: %s', async (text, part) => {
    expect((await ranked(text))[0]?.evidence.text).toContain(part);
  });

  it('keeps every sentence, by falling score', async () => {
    for (const text of QUESTIONS) {
      const found = await ranked(text);
      expect(found).toHaveLength(allEvidence(snapshot).length);
      for (const [i, { score }] of found.entries()) {
        expect(Number.isFinite(score), text).toBe(true);
        expect(score, text).toBeLessThanOrEqual(found[i - 1]?.score ?? Number.POSITIVE_INFINITY);
      }
    }
  });

  it('ranks the same whatever the order that the sentences come in', async () => {
    const random = seededRandom(3);
    for (const text of QUESTIONS) {
      const shuffled = allEvidence(snapshot)
        .map((evidence) => ({ evidence, key: random() }))
        .sort((a, b) => a.key - b.key)
        .map(({ evidence }) => evidence);
      expect(places(await ranked(text, shuffled)), text).toEqual(places(await ranked(text)));
    }
  });

  it('ranks nothing for nothing', async () => {
    expect(await ranked('MOSS有多少参数?', [])).toEqual([]);
  });
});
