import { type Bracket, brackets } from './brackets.js';
import { fold, isHan } from './fold.js';
import { isSentenceEnd } from './full-stop.js';

/** Where sentences and clauses end, in Chinese and in English. All offsets are UTF-16 units. */

/** A stretch of a text: `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is quoted or bracketed stays whole up to this length; at more it is cut like any text. */
const LONGEST_WHOLE = 100;

/** White space and the units that stand for markup. */
const SPACE = /[\s\0]/;
/** End marks; a blank line, or a line end before a new item of a list. */
const ENDS =
  /[。！？｡.．!?…]+|\n(?=(?:[^\S\n]|\0)*\n|[\s\0]*(?:\d{1,3}[.、)）](?!\d)|[(（]?[一二三四五六七八九十]{1,3}[、)）]|[-*•·] ))/g;
const CLOSING_MARKS = /(?:\0*(?:[”’」』)）》〉】\]］]|["'](?=[\s\0”’」』)）]|$)))*/y;
/** Marks after which no sentence begins. */
const COMMA = /^[\s\0]*[,，、;；:：。．]/;
/** What goes on after a quotation, so that no sentence ended in it: “好!”的口号. Of folded text. */
const GOES_ON = /^[\s\0]*[的地得和与及等之.]/;
/** Who said it, after what was said: “真的吗?”他问。 Of folded text. */
const CHINESE_ATTRIBUTION =
  /^[\s\0]*[^\s\0。!?…",;:]{0,12}(?:[说道问答称喊叫]|表示|指出|认为|强调|坦言|解释|补充)道?[。,:]/;
/** “Really?” he asked. */
const ENGLISH_ATTRIBUTION =
  /^[\s\0]*(?:[a-z]|(?:[A-Z]\w* ){1,3}(?:said|says|asked|added|told|replied|wrote|explained)\b)/;
/** How much of what follows is looked at. */
const AHEAD = 40;

/** A text with the brackets in it that keep what they hold whole. */
interface Scan {
  readonly part: string;
  /** By the place of the closing mark. */
  readonly pairs: ReadonlyMap<number, Bracket>;
  /** For each unit, 1 where it stands inside a pair. */
  readonly isInside: Uint8Array;
}

/** End marks and what surrounds them. */
interface Ending {
  readonly marks: string;
  readonly at: number;
  /** Where the closing marks after them end. */
  readonly to: number;
  /** Where the sentence begins. */
  readonly from: number;
}

/**
 * Cuts a stretch of text into sentences. White space around a sentence is left out; closing marks stay with
 * the sentence they close. An end mark inside brackets, a title or a short quotation ends nothing, unless the
 * closing mark ends the sentence with it: “真的?”他问。 is one sentence, “走吧。”他走了。 is two. An ellipsis ends a
 * sentence only before white space or the end of the text.
 */
export function sentences(text: string, start = 0, end = text.length): Span[] {
  const scan = scanOf(text.slice(start, end));
  const ends: number[] = [];
  let from = 0;
  for (const { 0: marks, index: at } of scan.part.matchAll(ENDS)) {
    const to = marks === '\n' ? at : afterClosing(scan, at + marks.length);
    const isEnd = marks === '\n' ? scan.isInside[at] === 0 : endsSentence(scan, { marks, at, to, from });
    if (!isEnd) continue;
    ends.push(to);
    from = to;
  }
  return cut(scan.part, ends, start);
}

/** Cuts a sentence at commas, semicolons and colons outside brackets and short quotations, otherwise like {@link sentences}. */
export function clauses(text: string, start = 0, end = text.length): Span[] {
  const scan = scanOf(text.slice(start, end));
  const { part, isInside } = scan;
  const ends: number[] = [];
  for (const { 0: mark, index } of part.matchAll(/[,，;；:：]/g)) {
    const isInNumber = /[,:：]/.test(mark) && /^\d.\d$/.test(part.slice(Math.max(0, index - 1), index + 2));
    if (isInside[index] === 1 || isInNumber || part.startsWith('://', index)) continue;
    ends.push(afterClosing(scan, index + 1));
  }
  return cut(part, ends, start);
}

function scanOf(part: string): Scan {
  const whole = brackets(part).filter(({ open, close }) => close - open <= LONGEST_WHOLE);
  const isInside = new Uint8Array(part.length);
  for (const { open, close } of whole) isInside.fill(1, open + 1, close);
  return { part, pairs: new Map(whole.map((pair) => [pair.close, pair])), isInside };
}

/** Where the closing marks from `at` on end. A straight quotation mark closes its pair, or stands before white space. */
function afterClosing({ part, pairs }: Scan, at: number): number {
  CLOSING_MARKS.lastIndex = part.charAt(at) === '"' && pairs.has(at) ? at + 1 : at;
  CLOSING_MARKS.test(part);
  return CLOSING_MARKS.lastIndex;
}

function endsSentence(scan: Scan, ending: Ending): boolean {
  const { part, pairs, isInside } = scan;
  const { at, to } = ending;
  const pair = pairs.get(to - 1);
  const isQuoted = isInside[at] === 1;
  if (isInside[to - 1] === 1 || (isQuoted && pair === undefined)) return false;
  if (!marksEndSentence(part, ending)) return false;
  if (COMMA.test(ahead(part, to))) return false;
  return !isQuoted || pair === undefined || pairEndsSentence(part, pair, ending);
}

/** Whether the marks would end the sentence wherever they stand. */
function marksEndSentence(part: string, { marks, at, to, from }: Ending): boolean {
  if (/[。！？｡]/.test(marks)) return true;
  const rest = ahead(part, to).replace(/^\0+/, '');
  if (/^(?:…+|[.．]{2,})$/.test(marks)) return /^\s*$|^\s+[^a-z\s]/.test(rest);
  if (/^[.．]/.test(marks)) return isSentenceEnd(part, at, to, from);
  if (isHan(part.charCodeAt(at - 1)) || isHan(rest.charCodeAt(0))) return true;
  return /^\s*$|^\s+["“‘'([]*[^a-z\s]/.test(rest);
}

/** Whether the pair that closes after the marks closes with the sentence. */
function pairEndsSentence(part: string, { open, close, kind }: Bracket, { marks, from }: Ending): boolean {
  const before = part.slice(from, open);
  const isWholeSentence = /^[\s\0]*$/.test(before);
  if (kind === 'title') return false;
  if (kind === 'bracket') return isWholeSentence;
  const next = ahead(part, close + 1);
  if (GOES_ON.test(fold(next))) return false;
  // Who said it stands before or after: 他说:“好。”她说:“不。”
  if (/[:：,，][\s\0]*$/.test(before)) return true;
  if (CHINESE_ATTRIBUTION.test(fold(next)) || ENGLISH_ATTRIBUTION.test(next)) return false;
  return isWholeSentence || /[。.．｡]/.test(marks);
}

function ahead(part: string, from: number): string {
  return part.slice(from, from + AHEAD);
}

/** The stretches between the ends without the space around them; what has no letter or digit joins the one before. */
function cut(part: string, ends: readonly number[], offset: number): Span[] {
  const found: Span[] = [];
  let from = 0;
  for (const to of [...ends, part.length]) {
    const { start, end } = trimmed(part, from, to);
    from = to;
    if (start === end) continue;
    const last = found.at(-1);
    const joins =
      !/[\p{L}\p{N}]/u.test(part.slice(start, end)) &&
      last !== undefined &&
      !part.slice(last.end - offset, start).includes('\n');
    if (joins) found[found.length - 1] = { start: last.start, end: end + offset };
    else found.push({ start: start + offset, end: end + offset });
  }
  return found;
}

/** A stretch without the space around it. A pattern for the space at its end would try all space in it. */
function trimmed(part: string, from: number, to: number): Span {
  let start = from;
  let end = to;
  while (start < end && SPACE.test(part.charAt(start))) start++;
  while (end > start && SPACE.test(part.charAt(end - 1))) end--;
  return { start, end };
}
