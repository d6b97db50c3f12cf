import { describe, expect, it } from 'vitest';
import { NameMatcher } from '../../src/corpus/name-matcher.js';

/** The names found in a text, as they are written there. */
function found(names: readonly string[], text: string): string[] {
  const matcher = new NameMatcher<string>();
  for (const name of names) matcher.add(name, name);
  return matcher.matches(text).map(({ start, end }) => text.slice(start, end));
}

describe('NameMatcher', () => {
  it('says where names stand and what they stand for', () => {
    const matcher = new NameMatcher<number>();
    matcher.add('通义千问', 1);
    matcher.add('百度', 2);
    expect(matcher.matches('百度、通义千问、百度')).toEqual([
      { value: 2, start: 0, end: 2 },
      { value: 1, start: 3, end: 7 },
      { value: 2, start: 8, end: 10 },
    ]);
  });

  it.each([
    ['Traditional characters', '通义千问', '問通義千問吧', '通義千問'],
    ['Simplified text for a Traditional name', '臺灣', '去台湾', '台湾'],
    ['full width', 'GPT-4', '升级为ＧＰＴ－４后', 'ＧＰＴ－４'],
    ['upper and lower case', 'ChatGPT', 'about CHATgpt?', 'CHATgpt'],
    ['a hyphen for a space', 'Tongyi Qianwen', 'is tongyi-qianwen open?', 'tongyi-qianwen'],
    ['no space', 'Tongyi Qianwen', 'TongyiQianwen', 'TongyiQianwen'],
    ['two spaces', 'Tongyi Qianwen', 'Tongyi  Qianwen', 'Tongyi  Qianwen'],
    ['the end of a line', 'Tongyi Qianwen', 'Tongyi\r\nQianwen', 'Tongyi\r\nQianwen'],
    ['long dashes', 'HunYuan-NLP-1T', '模型HunYuan—NLP—1T(混元)', 'HunYuan—NLP—1T'],
    ['spaces for long dashes', 'HunYuan—NLP—1T', 'hunyuan nlp 1t', 'hunyuan nlp 1t'],
    ['a space at a capital inside', 'OpenAI', 'Open AI', 'Open AI'],
    ['a space before a digit', 'GPT4', 'gpt 4', 'gpt 4'],
    ['a space between scripts', '天工3.5', '“天工 3.5”', '天工 3.5'],
    ['an apostrophe', "JD's GPT", 'JD’s GPT', 'JD’s GPT'],
    ['a middle dot', '史蒂夫·乔布斯', '史蒂夫‧乔布斯', '史蒂夫‧乔布斯'],
    ['a Chinese name broken by the end of a line', '通义千问', '就是通义\n千问', '通义\n千问'],
    ['a dot for a name with a dot', 'JD.com', 'JDcom', 'JDcom'],
    ['initials', 'J. D. Power', 'by J. D. Power', 'J. D. Power'],
  ])('overlooks %s', (_, name, text, written) => {
    expect(found([name], text)).toEqual([written]);
  });

  it.each([
    ['a Latin name inside a word', 'JD', 'ChatJD'],
    ['a Latin name at the start of a word', 'AI', 'Aid'],
    ['a Latin name at the end of a word', 'AI', 'OpenAI'],
    ['a name before an accented letter', 'Caf', 'Café'],
    ['a name that a digit goes on', 'GPT-4', 'GPT-45'],
    ['a version that goes on', 'GPT-4', 'GPT-4.5'],
    ['a version without its point', '天工3.5', '天工35'],
    ['a number inside a number', '360', '13601'],
    ['a number that counts', '360', '转了360度,花了360 万元,第360名,1,360,$360,360 days,360%'],
    ['letters that a space parts', 'JD', 'J D'],
    ['parts in two sentences', 'OpenAI', 'It is open. AI is next.'],
    ['Chinese characters that a space parts', '百度', '百 度'],
    ['parts too far apart', 'Open AI', 'open    AI'],
  ])('does not find %s', (_, name, text) => {
    expect(found([name], text)).toEqual([]);
  });

  it('finds Latin names between Chinese characters and Chinese names anywhere', () => {
    expect(found(['JD', '百度'], '用JD的,在X百度Y上')).toEqual(['JD', '百度']);
  });

  it('finds a number that is a name', () => {
    expect(found(['360'], '京东、360等互联网厂商, by 360 and others; 360.')).toEqual(['360', '360', '360']);
  });

  it('finds a name before a full stop and a possessive', () => {
    expect(found(['GPT-4', 'Alibaba'], "GPT-4. Alibaba's")).toEqual(['GPT-4', 'Alibaba']);
  });

  it('prefers the longer of two names in the same place, wherever it begins', () => {
    expect(found(['阿里', '阿里巴巴', '阿里巴巴达摩院', '达摩院'], '阿里巴巴达摩院在阿里')).toEqual([
      '阿里巴巴达摩院',
      '阿里',
    ]);
    expect(found(['国人', '人民大学'], '中国人民大学')).toEqual(['人民大学']);
  });

  it('keeps an earlier end when a longer name breaks off', () => {
    expect(found(['阿里', '阿里巴巴'], '阿里巴士')).toEqual(['阿里']);
    expect(found(['GPT', 'GPT-4 Turbo'], 'GPT-4')).toEqual(['GPT']);
  });

  it('keeps marks that begin or end a name', () => {
    expect(found(['.NET', 'C++'], 'net, .NET and C++!')).toEqual(['.NET', 'C++']);
  });

  it('gives what a name stood for before when it is added again in another spelling', () => {
    const matcher = new NameMatcher<number>();
    expect(matcher.add('OpenAI', 1)).toBeUndefined();
    expect(matcher.add('open-ai', 2)).toBe(1);
    expect(matcher.matches('OpenAI')).toEqual([{ value: 1, start: 0, end: 6 }]);
  });

  it('allows the spacings of all spellings of a name', () => {
    expect(found(['openai', 'open ai'], 'Open AI, openai')).toEqual(['Open AI', 'openai']);
  });

  it('finds nothing without names or text', () => {
    expect(found([], '通义千问')).toEqual([]);
    expect(found(['通义千问'], '')).toEqual([]);
  });
});
