import type { Glossary } from '../corpus/glossary.js';
import { fold, isHan } from '../text/fold.js';
import type { WordCutter } from '../text/tokens.js';

/**
 * What the keyword index calls a term, the same for passages and questions: every Chinese character and every
 * pair of them in a row, jieba's longer words, Latin words and numbers, and one pseudo-term for each thing of
 * the glossary that is named, whatever it is called there.
 */

/** Jieba's words from this length on are terms of their own; shorter ones are the characters and pairs. */
export const SHORTEST_WORD = 3;

/** A stretch of one script. */
export interface Run {
  readonly text: string;
  readonly isChinese: boolean;
  /** UTF-16 offset in the text. */
  readonly start: number;
}

const HAN = '\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff';
const RUN = new RegExp(
  `([${HAN}]+)|(?:(?![${HAN}])[\\p{L}\\p{N}\\p{M}])+(?:[.'](?:(?![${HAN}])[\\p{L}\\p{N}\\p{M}])+)*`,
  'gu',
);

/** The runs of Chinese characters, and of other letters and digits, in a folded text. */
export function scriptRuns(folded: string): Run[] {
  return Array.from(folded.matchAll(RUN), (match) => ({
    text: match[0],
    isChinese: match[1] !== undefined,
    start: match.index,
  }));
}

/** The pseudo-term of a glossary entry: no text can hold it, since the fold has no such unit. */
export function entityTerm(name: string): string {
  return `\u0001${fold(name)}`;
}

/** Whether a word of the cutter is a term beside the characters and pairs that it is made of. */
export function isLongWord(word: string): boolean {
  return word.length >= SHORTEST_WORD && isHan(word.charCodeAt(0));
}

/** The terms of a text, each as often as it occurs. */
export function termsOf(text: string, cutter: WordCutter, glossary: Glossary): string[] {
  const terms: string[] = [];
  for (const { text: run, isChinese } of scriptRuns(fold(text))) {
    if (!isChinese) {
      terms.push(run);
      continue;
    }
    for (let i = 0; i < run.length; i++) {
      terms.push(run.charAt(i));
      if (i + 2 <= run.length) terms.push(run.slice(i, i + 2));
    }
  }
  for (const word of cutter.words(text)) if (isLongWord(word)) terms.push(word);
  for (const { entity } of glossary.mentions(text)) terms.push(entityTerm(entity.name));
  return terms;
}
