import { fold, isHan } from '../text/fold.js';

/** A place where one of the names stands. Offsets are UTF-16 units. */
export interface NameMatch<T> {
  readonly value: T;
  readonly start: number;
  readonly end: number;
}

/** What may stand between two parts of a name, in the name and in the text. Folded. */
const SEPARATOR = /^[\s\-_.'·•‧・]$/;
/** The longest run of them, in UTF-16 units. */
const LONGEST_BREAK = 3;
/** Runs that part a name at a soft break: `Tongyi Qianwen`, `tongyi-qianwen`, `JD.com`; not a full stop and a space. */
const SOFT_RUN = /^(?:[\s\-_·•‧・]+|[.'])$/;
/** A number with these behind it counts something: 360度 is no company. Folded. */
const COUNTED =
  /^(?:\s*(?:[多余]?[十百千万亿度元块天年月日号岁秒次张片台个位名人家款种项座条只倍米]|%|(?:degrees?|days?|years?|people|percent|million|billion)\b))/;
const COUNTS = /(?:第|约|近|超|[$¥€£]|\d[.,])$/;

/** At a soft break a {@link SOFT_RUN} may stand, at a dotted one any separators. */
type Break = 'soft' | 'dotted';

interface Name<T> {
  readonly value: T;
  /** By the number of units of the key before it. */
  readonly breaks: Map<number, Break>;
}

interface Node<T> {
  readonly next: Map<number, Node<T>>;
  name?: Name<T>;
}

/**
 * Finds names in texts, whatever their script, case, width and spacing, in time that hardly depends on how
 * many names there are. Names are kept in a trie by their keys: folded, without inner separators. Where a name
 * has a separator, a change of script or a capital inside (`Tongyi Qianwen`, `天工3.5`, `OpenAI`), a text may
 * have one or none.
 */
export class NameMatcher<T> {
  private readonly root: Node<T> = { next: new Map() };

  /**
   * Adds a name. Names that differ only in what the matcher overlooks are one name.
   * @returns what that name stood for before, which it still stands for, or `undefined` for a new name
   */
  add(name: string, value: T): T | undefined {
    const { key, breaks } = partsOf(name);
    let node = this.root;
    for (let i = 0; i < key.length; i++) {
      const code = key.charCodeAt(i);
      let next = node.next.get(code);
      if (next === undefined) {
        next = { next: new Map() };
        node.next.set(code, next);
      }
      node = next;
    }
    if (node.name === undefined) {
      node.name = { value, breaks };
      return undefined;
    }
    for (const [at, kind] of breaks) {
      if (node.name.breaks.get(at) !== 'dotted') node.name.breaks.set(at, kind);
    }
    return node.name.value;
  }

  /** All names in a text in order, none overlapping another: the longest first, then the leftmost. */
  matches(text: string): NameMatch<T>[] {
    if (this.root.next.size === 0) return [];
    const folded = fold(text);
    const found: NameMatch<T>[] = [];
    for (let start = 0; start < folded.length; start++) this.matchesAt(folded, start, found);
    return withoutOverlaps(found, folded.length);
  }

  /** Whether a text has anything that could be a name. */
  static isName(name: string): boolean {
    return /[\p{L}\p{N}]/u.test(name);
  }

  private matchesAt(folded: string, start: number, found: NameMatch<T>[]): void {
    let node = this.root.next.get(folded.charCodeAt(start));
    if (node === undefined || !isWordStart(folded, start)) return;
    let length = 1;
    let at = start + 1;
    const runs: { readonly at: number; readonly run: string }[] = [];
    for (;;) {
      const { name } = node;
      if (name !== undefined && runs.every(({ at: place, run }) => allows(name.breaks.get(place), run))) {
        if (isWordEnd(folded, at) && !isCounted(folded, start, at)) {
          found.push({ value: name.value, start, end: at });
        }
      }
      let next: Node<T> | undefined = node.next.get(folded.charCodeAt(at));
      if (next === undefined) {
        const end = runEnd(folded, at);
        next = end === at ? undefined : node.next.get(folded.charCodeAt(end));
        if (next === undefined) return;
        const run = folded.slice(at, end);
        // A name in Chinese may be parted by the end of a line.
        const isWrapped = /[\r\n]/.test(run) && isBare(folded, at - 1) && isBare(folded, end);
        if (!isWrapped) runs.push({ at: length, run });
        at = end;
      }
      node = next;
      length++;
      at++;
    }
  }
}

function withoutOverlaps<T>(found: NameMatch<T>[], length: number): NameMatch<T>[] {
  if (found.length < 2) return found;
  found.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const isTaken = new Uint8Array(length);
  const kept = found.filter(({ start, end }) => {
    // One that is taken already is no shorter, so it can't lie inside without reaching an end.
    if (isTaken[start] === 1 || isTaken[end - 1] === 1) return false;
    isTaken.fill(1, start, end);
    return true;
  });
  return kept.sort((a, b) => a.start - b.start);
}

function partsOf(name: string): { readonly key: string; readonly breaks: Map<number, Break> } {
  const folded = fold(name);
  const breaks = new Map<number, Break>();
  let key = '';
  for (let i = 0; i < folded.length; ) {
    const end = runEnd(folded, i, folded.length);
    const isInner = i > 0 && end < folded.length;
    if (end > i && isInner && !isDecimalPoint(folded, i)) {
      breaks.set(key.length, folded.slice(i, end).includes('.') ? 'dotted' : 'soft');
      i = end;
      continue;
    }
    if (isInner && isHump(name, i)) breaks.set(key.length, breaks.get(key.length) ?? 'soft');
    key += folded.charAt(i);
    i++;
  }
  return { key, breaks };
}

/** Where a run of separators that begins at `at` ends; `at` where there is none. */
function runEnd(folded: string, at: number, longest = LONGEST_BREAK): number {
  let end = at;
  while (end < at + longest && SEPARATOR.test(folded.charAt(end))) end++;
  return end;
}

function allows(kind: Break | undefined, run: string): boolean {
  return kind === 'dotted' || (kind === 'soft' && SOFT_RUN.test(run));
}

/** Whether a part of a name begins at `at` without a separator: `Open|AI`, `GPT|4`, `天工|3`. */
function isHump(name: string, at: number): boolean {
  const pair = name.slice(at - 1, at + 1);
  if (/^(?:\p{Ll}\p{Lu}|\p{L}\p{N}|\p{N}\p{L})$/u.test(pair)) return true;
  return /^[\p{L}\p{N}]{2}$/u.test(pair) && isBare(name, at - 1) !== isBare(name, at);
}

function isDecimalPoint(folded: string, at: number): boolean {
  return folded.charAt(at) === '.' && isDigit(folded, at - 1) && isDigit(folded, at + 1);
}

function isWordStart(folded: string, at: number): boolean {
  return !(isSpaced(folded, at) && isSpaced(folded, at - 1));
}

/** Not inside a word or a number: `GPT-4` ends before `.` but not in `GPT-4.5`. */
function isWordEnd(folded: string, at: number): boolean {
  if (isSpaced(folded, at - 1) && isSpaced(folded, at)) return false;
  return !isDecimalPoint(folded, at);
}

/** Whether a name that is only a number is one that counts. */
function isCounted(folded: string, start: number, end: number): boolean {
  if (!/^\d+$/.test(folded.slice(start, end))) return false;
  return (
    COUNTED.test(folded.slice(end, end + 12)) || COUNTS.test(folded.slice(Math.max(0, start - 2), start))
  );
}

function isDigit(text: string, at: number): boolean {
  return /^\d$/.test(text.charAt(at));
}

/** A unit of a script without spaces between its words: Chinese characters and kana. */
function isBare(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isHan(code) || (code >= 0x3040 && code <= 0x30ff);
}

/** A letter or digit of a script that has spaces between its words. */
function isSpaced(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
  return !isBare(text, at) && /^[\p{L}\p{N}\p{M}]$/u.test(text.charAt(at));
}
