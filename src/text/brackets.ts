/** A pair of brackets or quotation marks in a text. Offsets are UTF-16 units of the marks themselves. */
export interface Bracket {
  readonly open: number;
  readonly close: number;
  readonly kind: 'quotation' | 'title' | 'bracket';
}

const OPENING = '“‘「『《〈(（[［【';
const CLOSING = '”’」』》〉)）]］】';
const KINDS = ['quotation', 'quotation', 'quotation', 'quotation', 'title', 'title'] as const;
/** The line end before a line of nothing but space. */
const PARAGRAPH_END = /\n(?=(?:[^\S\n]|\0)*\n)/g;

/**
 * The pairs of a text, by their ends. Marks without a partner in their paragraph make no pair, and straight
 * quotation marks only where a paragraph has an even number of them.
 */
export function brackets(text: string): Bracket[] {
  const found: Bracket[] = [];
  let start = 0;
  for (const { index } of [...text.matchAll(PARAGRAPH_END), { index: text.length }]) {
    for (const pair of bracketsOfParagraph(text.slice(start, index), start)) found.push(pair);
    start = index + 1;
  }
  return found;
}

function bracketsOfParagraph(paragraph: string, start: number): Bracket[] {
  const found: Bracket[] = [];
  const open: number[] = [];
  /** How many of each opening mark are in `open`. */
  const waiting = new Array<number>(OPENING.length).fill(0);
  const hasStraightPairs = (paragraph.match(/"/g)?.length ?? 0) % 2 === 0;
  let straight: number | undefined;
  for (let i = 0; i < paragraph.length; i++) {
    const mark = paragraph.charAt(i);
    if (mark === '"' && hasStraightPairs) {
      if (straight !== undefined) found.push({ open: start + straight, close: start + i, kind: 'quotation' });
      straight = straight === undefined ? i : undefined;
    }
    const opening = OPENING.indexOf(mark);
    if (opening >= 0) {
      open.push(i);
      waiting[opening] = (waiting[opening] ?? 0) + 1;
    }
    const closing = CLOSING.indexOf(mark);
    if (closing < 0 || waiting[closing] === 0) continue;
    // What was opened inside and not closed by now has no partner.
    for (let other = -1; other !== closing; ) {
      const at = open.pop() ?? 0;
      other = OPENING.indexOf(paragraph.charAt(at));
      waiting[other] = (waiting[other] ?? 0) - 1;
      if (other === closing)
        found.push({ open: start + at, close: start + i, kind: KINDS[closing] ?? 'bracket' });
    }
  }
  return found;
}
