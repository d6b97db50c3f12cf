import { describe, expect, it } from 'vitest';
import { brackets } from '../../src/text/brackets.js';

describe('brackets', () => {
  it('are pairs of the same kind, the inner ones first', () => {
    expect(brackets('他说：“《甲》（乙）”')).toEqual([
      { open: 4, close: 6, kind: 'title' },
      { open: 7, close: 9, kind: 'bracket' },
      { open: 3, close: 10, kind: 'quotation' },
    ]);
  });

  it('do not cross: what is open inside a pair that closes has no partner', () => {
    expect(brackets('“（”）')).toEqual([{ open: 0, close: 2, kind: 'quotation' }]);
  });

  it('need a partner', () => {
    expect(brackets('）甲（“')).toEqual([]);
  });

  it('do not reach over a blank line', () => {
    expect(brackets('（甲\n\n乙）（丙\n丁）')).toEqual([{ open: 6, close: 10, kind: 'bracket' }]);
    expect(brackets('“甲\n\u0000\n乙”')).toEqual([]);
  });

  it('are straight quotation marks where a paragraph has an even number of them', () => {
    expect(brackets('a "b" c "d"').map(({ open, close }) => [open, close])).toEqual([
      [2, 4],
      [8, 10],
    ]);
    expect(brackets('a "b" c "d')).toEqual([]);
  });

  it.each([
    ['without a partner', '('.repeat(60_000) + ']'.repeat(60_000), 0],
    ['as pairs', '()'.repeat(200_000), 200_000],
  ])('are found quickly in any number, %s', (_, text, pairs) => {
    const start = performance.now();
    expect(brackets(text).length).toBe(pairs);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
