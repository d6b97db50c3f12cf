import { fold } from './fold.js';
import { parseNumber } from './parse-number.js';
import type { Quantity } from './quantities.js';
import { unitAfter } from './units.js';

const ORDINAL =
  /第((?:\d{1,3}(?:,\d{3})+|\d+)[十百千万亿]*|[零〇一二两三四五六七八九十百千万]+)|(?<![\w.,-])(\d+)(?:st|nd|rd|th)\b/g;

/** The ordinals of a text, in order, with what they number: 第30届, 第147位, 第三, 20th. They count nothing. */
export function ordinals(text: string): Quantity[] {
  const folded = fold(text);
  return Array.from(folded.matchAll(ORDINAL)).flatMap((match) => {
    const end = match.index + match[0].length;
    const value = parseNumber(match[1] ?? match[2] ?? '');
    if (value === undefined) return [];
    const unit = match[1] === undefined ? undefined : unitAfter(folded, end);
    return [{ start: match.index, end: end + (unit?.length ?? 0), value, unit: unit?.name ?? '' }];
  });
}
