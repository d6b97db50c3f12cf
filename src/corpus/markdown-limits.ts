/**
 * What the Markdown parser takes minutes for or runs out of stack on. No person writes it: it is data with the
 * wrong ending, or made to do harm.
 */

/** The longest paragraph, in UTF-16 units. Time grows with the square. */
const LONGEST_PARAGRAPH = 50_000;
/** How deep lists and quotations are nested, in indentation and in `>`. */
const DEEPEST_INDENTATION = 400;
const DEEPEST_QUOTATION = 100;
/** The longest run of emphasis marks, or of spaces inside a line. */
const LONGEST_RUN = 2000;

const TOO_DEEP = new RegExp(
  `^(?:[ \\t]{${DEEPEST_INDENTATION}}[ \\t]*(?:[-*+>]|\\d)|(?:[ \\t]*(?:>|[-*+] )){${DEEPEST_QUOTATION}})`,
  'm',
);
const LONG_RUN = new RegExp(`[^ \\t\\r\\n][ \\t]{${LONGEST_RUN}}|\\*{${LONGEST_RUN}}|_{${LONGEST_RUN}}`);
const EMPTY_LINE = /(?:\r\n|\r(?!\n)|\n)[ \t]*[\r\n]/g;
/** The lines of lists, tables, quotations and headings are parsed one by one, as are code and HTML. */
const SEPARATE_LINE = /^[ \t]*(?:[-*+>|#]|\d+[.)])/gm;
const SEPARATE_START = /^(?:[ \t]*(?:```|~~~|<)|\t| {4})/;

/** Why a text is not to be parsed as Markdown; `undefined` where nothing speaks against it. */
export function markdownObstacle(text: string): string | undefined {
  if (TOO_DEEP.test(text)) return 'nests lists or quotations too deep';
  if (LONG_RUN.test(text)) return `has a run of more than ${LONGEST_RUN} spaces or asterisks`;
  if (hasLongParagraph(text)) return `has a paragraph of more than ${LONGEST_PARAGRAPH} characters`;
  return undefined;
}

function hasLongParagraph(text: string): boolean {
  let from = 0;
  for (const { index, 0: separator } of [...text.matchAll(EMPTY_LINE), { index: text.length, 0: '' }]) {
    if (index - from > LONGEST_PARAGRAPH) {
      const part = text.slice(from, index);
      const longest = part.length / ((part.match(SEPARATE_LINE)?.length ?? 0) + 1);
      if (longest > LONGEST_PARAGRAPH / 10 && !SEPARATE_START.test(part)) return true;
    }
    from = index + separator.length;
  }
  return false;
}
