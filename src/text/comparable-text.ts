/** What texts are compared by when an answer is judged: how it is set in type doesn't count. */

const NOT_COMPARED = /[\s“”"'‘’「」《》,。.、]/g;
const SENTENCE_END = /[。!?\n]/;

/** A text without width, case, white space, quotes and commas, for telling whether one holds another. */
export function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(NOT_COMPARED, '');
}

/** A text without width and white space, for telling whether a quote is word for word. */
export function withoutSpace(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '');
}

/** The whole sentences that a stretch of a text touches, so that a quote of a part carries its sentence. */
export function sentencesAround(text: string, start: number, end: number): string {
  const endsAt = (offset: number): boolean => SENTENCE_END.test(text.charAt(offset - 1));
  let from = start;
  let to = end;
  while (from > 0 && !endsAt(from)) from--;
  while (to < text.length && !endsAt(to)) to++;
  return text.slice(from, to);
}
