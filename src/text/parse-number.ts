import { fold } from './fold.js';

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** What a character multiplies the number before it by, the largest first. 兆 as in Taiwan, 10^12. */
const CHINESE_MAGNITUDES: readonly (readonly [string, number])[] = [
  ['兆', 1e12],
  ['亿', 1e8],
  ['万', 1e4],
  ['千', 1e3],
  ['百', 1e2],
  ['十', 10],
];

const ENGLISH_MAGNITUDES: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  mn: 1e6,
  bn: 1e9,
  tn: 1e12,
};

/**
 * The value of a number in Chinese or Arabic figures or a mix of them (`3千2百`, `1.5万`, `一千万亿`, `10,000`),
 * with an English magnitude (`3 billion`), or as a fraction (三分之一, `1/3`) or a percentage (百分之三十 is 30). A
 * magnitude alone counts from one: 千亿 is 1e11. `undefined` for what is no number.
 */
export function parseNumber(text: string): number | undefined {
  const folded = fold(text).trim();
  const english = /^(.+?) ?(hundred|thousand|million|billion|trillion|[mbt]n)$/.exec(folded);
  if (english !== null) return times(plainNumber(english[1] ?? ''), ENGLISH_MAGNITUDES[english[2] ?? '']);
  if (/^[零〇一二三四五六七八九]{2,}$/.test(folded)) return Number(inArabicDigits(folded));
  const fraction = /^(.+)分之(.+)$/.exec(folded.replace(/^(\d+)\/(\d+)$/, '$2分之$1'));
  if (fraction === null) return chineseNumber(folded);
  const [, denominator = '', numerator = ''] = fraction;
  if (denominator === '百') return chineseNumber(numerator);
  const divisor = chineseNumber(denominator);
  return divisor === undefined || divisor === 0 ? undefined : times(chineseNumber(numerator), 1 / divisor);
}

/**
 * Cuts a number at its largest magnitude (the last one, where it occurs twice): what stands before multiplies
 * it, what stands after is added, and both are numbers themselves. So 一千万亿 is (一千万)亿 and 一万零五百 is
 * (一)万 + 五百.
 */
function chineseNumber(text: string): number | undefined {
  for (const [sign, magnitude] of CHINESE_MAGNITUDES) {
    const at = text.lastIndexOf(sign);
    if (at < 0) continue;
    const before = text.slice(0, at);
    const after = text.slice(at + 1);
    const factor = before === '' ? 1 : chineseNumber(before);
    const rest = after === '' ? 0 : remainder(after, magnitude);
    return factor === undefined || rest === undefined ? undefined : clean(factor * magnitude + rest);
  }
  return plainNumber(text);
}

/** What follows a magnitude. A single digit counts the next lower one: 三千五 is 3500, but 三千零五 is 3005. */
function remainder(text: string, magnitude: number): number | undefined {
  const rest = chineseNumber(text.replace(/^[零〇]/, ''));
  if (rest === undefined || rest >= magnitude) return undefined;
  return /^[一二两三四五六七八九1-9]$/.test(text) ? (rest * magnitude) / 10 : rest;
}

/**
 * A number without magnitudes: `10,000`, `3.5`, 两, 三点一四. Two Chinese digits in a row are no number here:
 * 七八十 is a guess, not 780.
 */
function plainNumber(text: string): number | undefined {
  const chinese = /^([零〇一二两三四五六七八九]|\d+)(?:点([零〇一二三四五六七八九\d]+))?$/.exec(text);
  if (chinese !== null) {
    const [, whole = '', decimals = ''] = chinese;
    return Number(inArabicDigits(`${whole}.${decimals}`));
  }
  return /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/.test(text) ? Number(text.replaceAll(',', '')) : undefined;
}

function inArabicDigits(text: string): string {
  return text.replace(/[零〇一二两三四五六七八九]/g, (digit) => String(DIGITS[digit]));
}

function times(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : clean(a * b);
}

/** 1.1 million is 1100000, without the dust of binary fractions. */
function clean(value: number): number {
  return Number(value.toPrecision(15));
}
