import {
  type DateContext,
  type DateMatch,
  type DateReading,
  type DateRule,
  isoCentury,
  isoDecade,
} from './date-context.js';
import { unitAfter } from './units.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
const MONTH =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?';
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th)?(?![\\d%])';
const YEAR = '(?:,? (?:of |in )?(?:(?<year>[12]\\d{3})(?!\\d)|(?<relative>last|this|next|that) year\\b))';
const BEFORE_TIME =
  '(?<=\\b(?:in|since|by|from|until|till|during|of|to|through|between|before|after|early|mid|late|around|and|as of) )';
const COUNT = '(?<count>\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|a few)';
const COUNTS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};
const SHIFTS: Readonly<Record<string, number>> = { last: -1, this: 0, next: 1 };
const DAYS_FROM_PUBLICATION: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };

/** The English ways of writing dates, and those in figures alone. */
export const ENGLISH_DATES: readonly DateRule[] = [
  { pattern: rule(`\\b${MONTH} ${DAY}${YEAR}?`), read: monthAndDay },
  { pattern: rule(`(?<!\\d)${DAY} (?:of )?${MONTH}${YEAR}?`), read: monthAndDay },
  { pattern: rule(`\\b${MONTH}${YEAR}`), read: monthAndDay },
  {
    pattern: rule(`\\b(?<shift>last|this|next) ${MONTH}`),
    read: ({ groups }, context) => nearMonth(groups.shift ?? '', monthOf(groups), context),
  },
  { pattern: rule(`${BEFORE_TIME}${MONTH}(?! \\d)`), read: monthAndDay },
  {
    pattern: rule(
      '(?<![\\w.,/-])(?<year>[12]\\d{3})(?<mark>[-/.])(?<month>\\d{1,2})\\k<mark>(?<day>\\d{1,2})(?![\\d-])',
    ),
    read: inFigures,
  },
  { pattern: rule('(?<![\\w.,/-])(?<year>[12]\\d{3})-(?<month>\\d{2})(?![\\d-])'), read: inFigures },
  {
    pattern: rule(
      '(?<![\\w.,:/$¥#-])(?<year>19\\d\\d|20\\d\\d)(?:(?=-[12]\\d{3}(?!\\d))|(?![\\w%:/-]|[.,]\\d))',
    ),
    read: bareYear,
  },
  { pattern: rule('(?<=\\b[12]\\d{3}-)(?<year>[12]\\d{3})(?![\\w-])'), read: bareYear },
  {
    pattern: rule('\\b(?:the )?(?:(?:early|mid|late)[ -])?(?<year>[12]\\d{2}0)s\\b'),
    read: ({ groups }) => ({ isRelative: false, iso: isoDecade(Number(groups.year)) }),
  },
  {
    pattern: rule('(?<!\\d)(?<century>\\d{1,2})(?:st|nd|rd|th)[ -]century\\b(?! ?bc)'),
    read: ({ groups }) => ({ isRelative: false, iso: isoCentury(Number(groups.century)) }),
  },
  {
    pattern: rule('(?<![\\d,])(?<year>\\d{1,4}) bce?\\b'),
    read: ({ groups }, context) => context.stated(1 - Number(groups.year)),
  },
  {
    pattern: rule('\\bad (?<year>\\d{1,4})\\b|(?<![\\d,])(?<after>\\d{1,4}) (?:ad|ce)\\b'),
    read: ({ groups }, context) => context.stated(Number(groups.year ?? groups.after)),
  },
  {
    pattern: rule('\\bthe year before last\\b'),
    read: (_, context) => context.yearsFromPublication(-2),
  },
  {
    pattern: rule('\\b(?<shift>last|this|next) year\\b'),
    read: ({ groups }, context) => context.yearsFromPublication(SHIFTS[groups.shift ?? ''] ?? 0),
  },
  {
    pattern: rule("\\b(?:that|the same) year\\b|\\b(?:the )?(?:end of the year|year[- ]end|year's end)\\b"),
    read: (_, context) => context.yearsFromNamed(0),
  },
  {
    pattern: rule('\\bthe (?<shift>previous|following|next) year\\b'),
    read: ({ groups }, context) => context.yearsFromNamed(groups.shift === 'previous' ? -1 : 1),
  },
  {
    pattern: rule('\\b(?<shift>last|this|next) month\\b'),
    read: ({ groups }, context) => context.monthsFromPublication(SHIFTS[groups.shift ?? ''] ?? 0),
  },
  {
    pattern: rule(
      `\\b(?:(?:about|around|nearly|almost|over|some) )?${COUNT} (?<unit>day|week|month|year)s? ago\\b`,
    ),
    read: ({ groups }, context) => ago(groups, context),
  },
  {
    pattern: rule('\\b(?:the|that) same day\\b|\\bthat day\\b'),
    read: (_, context) => ({ ...context.daysFromNamed(0), isRelative: true, isAnaphoric: true }),
  },
  {
    pattern: rule('\\b(?:yesterday|today|tomorrow)\\b'),
    read: ({ text }, context) => context.daysFromPublication(DAYS_FROM_PUBLICATION[text] ?? 0),
  },
  {
    pattern: rule('\\b(?:recently|lately|(?:last|this|next) week|the other day)\\b'),
    read: () => ({ isRelative: true }),
  },
];

