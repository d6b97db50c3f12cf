import { beforeAll, describe, expect, it } from 'vitest';
import { evidenceFeatures } from '../../src/answer/evidence-features.js';
import type { RankedEvidence } from '../../src/answer/rank-evidence.js';
import { comparedTerms, selectEvidence } from '../../src/answer/select-evidence.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { analysed, contextFor, openFiles, sentenceWith } from './small-corpus.js';

const EVENTS = `---
published: "2023-04"
---

# 纪事

## 四月

4月7日，阿里云开放了通义千问的内测。同一天，腾讯公布了新显卡。4月11日，张勇宣布接入通义千问。

## 公司

海星公司推出了挖掘机“大力”。银河公司推出了挖掘机“小强”。天宫公司推出了挖掘机“老牛”。天宫公司很大。

## 参数

MOSS的参数为160亿。

盘古大模型的参数为1000亿。

文心一言每月59元。

通义千问每月99元，文心一言每月也要钱。

## 图书馆

图书馆的藏书分为古籍、期刊、地图和手稿。

图书馆的藏书分为新旧。

这座图书馆很大。它建于1905年。
`;

describe('selectEvidence', () => {
  let snapshot: Snapshot;

  beforeAll(async () => {
    snapshot = await openFiles({
      'events.md': EVENTS,
      'other.md': '# 别处\n\n天河公司推出了挖掘机“新星”。\n',
    });
  });

  /** What is selected of the sentences with these parts, each ranked well below the one before it. */
  const selected = (text: string, ...parts: readonly string[]): Promise<string[]> =>
    selectedOf(text, parts, 2);

  /** The same, where each is `step` below the one before it. */
  async function selectedOf(text: string, parts: readonly string[], step: number): Promise<string[]> {
    const context = await contextFor(text, snapshot, '2023-04');
    const ranked = parts.map((part, i): RankedEvidence => {
      const evidence = sentenceWith(snapshot, part);
      return { evidence, features: evidenceFeatures(evidence, context), score: 20 - step * i };
    });
    return selectEvidence(ranked, context).map(({ evidence }) => evidence.text);
  }

  it('selects nothing of nothing', async () => {
    expect(await selected('MOSS有多少参数?')).toEqual([]);
  });

  it('selects one sentence for one thing', async () => {
    expect(await selected('MOSS有多少参数?', 'MOSS', '盘古', '海星')).toEqual(['MOSS的参数为160亿。']);
    expect(await selected('海星公司的挖掘机叫什么?', '海星', '银河')).toEqual([
      '海星公司推出了挖掘机“大力”。',
    ]);
  });

  it('takes the neighbour along where only that holds what is asked for', async () => {
    expect(await selected('这座图书馆是哪一年建的?', '这座图书馆', 'MOSS', '1905')).toEqual([
      '这座图书馆很大。',
      '它建于1905年。',
    ]);
    expect(await selected('这座图书馆是哪一年建的?', '1905', '这座图书馆')).toEqual(['它建于1905年。']);
  });

  it('takes the next best of its document along where the ranking can hardly tell the two apart', async () => {
    const close = (...parts: string[]): Promise<string[]> => selectedOf('谁推出了挖掘机?', parts, 0.01);
    expect(await close('银河', '海星', '天宫公司推出')).toEqual([
      '海星公司推出了挖掘机“大力”。',
      '银河公司推出了挖掘机“小强”。',
    ]);
    expect(await close('天河', '海星')).toEqual(['天河公司推出了挖掘机“新星”。']);
    expect(await close('天河')).toHaveLength(1);
  });

  it('selects what happened on the day that a list asks for, in the order of the document', async () => {
    const text = '4月7日有哪些公司开放或公布了产品?';
    expect(await selected(text, '4月11日', '同一天', '通义千问的内测', '海星')).toEqual([
      '4月7日，阿里云开放了通义千问的内测。',
      '同一天，腾讯公布了新显卡。',
    ]);
  });

  const COMPANIES = ['天宫公司推出', '海星', '银河'] as const;

  it('selects every sentence of a document that tells the same of another thing, in its order', async () => {
    const found = await selected('哪些公司推出了挖掘机?', ...COMPANIES, '天河', '天宫公司很大', 'MOSS');
    expect(found).toEqual([
      '海星公司推出了挖掘机“大力”。',
      '银河公司推出了挖掘机“小强”。',
      '天宫公司推出了挖掘机“老牛”。',
    ]);
  });

  it('selects no more than a list asks for, the best of them', async () => {
    expect(await selected('哪两家公司推出了挖掘机?', ...COMPANIES)).toEqual([
      '海星公司推出了挖掘机“大力”。',
      '天宫公司推出了挖掘机“老牛”。',
    ]);
    expect(await selected('哪三家公司推出了挖掘机?', ...COMPANIES)).toHaveLength(3);
  });

  it('selects one sentence where it enumerates what is asked for', async () => {
    const parts = ['图书馆的藏书分为古籍', '图书馆的藏书分为新旧'] as const;
    expect(await selected('图书馆的藏书分为哪些?', ...parts)).toEqual([
      '图书馆的藏书分为古籍、期刊、地图和手稿。',
    ]);
    expect(await selected('图书馆的藏书分为哪些?', parts[1], parts[0])).toHaveLength(2);
  });

  it.each(['MOSS和盘古大模型谁的参数更多?', '盘古大模型和MOSS分别有多少参数?'])(
    'selects a sentence for each of the things compared: %s',
    async (text) => {
      expect(await selected(text, '海星', '盘古', 'MOSS')).toEqual([
        'MOSS的参数为160亿。',
        '盘古大模型的参数为1000亿。',
      ]);
    },
  );

  it('selects one for all of them where there is one as good as the weakest', async () => {
    const text = '通义千问和文心一言分别每月多少钱?';
    expect(await selected(text, '59元', '99元')).toEqual(['通义千问每月99元，文心一言每月也要钱。']);
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
