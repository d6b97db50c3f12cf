import { type ParsedText, ProseMask } from './parsed-text.js';

// A CR before an LF is no line end of its own, not even when the rest of a pattern would have it so.
const PARAGRAPH_END = /(?:\r\n|\r(?!\n)|\n)(?:[^\S\r\n]*(?:\r\n|\r(?!\n)|\n))+/g;
const LINE_END = /\r\n|\r|\n/g;
/** Chinese paragraphs without empty lines between them begin with two full-width spaces. */
const INDENTED_LINE = /(?:\r\n|\r|\n)(?=\u3000)/g;
const SENTENCE_END = /[。！？!?….；;：:][”’」』）)》"'】]*\s*$/;

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Takes a plain text apart: its paragraphs have empty lines between them or begin with full-width spaces; in a
 * text without either, lines are paragraphs if most of them end as sentences do.
 * @param start where the text begins: what is before is front matter
 */
export function parsePlainText(text: string, start = 0): ParsedText {
  const mask = new ProseMask(text);
  mask.show(start, text.length);
  const blocks = paragraphs(text, start)
    .filter((stretch) => mask.hasWords(stretch.start, stretch.end))
    .map((stretch, i) => ({ kind: 'text' as const, section: [], paragraph: i + 1, ...stretch }));
  return { prose: mask.prose, blocks };
}

function paragraphs(text: string, start: number): Stretch[] {
  const whole = trimmed(text, { start, end: text.length });
  const parts = split(text, whole, PARAGRAPH_END).flatMap((part) => split(text, part, INDENTED_LINE));
  if (parts.length > 1) return parts;
  const lines = split(text, whole, LINE_END);
  const endings = lines.filter(({ start: from, end }) =>
    SENTENCE_END.test(text.slice(Math.max(from, end - 8), end)),
  );
  return endings.length * 2 > lines.length ? lines : parts;
}

function split(text: string, { start, end }: Stretch, separator: RegExp): Stretch[] {
  const parts: Stretch[] = [];
  let from = start;
  for (const match of text.slice(start, end).matchAll(separator)) {
    parts.push({ start: from, end: start + match.index });
    from = start + match.index + match[0].length;
  }
  parts.push({ start: from, end });
  return parts;
}

function trimmed(text: string, { start, end }: Stretch): Stretch {
  const body = text.slice(start, end);
  const blankEnd = body.length - body.trimEnd().length;
  // The first line's indentation tells how paragraphs begin, so only empty lines are left out before it.
  const blankStart = /^(?:[^\S\r\n]*(?:\r\n|\r|\n))*/.exec(body)?.[0].length ?? 0;
  return { start: Math.min(start + blankStart, end - blankEnd), end: end - blankEnd };
}
