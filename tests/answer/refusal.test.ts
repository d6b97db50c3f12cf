import { beforeAll, describe, expect, it } from 'vitest';
import { rankEvidence } from '../../src/answer/rank-evidence.js';
import { refusal } from '../../src/answer/refusal.js';
import { wordingFor } from '../../src/answer/wording.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { allEvidence, contextFor, MODELS, openFiles } from './small-corpus.js';

describe('refusal', () => {
  let snapshot: Snapshot;

  beforeAll(async () => {
    snapshot = await openFiles({ 'models.md': MODELS, 'sea.txt': '海水的盐度随深度变化。\n' });
  });

  async function refused(text: string): Promise<ReturnType<typeof refusal>> {
    const context = await contextFor(text, snapshot, '2023-04');
    return refusal(context.question, rankEvidence(allEvidence(snapshot), context), wordingFor(text));
  }

  it.each([
    ['“银河一号”什么时候发布?', '资料里没有找到关于“银河一号”的依据。'],
    ['「銀河一號」什麼時候發布？', /^資料裡沒有找到關於「.+」的依據。$/],
    ['When was Galaxy founded?', /^The corpus has no evidence on “Galaxy”\.$/],
  ])('says in the language and script of the question that nothing is found: %s', async (text, said) => {
    expect((await refused(text)).answer).toMatch(said);
  });

  it.each([
    ['MOSS的吉祥物是什么?', '资料提到了“MOSS”，但没有找到能回答这个问题的依据。'],
    ['盘古的吉祥物是什么?', '资料提到了“盘古”，但没有找到能回答这个问题的依据。'],
    [
      'What is the mascot of PanGu?',
      'The corpus mentions “PanGu”, but has no evidence that answers this question.',
    ],
    ['腾讯的MOSS为什么涨价?', '资料提到了“MOSS”，但没有找到能回答这个问题的依据。'],
  ])('names what the corpus does tell about, as the question calls it: %s', async (text, said) => {
    expect((await refused(text)).answer).toBe(said);
  });

  it('names nothing where the question names nothing', async () => {
    expect((await refused('它是谁?')).answer).toBe('资料里没有找到能回答这个问题的依据。');
    expect((await refused('Why?')).answer).toBe('The corpus has no evidence that answers this question.');
    expect((await refused('它是誰？')).answer).toBe('資料裡沒有找到能回答這個問題的依據。');
  });

  it('suggests the nearest sections, best first, each once and few', async () => {
    const { suggestions } = await refused('MOSS的参数和访问速度是谁测的?');
    expect(suggestions?.[0]).toBe('复旦');
    for (const text of ['盘古和MOSS和通义千问和文心一言', 'MOSS的吉祥物是什么?', '百度发布了什么?']) {
      const offered = (await refused(text)).suggestions ?? [];
      expect(offered.length).toBeLessThanOrEqual(3);
      expect(new Set(offered).size).toBe(offered.length);
    }
  });

  it('suggests the title of a document without sections', async () => {
    expect((await refused('海水的盐度是谁测的?')).suggestions?.[0]).toBe('sea');
  });

  it('suggests nothing where nothing is near', async () => {
    expect(await refused('xyzzy?')).not.toHaveProperty('suggestions');
  });
});
