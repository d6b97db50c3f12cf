import { beforeAll, describe, expect, it } from 'vitest';
import { answersIn } from '../../src/answer/answers-in.js';
import { rankEvidence } from '../../src/answer/rank-evidence.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { contextFor, MODELS, openFiles, sentenceWith } from './small-corpus.js';

describe('answersIn', () => {
  let snapshot: Snapshot;

  beforeAll(async () => {
    snapshot = await openFiles({
      'models.md': MODELS,
      'others.txt': '腾讯的大模型名叫“混元”，由李彦宏和张勇介绍。NLP很难。',
    });
  });

  /** The names that a sentence gives as answers. */
  async function names(text: string, part: string): Promise<string[]> {
    const context = await contextFor(text, snapshot);
    const ranked = rankEvidence([sentenceWith(snapshot, part)], context);
    return answersIn(ranked, context).map(({ name }) => name);
  }

  it.each([
    ['MOSS是谁发布的?', '发布了MOSS', ['复旦大学', '邱锡鹏']],
    ['哪家公司开放了通义千问?', '内测入口', ['阿里云']],
    ['通义千问什么时候开放内测?', '内测入口', ['阿里云']],
    ['MOSS有多少参数?', 'MOSS的参数', []],
  ])('gives the things of the glossary that the question doesn’t name: %s', async (text, part, expected) => {
    expect(await names(text, part)).toEqual(expected);
  });

  it('gives other names that could be the answer behind them, without quotation marks', async () => {
    const found = await names('腾讯的大模型叫什么?', '混元');
    expect(found[0]).toBe('张勇');
    expect(found).toContain('混元');
  });

  it('gives no terms', async () => {
    expect(await names('什么很难?', 'NLP')).toEqual([]);
  });

  it('gives nothing of nothing', async () => {
    expect(answersIn([], await contextFor('MOSS是谁发布的?', snapshot))).toEqual([]);
  });
});
