import { beforeAll, describe, expect, it } from 'vitest';
import { type Composition, compose } from '../../src/answer/compose.js';
import { wordingFor } from '../../src/answer/wording.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { contextFor, MODELS, openFiles, sentenceWith } from './small-corpus.js';

const OTHERS = `---
title: Others
published: "2023-04-20"
---

# Others

The model opened last month. It has two sizes.

It was shown on the same day.

研究院今年2月(初春)发布了星河.它很慢.

他说：“星河很大。”

参见文献[3]与[12]，以及［4］。
`;
const ZH = '它是什么?';
const TRADITIONAL = '它是什麼時候的？';
const EN = 'What is it?';

describe('compose', () => {
  let snapshot: Snapshot;

  beforeAll(async () => {
    snapshot = await openFiles({
      'models.md': MODELS,
      'others.md': OTHERS,
      'taiwan.md': '# 鐵路\n\n臺灣的鐵路於1891年通車。\n',
    });
  });

  /** What is composed of the sentences with these parts, with a lead carried by some of them. */
  async function composed(
    question: string,
    parts: readonly string[],
    lead?: [string, ...string[]],
  ): Promise<Composition> {
    const context = await contextFor(question, snapshot, '2023-04');
    const chosen = parts.map((part) => sentenceWith(snapshot, part));
    const [text, ...carriers] = lead ?? [];
    const carriedBy = chosen.filter((one) => carriers.some((part) => one.text.includes(part)));
    return compose(
      chosen,
      context,
      wordingFor(question),
      text === undefined ? undefined : { text, carriedBy },
    );
  }

  it('shows one sentence as it is read, with its number behind it', async () => {
    const { answer, citations } = await composed(ZH, ['内测入口']);
    expect(answer).toBe('4月7日，阿里云悄然开放了大模型“通义千问”的内测入口。[1]');
    expect(citations).toHaveLength(1);
    expect(citations[0]).toMatchObject({
      n: 1,
      source: 'models.md',
      section: '阿里',
      url: 'https://example.org/models',
      quote: '4月7日，阿里云悄然开放了大模型“通义千问”的**内测入口**。',
    });
  });

  it('makes a list of several, numbered in their order', async () => {
    const { answer, citations } = await composed(ZH, ['MOSS的参数', '内测入口', '鹏城实验室']);
    const lines = answer.split('\n');
    expect(lines).toHaveLength(3);
    for (const [i, line] of lines.entries()) {
      expect(line).toMatch(/^- /);
      expect(line.endsWith(`[${i + 1}]`)).toBe(true);
    }
    expect(citations.map(({ n }) => n)).toEqual([1, 2, 3]);
    expect(citations[0]?.quote).toContain('MOSS');
    expect(citations[2]?.quote).toContain('鹏城实验室');
  });

  it('joins sentences that follow each other in a passage into one quotation', async () => {
    const { answer, citations } = await composed(ZH, ['内测入口', '同一天', '4月11日']);
    expect(citations).toHaveLength(1);
    expect(citations[0]?.quote).toMatch(/^4月7日.*同一天.*接入通义千问。$/);
    expect(answer).toMatch(/^[^[]*\[1\]$/);
    expect((await composed(EN, ['opened last month', 'two sizes'])).answer).toMatch(
      /^The model opened last month \(.*\)\. It has two sizes\. \[1\]$/,
    );
  });

  it.each([[['内测入口', '4月11日']], [['同一天', '内测入口']], [['内测入口', '文心一格']]])(
    'keeps apart what doesn’t follow: %j',
    async (parts) => {
      expect((await composed(ZH, parts)).citations).toHaveLength(2);
    },
  );

  it.each([
    ['去年8月', '百度去年8月（2022年8月）推出'],
    ['同一天', '同一天（2023年4月7日），它还公布了邀请规则。'],
    ['发布了星河', '研究院今年2月(2023年2月)(初春)发布了星河.'],
    ['发布了MOSS', '今年2月(2023年2月)发布了MOSS。'],
  ])(
    'says what a relative date stands for, in brackets as wide as the marks of the text: %s',
    async (part, shown) => {
      const { answer, citations } = await composed(ZH, [part]);
      expect(answer).toContain(shown);
      expect(citations[0]?.quote).not.toMatch(/[（(]20\d\d年/);
    },
  );

  it('says it in English of an English sentence', async () => {
    expect((await composed(EN, ['opened last month'])).answer).toBe(
      'The model opened last month (March 2023). [1]',
    );
  });

  it.each(['内测入口', '2021年4月', 'MOSS的参数', '他说'])(
    'adds nothing to what is plain: %s',
    async (part) => {
      const { answer } = await composed(ZH, [part]);
      expect(answer).toBe(`${sentenceWith(snapshot, part).text}[1]`);
    },
  );

  it('lets no number of the text be taken for a citation', async () => {
    const { answer, citations } = await composed(ZH, ['参见文献', '文心一言']);
    expect(answer).toContain('参见文献［3］与［12］，以及［4］。[1]');
    expect(answer.match(/\[\d+\]/g)).toEqual(['[1]', '[2]']);
    expect(citations[0]?.quote).toContain('参见文献[3]与[12]');
  });

  it('frames Chinese for an English question, with names, dates and figures in English', async () => {
    const { answer, citations } = await composed(EN, ['文心一言']);
    expect(answer).toMatch(/^The source says: “3月16日，百度发布.*2600亿。” \[1\] \(.*\)$/);
    for (const gloss of [
      '3月16日: March 16, 2023',
      '2600亿: 260 billion',
      '百度: Baidu',
      '文心一言: ERNIE Bot',
    ])
      expect(answer).toContain(gloss);
    expect(citations).toHaveLength(1);
  });

  it('glosses no name that the question says, and nothing that is no Chinese', async () => {
    const { answer } = await composed('How many parameters does ERNIE Bot have?', ['文心一言']);
    expect(answer).not.toContain('ERNIE Bot');
    const { answer: moss } = await composed(EN, ['MOSS的参数']);
    expect(moss).not.toContain('MOSS:');
    expect(moss).toContain('160亿: 16 billion');
    expect((await composed(EN, ['他说'])).answer).toBe('The source says: “他说：“星河很大。”” [1]');
  });

  it('frames English for a Chinese question, in its script', async () => {
    const parts = ['shown on the same day'];
    expect((await composed(ZH, parts)).answer).toBe('资料原文：“It was shown on the same day.”[1]');
    expect((await composed(TRADITIONAL, parts)).answer).toBe(
      '資料原文：「It was shown on the same day.」[1]',
    );
  });

  it('shows Chinese of either script as it is', async () => {
    expect((await composed(ZH, ['臺灣'])).answer).toBe('臺灣的鐵路於1891年通車。[1]');
    expect((await composed(TRADITIONAL, ['MOSS的参数'])).answer).toMatch(/^MOSS的参数.*\[1\]$/);
  });

  it('puts a lead first, with the numbers of what carries it', async () => {
    const one = await composed(ZH, ['内测入口'], ['更正：不是。', '内测入口']);
    expect(one.answer).toMatch(/^更正：不是。\[1\]\n4月7日.*\[1\]$/);
    const several = await composed(
      ZH,
      ['MOSS的参数', '内测入口', '鹏城实验室'],
      ['前者更多。', 'MOSS', '鹏城'],
    );
    expect(several.answer).toMatch(/^前者更多。\[1\]\[3\]\n- MOSS.*\[1\]\n- 4月7日.*\[2\]\n- 盘古.*\[3\]$/);
    const english = await composed(EN, ['opened last month'], ['Correction: no.', 'opened']);
    expect(english.answer).toMatch(/^Correction: no\. \[1\]\nThe model .*\[1\]$/);
  });

  it('carries a lead by the whole quotation that its sentence is part of', async () => {
    const { answer, citations } = await composed(
      ZH,
      ['内测入口', '同一天', 'MOSS的参数'],
      ['是。', '同一天'],
    );
    expect(citations).toHaveLength(2);
    expect(answer.startsWith('是。[1]\n- 4月7日')).toBe(true);
  });

  it('makes nothing of nothing', async () => {
    expect(await composed(ZH, [])).toEqual({ answer: '', citations: [] });
  });
});
