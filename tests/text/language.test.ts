import { describe, expect, it } from 'vitest';
import { isTraditional, languageOf } from '../../src/text/language.js';

describe('languageOf', () => {
  it.each([
    '通义千问是什么？',
    'ChatGPT是什么',
    'ChatGPT 是什么',
    '什么是AIGC',
    'MOSS的license是?',
    'GPT-4 参数',
    'docker 安装',
    '商汤 SenseChat',
    'The Verge 的创始人',
    '《Attention Is All You Need》是谁写的',
    'What is AI 是什么意思',
    '文心一言 vs 通义千问',
    '那它呢',
    'GPT-4呢？',
    '混元是誰發佈的？',
    '甚麼是AIGC',
    '2022?',
    '',
  ])('takes %j for Chinese', (text) => {
    expect(languageOf(text)).toBe('zh');
  });

  it.each([
    'Who founded Baichuan?',
    'When did 通义千问 open?',
    'when did 和平精英 launch?',
    'What is 《我的世界》?',
    'What does 什么值得买 do?',
    'GPT-4 parameters?',
    'MOSS license?',
    'about 百川智能',
    'Tell me about 文心一言',
    'CEO of 阿里云',
    '阿里云 release date',
    'ChatGPT',
  ])('takes %j for English', (text) => {
    expect(languageOf(text)).toBe('en');
  });

  it.each([
    ['GPT-4とは何ですか', 'zh'],
    ['ケーキは?', 'zh'],
    ['Что такое GPT?', 'en'],
    ['Qui a fondé Baichuan ?', 'en'],
    ['누가 만들었나요?', 'en'],
  ])('answers %j in the nearer language', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });

  it('goes by the wording of a text that is all a quotation', () => {
    expect(languageOf('“通义千问是什么”')).toBe('zh');
    expect(languageOf('"When did 通义千问 open?"')).toBe('en');
  });
});

describe('isTraditional', () => {
  it.each(['混元是誰發佈的？', '復旦大學的MOSS', '從台北搭高鐵到高雄要多久？'])('knows %j', (text) => {
    expect(isTraditional(text)).toBe(true);
  });

  it.each(['混元是谁发布的？', '乾隆是谁', '瞭望是什么周刊', '妈妈', 'ChatGPT', '“ＧＰＴ”', ''])(
    'does not take %j for it',
    (text) => {
      expect(isTraditional(text)).toBe(false);
    },
  );
});
