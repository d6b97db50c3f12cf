import { describe, expect, it } from 'vitest';
import { ThoughtFilter, UnopenedThought } from '../../src/models/thought-filter.js';

function filtered(pieces: readonly string[], options = {}): string {
  const filter = new ThoughtFilter(options);
  return pieces.map((piece) => filter.push(piece)).join('') + filter.end();
}

describe('the thought filter', () => {
  const text = '<think>\n一 < 二,也就是说 </ 三\n</think>\n\n好的。[1] 若 a < b,则 <b>粗</b>。';

  it('gives the same wherever the text is cut', () => {
    for (let at = 0; at <= text.length; at++) {
      expect(filtered([text.slice(0, at), text.slice(at)])).toBe('好的。[1] 若 a < b,则 <b>粗</b>。');
    }
    expect(filtered([...text])).toBe('好的。[1] 若 a < b,则 <b>粗</b>。');
  });

  it('leaves a text without thoughts as it is, white space and all', () => {
    expect(filtered(['\n 好', '的 ', '<thin'])).toBe('\n 好的 <thin');
  });

  it('takes out thoughts between sentences, and one that never ends', () => {
    expect(filtered(['一。<thinking>想</thinking>\n二。<think>再想'])).toBe('一。二。');
  });

  it('passes text on as soon as it can be no tag', () => {
    const filter = new ThoughtFilter();
    expect([filter.push('好<'), filter.push('t'), filter.push('的')]).toEqual(['好', '', '<t的']);
  });

  it('minds a thought without a beginning, unless it is told of it', () => {
    expect(() => filtered(['想</think>好'])).toThrow(UnopenedThought);
    expect(filtered(['想', '</think>', '好'], { startsThinking: true })).toBe('好');
  });
});
