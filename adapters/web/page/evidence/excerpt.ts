/** Where a quote stands in its document as it is now, and what stands around it. Offsets are UTF-16 units. */
import type { CorpusDocument } from '../api/shapes.js';

/** A stretch of a document that is to be shown. */
export interface Target {
  readonly source: string;
  readonly title: string;
  readonly section: string;
  readonly paragraph: number;
  /** What stood from `start` to `end` when it was cited or found. */
  readonly quote: string;
  readonly start: number;
  readonly end: number;
  readonly url?: string | null | undefined;
}

export interface Standing {
  /** `moved`: the quote now stands elsewhere; `gone`: it no longer stands in the document. */
  readonly state: 'as-cited' | 'moved' | 'gone';
  readonly start: number;
  readonly end: number;
}

/** Where the quote stands now; of several places elsewhere, the nearest to where it stood. */
export function standing({ text }: CorpusDocument, { quote, start, end }: Target): Standing {
  if (text.slice(start, end) === quote) return { state: 'as-cited', start, end };
  const before = quote === '' ? -1 : text.lastIndexOf(quote, start);
  const after = quote === '' ? -1 : text.indexOf(quote, start);
  if (before < 0 && after < 0) return { state: 'gone', start, end };
  const nearest = before < 0 || (after >= 0 && after - start < start - before) ? after : before;
  return { state: 'moved', start: nearest, end: nearest + quote.length };
}

/** The paragraphs that a stretch touches, as indices: from the first to before the last. */
export function paragraphsOf(
  { paragraphs }: CorpusDocument,
  start: number,
  end: number,
): { readonly from: number; readonly to: number } {
  const from = paragraphs.findIndex((paragraph) => paragraph.end > start);
  if (from < 0) return { from: Math.max(0, paragraphs.length - 1), to: paragraphs.length };
  const after = paragraphs.findIndex((paragraph, index) => index > from && paragraph.start >= end);
  return { from, to: after < 0 ? paragraphs.length : after };
}

/** The text of a paragraph, cut where the marked stretch begins and ends. */
export function pieces(
  { text }: CorpusDocument,
  paragraph: { readonly start: number; readonly end: number },
  marked: { readonly start: number; readonly end: number },
): { readonly before: string; readonly marked: string; readonly after: string } {
  const start = Math.min(paragraph.end, Math.max(paragraph.start, marked.start));
  const end = Math.max(start, Math.min(paragraph.end, marked.end));
  return {
    before: text.slice(paragraph.start, start),
    marked: text.slice(start, end),
    after: text.slice(end, paragraph.end),
  };
}
