import type { WeightedForms } from '../retrieval/proximity.js';
import { proximity } from '../retrieval/proximity.js';
import type { Snapshot } from '../retrieval/snapshot.js';
import { datesAgree } from '../text/dates.js';
import { hasHan } from '../text/fold.js';
import type { WordCutter } from '../text/tokens.js';
import { type AnswerKind, answerKind, answerSpots } from './answer-kind.js';
import { directness } from './directness.js';
import type { Evidence } from './evidence.js';
import type { AnalysedQuestion } from './question-analysis.js';
import { SUBJECT_FIT, subjectFit } from './subject-fit.js';
import { characterCoverage, coverage, match, placesOf, share, sum, weightedTerms } from './term-match.js';

/** What the ranking and the decision to refuse see of a sentence, each about 0 to 1. */
export interface EvidenceFeatures {
  /** Share of the question's words (single characters, pairs, words, names; by rarity) in the sentence. */
  readonly words: number;
  /** The same in the sentence and the one before it. */
  readonly wordsNear: number;
  /** The same in the paragraph with its headings. */
  readonly wordsAround: number;
  /** The largest share within one window of the sentence. */
  readonly window: number;
  /** The largest share close to something that could be the answer; the window where anything could. */
  readonly nearAnswer: number;
  /** Share of the words that neither the headings nor the title hold, in the sentence: what is asked of their subject. */
  readonly restWords: number;
  /** The same in the sentence and the one before it. */
  readonly restWordsNear: number;
  /** The same for the terms. */
  readonly restTerms: number;
  /** Share of the words in the nearest heading. */
  readonly headingWords: number;
  /** Share of the question's terms (names and words with what stands in for them, by rarity) in the sentence. */
  readonly terms: number;
  readonly termsAround: number;
  /** Share of the things it names in the sentence; 1 where it names none. */
  readonly names: number;
  /** The same in the paragraph, its headings and the title. */
  readonly namesAround: number;
  /** Share of the characters of what it says of them that are in the sentence. */
  readonly focusCharacters: number;
  /** Share of what it says of them: the terms without the names. */
  readonly focus: number;
  readonly focusAround: number;
  /** The rarest term that is nowhere around, by its share of all terms. */
  readonly missing: number;
  /** The rarest proper name that is nowhere around, likewise. */
  readonly missingName: number;
  /** Whether the noun that is asked for is in the sentence; 1 where there is none. */
  readonly head: number;
  /** Whether it has the character that ends that noun: 色 of 颜色, 区 of 大洋区. */
  readonly headCharacter: number;
  /** Whether it holds something of the kind that is asked for; 0 where anything could be the answer. */
  readonly answerKind: number;
  /** Whether it lacks it. */
  readonly noAnswerKind: number;
  /** Whether it lacks a date or a figure that is asked for. */
  readonly noFigure: number;
  /** Whether what may be the answer is said of what the question names: 1 yes, 0.5 can't tell, 0 of another thing. */
  readonly subject: number;
  /** Whether its dates or figures, where such are asked for, are those of another thing and it names none that is. */
  readonly ofAnother: number;
  /** The largest share of the terms in one part of the sentence between semicolons. */
  readonly segment: number;
  /** Whether its date is one that the question names. */
  readonly date: number;
  /** Whether its date is another one. */
  readonly otherDate: number;
  /** Whether it has no date where the question names one. */
  readonly noDate: number;
  readonly retrieval: number;
  readonly bestDocument: number;
  /** Whether its passage is the best one found. */
  readonly bestPassage: number;
  /** Whether its form answers such a question: it introduces what is to be defined, names what is to be named, … */
  readonly isDirect: number;
  /** Share of the sentence that the question doesn't say already. */
  readonly news: number;
  /** Whether it asks itself, as the questions of a list of frequent questions do. */
  readonly asks: number;
  /** Logarithm of its length in 40 UTF-16 units, -2 to 2. */
  readonly length: number;
  /** Whether it opens its paragraph. */
  readonly first: number;
}

/** What the features of all sentences of one question share. */
export interface FeatureContext {
  readonly question: AnalysedQuestion;
  readonly forms: readonly WeightedForms[];
  readonly snapshot: Snapshot;
  readonly cutter: WordCutter;
}

