import { beforeAll, describe, expect, it } from 'vitest';
import type { Lead } from '../../src/answer/compose.js';
import { correction } from '../../src/answer/correction.js';
import { findEvidence } from '../../src/answer/find-evidence.js';
import { wordingFor } from '../../src/answer/wording.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { MODELS, openFiles, sentenceWith } from './small-corpus.js';

const FIGURES = `---
published: "2023-04"
---

# 数据

天宫实验室有300名研究员，去年招了40名研究员。

海星公司有5000名员工。海星公司成立于2015年3月2日。

银河计划投入3亿元，2021年4月开始，2022年6月结束。

北斗车间占地30%。

The Trieste dive lasted 5 hours. It took place on January 23, 1960.
`;

describe('correction', () => {
  let snapshot: Snapshot;

  beforeAll(async () => {
    snapshot = await openFiles({ 'models.md': MODELS, 'figures.md': FIGURES });
  });

  /** The correction where the sentences with these parts were chosen. */
  async function lead(text: string, ...parts: readonly string[]): Promise<Lead | undefined> {
    const found = await findEvidence({ text, history: [] }, snapshot);
    return correction(
      found,
      parts.map((part) => sentenceWith(snapshot, part)),
      wordingFor(text),
    );
  }

  it.each([
    ['百度的通义千问什么时候开放内测?', '更正：通义千问不是百度的，而是阿里云的。'],
    ['通义千问是百度的吗?', '更正：通义千问不是百度的，而是阿里云的。'],
    ['百度的通義千問什麼時候開放內測？', '更正：通义千问不是百度的，而是阿里云的。'],
    [
      "When did Baidu's Tongyi Qianwen open?",
      'Correction: Tongyi Qianwen is not Baidu’s but Alibaba Cloud’s.',
    ],
  ])('says whose a thing is, with a sentence that shows it: %s', async (text, said) => {
    const found = await lead(text, '内测入口');
    expect(found?.text).toBe(said);
    expect(found?.carriedBy.map((evidence) => evidence.text)).toEqual([expect.stringContaining('内测入口')]);
  });

  it('shows it by another sentence where the chosen one does not', async () => {
    const found = await lead('清华大学的MOSS有多少参数?', 'MOSS的参数');
    expect(found?.text).toBe('更正：MOSS不是清华大学的，而是复旦大学的。');
    expect(found?.carriedBy.map(({ text }) => text)).toEqual([expect.stringContaining('复旦大学教授')]);
  });

  it('says nothing that no sentence shows', async () => {
    const other = await openFiles({ 'a.txt': 'MOSS的参数为160亿。' });
    const text = '百度的MOSS有多少参数?';
    const found = await findEvidence({ text, history: [] }, other);
    expect(found.premise?.supposed).toBe('百度');
    expect(correction(found, [sentenceWith(other, 'MOSS')], wordingFor(text))).toBeUndefined();
  });

  it.each([
    ['海星公司有3000名员工吗?', '5000名员工', '资料里写的是5000名，不是3000名。'],
    ['海星公司成立于2015年3月5日吗?', '成立于', '资料里写的是2015年3月2日，不是2015年3月5日。'],
    ['北斗车间占地50%吗?', '占地', '资料里写的是30%，不是50%。'],
    ['银河计划投入5亿元吗?', '投入', '资料里写的是3亿元，不是5亿元。'],
    ['Did the Trieste dive last 9 hours?', 'lasted', 'The corpus says 5 hours, not 9 hours.'],
    [
      'Did the Trieste dive take place on January 25, 1960?',
      'took place',
      'The corpus says January 23, 1960, not January 25, 1960.',
    ],
  ])('puts a figure of a yes-no question right: %s', async (text, part, said) => {
    const found = await lead(text, part);
    expect(found?.text).toBe(said);
    expect(found?.carriedBy.map((evidence) => evidence.text)).toEqual([expect.stringContaining(part)]);
  });

  it.each([
    ['海星公司有5000名员工吗?', '5000名员工'],
    ['海星公司成立于2015年吗?', '成立于'],
    ['海星公司成立于2015年3月2日吗?', '成立于'],
    ['Did the Trieste dive last 5 hours?', 'lasted'],
    ['通义千问是阿里云的吗?', '内测入口'],
  ])('says nothing where the question is right: %s', async (text, part) => {
    expect(await lead(text, part)).toBeUndefined();
  });

  it.each([
    ['天宫实验室有200名研究员吗?', '研究员'],
    ['银河计划2020年5月开始吗?', '投入'],
    ['海星公司有3000名员工、200名研究员吗?', '5000名员工'],
    ['海星公司有30间分店吗?', '5000名员工'],
    ['海星公司有3000名员工吗?', '成立于'],
  ])('says nothing where it can’t tell which figure is meant: %s', async (text, part) => {
    expect(await lead(text, part)).toBeUndefined();
  });

  it('says nothing of figures where the question asks for one, or several sentences answer', async () => {
    expect(await lead('海星公司有3000名员工,成立于哪一年?', '5000名员工')).toBeUndefined();
    expect(await lead('海星公司有3000名员工吗?', '5000名员工', '成立于')).toBeUndefined();
    expect(await lead('海星公司有3000名员工吗?')).toBeUndefined();
  });
});
