import { describe, expect, it } from 'vitest';
import { dates } from '../../src/text/dates.js';

function found(text: string, published?: string): string[] {
  return dates(text, published).map(({ start, end, iso }) => `${text.slice(start, end)}=${iso ?? '?'}`);
}

describe('English dates and dates in figures', () => {
  it.each([
    ['April 7, 2023', '2023-04-07'],
    ['April 7th 2023', '2023-04-07'],
    ['Apr. 7, 2023', '2023-04-07'],
    ['7 April 2023', '2023-04-07'],
    ['7th of April, 2023', '2023-04-07'],
    ['Apr. 2023', '2023-04'],
    ['April of 2023', '2023-04'],
    ['SEPT 2022', '2022-09'],
    ['May 10, 2022', '2022-05-10'],
    ['2023-04-07', '2023-04-07'],
    ['2023/4/7', '2023-04-07'],
    ['2023.04.07', '2023-04-07'],
    ['2023-04', '2023-04'],
    ['221 BC', '-0220'],
    ['AD 79', '0079'],
    ['the 1990s', '199'],
    ['early 1990s', '199'],
    ['19th century', '18'],
  ])('reads %s, whenever it was written', (text, iso) => {
    expect(dates(text)).toEqual([{ start: 0, end: text.length, isRelative: false, iso }]);
  });

  it.each([
    ['last year', '2022'],
    ['this year', '2023'],
    ['next year', '2024'],
    ['the year before last', '2021'],
    ['last August', '2022-08'],
    ['last March', '2023-03'],
    ['this February', '2023-02'],
    ['next March', '2024-03'],
    ['April 7', '2023-04-07'],
    ['7 April', '2023-04-07'],
    ['August last year', '2022-08'],
    ['April of last year', '2022-04'],
    ['last month', '2023-03'],
    ['a month ago', '2023-03'],
    ['about two years ago', '2021'],
    ['the end of the year', '2023'],
  ])('reads %s from the month of publication', (text, iso) => {
    expect(dates(text, '2023-04')).toEqual([{ start: 0, end: text.length, isRelative: true, iso }]);
    expect(dates(text)).toEqual([{ start: 0, end: text.length, isRelative: true }]);
  });

  it.each(['yesterday', 'three days ago', 'last week', 'recently', 'several years ago'])(
    'finds %s without knowing when it was',
    (text) => {
      expect(dates(text, '2023-04')).toEqual([{ start: 0, end: text.length, isRelative: true }]);
    },
  );

  it('counts days where the day of publication is known', () => {
    expect(found('yesterday, two weeks ago', '2023-04-11')).toEqual([
      'yesterday=2023-04-10',
      'two weeks ago=2023-03-28',
    ]);
  });

  it('finds months and years after a preposition', () => {
    expect(found('In March it grew; by May, too', '2023-04')).toEqual(['March=2023-03', 'May=2023-05']);
    expect(found('released in 2019, since 2000.')).toEqual(['2019=2019', '2000=2000']);
    expect(found('from 2019-2022')).toEqual(['2019=2019', '2022=2022']);
  });

  it('finds a year in the name of an event', () => {
    expect(found('the 2021 World AI Conference')).toEqual(['2021=2021']);
    expect(found('2021世界人工智能大会')).toEqual(['2021=2021']);
  });

  it('gives a month the year last named', () => {
    expect(found('In 2022, SenseTime released it. In August it grew.', '2023')).toEqual([
      '2022=2022',
      'August=2022-08',
    ]);
    expect(found('In March 2022 and that year', '2023')).toEqual(['March 2022=2022-03', 'that year=2022']);
  });

  it('points back to the day last mentioned', () => {
    expect(dates('On April 10, 2023 it opened; the same day').at(-1)).toMatchObject({
      isAnaphoric: true,
      iso: '2023-04-10',
    });
  });

  it.each([
    'you may 3 times march',
    '2000 GPUs',
    'had 2021 users',
    'a price of $2019',
    '达2021人',
    'GPT-2019',
    '2020-21 season',
    '2007-08 season',
    '2023-13-01',
    '010-8888-2023',
    '4/7',
    'version 1.2019',
  ])('takes %j for no date', (text) => {
    expect(found(text, '2023-04')).toEqual([]);
  });
});