function rule(source: string): RegExp {
  return new RegExp(source, 'g');
}

function monthOf(groups: DateMatch['groups']): number {
  return 1 + MONTHS.findIndex((month) => groups.month?.startsWith(month));
}

/** `may` and `march` are months only with a capital. */
function isMonth({ groups, text, start, original }: DateMatch): boolean {
  const month = groups.month ?? '';
  return !/^mar(?:ch)?$|^may$/.test(month) || /^[A-Z]/.test(original.slice(start + text.indexOf(month)));
}

function monthAndDay(match: DateMatch, context: DateContext): DateReading | undefined {
  const { year, relative } = match.groups;
  if (!isMonth(match)) return undefined;
  const month = monthOf(match.groups);
  const day = match.groups.day === undefined ? undefined : Number(match.groups.day);
  if (day !== undefined && (day < 1 || day > 31)) return undefined;
  if (year !== undefined) return context.stated(Number(year), month, day);
  const shift = SHIFTS[relative ?? ''];
  return shift === undefined
    ? context.yearsFromNamed(0, month, day)
    : context.yearsFromPublication(shift, month, day);
}

/** Last August is the latest one over, next August the first to come, this August the one of this year. */
function nearMonth(shift: string, month: number, context: DateContext): DateReading {
  const { publishedMonth } = context;
  if (shift === 'this') return context.yearsFromPublication(0, month);
  if (publishedMonth === undefined) return { isRelative: true };
  if (shift === 'last') return context.yearsFromPublication(month < publishedMonth ? 0 : -1, month);
  return context.yearsFromPublication(month > publishedMonth ? 0 : 1, month);
}

function inFigures({ groups }: DateMatch, context: DateContext): DateReading | undefined {
  const [year, month] = [Number(groups.year), Number(groups.month)];
  const day = groups.day === undefined ? undefined : Number(groups.day);
  if (month < 1 || month > 12 || (day !== undefined && (day < 1 || day > 31))) return undefined;
  // The 2007-08 season is no August.
  if (day === undefined && month === (year + 1) % 100) return undefined;
  return context.stated(year, month, day);
}

/** Four digits are a year after a preposition, and elsewhere unless something is counted by them. */
function bareYear({ groups, folded, start, end }: DateMatch, context: DateContext): DateReading | undefined {
  const year = Number(groups.year);
  const before = folded.slice(Math.max(0, start - 12), start);
  const isInTime =
    /\b(?:in|since|by|from|until|till|during|of|through|before|after|early|mid|late|year) $|\d{4}-$/.test(
      before,
    );
  if (isInTime) return context.stated(year);
  const isCount =
    year % 1000 === 0 || /[达约超过近有共第编号价]$/.test(before) || unitAfter(folded, end) !== undefined;
  return isCount ? undefined : context.stated(year);
}

function ago({ count = '', unit }: DateMatch['groups'], context: DateContext): DateReading {
  const value = COUNTS[count] ?? Number(count);
  if (Number.isNaN(value)) return { isRelative: true };
  if (unit === 'year') return context.before(value, 'years');
  return unit === 'month'
    ? context.before(value, 'months')
    : context.before(unit === 'week' ? value * 7 : value, 'days');
}
