import type { Glossary } from '../../corpus/glossary.js';
import { datesAgree } from '../../text/dates.js';
import type { Quantity } from '../../text/quantities.js';
import type { SourceSentence } from './source-sentence.js';
import type { Digits, Name, Statement, Time } from './statement.js';

/** Whether what a sentence states to the letter stands in a sentence of a source, however it is written there. */

/** Units that are never left out or exchanged for another; all others are classifiers and nouns. */
const MEASURES =
  /^(?:.?元|人民币|新台币|日元|英镑|%|百分点|‰|℃|°|摄氏度|.?[bhw]z?|[kmgtp]i?b|[kmgtp]?hz|[kmgt]?wh?|千瓦时|千瓦|兆瓦|[kmnc]m|[km]g|ms|.?米|平方公里|平方千米|平方米|立方米|公里|千米|厘米|毫米|微米|纳米|海里|英里|英尺|英寸|公斤|千克|克|毫克|吨|升|毫升|公顷|亩|小时|分钟|毫秒|秒|天|周|个月|年|个?季度|倍|度|岁|metre|meter|kilometre|kilometer|mile|foot|feet|ton|tonne|kilogram|gram|litre|liter|degree|hectare|acre|percent)$/;
const SAME_UNITS: Readonly<Record<string, string>> = {
  公里: 'km',
  千米: 'km',
  kilometre: 'km',
  kilometer: 'km',
  米: 'm',
  公尺: 'm',
  metre: 'm',
  meter: 'm',
  厘米: 'cm',
  公分: 'cm',
  毫米: 'mm',
  公斤: 'kg',
  千克: 'kg',
  kilogram: 'kg',
  吨: 't',
  tonne: 't',
  ton: 't',
  升: 'l',
  litre: 'l',
  liter: 'l',
  度: '°',
  '℃': '°',
  摄氏度: '°',
  degree: '°',
  celsius: '°',
  英里: 'mile',
  英尺: 'foot',
  feet: 'foot',
  公顷: 'hectare',
  毫秒: 'ms',
  日: '天',
  千瓦: 'kw',
  兆瓦: 'mw',
  megawatt: 'mw',
  kilowatt: 'kw',
  级别: '',
};

export function holdsFigure(figure: Quantity, source: Pick<Statement, 'figures' | 'digits'>): boolean {
  return (
    source.figures.some(
      (other) =>
        sameValue(figure.value, other.value) &&
        (unitsAgree(figure.unit, other.unit) || isUnitShared(figure, other, source)),
    ) ||
    // “2019年” may be a year here and a number there.
    (!isMeasure(figure.unit) && source.digits.some(({ text }) => Number(text) === figure.value))
  );
}

/** Digits are compared as they are written, the whole run of them. */
export function holdsDigits({ text }: Pick<Digits, 'text'>, { folded }: Pick<Statement, 'folded'>): boolean {
  for (let at = folded.indexOf(text); at >= 0; at = folded.indexOf(text, at + 1)) {
    if (!/\d/.test(folded.charAt(at - 1)) && !/^\.?\d/.test(folded.slice(at + text.length))) return true;
  }
  return false;
}

function sameValue(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(Math.abs(a), Math.abs(b)) * 1e-9;
}

/** “18.5 million dollars, of which the foundation paid 4 million” */
function isUnitShared({ unit }: Quantity, other: Quantity, source: Pick<Statement, 'figures'>): boolean {
  return other.unit === '' && source.figures.some((one) => one !== other && one.unit === unit);
}

function unitsAgree(a: string, b: string): boolean {
  const [one, other] = [SAME_UNITS[a] ?? a, SAME_UNITS[b] ?? b];
  if (one === other) return true;
  // “1000亿” of a source may be parameters or people, but the money would be called money.
  if (other === '') return !isMeasure(one);
  return one === '' || (!isMeasure(one) && !isMeasure(other));
}

function isMeasure(unit: string): boolean {
  return unit !== '' && (MEASURES.test(unit) || Object.values(SAME_UNITS).includes(unit));
}

