import {
  type DateContext,
  type DateMatch,
  type DateReading,
  type DateRule,
  isoCentury,
  isoDecade,
} from './date-context.js';
import { CHINESE_ERAS, MODERN_ERAS } from './era-names.js';
import { parseNumber } from './parse-number.js';

const HAN = '〇零一二三四五六七八九十';
const SMALL = `(?:\\d{1,2}|[${HAN}]{1,3})`;
const MONTH_PART = `(?:初(?![${HAN}])|[上中下]旬|[底末](?!层|座|部|盘))`;
/** 8月, 8月份, 8月17日, 8月初, and the first half of 8月7-9日 */
const MONTH = `(?<month>${SMALL}) ?月(?:份|${MONTH_PART})?(?: ?(?<day>${SMALL})(?: ?[日号]| ?(?=[-~至到] ?\\d{1,2}[日号])))?`;
const YEAR_PART =
  '年?[初底末](?!层|座|部|盘)|年中(?!国|文)|[春夏秋冬][天季]|[上下]半年|同期|第?[一二三四1-4]季度';
const WITHIN_YEAR = `(?: ?的? ?${MONTH}|(?:${YEAR_PART}))?`;

/** 康熙七年正月十九日: the months and days are those of the old calendar. */
const OLD_MONTH = `(?: ?闰?[正腊冬${HAN}]{1,2}月(?:初?[廿${HAN}]{1,3}日?)?)?`;

/** 中华民国2012年 is a year of our calendar. */
const LONGEST_ERA = 200;

const YEARS_FROM_PUBLICATION: Readonly<Record<string, number>> = {
  大前年: -3,
  前年: -2,
  去年: -1,
  上年: -1,
  今年: 0,
  本年: 0,
  明年: 1,
  后年: 2,
};
const YEARS_FROM_NAMED: Readonly<Record<string, number>> = { 同年: 0, 当年: 0, 次年: 1, 翌年: 1 };
const MONTHS_FROM_PUBLICATION: Readonly<Record<string, number>> = { 本月: 0, 这月: 0, 上月: -1, 下月: 1 };
const DAYS_FROM_PUBLICATION: Readonly<Record<string, number>> = {
  前天: -2,
  前日: -2,
  昨天: -1,
  昨日: -1,
  昨晚: -1,
  今天: 0,
  今日: 0,
  今晨: 0,
  今晚: 0,
  明天: 1,
  明日: 1,
};

