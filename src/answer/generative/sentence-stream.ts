import { sentences } from '../../text/sentences.js';
import { MARKER } from './marked-sentence.js';

/** A sentence as a model wrote it, with the markers behind it. */
export interface StreamedSentence {
  readonly raw: string;
  /** Whether it begins a line or a paragraph of the answer. */
  readonly begins: 'sentence' | 'line' | 'paragraph';
}

/** What has to follow a sentence for its end to be certain, in UTF-16 units. */
const LOOK_AHEAD = 16;
/** `…。[1]` and `… [1].`: the sentence is over, whatever follows. */
const ENDS_WITH_MARKER = /[。！？!?.…][”’」』)）"']*\s*(?:\0+\s*)+$/;
const ENDS_BEHIND_MARKER = /\0\s*[。！？!?.]$/;
/** A marker or a blank line that may go on with the next piece. */
const OPEN_MARKER = /[[【［][^\]】］\n]{0,24}$/;

/**
 * Cuts the pieces of an answer into sentences while they come: each is given out with its markers as soon as it is
 * complete, at once where a marker stands at its end.
 */
export class SentenceStream {
  private buffer = '';
  private begins: StreamedSentence['begins'] = 'paragraph';

  /** Takes the next piece and gives the sentences that are complete with it. */
  push(piece: string): StreamedSentence[] {
    this.buffer += piece;
    return this.take(false);
  }

  /** Gives what is left when no more comes. */
  end(): StreamedSentence[] {
    return this.take(true);
  }

  private take(isOver: boolean): StreamedSentence[] {
    const found: StreamedSentence[] = [];
    for (let length = this.complete(isOver); length > 0; length = this.complete(isOver)) {
      const raw = this.buffer.slice(0, length);
      this.buffer = this.buffer.slice(length);
      if (/[\p{L}\p{N}]/u.test(raw.replace(MARKER, ''))) {
        found.push({ raw: raw.trim(), begins: this.begins });
        this.begins = 'sentence';
      }
      this.skipSpace();
    }
    return found;
  }

  /** Passes over the space before the next sentence and notes the lines in it. */
  private skipSpace(): void {
    const [space = ''] = /^\s*/.exec(this.buffer) ?? [];
    const lines = space.split('\n').length - 1;
    if (lines > 1) this.begins = 'paragraph';
    else if (lines === 1 && this.begins === 'sentence') this.begins = 'line';
    this.buffer = this.buffer.slice(space.length);
  }

  /** How much of the buffer is a complete sentence; 0 while none is. */
  private complete(isOver: boolean): number {
    if (this.buffer.trim() === '') return isOver ? this.buffer.length : 0;
    this.skipSpace();
    const lineEnd = this.buffer.indexOf('\n');
    const line = lineEnd < 0 ? this.buffer : this.buffer.slice(0, lineEnd);
    const masked = line.replace(MARKER, (marker) => '\0'.repeat(marker.length));
    const [, second] = sentences(masked);
    if (second !== undefined && (isOver || lineEnd >= 0 || masked.length - second.start >= LOOK_AHEAD)) {
      return second.start;
    }
    if (lineEnd >= 0) return lineEnd;
    if (isOver) return this.buffer.length;
    if (OPEN_MARKER.test(line)) return 0;
    // A list's number is no sentence: “1.”
    const hasWords = /[\p{L}]/u.test(masked);
    const isMarked = ENDS_WITH_MARKER.test(masked) || ENDS_BEHIND_MARKER.test(masked);
    return hasWords && isMarked && second === undefined ? line.length : 0;
  }
}
