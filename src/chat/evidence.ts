/** A citation's quote in its paragraph, pinned to the index that answered. */
export interface Evidence {
  readonly n: number;
  readonly source: string;
  readonly title: string;
  /** Headings above the paragraph, with ` › ` between them. */
  readonly section: string;
  readonly paragraph: number;
  /** The paragraph as it was when it was cited. */
  readonly text: string;
  /** UTF-16 offsets of the quote in {@link text}. */
  readonly start: number;
  readonly end: number;
  readonly url: string | null;
  /** The index that answered. */
  readonly snapshot: string;
  /** How the source stands to it now. */
  readonly now: 'same' | 'changed' | 'gone';
}
