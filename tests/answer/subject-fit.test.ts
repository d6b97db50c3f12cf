import { describe, expect, it } from 'vitest';
import { SUBJECT_FIT, subjectFit } from '../../src/answer/subject-fit.js';
import { analysed, testGlossary } from './small-corpus.js';

/** How a figure of a sentence fits a question; the figures are the anchors. */
async function fitOf(question: string, sentence: string): Promise<number> {
  const anchors = Array.from(sentence.matchAll(/\d+亿?/g), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return subjectFit(await analysed(question), anchors, testGlossary().mentions(sentence));
}

describe('subjectFit', () => {
  it.each([
    ['MOSS有多少参数?', 'MOSS的参数为160亿。'],
    ['MOSS有多少参数?', 'MOSS的参数为160亿,盘古为1000亿。'],
    ['盘古有多少参数?', 'MOSS的参数为160亿,盘古为1000亿。'],
    ['盘古有多少参数?', '1000亿参数的是盘古。'],
    ['张勇几岁?', '张勇50岁,邱锡鹏40岁。'],
    ['百度有多少人?', '百度有5000人,开发了MOSS。'],
  ])(
    'fits where the nearest thing of its kind before it is asked about: %s %s',
    async (question, sentence) => {
      expect(await fitOf(question, sentence)).toBe(SUBJECT_FIT.fits);
    },
  );

  it.each([
    ['通义千问有多少参数?', 'MOSS的参数为160亿。'],
    ['MOSS有多少参数?', 'MOSS不如盘古,后者为1000亿。'],
    ['MOSS有多少参数?', '1000亿参数的盘古胜过MOSS。'],
    ['邱锡鹏几岁?', '张勇50岁。'],
  ])('is of another thing where that is nearer: %s %s', async (question, sentence) => {
    expect(await fitOf(question, sentence)).toBe(SUBJECT_FIT.isAnother);
  });

  it.each([
    ['它有多少参数?', 'MOSS的参数为160亿。'],
    ['MOSS有多少参数?', '它的参数为160亿。'],
    ['MOSS有多少参数?', '百度的模型有160亿。'],
    ['MOSS有多少参数?', 'MOSS很慢。'],
    ['NLP有多少方法?', 'MOSS用了3种。'],
  ])('can’t be told where nothing of that kind is named: %s %s', async (question, sentence) => {
    expect(await fitOf(question, sentence)).toBe(SUBJECT_FIT.unknown);
  });
});
