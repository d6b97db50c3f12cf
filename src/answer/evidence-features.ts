import type { Entity } from '../corpus/glossary.js';
import type { WeightedForms } from '../retrieval/proximity.js';
import { proximity } from '../retrieval/proximity.js';
import type { Snapshot } from '../retrieval/snapshot.js';
import { entityTerm } from '../retrieval/terms.js';
import { datesAgree } from '../text/dates.js';
import type { Span } from '../text/sentences.js';
import type { WordCutter } from '../text/tokens.js';
import { type AnswerKind, answerKind, answerSpots, saysName } from './answer-kind.js';
import type { Evidence } from './evidence.js';
import type { AnalysedQuestion, Term } from './question-analysis.js';
import { subjectFit } from './subject-fit.js';

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
  /** Share of the words in the sentence before it, if that asks. */
  readonly answersBefore: number;
  /** Logarithm of its length in 40 UTF-16 units, -2 to 2. */
  readonly length: number;
  /** Whether it opens its paragraph. */
  readonly first: number;
}

export type FeatureName = keyof EvidenceFeatures;

/** What the features of all sentences of one question share. */
export interface FeatureContext {
  readonly question: AnalysedQuestion;
  readonly forms: readonly WeightedForms[];
  readonly snapshot: Snapshot;
  readonly cutter: WordCutter;
}

/** The kinds of answers that are told for certain. */
const FIGURES: ReadonlySet<AnswerKind> = new Set(['date', 'number']);
/** How much an alternative of a term counts. */
const ALTERNATIVE = 0.85;
/** What an English word that the vocabulary doesn't know counts in a Chinese text. */
const UNTRANSLATED = 0.2;
/** A Chinese word that is there in part counts by its share, times this. */
const PART = 0.6;
const ASKS = /[?？]["'”’」』)）]?$/;
/** How far from a possible answer the words of the question are looked for, in UTF-16 units. */
const NEAR = 30;

/** The features of one sentence for one question. */
export function evidenceFeatures(evidence: Evidence, context: FeatureContext): EvidenceFeatures {
  const { question, forms, snapshot, cutter } = context;
  const { folded, before, paragraph, headings } = evidence;
  const around = `${folded}\n${paragraph}\n${headings}`;
  const near = `${folded}\n${before}`;
  const isTranslation = question.language === 'en' && /[\u4e00-\u9fff]/.test(folded);
  const weighted = question.terms.map((term) => {
    const isUnknown = isTranslation && !term.isProper && term.alternatives.length === 0;
    return { term, weight: term.importance * rarity(term, snapshot) * (isUnknown ? UNTRANSLATED : 1) };
  });
  const names = weighted.filter(({ term }) => isName(term));
  const focus = weighted.filter(({ term }) => !isName(term));
  const total = sum(weighted.map(({ weight }) => weight)) || 1;
  const missing = weighted.map(({ term, weight }) => (weight / total) * (1 - match(term, around)));
  const window = proximity(forms, folded);
  const rest = forms.filter((form) => !form.forms.some((text) => headings.includes(text)));
  const restTerms = weighted.filter(({ term }) => match(term, headings) < 0.5);
  const kind = answerKind(question);
  const spots =
    kind === 'any'
      ? []
      : answerSpots(kind, question, evidence.text, {
          glossary: snapshot.corpus.glossary,
          cutter,
          published: evidence.document.published,
        });
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
    noFigure: spots.length === 0 && FIGURES.has(kind) ? 1 : 0,
    subject: subjectFit(
      question,
      kind === 'any' ? placesOf(focus, folded) : spots,
      snapshot.corpus.glossary.mentions(evidence.text),
    ),
    segment: Math.max(...folded.split(/[;；]/).map((part) => coverage(weighted, part))),
    date: dateMatch === true ? 1 : 0,
    otherDate: dateMatch === false ? 1 : 0,
    noDate: question.dates.length > 0 && dateMatch === undefined ? 1 : 0,
    retrieval: evidence.retrieval,
    bestDocument: evidence.documentRank === 0 ? 1 : 0,
    bestPassage: evidence.retrieval === 1 ? 1 : 0,
    isDirect: directness(evidence, kind, context),
    news: news(question, folded),
    asks: ASKS.test(folded) ? 1 : 0,
    answersBefore: ASKS.test(before) ? share(forms, before) : 0,
    length: Math.max(-2, Math.min(2, Math.log(evidence.text.length / 40))),
    first: before === '' ? 1 : 0,
  };
}

/** Whether a term names a thing rather than says something of it. */
export function isName(term: Term): boolean {
  return term.isProper;
}

