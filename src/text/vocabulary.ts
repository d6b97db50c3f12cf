import { stemmer } from 'stemmer';
import { fold } from './fold.js';
import { VOCABULARY_ROWS } from './vocabulary-rows.js';

/**
 * A small vocabulary of the field (language models, and the business around them) in Chinese and English:
 * what lets 创办 find 创始人, and “founded” find both. It is no dictionary: a word that is not in it only
 * matches itself.
 */

/** A word or phrase of a text with what may stand in for it. */
export interface Expansion {
  /** As it stands in the folded text; English words by their stem. */
  readonly source: string;
  /** Folded words that mean the same in a document, the source itself left out. */
  readonly alternatives: readonly string[];
  /** UTF-16 offsets of the source in the text. */
  readonly start: number;
  readonly end: number;
}

/** A word of a text, to be looked for. */
interface EnglishWord {
  readonly text: string;
  readonly stem: string;
  readonly start: number;
  readonly end: number;
}

/** From a word to the Chinese words of its rows that count as evidence, all folded. */
interface Vocabulary {
  readonly chinese: ReadonlyMap<string, readonly string[]>;
  readonly longestChinese: number;
  /** By stems with a space between. */
  readonly english: ReadonlyMap<string, readonly string[]>;
  /** English words that are compared as they are written. */
  readonly exact: ReadonlyMap<string, readonly string[]>;
}

const LONGEST_ENGLISH_PHRASE = 3;

/** Words that share a stem with a word of the vocabulary but not its meaning: “us” and “use”. */
const OTHER_WORDS = new Set(
  (
    'us general generally generic positive positively competent competence productive productivity finances ' +
    'securities specific specifically specifics projection likely states national nationality active actively programme programmes'
  ).split(' '),
);

let loaded: Vocabulary | undefined;

function vocabulary(): Vocabulary {
  loaded ??= parseRows(VOCABULARY_ROWS);
  return loaded;
}

function parseRows(rows: string): Vocabulary {
  const chinese = new Map<string, string[]>();
  const english = new Map<string, string[]>();
  const exact = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, evidence: readonly string[]): void => {
    map.set(key, [...new Set([...(map.get(key) ?? []), ...evidence])]);
  };
  for (const row of rows.split('\n').filter((line) => line !== '' && !line.startsWith('#'))) {
    const [words = [], phrases = []] = row.split('|').map((side) => side.trim().split(/\s+/));
    const evidence = words.filter((word) => !word.endsWith('?')).map(fold);
    for (const word of words) add(chinese, fold(word.replace('?', '')), evidence);
    for (const phrase of phrases) {
      if (phrase.endsWith('!')) add(exact, phrase.slice(0, -1), evidence);
      else add(english, phrase.split('-').map(stemmer).join(' '), evidence);
    }
  }
  return {
    chinese,
    longestChinese: Math.max(...Array.from(chinese.keys(), (key) => key.length)),
    english,
    exact,
  };
}

/** What the vocabulary offers for one Chinese word (folded), the word itself left out. */
export function synonymsOf(word: string): readonly string[] {
  return (vocabulary().chinese.get(word) ?? []).filter((other) => other !== word);
}

/**
 * The Chinese words (of two characters and more) and English phrases of a text that the vocabulary knows,
 * longest first, without overlap.
 */
export function expandTerms(text: string): Expansion[] {
  const folded = fold(text);
  return [...expandChinese(folded), ...expandEnglish(folded)].sort((a, b) => a.start - b.start);
}

function expandChinese(folded: string): Expansion[] {
  const { chinese, longestChinese } = vocabulary();
  const found: Expansion[] = [];
  for (let start = 0; start < folded.length; start++) {
    for (let end = Math.min(start + longestChinese, folded.length); end >= start + 2; end--) {
      const source = folded.slice(start, end);
      // Words in Latin letters are matched whole, as English.
      if (/^[a-z]/.test(source) || !chinese.has(source)) continue;
      found.push({ source, alternatives: synonymsOf(source), start, end });
      start = end - 1;
      break;
    }
  }
  return found;
}

function expandEnglish(folded: string): Expansion[] {
  const words = Array.from(folded.matchAll(/[a-z]+/g), (match): EnglishWord => {
    const [text] = match;
    return { text, stem: stemmer(text), start: match.index, end: match.index + text.length };
  });
  const found: Expansion[] = [];
  for (let i = 0; i < words.length; i++) {
    for (let length = Math.min(LONGEST_ENGLISH_PHRASE, words.length - i); length >= 1; length--) {
      const phrase = words.slice(i, i + length);
      const source = phrase.map(({ stem }) => stem).join(' ');
      const evidence = evidenceFor(phrase, source);
      if (evidence === undefined) continue;
      const alternatives = evidence.filter((word) => word !== source);
      found.push({ source, alternatives, start: phrase[0]?.start ?? 0, end: phrase.at(-1)?.end ?? 0 });
      i += length - 1;
      break;
    }
  }
  return found;
}

function evidenceFor(phrase: readonly EnglishWord[], source: string): readonly string[] | undefined {
  const { english, exact } = vocabulary();
  const [word] = phrase;
  if (phrase.length > 1 || word === undefined) return english.get(source);
  const asWritten = exact.get(word.text);
  if (asWritten !== undefined) return asWritten;
  return OTHER_WORDS.has(word.text) ? undefined : english.get(source);
}
