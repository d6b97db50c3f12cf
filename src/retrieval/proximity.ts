import type { KeywordQuery } from './keyword-query.js';

/** Width of the window in UTF-16 units: about a clause or two. 40, 80 and 150 were tried; 40 was best. */
const WINDOW = 40;

/** A thing the question names, with the strings that show it in a folded text. */
export interface WeightedForms {
  readonly forms: readonly string[];
  readonly weight: number;
}

/** What {@link proximity} looks for: the groups of a query, each weighted by how rare its best term is. */
export function weightedForms(query: KeywordQuery, idf: (term: string) => number): WeightedForms[] {
  return query.flatMap(({ forms, alternatives, weight }) => {
    if (forms === undefined || weight === 0) return [];
    const rarity = Math.min(...alternatives.map(({ term, weight: own }) => own * idf(term)));
    return [{ forms, weight: weight * rarity }];
  });
}

/**
 * How much of the question stands close together in a text: the largest share, by weight, of its terms within
 * one window, 0 to 1. BM25 doesn't see where in a passage the terms are; the sentence that answers a question
 * holds many of them at once (compare Tao and Zhai 2007).
 * @param folded the text, folded
 */
export function proximity(terms: readonly WeightedForms[], folded: string): number {
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return 0;
  const occurrences = terms.flatMap(({ forms }, term) =>
    forms.flatMap((form) => placesOf(form, folded, term)),
  );
  occurrences.sort((a, b) => a.at - b.at);
  const inside = new Int32Array(terms.length);
  let best = 0;
  let sum = 0;
  let oldest = 0;
  for (const { at, term } of occurrences) {
    const before = inside[term] ?? 0;
    inside[term] = before + 1;
    if (before === 0) sum += terms[term]?.weight ?? 0;
    for (
      let first = occurrences[oldest];
      first !== undefined && first.at < at - WINDOW;
      first = occurrences[++oldest]
    ) {
      const left = (inside[first.term] ?? 0) - 1;
      inside[first.term] = left;
      if (left === 0) sum -= terms[first.term]?.weight ?? 0;
    }
    best = Math.max(best, sum);
  }
  return best / total;
}

function placesOf(form: string, text: string, term: number): { at: number; term: number }[] {
  const places: { at: number; term: number }[] = [];
  if (form === '') return places;
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) places.push({ at, term });
  return places;
}
