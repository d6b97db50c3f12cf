import { describe, expect, it } from 'vitest';
import { parseNumber } from '../../src/text/parse-number.js';

describe('parseNumber', () => {
  it.each([
    ['0', 0],
    ['10', 10],
    ['3.5', 3.5],
    ['10,000', 10_000],
    ['1,234,567.89', 1_234_567.89],
    ['１０', 10],
  ])('reads Arabic figures: %s', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it.each([
    ['零', 0],
    ['两', 2],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['九十九', 99],
    ['一百零二', 102],
    ['一百二十', 120],
    ['两千三百', 2300],
    ['一万零五百', 10_500],
    ['两亿三千万', 2.3e8],
    ['三千四百五十六万七千八百九十', 34_567_890],
    ['一億零三', 1e8 + 3],
    ['三点五', 3.5],
    ['三点一四', 3.14],
    ['三点五亿', 3.5e8],
    ['十二点五', 12.5],
  ])('reads Chinese figures: %s', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it.each([
    ['百', 100],
    ['千亿', 1e11],
    ['万亿', 1e12],
    ['千万亿', 1e15],
    ['一千万亿', 1e15],
    ['亿亿', 1e16],
    ['三兆', 3e12],
  ])('multiplies magnitudes, and counts one alone from one: %s', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it.each([
    ['1.5万', 15_000],
    ['3千2百', 3200],
    ['2万5', 25_000],
    ['2万五千', 25_000],
    ['10万', 100_000],
    ['320亿', 3.2e10],
    ['1.1万', 11_000],
  ])('reads mixed figures: %s', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it.each([
    ['一百二', 120],
    ['三千五', 3500],
    ['一万二', 12_000],
    ['两亿五', 2.5e8],
    ['三千零五', 3005],
  ])('counts a last digit in the next lower magnitude, unless 零 stands before it: %s', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it('reads digits one by one', () => {
    expect(parseNumber('二〇二二')).toBe(2022);
    expect(parseNumber('一九九八')).toBe(1998);
    expect(parseNumber('二零零一')).toBe(2001);
  });

  it.each([
    ['三分之一', 1 / 3],
    ['四分之三', 0.75],
    ['1/3', 1 / 3],
    ['万分之一', 0.0001],
  ])('reads fractions: %s', (text, value) => {
    expect(parseNumber(text)).toBeCloseTo(value, 12);
  });

  it.each([
    ['百分之三十', 30],
    ['百分之百', 100],
    ['百分之0.5', 0.5],
  ])('reads percentages: %s', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it.each([
    ['32 billion', 3.2e10],
    ['1.1 million', 1_100_000],
    ['10 thousand', 10_000],
    ['3.5bn', 3.5e9],
  ])('reads English magnitudes: %s', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it.each(['', 'abc', '1,2', '5.', '.5', '七八十', '一百三四', '零分之一x', '一分之', '第三', 'billion'])(
    'finds no number in %j',
    (text) => {
      expect(parseNumber(text)).toBeUndefined();
    },
  );
});
