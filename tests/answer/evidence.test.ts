import { beforeAll, describe, expect, it } from 'vitest';
import { gatherEvidence, proseText } from '../../src/answer/evidence.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { fold } from '../../src/text/fold.js';
import { allEvidence, MODELS, openFiles, sentenceWith } from './small-corpus.js';

const MARKUP = `---
title: 标记
---

# 标记

## 第一节

### 小节

**加粗的**第一句，有[链接](https://example.org/a(b))。第二句*斜着*
换了行。第三句 has
English words。

- 第一项\`代码\`。
- 第二项![图](a.png)。

> 引用的话。
> 还是引用。

| 名称 | 人数 |
| --- | --- |
| 甲公司的研究部门 | 300名研究人员在职 |
`;
const LONG = Array.from(
  { length: 40 },
  (_, i) => `第${i + 1}句讲的是编号${i + 100}的样品，它的重量是${i + 2}克。`,
).join('');

describe('gatherEvidence', () => {
  let snapshot: Snapshot;

  beforeAll(async () => {
    snapshot = await openFiles({
      'models.md': MODELS,
      'markup.md': MARKUP,
      'long.txt': `${LONG}\n\n最后一段只有一句。\n`,
      'crlf.txt': '\uFEFF深海的温度\r\n接近冰点。\r\n\r\nThe sea is\r\ndeep. It is cold.\r\n',
      'taiwan.md': '# 臺灣鐵路\n\n臺灣的鐵路於1891年通車。\n',
    });
  });

  it('gives every sentence of what was found once, each at its place in the document', () => {
    const gathered = allEvidence(snapshot);
    expect(new Set(gathered.map(({ document, start }) => `${document.source} ${start}`)).size).toBe(
      gathered.length,
    );
    for (const { document, passage, start, end, text } of gathered) {
      expect(start).toBeGreaterThanOrEqual(passage.start);
      expect(end).toBeLessThanOrEqual(passage.end);
      expect(proseText(document, { start, end })).toBe(text);
      expect(text).toMatch(/[\p{L}\p{N}]/u);
      expect(text).not.toMatch(/[\n\r\0]/);
    }
  });

  it('gives nothing for nothing', () => {
    expect(gatherEvidence([], snapshot)).toEqual([]);
  });

  it('knows what stands around a sentence in its paragraph', () => {
    const second = sentenceWith(snapshot, '同一天');
    expect(second.before).toContain('内测入口');
    expect(second.after).toContain('4月11日');
    expect(second.paragraph).toContain('内测入口');
    expect(second.paragraph).toContain('4月11日');
    expect(second.paragraph).not.toContain('同一天');
    expect(sentenceWith(snapshot, '内测入口').before).toBe('');
    expect(sentenceWith(snapshot, '4月11日').after).toBe('');
  });

  it('knows the title and the headings above a sentence, folded', () => {
    expect(sentenceWith(snapshot, '第一句').headings).toBe('标记\n第一节\n小节');
    const taiwan = sentenceWith(snapshot, '通車');
    expect(taiwan.headings).toBe('台湾铁路');
    expect(taiwan.folded).toBe('台湾的铁路于1891年通车。');
    expect(taiwan.text).toBe('臺灣的鐵路於1891年通車。');
  });

  it.each([
    ['加粗', '加粗的第一句，有链接。'],
    ['第二句', '第二句斜着换了行。'],
    ['第三句', '第三句 has English words。'],
    ['第一项', '第一项代码。'],
    ['引用的话', '引用的话。'],
    ['还是引用', '还是引用。'],
    ['温度', '深海的温度接近冰点。'],
    ['The sea', 'The sea is deep.'],
  ])('reads the sentence of “%s” without markup and line breaks', (part, text) => {
    expect(sentenceWith(snapshot, part).text).toBe(text);
  });

  it('keeps the markup inside a sentence in what is cited', () => {
    const { document, start, end } = sentenceWith(snapshot, '加粗');
    const cited = document.text.slice(start, end);
    expect(cited).toContain('[链接](https://example.org/a(b))');
    expect(proseText(document, { start, end })).not.toContain('https');
  });

  it('has no byte order mark and counts its offsets without it', () => {
    const { document, start, end } = sentenceWith(snapshot, '温度');
    expect(start).toBe(0);
    expect(document.text.slice(start, end)).toBe('深海的温度\r\n接近冰点。');
  });

  it('reads a long paragraph as one, though it is cut into passages', () => {
    const gathered = allEvidence(snapshot).filter(({ document }) => document.source === 'long.txt');
    expect(new Set(gathered.map(({ passage }) => passage)).size).toBeGreaterThan(3);
    expect(gathered.map(({ text }) => text).join('')).toBe(`${LONG}最后一段只有一句。`);
    for (const [i, { before, after }] of gathered.slice(0, 40).entries()) {
      expect(before).toBe(i === 0 ? '' : fold(gathered[i - 1]?.text ?? ''));
      expect(after).toBe(i === 39 ? '' : fold(gathered[i + 1]?.text ?? ''));
    }
    expect(gathered[5]?.paragraph).toContain('编号139的样品');
    expect(gathered.at(-1)).toMatchObject({ before: '', paragraph: '' });
  });

  it('reads the rest of the best documents as well, with no score', async () => {
    const results = (await snapshot.search('MOSS有多少参数?')).slice(0, 1);
    const gathered = gatherEvidence(results, snapshot);
    expect(results[0]?.passage.section).toEqual(['复旦']);
    const scores = new Map(gathered.map(({ text, retrieval }) => [text.slice(0, 4), retrieval]));
    expect(scores.get('MOSS')).toBe(1);
    expect(scores.get('4月7日')).toBe(0);
  });

  it('scores passages by the best one and documents by their order', async () => {
    const results = await snapshot.search('深海的温度是多少?');
    const gathered = gatherEvidence(results, snapshot);
    const [best] = gathered;
    expect(best).toMatchObject({ retrieval: 1, documentRank: 0, document: { source: 'crlf.txt' } });
    for (const { retrieval } of gathered) {
      expect(retrieval).toBeGreaterThanOrEqual(0);
      expect(retrieval).toBeLessThanOrEqual(1);
    }
    expect(gathered.map(({ documentRank }) => documentRank)).toEqual(
      gathered.map(({ documentRank }) => documentRank).sort((a, b) => a - b),
    );
  });
});

describe('the dates of sentences that follow each other', () => {
  it('go on within the paragraph and into the next one, but not into another document', async () => {
    const snapshot = await openFiles({
      'a.md': `---\npublished: "2023-04"\n---\n4月7日，甲开放了。乙也开放了。\n\n同一天，丁开放了。丙没有。当天，辛开放了。\n\n## 下一节\n\n戊在5月开放。己也开放了。\n`,
      'b.md': '---\npublished: "2023-04"\n---\n当天，庚开放了。\n',
    });
    const dates = Object.fromEntries(
      allEvidence(snapshot).map(({ text, dates: { iso } }) => [/[甲乙丙丁戊己庚辛]/.exec(text)?.[0], iso]),
    );
    expect(dates).toEqual({
      甲: ['2023-04-07'],
      乙: ['2023-04-07'],
      丙: [],
      辛: ['2023-04-07'],
      丁: ['2023-04-07'],
      戊: ['2023-05'],
      己: ['2023-05'],
      庚: [],
    });
  });
});
