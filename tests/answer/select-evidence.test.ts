import { beforeAll, describe, expect, it } from 'vitest';
import { rankEvidence } from '../../src/answer/rank-evidence.js';
import { comparedTerms, selectEvidence } from '../../src/answer/select-evidence.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { allEvidence, analysed, contextFor, openFiles } from './small-corpus.js';

const EVENTS = `---
published: "2023-04"
---

# 纪事

## 四月

4月7日，阿里云开放了通义千问的内测。同一天，腾讯公布了新显卡。4月11日，张勇宣布接入通义千问。

4月20日，复旦大学举办了讲座。

## 公司

海星公司推出了挖掘机“大力”。银河公司推出了挖掘机“小强”。天宫公司推出了挖掘机“老牛”。

## 参数

MOSS的参数为160亿。

盘古大模型的参数为1000亿。

通义千问每月99元，文心一言每月59元。

文心一言每月多少钱？每月59元。

## 图书馆

图书馆的藏书分为古籍、期刊、地图和手稿。

旧馆的藏书分为新书和老书。

这座图书馆很大。它建于1905年。
`;

describe('selectEvidence', () => {
  let snapshot: Snapshot;

  beforeAll(async () => {
    snapshot = await openFiles({ 'events.md': EVENTS });
  });

  /** The sentences that are selected of all. */
  async function selected(text: string): Promise<string[]> {
    const context = await contextFor(text, snapshot, '2023-04');
    return selectEvidence(rankEvidence(allEvidence(snapshot), context), context).map(
      ({ evidence }) => evidence.text,
    );
  }

  it('selects nothing of nothing', async () => {
    expect(selectEvidence([], await contextFor('MOSS有多少参数?', snapshot))).toEqual([]);
  });

  it.each([
    ['MOSS有多少参数?', 'MOSS的参数为160亿。'],
    ['复旦大学哪天举办了讲座?', '4月20日，复旦大学举办了讲座。'],
    ['海星公司的挖掘机叫什么?', '海星公司推出了挖掘机“大力”。'],
  ])('selects one sentence for one thing: %s', async (text, sentence) => {
    expect(await selected(text)).toEqual([sentence]);
  });

  it('takes the neighbour along where only that holds what is asked for', async () => {
    const found = await selected('图书馆有多大,建于哪一年?');
    expect(found).toContain('它建于1905年。');
    expect(found.length).toBeLessThanOrEqual(2);
  });

  it('selects what happened on the day that a list asks for, in the order of the document', async () => {
    expect(await selected('4月7日有哪些公司开放或公布了产品?')).toEqual([
      '4月7日，阿里云开放了通义千问的内测。',
      '同一天，腾讯公布了新显卡。',
    ]);
  });

  it('selects every sentence that tells the same of another thing', async () => {
    const found = await selected('哪些公司推出了挖掘机?');
    expect(found).toEqual([
      '海星公司推出了挖掘机“大力”。',
      '银河公司推出了挖掘机“小强”。',
      '天宫公司推出了挖掘机“老牛”。',
    ]);
  });

  it.each([
    ['哪两家公司推出了挖掘机?', 2],
    ['哪三家公司推出了挖掘机?', 3],
  ])('selects no more than a list asks for: %s', async (text, count) => {
    const found = await selected(text);
    expect(found).toHaveLength(count);
    for (const sentence of found) expect(sentence).toContain('挖掘机');
  });

  it('selects one sentence where it enumerates what is asked for', async () => {
    expect(await selected('图书馆的藏书分为哪些?')).toEqual(['图书馆的藏书分为古籍、期刊、地图和手稿。']);
  });

  it.each(['MOSS和盘古大模型谁的参数更多?', '盘古大模型和MOSS分别有多少参数?'])(
    'selects a sentence for each of the things compared: %s',
    async (text) => {
      expect(await selected(text)).toEqual(['MOSS的参数为160亿。', '盘古大模型的参数为1000亿。']);
    },
  );

  it('selects one for all of them where there is one', async () => {
    expect(await selected('通义千问和文心一言分别每月多少钱?')).toEqual([
      '通义千问每月99元，文心一言每月59元。',
    ]);
  });

  it('selects each sentence once, whatever is asked', async () => {
    for (const text of ['哪些?', '谁?', '4月7日', 'MOSS和MOSS谁的参数更多?', '分别呢?', 'List all.', '']) {
      const found = await selected(text);
      expect(new Set(found).size, text).toBe(found.length);
      expect(found.length, text).toBeGreaterThan(0);
    }
  });
});

describe('comparedTerms', () => {
  it.each([
    ['MOSS和盘古大模型谁的参数更多?', ['moss', '盘古大模型']],
    ['通义千问和文心一言分别多少钱?', ['通义千问', '文心一言']],
    ['Which is larger, MOSS or PanGu?', ['moss', '盘古大模型']],
    ['MOSS有多少参数?', []],
    ['百度的文心一言是什么时候发布的?', []],
  ])('of %s are %j', async (text, names) => {
    expect(comparedTerms(await analysed(text)).map((term) => term.text)).toEqual(names);
  });
});
