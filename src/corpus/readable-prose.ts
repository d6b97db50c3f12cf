import { BLANK, withoutBlanks } from './document.js';

/** A stretch of prose without its blanks. */
export interface ReadableProse {
  readonly text: string;
  /** The offset into the whole prose of a stretch that starts at an offset into `text`. */
  startOf(offset: number): number;
  /** The same for the end of a stretch: blanks behind its last unit are not part of it. */
  endOf(offset: number): number;
}

/** Reads `prose.slice(start, end)`: sentences are cut as people see them, not with holes where markup is. */
export function readableProse(prose: string, start: number, end: number): ReadableProse {
  const whole = prose.slice(start, end);
  if (!whole.includes(BLANK)) {
    return { text: whole, startOf: (offset) => start + offset, endOf: (offset) => start + offset };
  }
  const places: number[] = [];
  for (let i = start; i < end; i++) if (prose.charAt(i) !== BLANK) places.push(i);
  return {
    text: withoutBlanks(whole),
    startOf: (offset) => places[offset] ?? end,
    endOf: (offset) => (offset === 0 ? start : (places[offset - 1] ?? end - 1) + 1),
  };
}
