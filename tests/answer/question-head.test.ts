import { beforeAll, describe, expect, it } from 'vitest';
import { type QuestionHead, questionHead } from '../../src/answer/question-head.js';
import { questionForm } from '../../src/answer/question-type.js';
import { fold } from '../../src/text/fold.js';
import { languageOf } from '../../src/text/language.js';
import { loadWordCutter, type WordCutter } from '../../src/text/tokens.js';

describe('questionHead', () => {
  let cutter: WordCutter;

  beforeAll(async () => {
    cutter = await loadWordCutter();
  });

  const headOf = (text: string): QuestionHead => {
    const language = languageOf(text);
    return questionHead(fold(text), questionForm(text, language).asksAt, language, cutter);
  };

  it.each([
    ['哪家公司推出了文心一言?', '公司'],
    ['哪家公司推出了通義千問？', '公司'],
    ['哪些国产公司推出了大模型?', '公司'],
    ['它得过什么奖?', '奖'],
    ['MOSS有多少参数?', '参数'],
    ['公司位于哪个城市?', '城市'],
    ['有什么功能?', '功能'],
    ['训练需要多少高性能芯片?', '芯片'],
  ])('finds the noun behind the question word: %s', (text, head) => {
    expect(headOf(text)).toMatchObject({ head: expect.stringMatching(`${head}$`), isAfter: true });
  });

  it.each([
    ['文心一格的定位是什么?', '定位'],
    ['MOSS的开源协议是什么?', '开源协议'],
    ['价格大约为多少?', '价格'],
    ['国产GPT落后的原因是什么?', '原因'],
    ['它的英文名是什么?', '英文名'],
    ['360的模型叫什么名字?', '模型'],
    ['腾讯的大模型叫什么?', '模型'],
  ])('finds the noun before a link and the question word: %s', (text, head) => {
    expect(headOf(text)).toMatchObject({ head, isAfter: false });
  });

  it.each([
    ['用了多少张芯片?', '张', '芯片'],
    ['有多少家公司?', '家', '公司'],
    ['MOSS有多少参数?', '', '参数'],
    ['有多少位教授?', '位', '教授'],
  ])('finds the measure word: %s', (text, measure, head) => {
    expect(headOf(text)).toMatchObject({ measure, head });
  });

  it.each([
    'MOSS多少?',
    '通义千问能写诗吗?',
    '为什么很慢?',
    '谁发布了MOSS?',
    '介绍一下MOSS',
    '什么?',
    '???',
    '',
  ])('finds none where nothing says what is asked for: %s', (text) => {
    expect(headOf(text)).toMatchObject({ measure: '', isAfter: false });
    expect(headOf(text).head).not.toMatch(/诗|慢/);
  });

  it.each([
    ['Which company makes ERNIE Bot?', 'company', true],
    ['What award did it win?', 'award', true],
    ['How many parameters does MOSS have?', 'parameters', true],
    ['What is the license of MOSS?', 'license', false],
    ['Who is the founder of Baidu?', 'founder', false],
    ['What are the main goals of the project?', 'main goals', false],
  ])('finds the noun of an English question: %s', (text, head, isAfter) => {
    expect(headOf(text)).toEqual({ head, measure: '', isAfter });
  });

  it.each([
    'Who released MOSS?',
    'What did Baidu release?',
    'Is MOSS from Baidu?',
    'Where is Baidu based?',
    'Why?',
  ])('finds none in %s', (text) => {
    expect(headOf(text).head).toBe('');
  });
});
