/** A pair of brackets or quotation marks in a text. Offsets are UTF-16 units of the marks themselves. */
export interface Bracket {
  readonly open: number;
  readonly close: number;
  readonly kind: 'quotation' | 'title' | 'bracket';
}

const OPENING = '“‘「『《〈(（[［【';
const CLOSING = '”’」』》〉)）]］】';
const KINDS = ['quotation', 'quotation', 'quotation', 'quotation', 'title', 'title'] as const;

/**
 * The pairs of a text, by their ends. Marks without a partner in their paragraph make no pair, and straight
 * quotation marks only where a paragraph has an even number of them.
 */
export function brackets(text: string): Bracket[] {
  const found: Bracket[] = [];
  for (const { 0: paragraph, index } of text.matchAll(/(?:(?!\n[\s\0]*\n)[\s\S])+/g)) {
    found.push(...bracketsOfParagraph(paragraph, index));
  }
  return found;
}

function bracketsOfParagraph(paragraph: string, start: number): Bracket[] {
  const found: Bracket[] = [];
  const open: number[] = [];
  const hasStraightPairs = (paragraph.match(/"/g)?.length ?? 0) % 2 === 0;
  let straight: number | undefined;
  for (let i = 0; i < paragraph.length; i++) {
    const mark = paragraph.charAt(i);
    if (mark === '"' && hasStraightPairs) {
      if (straight !== undefined) found.push({ open: start + straight, close: start + i, kind: 'quotation' });
      straight = straight === undefined ? i : undefined;
    }
    if (OPENING.includes(mark)) open.push(i);
    const number = CLOSING.indexOf(mark);
    if (number < 0) continue;
    const partner = open.findLastIndex((at) => paragraph.charAt(at) === OPENING.charAt(number));
    if (partner < 0) continue;
    found.push({ open: start + (open[partner] ?? 0), close: start + i, kind: KINDS[number] ?? 'bracket' });
    // What was opened inside and not closed by now has no partner.
    open.length = partner;
  }
  return found;
}
