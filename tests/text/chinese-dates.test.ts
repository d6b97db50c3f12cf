import { describe, expect, it } from 'vitest';
import { dates } from '../../src/text/dates.js';

/** `去年8月=2022-08` for each date of a text. */
function found(text: string, published?: string): string[] {
  return dates(text, published).map(({ start, end, iso }) => `${text.slice(start, end)}=${iso ?? '?'}`);
}

describe('Chinese dates', () => {
  it.each([
    ['2022年8月17日', '2022-08-17'],
    ['2022年8月', '2022-08'],
    ['2022年8月份', '2022-08'],
    ['2022 年 8 月 17 日', '2022-08-17'],
    ['2022年的8月', '2022-08'],
    ['2022年8月7号', '2022-08-07'],
    ['二〇二二年八月十七日', '2022-08-17'],
    ['一九九八年', '1998'],
    ['２０２２年', '2022'],
    ['2022年底', '2022'],
    ['2022年年初', '2022'],
    ['2022年夏天', '2022'],
    ['2022年上半年', '2022'],
    ['2022年第一季度', '2022'],
    ['2022年4月初', '2022-04'],
    ['2022年4月中旬', '2022-04'],
  ])('reads %s, whenever it was written', (text, iso) => {
    expect(dates(text)).toEqual([{ start: 0, end: text.length, isRelative: false, iso }]);
  });

  it.each([
    ['公元618年', '0618'],
    ['西元1891年', '1891'],
    ['公元前221年', '-0220'],
    ['民國89年', '2000'],
    ['民国三十八年十月一日', '1949-10-01'],
    ['明治元年', '1868'],
    ['昭和20年8月15日', '1945-08-15'],
    ['令和5年', '2023'],
    ['康熙七年', '1668'],
    ['康熙61年', '1722'],
    ['乾隆元年', '1736'],
    ['万历三十六年正月十九日', '1608'],
    ['貞觀十年', '0636'],
  ])('counts the years of an era: %s', (text, iso) => {
    expect(found(text)).toEqual([`${text}=${iso}`]);
  });

  it('says nothing of an era that several dynasties had', () => {
    expect(dates('至元十三年二月')).toEqual([{ start: 0, end: 7, isRelative: false }]);
  });

  it('takes 民国 before a year of our calendar for no era', () => {
    expect(found('中华民国2012年')).toEqual(['2012年=2012']);
  });

  it.each([
    ['1990年代', '199'],
    ['20世纪90年代', '199'],
    ['十八世纪九十年代', '179'],
    ['20世紀初', '19'],
    ['二十一世纪', '20'],
  ])('gives what the years of a decade or century begin with: %s', (text, iso) => {
    expect(dates(text)).toEqual([{ start: 0, end: text.length, isRelative: false, iso }]);
  });

  it('reads decades and centuries from the day of publication', () => {
    expect(found('上世纪90年代', '2023')).toEqual(['上世纪90年代=199']);
    expect(found('本世纪初', '2023')).toEqual(['本世纪初=20']);
    expect(found('90年代', '2023')).toEqual(['90年代=199']);
    expect(found('10年代', '2023')).toEqual(['10年代=201']);
    expect(found('上世纪90年代和90年代')).toEqual(['上世纪90年代=?', '90年代=?']);
    expect(found('公元前3世纪', '2023')).toEqual(['公元前3世纪=?']);
  });

  it.each([
    ['去年8月', '2022-08'],
    ['去年的8月17日', '2022-08-17'],
    ['前年', '2021'],
    ['大前年', '2020'],
    ['今年2月', '2023-02'],
    ['明年', '2024'],
    ['后年3月', '2025-03'],
    ['去年底', '2022'],
    ['去年年底', '2022'],
    ['去年同期', '2022'],
    ['年底', '2023'],
    ['4月7日', '2023-04-07'],
    ['11月', '2023-11'],
    ['十一月', '2023-11'],
    ['本月', '2023-04'],
    ['本月9日', '2023-04-09'],
    ['上个月', '2023-03'],
    ['上月底', '2023-03'],
    ['下月', '2023-05'],
    ['约一个月前', '2023-03'],
    ['4个多月前', '2022-12'],
    ['两年前', '2021'],
    ['一年多前', '2022'],
    ['100年前', '1923'],
    ['半年前', '2022-10'],
    ['11日', '2023-04-11'],
  ])('reads %s from the month of publication', (text, iso) => {
    expect(dates(text, '2023-04')).toEqual([{ start: 0, end: text.length, isRelative: true, iso }]);
    expect(dates(text)).toEqual([{ start: 0, end: text.length, isRelative: true }]);
  });

  it('goes back over the turn of the year', () => {
    expect(found('上个月、三个月前', '2023-01')).toEqual(['上个月=2022-12', '三个月前=2022-10']);
    expect(found('三天前、昨天、两周前', '2023-01-02')).toEqual([
      '三天前=2022-12-30',
      '昨天=2023-01-01',
      '两周前=2022-12-19',
    ]);
  });

  it('says nothing of a day or month that the date of publication is too rough for', () => {
    expect(found('昨天、三天前、上周', '2023-04')).toEqual(['昨天=?', '三天前=?', '上周=?']);
    expect(found('上个月、一个月前、11日', '2023')).toEqual(['上个月=?', '一个月前=?', '11日=?']);
  });

  it.each(['前几日', '近日', '几年前', '前不久', '日前', '半个月前'])(
    'finds %s without knowing when it was',
    (text) => {
      expect(dates(text, '2023-04-11')).toEqual([{ start: 0, end: text.length, isRelative: true }]);
    },
  );

  it('gives a month or day the year last named', () => {
    expect(found('今年2月发布MOSS，到了3月又', '2023-04')).toEqual(['今年2月=2023-02', '3月=2023-03']);
    expect(found('2006年签约,10月29日发布', '2023-04')).toEqual(['2006年=2006', '10月29日=2006-10-29']);
    expect(found('2009年的3月及8月')).toEqual(['2009年的3月=2009-03', '8月=2009-08']);
    expect(found('2016年开工，同年3月停工，次年4月完工')).toEqual([
      '2016年=2016',
      '同年3月=2016-03',
      '次年4月=2017-04',
    ]);
    expect(found('2022年发布，年底下线', '2023')).toEqual(['2022年=2022', '年底=2022']);
    expect(found('2010年5月18至20日')).toEqual(['2010年5月18=2010-05-18', '20日=2010-05-20']);
    expect(found('2010年5月18日到20日，当月25日')).toEqual([
      '2010年5月18日=2010-05-18',
      '20日=2010-05-20',
      '当月25日=2010-05-25',
    ]);
  });

  it('knows that a year named in the text does not hang on the day of publication', () => {
    expect(dates('2006年签约,10月发布').map(({ isRelative }) => isRelative)).toEqual([false, false]);
    expect(dates('去年签约,10月发布', '2023').map(({ isRelative }) => isRelative)).toEqual([true, true]);
  });

  it('does not borrow a year that it could not read', () => {
    expect(found('去年8月，9月又')).toEqual(['去年8月=?', '9月=?']);
  });

  it('does not take what is so long ago for the year of what follows', () => {
    expect(found('三年前成立，4月7日发布', '2023-05')).toEqual(['三年前=2020', '4月7日=2023-04-07']);
  });

  it('points back to the day last mentioned', () => {
    expect(dates('4月10日发布。昆仑万维同一天宣布', '2023-04')[1]).toEqual({
      start: 12,
      end: 15,
      isRelative: true,
      isAnaphoric: true,
      iso: '2023-04-10',
    });
    expect(dates('昆仑万维同一天宣布', '2023-04')).toEqual([
      { start: 4, end: 7, isRelative: true, isAnaphoric: true },
    ]);
    expect(found('1861年4月12日，次日开始')).toEqual(['1861年4月12日=1861-04-12', '次日=1861-04-13']);
  });

  it('reads both ends of a span of years', () => {
    expect(found('2019年至2022年')).toEqual(['2019年=2019', '2022年=2022']);
    expect(found('2019-2022年')).toEqual(['2019=2019', '2022年=2022']);
    expect(found('前410年，公元前404年')).toEqual(['前410年=-0409', '公元前404年=-0403']);
  });

  it('leaves out days and months that the calendar lacks', () => {
    expect(found('2023年2月30日')).toEqual(['2023年2月30日=2023-02']);
    expect(found('2024年2月29日')).toEqual(['2024年2月29日=2024-02-29']);
    expect(found('2023年13月')).toEqual(['2023年13月=2023']);
    expect(found('13月')).toEqual([]);
  });

  it('says nothing of days of the old calendar', () => {
    expect(found('农历八月十五日', '2023')).toEqual(['八月十五日=?']);
  });

  it('takes three digits for a year after a preposition only', () => {
    expect(found('于907年灭亡，有300年历史，唐朝在618年建立')).toEqual(['907年=0907', '618年=0618']);
  });

  it.each([
    '10年',
    '2000年历史',
    '3个月',
    '第3年',
    '每年',
    '不同年龄',
    '日本年度',
    '今日头条',
    '光明日报',
    '五月天',
    '一日三餐',
    '过去30日',
    '少年初中',
    '两个世纪',
    '三天',
  ])('takes %s for no date', (text) => {
    expect(found(text, '2023-04')).toEqual([]);
  });
});
