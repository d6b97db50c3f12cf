import { clauses, type Span, sentences } from '../text/sentences.js';
import type { Block, ParsedText } from './parsed-text.js';
import type { Passage } from './passage.js';
import { readableProse } from './readable-prose.js';

/** The longest passage, in UTF-16 units of prose. */
export const LONGEST_PASSAGE = 320;
/** List items and table rows shorter than this are joined with their neighbours. */
const SHORT_ITEM = 20;
/** What a cut inside a sentence costs, against one between sentences. */
const CUT_SENTENCE = 10 * LONGEST_PASSAGE ** 2;

/** A stretch that is not cut any further. */
interface Piece extends Span {
  /** Whether a sentence or line begins with it. */
  readonly isWhole: boolean;
}

/** Cuts the blocks of a text into passages: a block each, a long one several, short items of a list together. */
export function cutPassages(source: string, { prose, blocks }: ParsedText): Passage[] {
  return joinShortItems(prose, blocks).flatMap((joined) => {
    const { section, paragraph, kind, start, end } = joined;
    const { text, startOf, endOf } = readableProse(prose, start, end);
    return cut(text, kind).flatMap((span): Passage[] => {
      const { start: from, end: to } = trimmed(text, span);
      return from < to ? [{ source, section, paragraph, start: startOf(from), end: endOf(to) }] : [];
    });
  });
}

/** Joins a short item with those behind it until it is long enough, and a short last one with those before it. */
function joinShortItems(prose: string, blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  const lengthOf = ({ start, end }: Span): number => readableProse(prose, start, end).text.trim().length;
  for (const [i, block] of blocks.entries()) {
    const last = joined.at(-1);
    if (last === undefined || block.group === undefined || last.group !== block.group) {
      joined.push(block);
      continue;
    }
    const next = blocks[i + 1];
    const isLastOfGroup = next?.group !== block.group;
    const isShort = lengthOf(last) < SHORT_ITEM || (isLastOfGroup && lengthOf(block) < SHORT_ITEM);
    const both = { ...last, end: block.end };
    if (isShort && lengthOf(both) <= LONGEST_PASSAGE) joined[joined.length - 1] = both;
    else joined.push(block);
  }
  return joined;
}

function cut(text: string, kind: Block['kind']): Span[] {
  const whole = trimmed(text, { start: 0, end: text.length });
  if (lengthOf(whole) <= LONGEST_PASSAGE) return [whole];
  const parts = kind === 'code' ? lines(text) : sentences(text, whole.start, whole.end);
  return packed(parts.flatMap((part) => pieces(text, part, kind)));
}

function pieces(text: string, part: Span, kind: Block['kind']): Piece[] {
  if (lengthOf(part) <= LONGEST_PASSAGE) return [{ ...part, isWhole: true }];
  if (kind === 'code') {
    return sentences(text, part.start, part.end).flatMap((sentence) => pieces(text, sentence, 'text'));
  }
  const parts = clauses(text, part.start, part.end);
  return parts.flatMap((span) => hardCut(text, span)).map((span, i) => ({ ...span, isWhole: i === 0 }));
}

/** Cuts what has no mark to be cut at: at the last space of a passage's length, else between two characters. */
function hardCut(text: string, { start, end }: Span): Span[] {
  const found: Span[] = [];
  for (let from = start; from < end; ) {
    let to = Math.min(end, from + LONGEST_PASSAGE);
    if (to < end) {
      const space = text.slice(from, to).search(/\s\S*$/);
      if (space > LONGEST_PASSAGE / 2) to = from + space + 1;
      else if (isLowSurrogate(text.charCodeAt(to))) to--;
    }
    found.push({ start: from, end: to });
    from = to;
  }
  return found;
}

/**
 * Puts neighbouring pieces together, no stretch longer than a passage: few stretches, nearly equal, and no
 * sentence cut that need not be. The cheapest way of all: `best[i]` is the cost of the first `i` pieces.
 */
function packed(all: readonly Piece[]): Span[] {
  const best = [0];
  const from = [0];
  for (let i = 1; i <= all.length; i++) {
    best[i] = Number.POSITIVE_INFINITY;
    const end = all[i - 1]?.end ?? 0;
    for (let j = i - 1; j >= 0; j--) {
      const length = end - (all[j]?.start ?? 0);
      if (length > LONGEST_PASSAGE && j < i - 1) break;
      const cost =
        (best[j] ?? 0) + length ** 2 + LONGEST_PASSAGE ** 2 + (all[j]?.isWhole === false ? CUT_SENTENCE : 0);
      if (cost >= (best[i] ?? 0)) continue;
      best[i] = cost;
      from[i] = j;
    }
  }
  const found: Span[] = [];
  for (let i = all.length; i > 0; i = from[i] ?? 0) {
    found.push({ start: all[from[i] ?? 0]?.start ?? 0, end: all[i - 1]?.end ?? 0 });
  }
  return found.reverse();
}

function lines(text: string): Span[] {
  return Array.from(text.matchAll(/[^\r\n]+/g), ({ index, 0: line }) => ({
    start: index,
    end: index + line.length,
  }));
}

function trimmed(text: string, { start, end }: Span): Span {
  const part = text.slice(start, end);
  return { start: end - part.trimStart().length, end: start + part.trimEnd().length };
}

function lengthOf({ start, end }: Span): number {
  return end - start;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
