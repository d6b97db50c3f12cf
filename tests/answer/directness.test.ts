import { beforeAll, describe, expect, it } from 'vitest';
import { answerKind } from '../../src/answer/answer-kind.js';
import { directness } from '../../src/answer/directness.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { analysed, openFiles, sentenceWith, testGlossary } from './small-corpus.js';

const SENTENCES = [
  '会上先放了一段短片。',
  '文心一格是一款作画工具。',
  '文心一言（百度的大模型）开放了内测。',
  '阿里巴巴集团董事会主席张勇出席了。',
  '百度推出了作画平台“文心一格”的新版。',
  '大家都在谈论文心一格的新版。',
  'PanGu is a large model.',
  '腾讯的大模型名为“混元”。',
  '腾讯的大模型很慢。',
  '阿里云开放了通义千问。',
  '百度也谈到了通义千问。',
].join('');

describe('directness', () => {
  let snapshot: Snapshot;

  beforeAll(async () => {
    snapshot = await openFiles({ 'a.txt': SENTENCES });
  });

  async function of(text: string, part: string): Promise<number> {
    const question = await analysed(text);
    return directness(sentenceWith(snapshot, part), answerKind(question), question, testGlossary());
  }

  it.each([
    ['文心一格是什么?', '一款作画工具'],
    ['文心一言是什么?', '百度的大模型'],
    ['张勇是谁?', '主席'],
    ['文心一格是什么?', '作画平台'],
    ['What is PanGu?', 'large model'],
  ])('is high where a sentence introduces what is to be defined: %s %s', async (question, part) => {
    expect(await of(question, part)).toBeGreaterThanOrEqual(0.7);
  });

  it('is less the less surely a form introduces it, and nothing where it is only mentioned', async () => {
    const question = '文心一格是什么?';
    expect(await of(question, '一款作画工具')).toBeGreaterThan(await of(question, '作画平台'));
    expect(await of(question, '大家都在谈论')).toBe(0);
    expect(await of(question, '短片')).toBe(0);
  });

  it('is high where a name is asked for and said', async () => {
    expect(await of('腾讯的大模型叫什么?', '混元')).toBe(1);
    expect(await of('腾讯的大模型叫什么?', '很慢')).toBe(0);
  });

  it('is high where an owner is asked for and named', async () => {
    expect(await of('哪家公司推出了通义千问?', '阿里云开放')).toBe(1);
    expect(await of('通义千问是谁推出的?', '阿里云开放')).toBe(1);
    expect(await of('哪家公司推出了通义千问?', '百度也谈到')).toBe(0);
    expect(await of('通义千问有多少参数?', '阿里云开放')).toBe(0);
  });
});
