const OPENINGS = ['<think>', '<thinking>'] as const;
const CLOSINGS = ['</think>', '</thinking>'] as const;
const LONGEST_TAG = Math.max(...CLOSINGS.map(({ length }) => length));

/** Whether a text went on in a thought that had no beginning. */
export class UnopenedThought extends Error {}

/**
 * Takes what a reasoning model thinks aloud out of a streamed text: everything from `<think>` to `</think>`,
 * and the white space after it. Holds back no more of a text than may be the beginning of a tag.
 */
export class ThoughtFilter {
  private isThinking: boolean;
  private held = '';
  /** White space is left out until the next word: it belongs to the thought. */
  private isAfterThought = false;

  /** @param startsThinking for a model whose chat template has written the first `<think>` already */
  constructor({ startsThinking = false }: { readonly startsThinking?: boolean } = {}) {
    this.isThinking = startsThinking;
  }

  /**
   * The next piece without thoughts; empty while it thinks.
   * @throws UnopenedThought when a thought ends that never began: what came before it was none of the answer
   */
  push(piece: string): string {
    this.held += piece;
    let text = '';
    for (;;) {
      const next = firstOf(this.held, this.isThinking ? CLOSINGS : [...OPENINGS, ...CLOSINGS]);
      if (next === undefined) break;
      if (!this.isThinking && CLOSINGS.some((tag) => tag === next.tag)) throw new UnopenedThought();
      if (!this.isThinking) text += this.outside(this.held.slice(0, next.at));
      this.held = this.held.slice(next.at + next.tag.length);
      this.isThinking = !this.isThinking;
      this.isAfterThought = !this.isThinking;
    }
    const kept = tagBeginning(this.held);
    if (!this.isThinking) text += this.outside(this.held.slice(0, this.held.length - kept));
    this.held = this.held.slice(this.held.length - kept);
    return text;
  }

  /** What was held back, when the text is over; a thought that didn't end is none of it. */
  end(): string {
    const rest = this.isThinking ? '' : this.outside(this.held);
    this.held = '';
    return rest;
  }

  private outside(text: string): string {
    if (!this.isAfterThought) return text;
    const rest = text.trimStart();
    if (rest !== '') this.isAfterThought = false;
    return rest;
  }
}

function firstOf(text: string, tags: readonly string[]): { tag: string; at: number } | undefined {
  let first: { tag: string; at: number } | undefined;
  for (const tag of tags) {
    const at = text.indexOf(tag);
    if (at >= 0 && (first === undefined || at < first.at)) first = { tag, at };
  }
  return first;
}

/** How many characters at the end of a text may be the beginning of a tag. */
function tagBeginning(text: string): number {
  for (let length = Math.min(LONGEST_TAG - 1, text.length); length > 0; length--) {
    const end = text.slice(-length);
    if ([...OPENINGS, ...CLOSINGS].some((tag) => tag.startsWith(end))) return length;
  }
  return 0;
}
