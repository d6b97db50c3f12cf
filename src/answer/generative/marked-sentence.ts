import type { CitedSentence } from '../checker/sentence-checker.js';

/** A sentence of a model's answer. */
export interface MarkedSentence extends CitedSentence {
  /** What stands before it on its line, as the answer shows it: `- `, `1. `, or nothing. */
  readonly bullet: string;
}

/** [1], [1,2], [1-3], [1][2], 【1】, ［1］, [^1]; also with 资料, 来源, passage or source before the number. */
const NUMBERS = '\\s*(?:\\^|资料|来源|文档|passages?|sources?)?\\s*\\d{1,3}\\s*\\^?';
export const MARKER = new RegExp(`[[【［](?:${NUMBERS})(?:[,，、;；~–—-]${NUMBERS})*[\\]】］]`, 'gi');
const BULLET = /^\s*(?:[-*•·]\s+|\d{1,2}[.、)）]\s*(?!\d)|#{1,6}\s+|>\s+)/;

/** Reads a sentence as a model wrote it: its markers, wherever they stand, and its text without markup. */
export function readSentence(raw: string): MarkedSentence {
  const markers = Array.from(raw.matchAll(MARKER), ([marker]) => numbersOf(marker)).flat();
  const bare = raw.replace(MARKER, '');
  const bullet = BULLET.exec(bare)?.[0] ?? '';
  const text = bare
    .slice(bullet.length)
    .replace(/\*\*|__|(?<=\s|^)[*_](?=\S)|(?<=\S)[*_](?=\s|$)/g, '')
    .replace(/\s+/g, ' ')
    // “… opened [1].” leaves a space before the full stop.
    .replace(/ +([.,;:!?。，；：！？])/g, '$1')
    .trim();
  return { text, markers: [...new Set(markers)], bullet: shownBullet(bullet) };
}

/** Headings and quotations are shown as text. */
function shownBullet(bullet: string): string {
  const mark = bullet.trim();
  if (/^[-*•·]$/.test(mark)) return '- ';
  return /^\d/.test(mark) ? `${mark} ` : '';
}

/** 1-3 are one, two and three. */
function numbersOf(marker: string): number[] {
  return marker
    .slice(1, -1)
    .split(/[,，、;；]/)
    .flatMap((part) => {
      const [from = 0, to = from] = (part.match(/\d+/g) ?? []).map(Number);
      return Array.from({ length: Math.max(1, Math.min(to - from, 9) + 1) }, (_, i) => from + i);
    });
}
