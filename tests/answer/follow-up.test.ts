import { beforeAll, describe, expect, it } from 'vitest';
import type { AnsweredQuestion } from '../../src/answer/answered-question.js';
import { standaloneQuestion } from '../../src/answer/follow-up.js';
import { loadWordCutter, type WordCutter } from '../../src/text/tokens.js';
import { analysed, testGlossary } from './small-corpus.js';

let cutter: WordCutter;

beforeAll(async () => {
  cutter = await loadWordCutter();
});

/** A question of before with the names that its evidence gave. */
async function answered(text: string, ...names: readonly string[]): Promise<AnsweredQuestion> {
  const answers = names.map((name) => {
    const entity = testGlossary().find(name);
    return entity === undefined ? { name } : { name: entity.name, entity };
  });
  return { question: await analysed(text), answers };
}

const standalone = (text: string, last?: AnsweredQuestion) =>
  standaloneQuestion(text, last, testGlossary(), cutter);

describe('a pronoun', () => {
  it.each([
    ['MOSS是谁发布的?', ['复旦大学', '邱锡鹏'], '它有多少参数?', 'MOSS有多少参数?'],
    ['MOSS是谁发布的?', ['复旦大学', '邱锡鹏'], '他是哪个学校的?', '邱锡鹏是哪个学校的?'],
    ['MOSS是谁发布的?', ['邱锡鹏'], '他的團隊有多少人？', '邱锡鹏的團隊有多少人？'],
    ['张勇是谁?', ['阿里巴巴'], '他哪天宣布接入?', '张勇哪天宣布接入?'],
    ['张勇是谁?', [], '她哪天宣布接入?', '张勇哪天宣布接入?'],
    ['MOSS是谁发布的?', ['邱锡鹏'], '这位教授的团队有多少人?', '邱锡鹏的团队有多少人?'],
    ['文心一格是谁推出的?', ['百度'], '它的定位是什么?', '文心一格的定位是什么?'],
    ['文心一格是谁推出的?', ['百度'], '这家公司还有什么产品?', '百度还有什么产品?'],
    ['文心一格是谁推出的?', ['百度'], '该公司的总部在哪里?', '百度的总部在哪里?'],
    ['MOSS有多少参数?', [], '這個模型是誰做的？', 'MOSS是誰做的？'],
    ['MOSS有多少参数?', [], '其参数怎么样?', 'MOSS参数怎么样?'],
    ['复旦大学的团队在哪里?', [], '他们有多少人?', '复旦大学有多少人?'],
    ['“如影”是什么?', [], '它能做什么?', '如影能做什么?'],
    ['MOSS有多少参数?', ['盘古大模型'], '它什么时候发布?', 'MOSS什么时候发布?'],
    ['MOSS有多少参数?', [], '百度发布它了吗?', '百度发布MOSS了吗?'],
  ])('after “%s” (%j): %s', async (before, names, text, expected) => {
    expect((await standalone(text, await answered(before, ...names))).text).toBe(expected);
  });

  it.each([
    ['Who released MOSS?', ['邱锡鹏'], 'How many parameters does it have?', 'MOSS'],
    ['Who is Zhang Yong?', [], 'When did he announce it?', '张勇'],
    ['Who released MOSS?', ['邱锡鹏'], 'Where does she work?', '邱锡鹏'],
  ])('is read in English too: after “%s” (%j): %s', async (before, names, text, name) => {
    const glossary = testGlossary();
    const [mention] = glossary.mentions((await standalone(text, await answered(before, ...names))).text);
    expect(mention?.entity.name).toBe(name);
  });

  it('stands for what was the answer where the topic is whose it is', async () => {
    const last = await answered('百度的大模型叫什么?', '文心一言');
    expect((await standalone('它什么时候发布?', last)).text).toBe('文心一言什么时候发布?');
  });

  it('never stands for what the question names itself', async () => {
    const last = await answered('MOSS有多少参数?', '盘古大模型');
    expect((await standalone('MOSS比它大吗?', last)).text).toBe('MOSS比盘古大模型大吗?');
  });

  it('brings along what else the talk was about', async () => {
    const { context } = await standalone('它有多少参数?', await answered('MOSS是谁发布的?', '复旦大学'));
    expect(context).toEqual(expect.arrayContaining(['复旦大学', '发布']));
    expect(context).not.toContain('MOSS');
  });
});

describe('the last question asked of another thing', () => {
  it.each([
    ['通义千问什么时候开放内测?', '那文心一言呢?', '文心一言什么时候开放内测?'],
    ['通义千问什么时候开放内测?', '文心一言呢?', '文心一言什么时候开放内测?'],
    ['阿里的大模型叫什么?', '那百度呢?', '百度的大模型叫什么?'],
    ['百度的文心一言有多少参数?', '那腾讯呢?', '腾讯的文心一言有多少参数?'],
    ['When did Tongyi Qianwen open?', 'what about MOSS?', 'When did MOSS open?'],
    ['When did Tongyi Qianwen open?', 'how about MOSS', 'When did MOSS open?'],
  ])('after “%s”: %s', async (before, text, expected) => {
    expect(await standalone(text, await answered(before))).toEqual({ text: expected, context: [] });
  });

  it.each(['那张三呢?', '那通义千问什么时候开放?', '百度有多少员工?'])(
    'is not asked where no thing alone is named: %s',
    async (text) => {
      expect((await standalone(text, await answered('MOSS有多少参数?'))).text).not.toContain('参数');
    },
  );
});

describe('a question that leaves out what it is about', () => {
  it.each([
    ['文心一言有多少参数?', '什么时候发布的?', '文心一言什么时候发布的?'],
    ['文心一言有多少参数?', '那什么时候发布的?', '文心一言什么时候发布的?'],
    ['文心一言有多少参数?', '为什么?', '文心一言为什么?'],
    ['张勇是谁?', '那宣布了什么?', '张勇宣布了什么?'],
  ])('after “%s” is about the same: %s', async (before, text, expected) => {
    expect((await standalone(text, await answered(before))).text).toBe(expected);
  });

  it('after an English one likewise', async () => {
    const { text } = await standalone('Why?', await answered('When was MOSS released?'));
    expect(text).toBe('MOSS: Why?');
  });
});

describe('a question that stands alone', () => {
  it('stays as it is without a history', async () => {
    for (const text of ['它有多少参数?', '那百度呢?', '什么时候发布的?', 'How big is it?']) {
      expect(await standalone(text)).toEqual({ text, context: [] });
    }
  });

  it.each(['通义千问什么时候开放?', 'When did Tongyi Qianwen open?', '百度有多少员工?'])(
    'stays as it is with one: %s',
    async (text) => {
      expect(await standalone(text, await answered('MOSS有多少参数?', '邱锡鹏'))).toEqual({
        text,
        context: [],
      });
    },
  );

  it('stays as it is where nothing was talked about that it can point to', async () => {
    const last = await answered('海水为什么是咸的?');
    expect((await standalone('它有多深?', last)).text).toBe('它有多深?');
    expect((await standalone('他是谁?', last)).text).toBe('他是谁?');
  });
});
