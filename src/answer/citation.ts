import type { Document } from '../corpus/document.js';
import type { Passage } from '../corpus/passage.js';
import { WenjuError } from '../errors.js';

/** A stretch of a document that carries a sentence of an answer, word for word. */
export interface Citation {
  /** The number that the answer's text refers to as `[n]`, from 1. */
  readonly n: number;
  /** The document, as a path relative to the corpus folder. */
  readonly source: string;
  readonly title: string;
  /** Headings above the quote, outermost first, with ` › ` between them; empty where there are none. */
  readonly section: string;
  readonly paragraph: number;
  readonly quote: string;
  /** UTF-16 offsets into the document's text as read: `text.slice(start, end) === quote`. */
  readonly start: number;
  readonly end: number;
  readonly url: string | null;
}

/**
 * Makes a citation of a stretch of a document. The only place where quotes are cut, so that none can differ
 * from its source.
 * @throws WenjuError `internal` when the stretch lies outside the passage or holds nothing
 */
export function cite(n: number, document: Document, passage: Passage, start: number, end: number): Citation {
  const quote = document.text.slice(start, end);
  if (
    document.source !== passage.source ||
    start < passage.start ||
    end > passage.end ||
    quote.trim() === ''
  ) {
    throw new WenjuError('internal', `Citation ${n} (${start} to ${end}) lies outside ${passage.source}.`);
  }
  return {
    n,
    source: document.source,
    title: document.title,
    section: passage.section.join(' › '),
    paragraph: passage.paragraph,
    quote,
    start,
    end,
    url: document.url ?? null,
  };
}
