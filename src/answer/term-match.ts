import type { WeightedForms } from '../retrieval/proximity.js';
import type { Snapshot } from '../retrieval/snapshot.js';
import { entityTerm } from '../retrieval/terms.js';
import { hasHan } from '../text/fold.js';
import type { Span } from '../text/sentences.js';
import type { AnalysedQuestion, Term } from './question-analysis.js';

/** A term of a question with how much it tells: how rare it is, times how much it says of a subject matter. */
export interface WeightedTerm {
  readonly term: Term;
  readonly weight: number;
}

/** How much an alternative of a term counts. */
const ALTERNATIVE = 0.85;
/** A Chinese word that is there in part counts by its share, times this. */
const PART = 0.6;
/** What an English word that the vocabulary doesn't know counts in a Chinese text. */
const UNTRANSLATED = 0.2;

/**
 * The terms of a question with their weights.
 * @param folded the sentence they are looked for in: English words without a translation count little in Chinese
 */
export function weightedTerms(
  question: AnalysedQuestion,
  folded: string,
  snapshot: Snapshot,
): WeightedTerm[] {
  const isTranslation = question.language === 'en' && hasHan(folded);
  return question.terms.map((term) => {
    const isUnknown = isTranslation && !term.isProper && term.alternatives.length === 0;
    return { term, weight: term.importance * rarity(term, snapshot) * (isUnknown ? UNTRANSLATED : 1) };
  });
}

function rarity(term: Term, snapshot: Snapshot): number {
  if (term.entity !== undefined) return snapshot.idf(entityTerm(term.entity.name));
  const own = snapshot.idf(term.text);
  // A word of three characters or more is in the index only where jieba cuts it out.
  if (term.text.length < 3 || !hasHan(term.text)) return own;
  const pairs = Array.from({ length: term.text.length - 1 }, (_, i) =>
    snapshot.idf(term.text.slice(i, i + 2)),
  );
  return Math.min(own, Math.max(...pairs));
}

/** How well a text holds a term, 0 to 1. */
export function match(term: Term, folded: string): number {
  if (holds(folded, term.text)) return 1;
  if (term.entity !== undefined) return term.alternatives.some((name) => holds(folded, name)) ? 1 : 0;
  if (term.alternatives.some((other) => holds(folded, other))) return ALTERNATIVE;
  if (!/^[\u4e00-\u9fff]{3,}$/.test(term.text)) return 0;
  const pairs = Array.from({ length: term.text.length - 1 }, (_, i) => term.text.slice(i, i + 2));
  return (PART * pairs.filter((pair) => folded.includes(pair)).length) / pairs.length;
}

/** Whether a text has a word: Latin words as a whole, with their endings. */
function holds(folded: string, word: string): boolean {
  if (word === '') return false;
  let at = folded.indexOf(word);
  if (!/^[a-z0-9]/.test(word)) return at >= 0;
  for (; at >= 0; at = folded.indexOf(word, at + 1)) {
    const rest = /^[a-z]*/.exec(folded.slice(at + word.length))?.[0] ?? '';
    if (!/[a-z0-9]/.test(folded.charAt(at - 1)) && rest.length <= 3) return true;
  }
  return false;
}

/** Share of the terms that a text holds, by weight; 1 where there are none. */
export function coverage(weighted: readonly WeightedTerm[], folded: string): number {
  const total = sum(weighted.map(({ weight }) => weight));
  return total === 0 ? 1 : sum(weighted.map(({ term, weight }) => weight * match(term, folded))) / total;
}

/** Where terms stand in a text. */
export function placesOf(weighted: readonly WeightedTerm[], folded: string): Span[] {
  return weighted.flatMap(({ term }) =>
    [term.text, ...term.alternatives].flatMap((word) => {
      const start = word === '' ? -1 : folded.indexOf(word);
      return start < 0 ? [] : [{ start, end: start + word.length }];
    }),
  );
}

/** Share of the terms, by single characters: 演示 is there by half in 展示. */
export function characterCoverage(weighted: readonly WeightedTerm[], folded: string): number {
  const total = sum(weighted.map(({ weight }) => weight));
  if (total === 0) return 1;
  const held = ({ term }: WeightedTerm): number => {
    const whole = match(term, folded);
    if (whole > 0.5 || !/^[\u4e00-\u9fff]+$/.test(term.text)) return whole;
    const units = [...term.text];
    return Math.max(whole, units.filter((unit) => folded.includes(unit)).length / units.length);
  };
  return sum(weighted.map((one) => one.weight * held(one))) / total;
}

/** Share of the forms that a text holds, by weight. */
export function share(forms: readonly WeightedForms[], folded: string): number {
  const total = sum(forms.map(({ weight }) => weight));
  if (total === 0) return 0;
  return (
    sum(forms.map((form) => (form.forms.some((text) => folded.includes(text)) ? form.weight : 0))) / total
  );
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
