import { describe, expect, it } from 'vitest';
import { englishNumbers } from '../../../src/answer/checker/english-numbers.js';

describe('englishNumbers', () => {
  it.each([
    [
      'seven boreholes in two days',
      [
        [7, 'borehole'],
        [2, '天'],
      ],
    ],
    ['twenty-three people', [[23, '人']]],
    ['ninety metres', [[90, 'metre']]],
    ['the third largest, a third of it', [[3, '']]],
    ['one of them, someone, often, weight', []],
    ['two hundred ships and three million euros', []],
  ])('reads %s', (text, expected) => {
    expect(englishNumbers(text).map(({ value, unit }) => [value, unit])).toEqual(expected);
  });
});
