import type { Answer } from '../api/shapes.js';
import type { Wording } from '../shell/wording-en.js';

/** An answer with its sources as plain text, to be pasted elsewhere. */
export function answerAsText({ answer, citations }: Answer, wording: Wording): string {
  const sources = citations.map(({ n, title, section, paragraph, quote, source, start, end, url }) => {
    const heading = section === '' ? wording.titled(title) : `${wording.titled(title)} › ${section}`;
    const place = `${source}:${start}-${end}`;
    const where = url === null || url === undefined ? place : `${place} ${url}`;
    return `[${n}] ${wording.place(heading, paragraph)}\n    ${wording.quoted(quote)}\n    ${where}`;
  });
  return [answer, ...(sources.length === 0 ? [] : [sources.join('\n')])].join('\n\n');
}
