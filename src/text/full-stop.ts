import { isHan } from './fold.js';

/** Titles and the like, after which the sentence always goes on. */
const BEFORE_NAME =
  /^(?:mr|mrs|ms|dr|prof|st|gen|sen|rep|gov|lt|col|capt|no|nos|fig|figs|vol|pp?|vs|e\.g|i\.e|cf|approx|ca|est)$/i;
/** Abbreviations that may be a sentence's last word as well: the next word tells. */
const ABBREVIATION =
  /^(?:[A-Z]|[A-Za-z](?:\.[A-Za-z])+|Inc|Ltd|Co|Corp|Jr|Sr|Ph\.D|etc|al|dept|min|max|avg)$/;
const MONTH = /^(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$/;
/** Words with a capital that rarely are anything but the first of a sentence. */
const FIRST_WORD =
  /^["“‘'([]*(?:The|This|That|These|Those|It|Its|He|She|They|We|You|His|Her|Their|There|In|On|At|But|And|Or|So|However|As|For|If|When|While|What|Who|How|Why|After|Before|According)\b/;

/**
 * Whether the full stop at `at` ends a sentence: not in `3.5`, `Node.js`, `1. First`, `U.S. officials`.
 * @param to where the closing marks after it end
 * @param from where the sentence begins
 */
export function isSentenceEnd(text: string, at: number, to: number, from: number): boolean {
  const rest = text.slice(to, to + 40).replace(/^\0+/, '');
  if (rest.trim() === '') return true;
  const before = text.slice(Math.max(from, at - 24), at).replace(/[\0”’」』"')）》】\]]+$/, '');
  const isAfterHan = isHan(before.charCodeAt(before.length - 1));
  // Half-width full stops end Chinese sentences only where no others do: not in 与.NET类似。
  if (isAfterHan) return !/^[A-Za-z]/.test(rest) || (!/^[a-z]/.test(rest) && !text.includes('。'));
  const isBeforeHan = isHan(rest.charCodeAt(0));
  if (!/^\s/.test(rest) && !isBeforeHan) return false;
  // 分为:1.数据;2.算力, or a heading's number
  if (isBeforeHan && /(?:^|[^\p{L}\d.])\d{1,3}$/u.test(before)) return false;
  if (/^[\s\0]*\d{1,3}$/.test(text.slice(from, at))) return false;
  const next = rest.trimStart();
  if (/^["“‘'([]*[a-z]/.test(next)) return false;
  const word = /[A-Za-z][A-Za-z.]*$/.exec(before)?.[0] ?? '';
  if (BEFORE_NAME.test(word)) return false;
  if (MONTH.test(word)) return !/^\d/.test(next);
  return !ABBREVIATION.test(word) || FIRST_WORD.test(next);
}
