import { describe, expect, it } from 'vitest';
import { fold, isHan } from '../../src/text/fold.js';

const ALL_UNITS = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));

describe('fold', () => {
  it.each([
    ['upper case', 'ChatGPT', 'chatgpt'],
    ['full width', 'ＧＰＴ－４，１２％！', 'gpt-4,12%!'],
    ['half-width punctuation', '｡､', '。、'],
    ['Traditional', '國產大語言模型', '国产大语言模型'],
    ['variants', '於為爲麼麽臺裡裏羣綫衞値', '于为为么么台里里群线卫值'],
    ['a reading of its commoner sense', '乾燥', '干燥'],
    ['瞭解, as Taiwan writes 了解', '瞭解', '了解'],
    ['compatibility ideographs and radicals', '不⼈⽂', '不人文'],
    ['double quotation marks', '“a”„b‟「c」『d』〝e〞＂', '"a""b""c""d""e""'],
    ['single quotation marks', '‘a’‚b‛`c´', "'a''b''c'"],
    ['dashes', 'a‐b–c—d−e－f', 'a-b-c-d-e-f'],
    ['middle dots', '未完·待续•待续・待续', '未完·待续·待续·待续'],
    ['spaces', 'a\u00a0b\u3000c\u2009d', 'a b c d'],
  ])('folds %s', (_, text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('keeps 著, which is a particle in 看著 and no other character in 著名', () => {
    expect(fold('看著著名')).toBe('看著著名');
    expect(fold('着')).toBe('着');
  });

  it('makes one unit of each unit, and the same one when it folds again', () => {
    const text = ALL_UNITS.join('');
    const folded = fold(text);
    expect(folded).toHaveLength(text.length);
    expect(fold(folded)).toBe(folded);
  });

  it('folds each unit alone, wherever it stands', () => {
    const text = ALL_UNITS.join('');
    expect(ALL_UNITS.map(fold).join('')).toBe(fold(text));
  });

  it('leaves surrogate pairs and the units that stand for markup as they are', () => {
    expect(fold('𠮷野家😀\u0000\u0001')).toBe('𠮷野家😀\u0000\u0001');
  });

  it('folds long texts and empty ones', () => {
    expect(fold('')).toBe('');
    expect(fold('Ｗ'.repeat(100_000))).toBe('w'.repeat(100_000));
  });
});

describe('isHan', () => {
  it('tells Chinese characters from others', () => {
    const isChinese = (text: string): boolean => isHan(text.charCodeAt(0));
    expect([...'一龥〇㐀'].map(isChinese)).toEqual([true, true, true, true]);
    expect([...'aあア한。「5'].map(isChinese)).toEqual([false, false, false, false, false, false, false]);
  });
});
