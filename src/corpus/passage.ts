/** A stretch of a document, cut at sentence ends: the unit that is embedded and retrieved. */
export interface Passage {
  /** The document it is part of, by `Document.source`. */
  readonly source: string;
  /** Headings above it, outermost first, the document's own title (a first-level heading) left out. */
  readonly section: readonly string[];
  /** Number of its paragraph in the document (list item, table row and quotation count as paragraphs), from 1. */
  readonly paragraph: number;
  /** UTF-16 offsets into `Document.text`. */
  readonly start: number;
  readonly end: number;
}
