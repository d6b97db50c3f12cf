import { CHINESE_DATES } from './chinese-dates.js';
import { DateContext, type DateMatch, type DateReading, type DateRule } from './date-context.js';
import { ENGLISH_DATES } from './english-dates.js';
import { fold } from './fold.js';

/** A point in time as a text states it. Offsets are UTF-16 units into the text. */
export interface DateMention {
  readonly start: number;
  readonly end: number;
  /** Whether its year hangs on when the text was written (去年8月, 4月7日, 约一个月前). */
  readonly isRelative: boolean;
  /**
   * `2022`, `2022-08` or `2022-08-17`, for decades and centuries what their years begin with (`199`, `19`);
   * absent when nothing can be said, as for a relative date in an undated text.
   */
  readonly iso?: string;
  /** Points back to the date last mentioned: 同一天, 当天. */
  readonly isAnaphoric?: boolean;
}

interface Found {
  readonly match: DateMatch;
  readonly rule: DateRule;
}

const PARAGRAPH_END = /\n[\s\0]*\n/;

/**
 * The dates of a text in order, the relative ones resolved against the day it was published on. A month or
 * day without a year takes the year last named in its paragraph, else the year of publication.
 * @param published ISO date of the text, as precise as it is known (`2023-04`)
 */
export function dates(text: string, published?: string): DateMention[] {
  const context = new DateContext(published);
  const mentions: DateMention[] = [];
  let end = 0;
  for (const { match, rule } of findAll(text)) {
    if (match.start < end) continue;
    if (PARAGRAPH_END.test(text.slice(end, match.start))) context.forget();
    const reading: DateReading | undefined = rule.read(match, context);
    if (reading === undefined) continue;
    mentions.push({ start: match.start, end: match.end, ...reading });
    end = match.end;
  }
  return mentions;
}

/** What any rule matches, by place, the longer match first. */
function findAll(text: string): Found[] {
  const folded = fold(text);
  const found = [...CHINESE_DATES, ...ENGLISH_DATES].flatMap((rule) =>
    Array.from(folded.matchAll(rule.pattern), (match) => {
      const start = match.index;
      const end = start + match[0].length;
      return {
        rule,
        match: { groups: match.groups ?? {}, text: match[0], start, end, folded, original: text },
      };
    }),
  );
  return found.sort((a, b) => a.match.start - b.match.start || b.match.end - a.match.end);
}

/** Whether two ISO dates of any precision can be the same time: `2022` and `2022-08` can. */
export function datesAgree(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

/** An ISO date in words: 2022年8月, 2023年4月7日, 1990年代; August 2022, April 7, 2023, the 1990s. */
export function dateInWords(iso: string, language: 'zh' | 'en'): string {
  if (/^\d\d$/.test(iso)) return centuryInWords(Number(iso) + 1, language);
  if (/^\d\d\d$/.test(iso)) return language === 'zh' ? `${Number(iso)}0年代` : `the ${Number(iso)}0s`;
  const [, sign, digits, month, day] = /^(-?)(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(iso) ?? [];
  const year = sign === '-' ? -Number(digits) : Number(digits);
  const date = { month: Number(month ?? 0), day: Number(day ?? 0) };
  return language === 'zh' ? chineseDate(year, date) : englishDate(year, date);
}

function chineseDate(year: number, { month, day }: { month: number; day: number }): string {
  const years = year < 1 ? `公元前${1 - year}年` : `${year}年`;
  return `${years}${month === 0 ? '' : `${month}月`}${day === 0 ? '' : `${day}日`}`;
}

function englishDate(year: number, { month, day }: { month: number; day: number }): string {
  const years = year < 1 ? `${1 - year} BC` : String(year);
  if (month === 0) return years;
  const name = new Intl.DateTimeFormat('en-US', { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2000, month - 1),
  );
  return day === 0 ? `${name} ${years}` : `${name} ${day}, ${years}`;
}

function centuryInWords(ordinal: number, language: 'zh' | 'en'): string {
  if (language === 'zh') return `${ordinal}世纪`;
  const isTeen = ordinal % 100 > 10 && ordinal % 100 < 14;
  const suffix = (isTeen ? undefined : ['th', 'st', 'nd', 'rd'][ordinal % 10]) ?? 'th';
  return `the ${ordinal}${suffix} century`;
}
