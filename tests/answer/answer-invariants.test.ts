import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { isTraditional } from '../../src/text/language.js';
import { ask, MODELS, openFiles } from './small-corpus.js';

const NOTES = [
  '# 笔记 [3]',
  '* 甲公司\\[1\\]于2020年成立[^1]，有**300名**员工。',
  '* 乙公司（见[2]）于2021年成立，有20名员工。',
  '* 丙公司的[主页](https://example.org/[9])在2022年上线。',
  '> 引文：“好！”他说。[4]\r\n> 第二行。',
  '## 价格',
  '| 名称 | 价格 |\r\n| --- | --- |\r\n| 海星牌挖掘机[7] | 每台90万元 |\r\n| 银河牌挖掘机 | 每台70万元 |',
  '```\r\nlet code = [8];\r\n```',
  '[^1]: 脚注说甲公司的成立时间有争议。',
].join('\r\n\r\n');
const FILES = {
  'models.md': MODELS,
  'notes.md': NOTES,
  'nature/sea.txt': '\uFEFF海水的盐度随深度变化。\r\n\r\n深海的温度接近冰点，\r\n大约为2摄氏度。\r\n',
  'taiwan.md':
    '# 臺灣鐵路\n\n臺灣的鐵路於1891年通車，首段由基隆至臺北。臺灣高鐵於2007年1月5日通車，時速300公里。\n',
  'trench.md':
    '# Mariana Trench\n\nThe trench is about 10,984 metres deep [5]. In 1960, two people reached\nits bottom. “Really?” he asked.\n',
  'long.txt': `${Array.from({ length: 30 }, (_, i) => `第${i + 1}章讲编号${i + 13}的故事，发生在${1900 + i}年`).join('；')}。\n\n😀表情也算一句。𠮷野家在东京。\n`,
  'empty.md': '# 只有标题\n',
};

const QUESTIONS: readonly (string | readonly [...string[], string])[] = [
  ...['通义千问什么时候开放内测?', '邀请规则是哪天公布的?', '张勇哪天宣布接入?', '文心一格的定位是什么?'],
  ...['文心一格是什么?', '文心一言有多少参数?', 'MOSS是谁发布的?', 'MOSS为什么访问速度较慢?', '张勇是谁?'],
  ...['MOSS和文心一言谁的参数更多?', 'MOSS、盘古大模型和文心一言分别有多少参数?', '百度发布了哪些产品?'],
  ...[
    '百度的通义千问什么时候开放内测?',
    '清华大学的MOSS有多少参数?',
    '通义千问是百度的吗?',
    'MOSS是3月发布的吗?',
  ],
  ...[
    '甲公司是哪年成立的?',
    '甲公司有多少名员工?',
    '乙公司见哪里?',
    '哪些公司成立了?',
    '丙公司的主页什么时候上线?',
  ],
  ...[
    '海星牌挖掘机多少钱?',
    '海星牌挖掘机和银河牌挖掘机哪个更贵?',
    '价格表里有什么?',
    '他说了什么?',
    '脚注说了什么?',
  ],
  ...[
    '臺灣的鐵路什麼時候通車？',
    '臺灣高鐵的時速是多少？',
    '台湾的铁路首段由哪里到哪里?',
    '臺灣的鐵路長多少？',
  ],
  ...[
    'How deep is the trench?',
    'How many people reached its bottom in 1960?',
    'Who is Zhang Yong?',
    'Why is MOSS slow?',
  ],
  ...[
    'When did Tongyi Qianwen open its beta?',
    "When did Baidu's Tongyi Qianwen open?",
    'Which has more parameters, MOSS or PanGu?',
  ],
  ...[
    '深海的温度是多少?',
    '海水的盐度随什么变化?',
    '编号27的故事是第几章?',
    '1910年发生了什么?',
    '𠮷野家在哪里?',
    '😀',
  ],
  ...[
    '“笔记”是什么?',
    '月球的直径是多少?',
    'What is the capital of France?',
    '今天天气怎么样?',
    '只有标题吗?',
    'code是什么?',
  ],
  ...[
    '[1]',
    '什么是[2]?',
    '乙[7]有多少人?',
    '?',
    '???',
    '123',
    '的',
    'a',
    '谁?',
    'Why?',
    '<script>alert(1)</script>',
    '\u0000',
  ],
  ['MOSS是谁发布的?', '它有多少参数?'],
  ['MOSS是谁发布的?', '他是谁?'],
  ['通义千问什么时候开放内测?', '那文心一言呢?'],
  ['张勇是谁?', 'MOSS有多少参数?', '为什么?'],
  ['Who released MOSS?', 'How many parameters does it have?'],
  ['', '???', '它呢?'],
];

describe('every answer', () => {
  let snapshot: Snapshot;
  const answers = new Map<
    string,
    { readonly text: string; readonly history: readonly string[]; readonly answer: Answer }
  >();

  beforeAll(async () => {
    snapshot = await openFiles(FILES);
    for (const question of QUESTIONS) {
      const turns = typeof question === 'string' ? [question] : question;
      const [text = '', history] = [turns.at(-1), turns.slice(0, -1)];
      answers.set(turns.join(' → '), { text, history, answer: await ask(snapshot, text, history) });
    }
  }, 60_000);

  it('is there, and some are answers and some refusals', () => {
    expect(answers.size).toBeGreaterThanOrEqual(60);
    const refused = [...answers.values()].filter(({ answer }) => answer.refused).length;
    expect(refused).toBeGreaterThan(5);
    expect(answers.size - refused).toBeGreaterThan(5);
  });

  it('quotes word for word, at exactly the place it names', () => {
    for (const [name, { answer }] of answers) {
      for (const { source, start, end, quote, title } of answer.citations) {
        const document = snapshot.document(source);
        expect(document.text.slice(start, end), name).toBe(quote);
        expect(quote.trim(), name).not.toBe('');
        expect(document.title, name).toBe(title);
      }
    }
  });

  it('numbers its citations from 1, uses each and refers to no other', () => {
    for (const [name, { answer }] of answers) {
      expect(
        answer.citations.map(({ n }) => n),
        name,
      ).toEqual(answer.citations.map((_, i) => i + 1));
      const marks = new Set(Array.from(answer.answer.matchAll(/\[(\d+)\]/g), (match) => Number(match[1])));
      expect([...marks].sort(), name).toEqual(answer.citations.map(({ n }) => n));
    }
  });

  it('cites nothing where it refuses, and something where it doesn’t', () => {
    for (const [name, { answer }] of answers) {
      expect(answer.citations.length > 0, name).toBe(!answer.refused);
      expect(answer.answer, name).not.toBe('');
      if (!answer.refused) expect(answer, name).not.toHaveProperty('suggestions');
    }
  });

  it('is in the language of its question, and refuses in its script', () => {
    for (const [name, { text, answer }] of answers) {
      if (answer.language === 'en') {
        if (answer.refused) expect(answer.answer, name).toMatch(/^The corpus/);
      } else if (answer.refused) {
        expect(answer.answer, name).toMatch(isTraditional(text) ? /^資料/ : /^资料/);
      } else expect(answer.answer, name).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it('shows no markup and no control characters', () => {
    for (const [name, { answer }] of answers) expect(answer.answer, name).not.toMatch(/\*\*|\r|\0|\]\(/);
  });

  it('is the same when it is asked again', async () => {
    for (const [i, [name, { text, history, answer }]] of [...answers].entries()) {
      if (i % 3 > 0) continue;
      const { latencyMs: _, ...rest } = answer;
      expect(await ask(snapshot, text, history), name).toMatchObject(rest);
    }
  });
});
