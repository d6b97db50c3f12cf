import { stemmer } from 'stemmer';
import type { Snapshot } from '../../retrieval/snapshot.js';
import { hasHan } from '../../text/fold.js';
import type { Span } from '../../text/sentences.js';
import { expandTerms, synonymsOf } from '../../text/vocabulary.js';
import { ENGLISH_STOP_WORDS, STOP_WORDS } from '../stop-words.js';
import { overlaps } from './overlaps.js';
import type { Statement } from './statement.js';

/** A word of a sentence that its evidence should hold, or something like it. Offsets into the sentence. */
export interface ContentWord extends Span {
  /** Folded; English words by their stem. */
  readonly text: string;
  /** Folded words that stand in for it. */
  readonly alternatives: readonly string[];
  /** How much it tells, by its rarity in the corpus. */
  readonly weight: number;
}

const GRAMMAR_TAG = /^[dcpruyeomqfzk]/;
const ALTERNATIVE = 0.9;
/** What the characters that a Chinese word shares with the evidence count. */
const SHARED_CHARACTERS = 0.75;
/** What a word counts that only stands around the evidence. */
const IN_CONTEXT = 0.6;
const SAME_BEGINNING = 0.8;
/** Letters that two English words have to share at their beginning to be taken for one. */
const BEGINNING = 5;
/** The same where the longer word only adds an ending: late, later. */
const SHORT_BEGINNING = 4;
const SINGLE_CHARACTER = 0.3;

/** The words of a statement without what is checked to the letter, in the order of the sentence. */
export function contentWords(statement: Statement, idf: Snapshot['idf']): ContentWord[] {
  const taken = [...statement.figures, ...statement.times, ...statement.names];
  const words = statement.isChinese ? chineseWords(statement) : englishWords(statement.folded);
  return words
    .filter((word) => !overlaps(word, taken))
    .map((word) => ({
      ...word,
      weight: weightOf(word.text, idf) * (word.end - word.start === 1 ? SINGLE_CHARACTER : 1),
    }));
}

function chineseWords({ words }: Statement): Omit<ContentWord, 'weight'>[] {
  return words.flatMap(({ word, tag, start }) => {
    if (STOP_WORDS.has(word) || (word.length === 1 && GRAMMAR_TAG.test(tag)) || /^[dcpuyo]/.test(tag))
      return [];
    return [{ text: word, alternatives: synonymsOf(word), start, end: start + word.length }];
  });
}

function englishWords(folded: string): Omit<ContentWord, 'weight'>[] {
  const expansions = expandTerms(folded);
  return Array.from(folded.matchAll(/[a-z][a-z'-]*/g)).flatMap(({ 0: word, index: start }) => {
    const end = start + word.length;
    if (ENGLISH_STOP_WORDS.has(word) || word.length < 2) return [];
    const alternatives =
      expansions.find((found) => start < found.end && end > found.start)?.alternatives ?? [];
    return [{ text: stemmer(word.replace(/'s$/, '')), alternatives, start, end }];
  });
}

function weightOf(word: string, idf: Snapshot['idf']): number {
  if (word.length < 3 || !hasHan(word)) return idf(word);
  const pairs = Array.from({ length: word.length - 1 }, (_, i) => idf(word.slice(i, i + 2)));
  return Math.min(idf(word), Math.max(...pairs));
}

/** A text that words are looked for in. */
export interface Haystack {
  readonly folded: string;
  readonly stems: ReadonlySet<string>;
  readonly context: string;
  readonly contextStems: ReadonlySet<string>;
}

export function haystackOf(folded: string, context: string): Haystack {
  return { folded, stems: stemsOf(folded), context, contextStems: stemsOf(context) };
}

function stemsOf(folded: string): Set<string> {
  return new Set((folded.match(/[a-z][a-z'-]*/g) ?? []).map((word) => stemmer(word.replace(/'s$/, ''))));
}

/** How well a text holds a word, 0 to 1. */
export function held(word: ContentWord, hay: Haystack): number {
  const own = heldIn(word, hay.folded, hay.stems);
  return own === 1 ? 1 : Math.max(own, IN_CONTEXT * heldIn(word, hay.context, hay.contextStems));
}

function heldIn({ text, alternatives }: ContentWord, folded: string, stems: ReadonlySet<string>): number {
  const isChinese = hasHan(text);
  if (isChinese ? folded.includes(text) : stems.has(text)) return 1;
  if (alternatives.some((other) => (hasHan(other) ? folded.includes(other) : stems.has(other))))
    return ALTERNATIVE;
  if (!isChinese) return sharesBeginning(text, stems) ? SAME_BEGINNING : 0;
  if (text.length < 2) return 0;
  // Single characters of a longer word are too likely to stand anywhere.
  const length = text.length > 2 ? 2 : 1;
  const pieces = Array.from({ length: text.length - length + 1 }, (_, i) => text.slice(i, i + length));
  return (SHARED_CHARACTERS * pieces.filter((piece) => folded.includes(piece)).length) / pieces.length;
}

function sharesBeginning(word: string, stems: ReadonlySet<string>): boolean {
  if (word.length < SHORT_BEGINNING) return false;
  for (const stem of stems) {
    const isLong = word.length >= BEGINNING && stem.startsWith(word.slice(0, BEGINNING));
    const [short, long] = stem.length < word.length ? [stem, word] : [word, stem];
    const isEnding =
      short.length >= SHORT_BEGINNING && long.startsWith(short) && long.length - short.length < 3;
    if (isLong || isEnding) return true;
  }
  return false;
}

/** Share of the words that a text holds, by weight; `undefined` where there are none to look for. */
export function support(words: readonly ContentWord[], hay: Haystack): number | undefined {
  const total = words.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return undefined;
  return words.reduce((sum, word) => sum + word.weight * held(word, hay), 0) / total;
}

/** The words that can be looked for in a text of the other language: those that something translates. */
export function translatable(words: readonly ContentWord[]): ContentWord[] {
  return words.filter(({ alternatives }) => alternatives.length > 0);
}
