/** What dates hang on that don't say their year, and how dates are written as ISO strings. */

/** A date as read. */
export interface DateReading {
  readonly isRelative: boolean;
  readonly iso?: string;
  readonly isAnaphoric?: boolean;
}

/** A way of writing dates. */
export interface DateRule {
  /** Global; matched against the folded text. */
  readonly pattern: RegExp;
  /** Reads a match, or finds that it is no date. */
  read(match: DateMatch, context: DateContext): DateReading | undefined;
}

/** What a rule matched. */
export interface DateMatch {
  /** The named groups that took part. */
  readonly groups: Readonly<Record<string, string | undefined>>;
  /** The whole match, folded. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The text around, folded and as it is. */
  readonly folded: string;
  readonly original: string;
}

interface KnownYear {
  /** Absent where a relative year can't be resolved: a month after it then has no year either. */
  readonly value?: number | undefined;
  readonly isRelative: boolean;
}

/** The day of publication and what the text has named so far. */
export class DateContext {
  readonly publishedYear: number | undefined;
  readonly publishedMonth: number | undefined;
  /** ISO, only where the day is known. */
  readonly publishedDay: string | undefined;
  private year: KnownYear | undefined;
  private month: number | undefined;
  private day: string | undefined;

  /** @param published ISO date as precise as it is known; anything else counts as unknown */
  constructor(published: string | undefined) {
    const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(published ?? '') ?? [];
    this.publishedYear = year === undefined ? undefined : Number(year);
    this.publishedMonth = month === undefined ? undefined : Number(month);
    this.publishedDay = day === undefined ? undefined : published;
  }

  /** Forgets what the text has named: a new paragraph begins. */
  forget(): void {
    this.year = undefined;
    this.month = undefined;
    this.day = undefined;
  }

  /** A date whose year is stated. */
  stated(year: number, month?: number, day?: number): DateReading {
    return this.named({ value: year, isRelative: false }, month, day);
  }

  /** A date in the year so many years after that of publication. */
  yearsFromPublication(shift: number, month?: number, day?: number): DateReading {
    const value = this.publishedYear === undefined ? undefined : this.publishedYear + shift;
    return this.named({ value, isRelative: true }, month, day);
  }

  /** A date in the year so many years after the last one named, else after that of publication. */
  yearsFromNamed(shift: number, month?: number, day?: number): DateReading {
    const base = this.year ?? { value: this.publishedYear, isRelative: true };
    const value = base.value === undefined ? undefined : base.value + shift;
    return this.named({ value, isRelative: base.isRelative }, month, day);
  }

  /** A day of the month last named, else of the month of publication. */
  dayOfNamedMonth(day: number): DateReading {
    return this.month === undefined
      ? this.monthsFromPublication(0, day)
      : this.yearsFromNamed(0, this.month, day);
  }

  /** The month last named, or a day in it. */
  namedMonth(day?: number): DateReading {
    return this.month === undefined ? { isRelative: true } : this.yearsFromNamed(0, this.month, day);
  }

  /** A date in the month so many months after that of publication. */
  monthsFromPublication(shift: number, day?: number): DateReading {
    if (this.publishedYear === undefined || this.publishedMonth === undefined) return { isRelative: true };
    const [year, month] = isoMonth(this.publishedYear, this.publishedMonth, shift).split('-').map(Number);
    return this.named({ value: year, isRelative: true }, month, day);
  }

  /** The day so many days after that of publication, where that is known. */
  daysFromPublication(shift: number): DateReading {
    return this.publishedDay === undefined
      ? { isRelative: true }
      : this.onDay(addDays(this.publishedDay, shift), true);
  }

  /** The day so many days after the one last named in full. */
  daysFromNamed(shift: number): DateReading {
    const isRelative = this.year?.isRelative ?? true;
    return this.day === undefined ? { isRelative: true } : this.onDay(addDays(this.day, shift), isRelative);
  }

  /** So long before the day of publication. It names nothing: a month after 三年前 is still this year's. */
  before(count: number, unit: 'years' | 'months' | 'days'): DateReading {
    const { publishedYear: year, publishedMonth: month, publishedDay } = this;
    if (unit === 'years' && year !== undefined) return { isRelative: true, iso: isoDate(year - count) };
    if (unit === 'months' && year !== undefined && month !== undefined) {
      return { isRelative: true, iso: isoMonth(year, month, -count) };
    }
    if (unit === 'days' && publishedDay !== undefined) {
      return { isRelative: true, iso: addDays(publishedDay, -Math.round(count)) };
    }
    return { isRelative: true };
  }

  private onDay(iso: string, isRelative: boolean): DateReading {
    const [year, month, day] = iso.split('-').map(Number);
    return this.named({ value: year, isRelative }, month, day);
  }

  private named(year: KnownYear, month?: number, day?: number): DateReading {
    this.year = year;
    this.month = month;
    this.day = undefined;
    if (year.value === undefined) return { isRelative: year.isRelative };
    const iso = isoDate(year.value, month, day);
    if (iso.length === 10) this.day = iso;
    return { isRelative: year.isRelative, iso };
  }
}

/** `2022`, `2022-08` or `2022-08-17`, as far as the calendar has it; years before ours are negative (ISO 8601: 1 BC is `0000`). */
export function isoDate(year: number, month?: number, day?: number): string {
  const years = year < 0 ? `-${pad(-year, 4)}` : pad(year, 4);
  if (month === undefined || month < 1 || month > 12) return years;
  const days = new Date(Date.UTC(2000 + (((year % 400) + 400) % 400), month, 0)).getUTCDate();
  if (day === undefined || day < 1 || day > days) return `${years}-${pad(month, 2)}`;
  return `${years}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** The `1990s` are `199` and the 20th century is `19`, as in ISO 8601: what every date in them begins with. */
export function isoDecade(year: number): string {
  return pad(Math.floor(year / 10), 3);
}

export function isoCentury(ordinal: number): string {
  return pad(ordinal - 1, 2);
}

function isoMonth(year: number, month: number, shift: number): string {
  const months = year * 12 + month - 1 + shift;
  return isoDate(Math.floor(months / 12), (months % 12) + 1);
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

function addDays(iso: string, days: number): string {
  return new Date(Date.parse(iso) + days * 86_400_000).toISOString().slice(0, 10);
}
