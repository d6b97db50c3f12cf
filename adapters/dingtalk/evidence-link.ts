import type { Citation } from '../../src/answer/citation.js';

/** Of a longer quote, the beginning is marked: an address must not fill the message that it stands in. */
const LONGEST_QUOTE = 160;

/** The address at which the web page shows a stretch of a document. */
export function evidenceLink(
  publicUrl: string,
  { source, paragraph, start, quote }: Pick<Citation, 'source' | 'paragraph' | 'start' | 'quote'>,
): string {
  const marked = beginning(quote);
  const url = new URL(`${publicUrl.replace(/\/+$/, '')}/corpus`);
  url.searchParams.set('source', source);
  url.searchParams.set('paragraph', String(paragraph));
  url.searchParams.set('start', String(start));
  url.searchParams.set('end', String(start + marked.length));
  // Behind the #, so that it stays in the browser.
  url.hash = new URLSearchParams({ quote: marked }).toString();
  return url.href;
}

/** No longer than is allowed, and no half of a surrogate pair at its end. */
function beginning(quote: string): string {
  return quote.slice(0, LONGEST_QUOTE).replace(/[\uD800-\uDBFF]$/, '');
}
