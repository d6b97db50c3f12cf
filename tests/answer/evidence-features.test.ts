import { beforeAll, describe, expect, it } from 'vitest';
import { type EvidenceFeatures, evidenceFeatures } from '../../src/answer/evidence-features.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { seededRandom } from '../retrieval/random.js';
import { allEvidence, contextFor, MODELS, openFiles, sentenceWith } from './small-corpus.js';

const FAQ = `# 退款

如何申请退款?

在订单页点击按钮。

通义千问的价格是每月99元;文心一言的价格是每月59元。

文心一言在3月16日开放。
`;

describe('evidenceFeatures', () => {
  let snapshot: Snapshot;
  const features = async (question: string, part: string): Promise<EvidenceFeatures> =>
    evidenceFeatures(sentenceWith(snapshot, part), await contextFor(question, snapshot, '2023-04'));

  beforeAll(async () => {
    snapshot = await openFiles({ 'models.md': MODELS, 'faq.md': FAQ });
  });

  it('tell a date of another thing from one of what is asked about', async () => {
    expect((await features('通义千问什么时候开放?', '3月16日')).ofAnother).toBe(1);
    expect((await features('文心一言什么时候开放?', '3月16日')).ofAnother).toBe(0);
    expect((await features('什么时候开放?', '3月16日')).ofAnother).toBe(0);
  });

  it('are numbers within their ranges for any question and sentence', async () => {
    const random = seededRandom(7);
    const words =
      `${MODELS}${FAQ}what who when 哪 谁 多少 什么时候 为什么 ? ？ “ ” 《》 4月7日 2021年 最`.split(
        /(?<=[，。“”\s])/,
      );
    const pick = (): string => words[Math.floor(random() * words.length)] ?? '';
    const evidence = allEvidence(snapshot);
    const outside: string[] = [];
    for (let i = 0; i < 40; i++) {
      const question = Array.from({ length: 1 + Math.floor(random() * 5) }, pick).join('');
      const context = await contextFor(question, snapshot, '2023-04');
      for (const one of evidence) {
        for (const [name, value] of Object.entries(evidenceFeatures(one, context))) {
          const [least, most] = name === 'length' ? [-2, 2] : [0, 1 + 1e-9];
          if (!(value >= least && value <= most))
            outside.push(`${name} ${value}: ${one.text} for ${question}`);
        }
      }
    }
    expect(outside).toEqual([]);
  });

  it('grow with what a sentence holds of the question', async () => {
    const whole = await features('MOSS的参数有多少?', 'MOSS的参数');
    const half = await features('MOSS的参数有多少?', '发布了MOSS');
    const other = await features('MOSS的参数有多少?', '内测入口');
    for (const name of ['words', 'terms', 'window', 'focus'] as const) {
      expect(whole[name], name).toBeGreaterThan(half[name]);
      expect(half[name], name).toBeGreaterThanOrEqual(other[name]);
    }
    expect([whole.names, half.names, other.names]).toEqual([1, 1, 0]);
    expect([whole.head, half.head]).toEqual([1, 0]);
    expect(whole.missing).toBe(0);
    expect(other.missingName).toBeGreaterThan(0);
  });

  it('see the names in the paragraph and the headings', async () => {
    const question = '百度的定位是什么?';
    expect(await features(question, '内测入口')).toMatchObject({ names: 0, namesAround: 0 });
    expect(await features(question, '文心一言”')).toMatchObject({ names: 1, namesAround: 1 });
    expect(await features('阿里云公布了什么规则?', '同一天')).toMatchObject({ names: 0, namesAround: 1 });
  });

  it('are whole for names where a question names nothing', async () => {
    expect(await features('什么时候发布?', 'MOSS的参数')).toMatchObject({ names: 1, namesAround: 1 });
  });

  it.each([
    ['通义千问什么时候开放内测?', '内测入口', { answerKind: 1, noAnswerKind: 0, noFigure: 0 }],
    ['MOSS有多少参数?', 'MOSS的参数', { answerKind: 1, noAnswerKind: 0, noFigure: 0 }],
    ['盘古大模型什么时候更新?', '鹏城实验室', { answerKind: 0, noAnswerKind: 1, noFigure: 1 }],
    ['MOSS为什么发布?', '发布了MOSS', { answerKind: 0, noAnswerKind: 1, noFigure: 0 }],
    ['文心一格的定位是什么?', '文心一格', { answerKind: 0, noAnswerKind: 0, noFigure: 0 }],
  ])('tell whether a sentence holds what is asked for: %s %s', async (question, part, expected) => {
    expect(await features(question, part)).toMatchObject(expected);
  });

  it.each([
    ['4月7日开放了什么?', '内测入口', { date: 1, otherDate: 0, noDate: 0 }],
    ['2023年开放了什么?', '内测入口', { date: 1, otherDate: 0, noDate: 0 }],
    ['4月7日公布了什么?', '同一天', { date: 1, otherDate: 0, noDate: 0 }],
    ['3月16日开放了什么?', '内测入口', { date: 0, otherDate: 1, noDate: 0 }],
    ['4月7日开放了什么?', 'MOSS的参数', { date: 0, otherDate: 0, noDate: 1 }],
    ['开放了什么?', '内测入口', { date: 0, otherDate: 0, noDate: 0 }],
  ])('compare the dates: %s %s', async (question, part, expected) => {
    expect(await features(question, part)).toMatchObject(expected);
  });

  it.each([
    ['MOSS有多少参数?', 'MOSS的参数', 1],
    ['MOSS有多少参数?', '参数达1000亿', 0],
    ['它有多少参数?', 'MOSS的参数', 0.5],
  ])('tell of what the answer is said: %s %s', async (question, part, subject) => {
    expect((await features(question, part)).subject).toBe(subject);
  });

  it('know questions in the text, and what follows them', async () => {
    expect(await features('怎么申请退款?', '申请退款')).toMatchObject({
      asks: 1,
      first: 1,
    });
    expect((await features('怎么申请退款?', '订单页')).asks).toBe(0);
  });

  it('find the terms of one part between semicolons', async () => {
    const { segment, terms } = await features('通义千问和文心一言的价格?', '每月99元');
    expect(terms).toBeCloseTo(1);
    expect(segment).toBeLessThan(0.9);
  });

  it('see less that is new in a sentence that only repeats the question', async () => {
    const repeats = await features('盘古大模型由华为云与鹏城实验室共同研发?', '鹏城实验室');
    const tells = await features('盘古大模型是谁研发的?', '鹏城实验室');
    expect(repeats.news).toBeLessThan(tells.news);
  });
});
