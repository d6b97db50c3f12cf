import { describe, expect, it } from 'vitest';
import { messageBytes, splitText } from '../../../adapters/dingtalk/split-text.js';

describe('splitText', () => {
  it('leaves a text alone that fits', () => {
    expect(splitText('海', 3)).toEqual(['海']);
    expect(splitText('', 3)).toEqual(['']);
  });

  it('parts between paragraphs, else lines, else sentences', () => {
    expect(splitText('一二三四\n\n五六七\n\n八九', 30)).toEqual(['一二三四\n\n五六七', '八九']);
    expect(splitText('一二三四\n五六七八\n九', 24)).toEqual(['一二三四', '五六七八\n九']);
    expect(splitText('一二三四。五六七八。九十', 24)).toEqual(['一二三四。', '五六七八。九十']);
  });

  it('cuts no character in two', () => {
    const family = '👨‍👩‍👧‍👦';
    const parts = splitText(family.repeat(100), 100);
    expect(parts.join('')).toBe(family.repeat(100));
    expect(parts.every((part) => messageBytes(part) <= 100 && part.length % family.length === 0)).toBe(true);
  });

  it('ends with a character that is larger than a part', () => {
    const parts = splitText(`e${'\u0301'.repeat(500)}`, 100);
    expect(parts.join('')).toHaveLength(501);
    expect(parts.every((part) => messageBytes(part) <= 100)).toBe(true);
  });

  it('keeps every part within the limit and loses nothing but space at the cuts', () => {
    const text = Array.from(
      { length: 400 },
      (_, i) => `第${i}句，说 cafe\u0301 与😀。${i % 7 === 0 ? '\n\n' : ''}`,
    ).join('');
    for (const limit of [50, 333, 1_000]) {
      const parts = splitText(text, limit);
      expect(parts.every((part) => part !== '' && messageBytes(part) <= limit)).toBe(true);
      expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }
  });
});