/** The kinds of answers that are told for certain. */
const FIGURES: ReadonlySet<AnswerKind> = new Set(['date', 'number']);
const ASKS = /[?？]["'”’」』)）]?$/;
/** How far from a possible answer the words of the question are looked for, in UTF-16 units. */
const NEAR = 30;

/** The features of one sentence for one question. */
export function evidenceFeatures(evidence: Evidence, context: FeatureContext): EvidenceFeatures {
  const { question, forms, snapshot, cutter } = context;
  const { folded, before, paragraph, headings } = evidence;
  const around = `${folded}\n${paragraph}\n${headings}`;
  const near = `${folded}\n${before}`;
  const weighted = weightedTerms(question, folded, snapshot);
  const names = weighted.filter(({ term }) => term.isProper);
  const focus = weighted.filter(({ term }) => !term.isProper);
  const total = sum(weighted.map(({ weight }) => weight)) || 1;
  const missing = weighted.map(({ term, weight }) => (weight / total) * (1 - match(term, around)));
  const window = proximity(forms, folded);
  const rest = forms.filter((form) => !form.forms.some((text) => headings.includes(text)));
  const restTerms = weighted.filter(({ term }) => match(term, headings) < 0.5);
  const kind = answerKind(question);
  const mentions = snapshot.corpus.glossary.mentions(evidence.text);
  const spots =
    kind === 'any'
      ? []
      : answerSpots(kind, question, evidence.text, {
          glossary: snapshot.corpus.glossary,
          cutter,
          published: evidence.document.published,
        });
  const isNamed = mentions.some(({ entity }) => question.entities.includes(entity));
  const fit = subjectFit(question, kind === 'any' ? placesOf(focus, folded) : spots, mentions);
  const spotShares = spots.map(({ start, end }) =>
    share(forms, folded.slice(Math.max(0, start - NEAR), end + NEAR)),
  );
  const dateMatch = datesOf(evidence, question);
  return {
    words: share(forms, folded),
    wordsNear: share(forms, near),
    wordsAround: share(forms, around),
    window,
    nearAnswer: kind === 'any' ? window : Math.max(0, ...spotShares),
    restWords: share(rest, folded),
    restWordsNear: share(rest, near),
    restTerms: restTerms.length === 0 ? 0 : coverage(restTerms, folded),
    headingWords: share(forms, headings.slice(headings.lastIndexOf('\n') + 1)),
    terms: coverage(weighted, folded),
    termsAround: coverage(weighted, around),
    names: coverage(names, folded),
    namesAround: coverage(names, around),
    focusCharacters: characterCoverage(focus, folded),
    focus: coverage(focus, folded),
    focusAround: coverage(focus, around),
    missing: Math.max(0, ...missing),
    missingName: Math.max(0, ...missing.filter((_, i) => weighted[i]?.term.isProper === true)),
    head: headIn(question, folded),
    headCharacter: question.head !== '' && folded.includes(question.head.slice(-1)) ? 1 : 0,
    answerKind: spots.length > 0 ? 1 : 0,
    noAnswerKind: kind !== 'any' && spots.length === 0 ? 1 : 0,
    // English spells figures out, which isn't read.
    noFigure: spots.length === 0 && FIGURES.has(kind) && hasHan(folded) ? 1 : 0,
    subject: fit,
    ofAnother: FIGURES.has(kind) && fit === SUBJECT_FIT.isAnother && !isNamed ? 1 : 0,
    segment: Math.max(...folded.split(/[;；]/).map((part) => coverage(weighted, part))),
    date: dateMatch === true ? 1 : 0,
    otherDate: dateMatch === false ? 1 : 0,
    noDate: question.dates.length > 0 && dateMatch === undefined ? 1 : 0,
    retrieval: evidence.retrieval,
    bestDocument: evidence.documentRank === 0 ? 1 : 0,
    bestPassage: evidence.retrieval === 1 ? 1 : 0,
    isDirect: directness(evidence, kind, question, snapshot.corpus.glossary),
    news: news(question, folded),
    asks: ASKS.test(folded) ? 1 : 0,
    length: Math.max(-2, Math.min(2, Math.log(evidence.text.length / 40))),
    first: before === '' ? 1 : 0,
  };
}

function headIn(question: AnalysedQuestion, folded: string): number {
  const heads = question.terms.filter(({ isHead }) => isHead);
  if (heads.length === 0) return 1;
  return sum(heads.map((term) => match(term, folded))) / heads.length;
}

/** Whether the sentence's dates agree with the question's; undefined where either has none. */
function datesOf(evidence: Evidence, question: AnalysedQuestion): boolean | undefined {
  const asked = question.dates.flatMap(({ iso }) => iso ?? []);
  if (asked.length === 0) return undefined;
  const own = evidence.dates.iso;
  if (own.length === 0) return undefined;
  return asked.some((date) => own.some((other) => datesAgree(date, other)));
}

/** Share of the characters of a sentence that are in no pair of the question. */
function news(question: AnalysedQuestion, folded: string): number {
  const asked = question.terms.flatMap(({ text, alternatives }) => [text, ...alternatives]).join('\n');
  const letters = [...folded].filter((unit) => /[\p{L}\p{N}]/u.test(unit));
  if (letters.length === 0) return 0;
  return letters.filter((unit) => !asked.includes(unit)).length / letters.length;
}
