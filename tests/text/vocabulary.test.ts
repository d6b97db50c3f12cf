import { stemmer } from 'stemmer';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/text/fold.js';
import { expandTerms, synonymsOf } from '../../src/text/vocabulary.js';
import { VOCABULARY_ROWS } from '../../src/text/vocabulary-rows.js';

function alternatives(text: string): readonly string[] {
  return expandTerms(text).flatMap((expansion) => expansion.alternatives);
}

describe('synonymsOf', () => {
  it('offers the other words of its rows, folded', () => {
    expect(synonymsOf('并购')).toEqual(['收购', '买下', '兼并']);
    expect(synonymsOf('掌门人')).toContain('ceo');
  });

  it('understands vague words but does not offer them', () => {
    expect(synonymsOf('花')).toContain('成本');
    expect(synonymsOf('成本')).not.toContain('花');
    expect(synonymsOf('成本')).not.toContain('花?');
  });

  it('joins the rows of a word that is in several', () => {
    expect(synonymsOf('制造')).toEqual(expect.arrayContaining(['研发', '制造业']));
  });

  it('offers nothing for a word that it does not know', () => {
    expect(synonymsOf('红烧肉')).toEqual([]);
  });
});

describe('expandTerms', () => {
  it('finds the longest Chinese words, with their offsets', () => {
    const text = '哪家公司收購了首席執行官的手機?';
    expect(expandTerms(text).map(({ source, start, end }) => [source, text.slice(start, end)])).toEqual([
      ['公司', '公司'],
      ['收购', '收購'],
      ['首席执行官', '首席執行官'],
      ['手机', '手機'],
    ]);
  });

  it('finds English words by their stems, and phrases before words', () => {
    const text = 'Which companies open-sourced their language models?';
    expect(expandTerms(text).map(({ source, start, end }) => [source, text.slice(start, end)])).toEqual([
      ['compani', 'companies'],
      ['open sourc', 'open-sourced'],
      ['languag model', 'language models'],
    ]);
  });

  it.each([
    ['Who founded it?', '创始人'],
    ['When was it released?', '发布'],
    ['How much funding did it raise?', '融资'],
    ['What is its revenue?', '营收'],
    ['How many employees are there?', '员工'],
    ['Where is its headquarters?', '总部'],
    ['Is it open source?', '开源'],
    ['Under which licence?', '许可证'],
    ['How long is the context window?', '上下文'],
    ['Who is the boss?', '负责人'],
    ['Did it go public?', '上市'],
    ['What is the market share?', '市场份额'],
    ['Can I download the plugin?', '插件'],
    ['它的老板是谁', '负责人'],
    ['哪天关停的', '关闭'],
    ['营业收入', '营收'],
    ['智能手機', '手机'],
  ])('understands %j', (question, word) => {
    expect(alternatives(question)).toContain(word);
  });

  it.each([
    ['reasoning', '推理', '原因'],
    ['the reason', '原因', '推理'],
    ['tell us', undefined, '应用'],
    ['in general', undefined, '生成'],
    ['productivity', undefined, '产品'],
    ['based on it', undefined, '总部'],
    ['how many minutes', undefined, '会议'],
    ['definition of AIGC', 'aigc', '分辨率'],
  ])('tells words of the same stem apart: %s', (text, word, other) => {
    const found = alternatives(text);
    const sources = expandTerms(text).map(({ source }) => source);
    if (word !== undefined) expect([...found, ...sources]).toContain(word);
    expect(found).not.toContain(other);
  });

  it('never offers a word for itself', () => {
    for (const { source, alternatives: words } of expandTerms('GPU芯片、开源、公司 GPUs')) {
      expect(words).not.toContain(source);
    }
  });

  it('finds nothing in a text without a word of it', () => {
    expect(expandTerms('')).toEqual([]);
    expect(expandTerms('红烧肉 xyzzy 12')).toEqual([]);
  });
});

describe('the rows of the vocabulary', () => {
  const rows = VOCABULARY_ROWS.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

  it('are words without repetition, Simplified, of which one at least counts as evidence', () => {
    for (const row of rows) {
      const [chinese = [], english = []] = row.split(' | ').map((side) => side.split(' '));
      expect(new Set(chinese).size, row).toBe(chinese.length);
      expect(new Set(english).size, row).toBe(english.length);
      for (const word of chinese) {
        expect(word, row).toMatch(/^[^\s|!?]+\??$/);
        expect(fold(word), row).toBe(word.toLowerCase());
      }
      expect(
        chinese.some((word) => !word.endsWith('?')),
        row,
      ).toBe(true);
      for (const word of english) expect(word, row).toMatch(/^[a-z]+(?:-[a-z]+){0,2}$|^[a-z]+!$/);
    }
  });

  it('name no English stem twice in a row', () => {
    for (const row of rows) {
      const stems = (row.split(' | ')[1] ?? '')
        .split(' ')
        .filter((word) => !word.endsWith('!'))
        .map((phrase) => phrase.split('-').map(stemmer).join(' '));
      expect(new Set(stems).size, row).toBe(stems.length);
    }
  });

  it('keep no word in more than three rows, since what is meant by it would be anybody’s guess', () => {
    const counts = new Map<string, number>();
    for (const word of rows.flatMap((row) => row.split(/[ |]+/)))
      counts.set(word, (counts.get(word) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > 3)).toEqual([]);
  });
});