function rarity(term: Term, snapshot: Snapshot): number {
  if (term.entity !== undefined) return snapshot.idf(entityTerm(term.entity.name));
  const own = snapshot.idf(term.text);
  // A word of three characters or more is in the index only where jieba cuts it out.
  if (term.text.length < 3 || !/[\u4e00-\u9fff]/.test(term.text)) return own;
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

function coverage(weighted: readonly { term: Term; weight: number }[], folded: string): number {
  const total = sum(weighted.map(({ weight }) => weight));
  return total === 0 ? 1 : sum(weighted.map(({ term, weight }) => weight * match(term, folded))) / total;
}

/** Where terms stand in a text. */
function placesOf(weighted: readonly { term: Term }[], folded: string): Span[] {
  return weighted.flatMap(({ term }) =>
    [term.text, ...term.alternatives].flatMap((word) => {
      const start = word === '' ? -1 : folded.indexOf(word);
      return start < 0 ? [] : [{ start, end: start + word.length }];
    }),
  );
}

/** The same by single characters: 演示 is there by half in 展示. */
function characterCoverage(weighted: readonly { term: Term; weight: number }[], folded: string): number {
  const total = sum(weighted.map(({ weight }) => weight));
  if (total === 0) return 1;
  const held = ({ term }: { term: Term }): number => {
    const whole = match(term, folded);
    if (whole > 0.5 || !/^[\u4e00-\u9fff]+$/.test(term.text)) return whole;
    const units = [...term.text];
    return Math.max(whole, units.filter((unit) => folded.includes(unit)).length / units.length);
  };
  return sum(weighted.map((one) => one.weight * held(one))) / total;
}

function share(forms: readonly WeightedForms[], folded: string): number {
  const total = sum(forms.map(({ weight }) => weight));
  if (total === 0) return 0;
  return (
    sum(forms.map((form) => (form.forms.some((text) => folded.includes(text)) ? form.weight : 0))) / total
  );
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

/** How directly the form of a sentence answers a question of its kind, 0 to 1. */
function directness(evidence: Evidence, kind: AnswerKind, { question, snapshot }: FeatureContext): number {
  if (question.type === 'definition') return introduction(question, evidence);
  if (kind === 'name') return saysName(question, evidence.text) ? 1 : 0;
  if (kind !== 'organisation' && kind !== 'who') return 0;
  const { glossary } = snapshot.corpus;
  const owners = new Set(question.entities.flatMap((entity) => glossary.owners(entity)));
  const named = glossary.mentions(evidence.text).map(({ entity }) => entity);
  const isNew = (entity: Entity): boolean => !question.entities.includes(entity);
  return named.some((entity) => owners.has(entity) && isNew(entity)) ? 1 : 0;
}

const ROLE = /(?:长|家|员|人|官|授|士|师|者|席|理|监|记者|ceo|cto|cfo|主任|总裁|院士|董事)$/;

/** Whether a sentence says what something is: “X是…”, “…长X表示”, “X（…）”, “the X is a …”, its first mention. */
function introduction(question: AnalysedQuestion, { folded, before }: Evidence): number {
  let best = 0;
  for (const term of question.terms.filter(({ isProper, entity }) => isProper || entity !== undefined)) {
    for (const name of [term.text, ...term.alternatives]) {
      const at = folded.indexOf(name);
      if (at < 0) continue;
      const head = folded.slice(Math.max(0, at - 12), at).replace(/["'《(]+$/, '');
      const tail = folded.slice(at + name.length, at + name.length + 12);
      if (
        /^["'》)]*\s*(?:是|为|即|指|[(,，、]?(?:一种|一款|一个|一家)|is |are |was |,? (?:an?|the) )/.test(
          tail,
        )
      )
        best = Math.max(best, 1);
      if (/^["'》]*\s*[((]/.test(tail)) best = Math.max(best, 0.8);
      if (ROLE.test(head)) best = Math.max(best, 0.9);
      if (/(?:推出|发布|研发|打造|开发|名为|叫做|平台|系统|模型|产品|作画|应用)["'《(]*$/.test(head))
        best = Math.max(best, 0.7);
      if (before === '' && at < 4) best = Math.max(best, 0.5);
    }
  }
  return best;
}

/** Share of the characters of a sentence that are in no pair of the question. */
function news(question: AnalysedQuestion, folded: string): number {
  const asked =
    question.text.length === 0
      ? ''
      : question.terms.map(({ text, alternatives }) => [text, ...alternatives].join('\n')).join('\n');
  const letters = [...folded].filter((unit) => /[\p{L}\p{N}]/u.test(unit));
  if (letters.length === 0) return 0;
  return letters.filter((unit) => !asked.includes(unit)).length / letters.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
