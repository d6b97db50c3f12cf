import type { Language } from '../../text/language.js';
import { type Citation, cite } from '../citation.js';
import type { Composition } from '../compose.js';
import { type Evidence, proseText } from '../evidence.js';

/** How the next part of an answer is set off from what is there. */
export type Beginning = 'sentence' | 'line' | 'paragraph';

/** Writes an answer so that it only ever grows, and numbers its citations in the order of their first use. */
export class AnswerWriter {
  private written = '';
  private readonly used: Citation[] = [];
  private readonly gap: string;

  constructor(language: Language) {
    this.gap = language === 'en' ? ' ' : '';
  }

  get text(): string {
    return this.written;
  }

  get citations(): readonly Citation[] {
    return this.used;
  }

  /** Writes a sentence with what carries it; returns what was added. */
  sentence(text: string, carriedBy: readonly Evidence[], begins: Beginning): string {
    const markers = [...new Set(stretchesOf(carriedBy).map((stretch) => `[${this.numberOf(stretch)}]`))];
    return this.append(`${text}${this.gap}${markers.join('')}`, begins);
  }

  /** Writes the sentences of an extract below; returns what was added. */
  extract({ answer, citations }: Composition): string {
    const numbers = new Map(citations.map((one) => [one.n, this.numberFor(one)]));
    return this.append(
      answer.replace(/\[(\d+)\]/g, (_, n: string) => `[${numbers.get(Number(n)) ?? n}]`),
      'line',
    );
  }

  private append(text: string, begins: Beginning): string {
    const before = { sentence: this.gap, line: '\n', paragraph: '\n\n' }[begins];
    const added = this.written === '' ? text : `${before}${text}`;
    this.written += added;
    return added;
  }

  private numberOf([first, last]: Stretch): number {
    return this.numberFor(cite(this.used.length + 1, first.document, first.passage, first.start, last.end));
  }

  private numberFor(citation: Citation): number {
    const { source, start, end } = citation;
    const known = this.used.find((one) => one.source === source && one.start === start && one.end === end);
    if (known !== undefined) return known.n;
    const n = this.used.length + 1;
    this.used.push({ ...citation, n });
    return n;
  }
}

type Stretch = readonly [first: Evidence, last: Evidence];

/** Sentences that follow each other in one passage are one quotation. */
function stretchesOf(carriedBy: readonly Evidence[]): Stretch[] {
  const inOrder = [...carriedBy].sort((a, b) =>
    a.document === b.document ? a.start - b.start : carriedBy.indexOf(a) - carriedBy.indexOf(b),
  );
  const found: Stretch[] = [];
  for (const evidence of inOrder) {
    const last = found.at(-1);
    const follows =
      last !== undefined &&
      last[1].passage === evidence.passage &&
      proseText(evidence.document, { start: last[1].end, end: evidence.start }) === '';
    if (last !== undefined && follows) found[found.length - 1] = [last[0], evidence];
    else found.push([evidence, evidence]);
  }
  return found;
}