/**
 * A date may be told with less precision than the source has, never with more.
 * @param own the dates that count of those that the sentence states
 */
export function holdsTime(
  time: Time,
  { evidence, statement }: SourceSentence,
  own: readonly Time[] = statement.times,
): boolean {
  const { iso } = time;
  if (time.isAnaphoric === true) return true;
  // 2021世界人工智能大会: a year in a name.
  if (statement.digits.some(({ text }) => text === iso)) return true;
  if (iso === undefined) return own.some(({ text }) => text === time.text);
  // A date that the sentence takes over from the one before holds for all of it.
  const stated = statement.times.flatMap((other) => other.iso ?? []);
  const takenOver =
    statement.times.some((other) => other.isAnaphoric !== true) || /(?<!\d)\d{4}(?!\d)/.test(statement.folded)
      ? []
      : evidence.dates.iso.filter((other) => !stated.includes(other));
  const known = [...takenOver, ...own.flatMap((other) => other.iso ?? [])];
  if (known.some((other) => other.startsWith(iso))) return true;
  if (
    YEAR_BEFORE.test(statement.folded) &&
    known.some((other) => Number(other.slice(0, 4)) - 1 === Number(iso))
  ) {
    return true;
  }
  // An undated source says “4月7日”, and so does the answer.
  const [, month, day] = iso.split('-');
  return own.some(
    (other) =>
      other.text === time.text ||
      (other.iso !== undefined && month !== undefined && time.isRelative && sameDay(other.iso, month, day)),
  );
}

/** What stands for the year before the one that is named. */
export const YEAR_BEFORE = /(?:前|上)一?年|同比|year (?:before|earlier)|previous year/;

function sameDay(iso: string, month: string, day: string | undefined): boolean {
  const [, otherMonth, otherDay] = iso.split('-');
  return otherMonth === month && (day === undefined || otherDay === day);
}

/** Whether two dates can be the same day, of dates that are known. */
export function timesAgree(a: Time, b: Time): boolean {
  return a.iso === undefined || b.iso === undefined ? a.text === b.text : datesAgree(a.iso, b.iso);
}

/** By the thing that a name stands for where the glossary knows it, else by how it is written. */
export function holdsName(name: Name, folded: string, names: readonly Name[], glossary: Glossary): boolean {
  if (name.entity !== undefined) {
    return names.some(({ entity }) => entity !== undefined && isSameThing(name, entity.name, glossary));
  }
  // “Pieter Lindqvist” may be “Lindqvist of the university, Pieter by first name”; each word has to be there.
  if (name.kind === 'coined') return holdsCoined(folded, name.text);
  return /^[a-z0-9]/.test(name.text)
    ? name.text.split(' ').every((word) => holdsWord(folded, word))
    : folded.includes(name.text);
}

/** As it is, or in two pieces: what no dictionary has may be two words that only here follow each other. */
function holdsCoined(folded: string, word: string): boolean {
  return (
    folded.includes(word) ||
    Array.from({ length: word.length - 1 }, (_, i) => i + 1).some(
      (at) => word.length > 2 && folded.includes(word.slice(0, at)) && folded.includes(word.slice(at)),
    )
  );
}

/** The thing itself, or what belongs to it: 阿里 for 阿里云, never the other way round. */
function isSameThing({ entity }: Name, other: string, glossary: Glossary): boolean {
  if (entity === undefined) return false;
  if (entity.name === other) return true;
  const known = glossary.entities.find(({ name }) => name === other);
  return known?.parent !== undefined && glossary.owners(known).includes(entity);
}

/** Whether a folded text has a Latin word, alone or at the head of a longer one with a hyphen or a plural. */
export function holdsWord(folded: string, word: string): boolean {
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
    const after = folded.slice(at + word.length, at + word.length + 3);
    const isWhole = !/^[a-z0-9]/.test(after) || /^e?s(?![a-z0-9])/.test(after);
    if (isWhole && !/[a-z0-9]/.test(folded.charAt(at - 1))) return true;
  }
  return false;
}
