import { describe, expect, it } from 'vitest';
import { comparable, sentencesAround, withoutSpace } from '../../src/text/comparable-text.js';

describe('comparable', () => {
  it.each([
    ['width', 'ＧＰＴ－４', 'GPT-4'],
    ['case', 'ChatGPT', 'CHATGPT'],
    ['white space', '4 月\u300011\n日', '4月11日'],
    ['quotes and titles', '“通义”「千问」《文心》', "'通义'千问文心"],
    ['commas and full stops', '1,750亿、是。', '1750亿是'],
  ])('ignores %s', (_, one, other) => {
    expect(comparable(one)).toBe(comparable(other));
  });

  it.each([
    ['words', '开放', '开发'],
    ['hyphens', 'GPT-4', 'GPT4'],
    ['question marks', '是吗?', '是吗'],
    ['scripts', '臺灣', '台湾'],
  ])('tells other %s apart', (_, one, other) => {
    expect(comparable(one)).not.toBe(comparable(other));
  });
});

describe('withoutSpace', () => {
  it('ignores width and white space, and nothing else', () => {
    expect(withoutSpace('Ｇ PT\n“四”')).toBe('GPT“四”');
    expect(withoutSpace('gpt')).not.toBe(withoutSpace('GPT'));
  });
});

describe('sentencesAround', () => {
  const text = '第一句。第二句,很长!\n第三句没有完';
  it.each([
    ['a part of a sentence', '二句', '第二句,很长!'],
    ['a whole sentence', '第一句。', '第一句。'],
    ['two parts', '句。第', '第一句。第二句,很长!'],
    ['the last line', '没有', '第三句没有完'],
    ['everything', text, text],
  ])('completes %s', (_, part, whole) => {
    const start = text.indexOf(part);
    expect(sentencesAround(text, start, start + part.length)).toBe(whole);
  });
});
