import type { Citation } from '../../src/answer/citation.js';

/** A longer quote isn't put into an address; the page then shows what stands there now. */
const LONGEST_QUOTE = 160;

/** The address at which the web page shows a stretch of a document. */
export function evidenceLink(
  publicUrl: string,
  {
    source,
    paragraph,
    start,
    end,
    quote,
  }: Pick<Citation, 'source' | 'paragraph' | 'start' | 'end' | 'quote'>,
): string {
  const url = new URL(`${publicUrl.replace(/\/+$/, '')}/corpus`);
  const parameters = { source, paragraph: String(paragraph), start: String(start), end: String(end) };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  // Behind the #, so that it stays in the browser.
  if (quote.length <= LONGEST_QUOTE) url.hash = new URLSearchParams({ quote }).toString();
  return url.href;
}