/** The Chinese ways of writing dates. Where several match, the first to begin counts, then the longest. */
export const CHINESE_DATES: readonly DateRule[] = [
  {
    pattern: rule(
      `(?<era>${[...MODERN_ERAS.keys()].join('|')})(?<before>前)? ?(?<year>元|\\d{1,4}|[${HAN}]{1,4})年${WITHIN_YEAR}`,
    ),
    read: ({ groups }, context) => {
      const year = yearOfEra(groups.year);
      const first = MODERN_ERAS.get(groups.era ?? '');
      if (year === undefined || first === undefined || (first > 1 && year > LONGEST_ERA)) return undefined;
      return context.stated(groups.before === undefined ? first + year - 1 : first - year, ...within(groups));
    },
  },
  {
    pattern: rule(
      `(?<era>${[...CHINESE_ERAS.keys()].join('|')})(?<year>元|\\d{1,2}|[${HAN}]{1,3})年${OLD_MONTH}`,
    ),
    read: ({ groups }, context) => {
      const year = yearOfEra(groups.year);
      const first = CHINESE_ERAS.get(groups.era ?? '');
      if (year === undefined) return undefined;
      return first === undefined ? { isRelative: false } : context.stated(first + year - 1);
    },
  },
  {
    // 公元前86年 ... 前108年
    pattern: rule('(?<=^|[\\s,。;(、至-])前(?<year>[1-9]\\d{2,3})年'),
    read: ({ groups }, context) => context.stated(1 - Number(groups.year)),
  },
  {
    pattern: rule(
      `(?<!\\d)(?<year>[12]\\d{3}|[一二][〇零一二三四五六七八九]{3}) ?年(?!的?历史|之久|以上)${WITHIN_YEAR}`,
    ),
    read: ({ groups }, context) => context.stated(number(groups.year) ?? 0, ...within(groups)),
  },
  {
    // Three digits are mostly a length of time (300年历史): a month or a preposition makes them a year.
    pattern: rule(`(?<!\\d)(?<year>[1-9]\\d{2})年(?![来多间前后内以之的历])${WITHIN_YEAR}`),
    read: ({ groups, folded, start }, context) =>
      groups.month !== undefined || /(?:^|[在于从自至到(,。])$/.test(folded.slice(0, start))
        ? context.stated(number(groups.year) ?? 0, ...within(groups))
        : undefined,
  },
  {
    pattern: rule('(?<!\\d)(?<year>[12]\\d{3})(?= ?[-~至到] ?[12]\\d{3} ?年)'),
    read: ({ groups }, context) => context.stated(number(groups.year) ?? 0),
  },
  {
    pattern: rule(
      `(?<before>公元前|西元前|前)?(?<century>上个?|本|${SMALL})世纪(?:(?<decade>${SMALL}) ?年代)?(?:[初末]|中叶|[前中后]期)?`,
    ),
    read: ({ groups }, context) => centuryOrDecade(groups, context),
  },
  {
    pattern: rule('(?<!\\d)(?<year>[12]\\d{2}0) ?年代(?:[初末]|[前中后]期)?'),
    read: ({ groups }) => ({ isRelative: false, iso: isoDecade(number(groups.year) ?? 0) }),
  },
  {
    pattern: rule('(?<![\\d十百千])(?<decade>[1-9]0|[一二三四五六七八九]十)年代(?:[初末]|[前中后]期)?'),
    read: ({ groups }, { publishedYear }) => {
      if (publishedYear === undefined) return { isRelative: true };
      const inCentury = Math.floor(publishedYear / 100) * 100 + (number(groups.decade) ?? 0);
      return { isRelative: true, iso: isoDecade(inCentury > publishedYear ? inCentury - 100 : inCentury) };
    },
  },
  {
    pattern: rule(
      `(?<![日基版资以此之最]|失(?=去))(?<relative>${Object.keys(YEARS_FROM_PUBLICATION).join('|')})(?![轻龄])${WITHIN_YEAR}`,
    ),
    read: ({ groups }, context) =>
      context.yearsFromPublication(YEARS_FROM_PUBLICATION[groups.relative ?? ''] ?? 0, ...within(groups)),
  },
  {
    pattern: rule(
      `(?<![不一二两三多几每\\d])(?<relative>${Object.keys(YEARS_FROM_NAMED).join('|')})(?![轻龄级会])${WITHIN_YEAR}`,
    ),
    read: ({ groups }, context) =>
      context.yearsFromNamed(YEARS_FROM_NAMED[groups.relative ?? ''] ?? 0, ...within(groups)),
  },
  {
    pattern: rule('(?<![少青老成童每\\d])年[初底末](?!层|座|部|盘)'),
    read: (_, context) => context.yearsFromNamed(0),
  },
  {
    pattern: rule(`(?<![\\d.第每${HAN}])${MONTH}(?![天球饼龄])`),
    read: ({ groups, folded, start }, context) => {
      const [month = 0, day] = within(groups);
      if (month < 1 || month > 12) return undefined;
      const isLunar = /(?:农历|阴历|旧历|夏历|闰)$/.test(folded.slice(0, start));
      return isLunar ? { isRelative: true } : context.yearsFromNamed(0, month, day);
    },
  },
  {
    pattern: rule(`(?<relative>[本这上下])个?月(?:(?<day>${SMALL})[日号]|${MONTH_PART})?`),
    read: ({ groups }, context) =>
      context.monthsFromPublication(MONTHS_FROM_PUBLICATION[`${groups.relative}月`] ?? 0, number(groups.day)),
  },
  {
    pattern: rule(`[当同]月(?:(?<day>${SMALL})[日号]|${MONTH_PART})?`),
    read: ({ groups }, context) => context.namedMonth(number(groups.day)),
  },
  {
    // Of days that stand alone only those in figures: 一日 and 十日 are mostly lengths of time.
    pattern: rule('(?<![\\d.第每近去续期达共])(?<day>\\d{1,2})日(?![本元报均常益语军志内后前间游活龄线程])'),
    read: ({ groups }, context) => {
      const day = number(groups.day) ?? 0;
      return day < 1 || day > 31 ? undefined : context.dayOfNamedMonth(day);
    },
  },
  {
    pattern: rule(
      `(?:大约|将近|差不多|约|近)?(?<![\\d第几数百千万,.-])(?<count>\\d{1,3}|[${HAN}两]{1,3}|几|数|半)[多余]?(?<unit>个多?月|天|年|周|个?星期)多?[之以]?前(?![年天日])`,
    ),
    read: ({ groups }, context) => ago(groups, context),
  },
  {
    pattern: rule('同一[天日]|(?<!不)同日|当日|[当那这]天|[那这]一天'),
    read: (_, context) => ({ ...context.daysFromNamed(0), isRelative: true, isAnaphoric: true }),
  },
  { pattern: rule('(?<![一二两三多几每\\d])次日|翌日'), read: (_, context) => context.daysFromNamed(1) },
  {
    pattern: rule(`(?<![之以目提光不])(?:${Object.keys(DAYS_FROM_PUBLICATION).join('|')})(?!头条|之[星后])`),
    read: ({ text }, context) => context.daysFromPublication(DAYS_FROM_PUBLICATION[text] ?? 0),
  },
  {
    pattern: rule(
      '(?<!日)[上本这下](?:周|个?星期)|[前近]几[日天]|近日|日前|近期|最近|不久前|前不久|前段时间|[数几]日前',
    ),
    read: () => ({ isRelative: true }),
  },
];

function rule(source: string): RegExp {
  return new RegExp(source, 'g');
}

function number(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseNumber(text);
}

function yearOfEra(text: string | undefined): number | undefined {
  return text === '元' ? 1 : number(text);
}

function within(groups: DateMatch['groups']): [month?: number, day?: number] {
  const month = number(groups.month);
  const day = number(groups.day);
  return month === undefined ? [] : day === undefined ? [month] : [month, day];
}

/** 20世纪90年代 is a decade, 上世纪 hangs on the day of publication, 公元前3世纪 has no ISO form. */
function centuryOrDecade(groups: DateMatch['groups'], { publishedYear }: DateContext): DateReading {
  const { before, century = '', decade } = groups;
  if (before !== undefined) return { isRelative: false };
  const shift = century.startsWith('上') ? -1 : century === '本' ? 0 : undefined;
  const isRelative = shift !== undefined;
  const current = publishedYear === undefined ? undefined : Math.ceil(publishedYear / 100);
  const ordinal = shift === undefined ? number(century) : current === undefined ? undefined : current + shift;
  if (ordinal === undefined || ordinal < 1) return { isRelative };
  const years = number(decade);
  if (years === undefined) return { isRelative, iso: isoCentury(ordinal) };
  return { isRelative, iso: isoDecade((ordinal - 1) * 100 + years) };
}

function ago({ count = '', unit = '' }: DateMatch['groups'], context: DateContext): DateReading {
  const value = count === '半' ? 0.5 : parseNumber(count);
  if (value === undefined) return { isRelative: true };
  if (unit === '年') return value < 1 ? context.before(6, 'months') : context.before(value, 'years');
  if (unit.endsWith('月')) return value < 1 ? { isRelative: true } : context.before(value, 'months');
  return context.before(unit === '天' ? value : value * 7, 'days');
}
