import { describe, expect, it } from 'vitest';
import type { AnalysedQuestion, Term } from '../../src/answer/question-analysis.js';
import { analysed } from './small-corpus.js';

const termOf = (question: AnalysedQuestion, text: string): Term | undefined =>
  question.terms.find((term) => term.text === text);

describe('the terms of a question', () => {
  it.each([
    ['通义千问什么时候开放内测?', ['通义千问', '开放', '内测']],
    ['通義千問什麼時候開放內測？', ['通义千问', '开放', '内测']],
    ['请问一下，MOSS有多少参数呢?', ['moss', '参数']],
    ['谁发布了MOSS?', ['moss', '发布']],
    ['MOSS和MOSS有什么区别?', ['moss', '区别']],
    ['它是什么?', []],
    ['???', []],
    ['', []],
  ])('are what its evidence should hold: %s', async (text, terms) => {
    const question = await analysed(text);
    expect(question.terms.map((term) => term.text)).toEqual(terms);
  });

  it('count names most, nouns more than verbs, and what only asks least', async () => {
    const { terms } = await analysed('阿里的技术影响了哪家公司?');
    const importance = (text: string): number => terms.find((term) => term.text === text)?.importance ?? 0;
    expect(importance('阿里巴巴')).toBeGreaterThan(importance('技术'));
    expect(importance('技术')).toBeGreaterThan(importance('公司'));
    expect(importance('影响')).toBe(importance('公司'));
    const question = await analysed('MOSS发布了什么论文?');
    expect(termOf(question, '论文')?.importance).toBeGreaterThan(termOf(question, '发布')?.importance ?? 1);
  });

  it('name a thing by all its names', async () => {
    const term = termOf(await analysed('盘古有多少参数?'), '盘古大模型');
    expect(term).toMatchObject({ isProper: true, isHead: false, entity: { name: '盘古大模型' } });
    expect(term?.alternatives).toEqual(expect.arrayContaining(['pangu', '盘古']));
  });

  it('are no proper names where the glossary has a term or a place', async () => {
    const question = await analysed('上海的NLP专家有多少?');
    expect(termOf(question, 'nlp')?.isProper).toBe(false);
    expect(termOf(question, '上海')?.isProper).toBe(false);
  });

  it('take a quoted title as one', async () => {
    const question = await analysed('《未完·待续》和“鸟鸟 分鸟”卖了多少钱?');
    for (const text of ['未完·待续', '鸟鸟 分鸟']) {
      expect(termOf(question, text)).toMatchObject({ isProper: true, isHead: false });
    }
    expect(question.terms.map(({ text }) => text)).not.toContain('待续');
  });

  it('take a quoted name of the glossary as the thing', async () => {
    const question = await analysed('“通义千问”是什么?');
    expect(question.terms).toHaveLength(1);
    expect(question.entities.map(({ name }) => name)).toEqual(['通义千问']);
  });

  it('know the words of the field in Chinese for English ones', async () => {
    const question = await analysed('How many parameters does it have?');
    expect(question.terms).toHaveLength(1);
    expect(question.terms[0]).toMatchObject({ isHead: true, isProper: false });
    expect(question.terms[0]?.alternatives).toContain('参数');
  });

  it('take English words with a capital for names, but not the first of the sentence', async () => {
    const { terms } = await analysed('Did Acme build rockets?');
    expect(terms.filter(({ isProper }) => isProper).map(({ text }) => text)).toEqual(['acme']);
    expect(termOf(await analysed('Rockets by whom?'), 'rockets')?.isProper).toBe(false);
  });

  it('mark what is asked for', async () => {
    expect(termOf(await analysed('它得过什么奖?'), '奖')?.isHead).toBe(true);
    expect(termOf(await analysed('文心一格的定位是什么?'), '定位')?.isHead).toBe(true);
    expect(termOf(await analysed('哪家公司推出了文心一言?'), '公司')?.isHead).toBe(false);
  });
});

describe('what a question names', () => {
  it('is in order, each thing once, with its places', async () => {
    const text = '百度的文心一言和ERNIE Bot是百度的吗?';
    const { entities, mentions } = await analysed(text);
    expect(entities.map(({ name }) => name)).toEqual(['百度', '文心一言']);
    expect(mentions.map(({ start, end }) => text.slice(start, end))).toEqual([
      '百度',
      '文心一言',
      'ERNIE Bot',
      '百度',
    ]);
  });

  it.each([
    '百度的类ChatGPT产品叫什么?',
    '像ChatGPT的产品有哪些?',
    '百度的ChatGPT类产品叫什么?',
    '有哪些ChatGPT那样的产品?',
    "What is Baidu's ChatGPT-like product called?",
    'Which ChatGPT-style products are there?',
  ])('is not what it only likens to: %s', async (text) => {
    const { entities, terms } = await analysed(text);
    expect(entities.map(({ name }) => name)).not.toContain('ChatGPT');
    expect(terms.filter(({ entity }) => entity?.name === 'ChatGPT')).toEqual([]);
  });

  it.each([
    ['4月7日发布了什么?', '2023-04', ['2023-04-07']],
    ['去年8月发布了什么?', '2023-04', ['2022-08']],
    ['2021年4月发布了什么?', undefined, ['2021-04']],
    ['4月7日发布了什么?', undefined, []],
    ['What was released on April 7?', '2023-04', ['2023-04-07']],
    ['MOSS有多少参数?', '2023-04', []],
  ])('has dates that are resolved by the day of publication: %s (%s)', async (text, published, iso) => {
    const { dates } = await analysed(text, published);
    expect(dates.flatMap((date) => date.iso ?? [])).toEqual(iso);
  });
});

describe('the type of a question that is taken apart', () => {
  it.each([
    ['MOSS是什么?', 'definition'],
    ['MOSS的开源协议是什么?', 'fact'],
    ['文心一格的定位是什么?', 'fact'],
    ['张勇担任什么职务?', 'fact'],
    ['开源协议是什么?', 'definition'],
    ['What is MOSS?', 'definition'],
    ['What is the license of MOSS?', 'fact'],
    ['Who is Zhang Yong?', 'definition'],
  ])('tells a fact of a thing from what the thing is: %s', async (text, type) => {
    expect((await analysed(text)).type).toBe(type);
  });

  it.each([
    ['通义千问什么时候开放?', 'zh'],
    ['通義千問什麼時候開放？', 'zh'],
    ['When did 通义千问 open?', 'en'],
  ])('%s is asked in %s', async (text, language) => {
    expect(await analysed(text)).toMatchObject({ text, language });
  });
});
