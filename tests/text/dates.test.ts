import { describe, expect, it } from 'vitest';
import { dateInWords, dates, datesAgree } from '../../src/text/dates.js';

describe('dates', () => {
  it('gives them in the order of the text, with offsets into it', () => {
    const text = '“2022年８月”, on April 7, 2023、去年';
    const found = dates(text, '2023-04');
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual([
      '2022年８月',
      'April 7, 2023',
      '去年',
    ]);
  });

  it('forgets at a blank line which year was named', () => {
    expect(dates('2019年研发。\n\n4月10日发布', '2023-04').at(-1)?.iso).toBe('2023-04-10');
    expect(dates('2019年研发。\n\u0000\u0000\n4月10日发布', '2023-04').at(-1)?.iso).toBe('2023-04-10');
    expect(dates('2019年研发。\n4月10日发布', '2023-04').at(-1)?.iso).toBe('2019-04-10');
  });

  it('takes a date of publication that is no ISO date for none', () => {
    expect(dates('去年', 'April 2023')).toEqual([{ start: 0, end: 2, isRelative: true }]);
  });

  it('finds nothing in an empty text', () => {
    expect(dates('', '2023')).toEqual([]);
  });
});

describe('datesAgree', () => {
  it.each([
    ['2022', '2022-08'],
    ['2022-08-17', '2022-08'],
    ['199', '1995'],
    ['19', '1995-04'],
    ['2022', '2022'],
  ])('holds for %s and %s', (a, b) => {
    expect(datesAgree(a, b)).toBe(true);
    expect(datesAgree(b, a)).toBe(true);
  });

  it.each([
    ['2022', '2023'],
    ['2022-08', '2022-09'],
    ['199', '2005'],
  ])('does not hold for %s and %s', (a, b) => {
    expect(datesAgree(a, b)).toBe(false);
  });
});

describe('dateInWords', () => {
  it.each([
    ['2022', '2022年', '2022'],
    ['2022-08', '2022年8月', 'August 2022'],
    ['2023-04-07', '2023年4月7日', 'April 7, 2023'],
    ['0618', '618年', '618'],
    ['-0220', '公元前221年', '221 BC'],
    ['199', '1990年代', 'the 1990s'],
    ['19', '20世纪', 'the 20th century'],
    ['20', '21世纪', 'the 21st century'],
    ['10', '11世纪', 'the 11th century'],
    ['02', '3世纪', 'the 3rd century'],
  ])('words %s', (iso, chinese, english) => {
    expect(dateInWords(iso, 'zh')).toBe(chinese);
    expect(dateInWords(iso, 'en')).toBe(english);
  });
});
