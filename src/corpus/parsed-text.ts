import { BLANK } from './document.js';

/** A paragraph, list item, table row or piece of code. Offsets are UTF-16 units into the text. */
export interface Block {
  readonly kind: 'text' | 'code';
  /** Headings above it, outermost first. */
  readonly section: readonly string[];
  /** Its number in the document. */
  readonly paragraph: number;
  readonly start: number;
  readonly end: number;
  /** The list or table that it is part of, a number in the document. */
  readonly group?: number | undefined;
}

/** A text taken apart. */
export interface ParsedText {
  /** As `Document.prose`. */
  readonly prose: string;
  /** The first heading. */
  readonly heading?: string | undefined;
  /** Only those with a letter or digit, in order. */
  readonly blocks: readonly Block[];
}

const LINE_END = /[\r\n]/;

/** Collects which units of a text are prose. Line ends always are. */
export class ProseMask {
  private readonly isProse: Uint8Array;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.isProse = new Uint8Array(text.length);
    for (const match of text.matchAll(/[\r\n]+/g)) this.show(match.index, match.index + match[0].length);
  }

  show(start: number, end: number): void {
    this.isProse.fill(1, start, end);
  }

  /** Blanks a stretch but for its line ends. */
  hide(start: number, end: number): void {
    for (let i = start; i < end; i++) {
      if (!LINE_END.test(this.text.charAt(i))) this.isProse[i] = 0;
    }
  }

  /** Whether a stretch has a letter or digit that is prose. */
  hasWords(start: number, end: number): boolean {
    return /[\p{L}\p{N}]/u.test(this.proseOf(start, end));
  }

  /** As `Document.prose`. */
  get prose(): string {
    return this.proseOf(0, this.text.length);
  }

  private proseOf(start: number, end: number): string {
    let prose = '';
    for (let at = start; at < end; ) {
      const kind = this.isProse[at];
      let to = at + 1;
      while (to < end && this.isProse[to] === kind) to++;
      prose += kind === 1 ? this.text.slice(at, to) : BLANK.repeat(to - at);
      at = to;
    }
    return prose;
  }
}
