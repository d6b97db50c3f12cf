import { describe, expect, it } from 'vitest';
import { ordinals } from '../../src/text/ordinals.js';

describe('ordinals', () => {
  it.each([
    ['第三名', '第三名', 3, '名'],
    ['第30届大会', '第30届', 30, '届'],
    ['占第147位。', '第147位', 147, '位'],
    ['排名第十八', '第十八', 18, ''],
    ['the 20th century', '20th', 20, ''],
    ['第1,000個', '第1,000個', 1000, '个'],
  ])('reads %s', (text, stretch, value, unit) => {
    const [found] = ordinals(text);
    expect(found).toEqual({
      start: text.indexOf(stretch),
      end: text.indexOf(stretch) + stretch.length,
      value,
      unit,
    });
  });

  it('finds none in counts and names', () => {
    expect(ordinals('三名，30届，GPT-4th，第几名')).toEqual([]);
  });
});
