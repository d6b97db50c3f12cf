import { beforeAll, describe, expect, it } from 'vitest';
import { comparisonLead } from '../../src/answer/comparison.js';
import type { Lead } from '../../src/answer/compose.js';
import { evidenceFeatures } from '../../src/answer/evidence-features.js';
import { wordingFor } from '../../src/answer/wording.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { contextFor, openFiles, sentenceWith } from './small-corpus.js';

const FIGURES = `MOSS的参数为160亿，发布于2023年2月。盘古大模型的参数为1000亿，发布于2021年4月。

通义千问的参数为160亿。文心一言每月59元。通义千问每月99元。

文心一格每月更新3次。MOSS每月更新5GB。ChatGPT很快。

ERNIE Bot has 260 billion parameters. PanGu has 100 billion parameters.
`;

describe('comparisonLead', () => {
  let snapshot: Snapshot;

  beforeAll(async () => {
    snapshot = await openFiles({ 'a.txt': FIGURES });
  });

  /** The lead where the sentences that begin so were selected. */
  async function lead(text: string, ...parts: readonly string[]): Promise<Lead | undefined> {
    const context = await contextFor(text, snapshot);
    const selected = parts.map((part) => {
      const evidence = sentenceWith(snapshot, part);
      return { evidence, features: evidenceFeatures(evidence, context), score: 1 };
    });
    return comparisonLead(context.question, selected, wordingFor(text));
  }

  it.each([
    ['MOSS和盘古大模型谁的参数更多?', '盘古大模型（1000亿）高于MOSS（160亿）。'],
    ['盘古大模型和MOSS哪个参数更多?', '盘古大模型（1000亿）高于MOSS（160亿）。'],
    ['MOSS和盘古大模型誰的參數更多？', '盘古大模型（1000亿）高於MOSS（160亿）。'],
  ])('says which of two figures of the same thing is larger: %s', async (text, said) => {
    const found = await lead(text, 'MOSS的参数', '盘古大模型的参数');
    expect(found?.text).toBe(said);
    expect(found?.carriedBy).toHaveLength(2);
  });

  it('says it in English of an English question', async () => {
    const found = await lead('Which has more parameters, ERNIE Bot or PanGu?', 'ERNIE Bot has', 'PanGu has');
    expect(found?.text).toMatch(/260 billion.* is ahead of .*100 billion/);
  });

  it('says that they are equal', async () => {
    const found = await lead('MOSS和通义千问谁的参数更多?', 'MOSS的参数', '通义千问的参数');
    expect(found?.text).toBe('两者相同（160亿）。');
  });

  it.each([
    ['of different units', 'MOSS和文心一格哪个每月更新更多?', ['MOSS每月', '文心一格每月']],
    ['of which one has no figure', 'MOSS和ChatGPT谁的参数更多?', ['MOSS的参数', 'ChatGPT很快']],
    [
      'that say nothing of what is compared',
      '文心一言和通义千问哪个跑得更快?',
      ['文心一言每月', '通义千问每月'],
    ],
    ['that say something else', '文心一言和通义千问谁的参数更多?', ['文心一言每月', '通义千问每月']],
    ['that were not selected', 'MOSS和盘古大模型谁的参数更多?', ['MOSS的参数']],
    ['that are dates', 'MOSS和盘古大模型哪个更早?', ['MOSS的参数', '盘古大模型的参数']],
    ['without a question for more', 'MOSS和盘古大模型的参数有什么区别?', ['MOSS的参数', '盘古大模型的参数']],
    ['of a single thing', 'MOSS的参数更大吗?', ['MOSS的参数', '盘古大模型的参数']],
    [
      'of three things',
      'MOSS、盘古大模型和通义千问谁的参数更多?',
      ['MOSS的参数', '盘古大模型的参数', '通义千问的参数'],
    ],
  ])('says nothing of figures %s', async (_, text, parts) => {
    expect(await lead(text, ...parts)).toBeUndefined();
  });
});
