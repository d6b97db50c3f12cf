import type { Evidence } from './evidence.js';
import { type EvidenceFeatures, evidenceFeatures, type FeatureContext } from './evidence-features.js';
import type { RankedEvidence } from './rank-evidence.js';
import { SUFFICIENCY, weightedSum } from './weights.js';

/** What the decision to answer sees: the features of the chosen sentences read as one, and some of their own. */
export interface SufficiencyFeatures
  extends Pick<
    EvidenceFeatures,
    | 'restWordsNear'
    | 'restTerms'
    | 'termsAround'
    | 'nearAnswer'
    | 'names'
    | 'namesAround'
    | 'missingName'
    | 'missing'
    | 'focusAround'
    | 'retrieval'
    | 'isDirect'
    | 'answerKind'
    | 'otherDate'
    | 'noDate'
    | 'news'
    | 'headingWords'
    | 'subject'
    | 'segment'
  > {
  /** How far the best sentence is ahead of the next one of another paragraph, in scores, -5 to 5. */
  readonly margin: number;
  /** What is asked of the named things and is there, where something of the kind that is asked for is as well. */
  readonly typedFocus: number;
  /** The same where nothing is. */
  readonly untypedFocus: number;
  /** Whether the question says more of the things it names than their names. */
  readonly hasFocus: number;
  /** Whether it does and nothing of it is there. */
  readonly noFocus: number;
  /** Whether the noun that is asked for isn't there. */
  readonly noHead: number;
  /** Whether it asks what something is. */
  readonly isDefinition: number;
  /** Whether it does and the sentence introduces it. */
  readonly isIntroduced: number;
}

const LARGEST_MARGIN = 5;

/** Whether the chosen sentences answer; where not, the question is refused. */
export function isSufficient(
  selected: readonly RankedEvidence[],
  ranked: readonly RankedEvidence[],
  context: FeatureContext,
): boolean {
  if (selected.length === 0 || lacksFigure(selected)) return false;
  return sufficiency(sufficiencyFeatures(selected, ranked, context)) >= 0.5;
}

/** Whether a date or a figure is asked for and none of the sentences has one: whatever they say, they don't answer. */
export function lacksFigure(selected: readonly RankedEvidence[]): boolean {
  return selected.every(({ features }) => features.noFigure === 1 || features.ofAnother === 1);
}

/** The odds that sentences answer their question, 0 to 1. */
export function sufficiency(features: SufficiencyFeatures): number {
  return 1 / (1 + Math.exp(-SUFFICIENCY.bias - weightedSum(SUFFICIENCY.weights, features)));
}

/** The features of the chosen sentences. */
export function sufficiencyFeatures(
  selected: readonly RankedEvidence[],
  ranked: readonly RankedEvidence[],
  context: FeatureContext,
): SufficiencyFeatures {
  const [best] = selected;
  if (best === undefined) throw new RangeError('no sentence was chosen');
  const features = selected.length === 1 ? best.features : evidenceFeatures(together(selected), context);
  const next = ranked.find(
    ({ evidence }) =>
      evidence !== best.evidence && evidence.passage.paragraph !== best.evidence.passage.paragraph,
  );
  const isTyped = features.answerKind === 1;
  const isDefinition = context.question.type === 'definition' ? 1 : 0;
  const hasFocus = isDefinition === 0 && context.question.terms.some(({ isProper }) => !isProper) ? 1 : 0;
  return {
    restWordsNear: features.restWordsNear,
    restTerms: features.restTerms,
    termsAround: features.termsAround,
    nearAnswer: features.nearAnswer,
    names: features.names,
    namesAround: features.namesAround,
    missingName: features.missingName,
    missing: features.missing,
    focusAround: features.focusAround,
    retrieval: features.retrieval,
    isDirect: features.isDirect,
    answerKind: features.answerKind,
    otherDate: features.otherDate,
    noDate: features.noDate,
    news: features.news,
    headingWords: features.headingWords,
    subject: features.subject,
    segment: features.segment,
    margin: Math.max(-LARGEST_MARGIN, Math.min(LARGEST_MARGIN, best.score - (next?.score ?? 0))),
    typedFocus: isTyped ? features.focusCharacters * hasFocus : 0,
    untypedFocus: isTyped ? 0 : features.focusCharacters * hasFocus,
    hasFocus,
    noFocus: hasFocus === 1 && features.focusCharacters < 0.15 && features.isDirect < 0.5 ? 1 : 0,
    noHead: features.head < 0.5 && features.isDirect < 0.5 ? 1 : 0,
    isDefinition,
    isIntroduced: isDefinition * features.isDirect,
  };
}

/** Several sentences as one, at the place of the first. */
function together(selected: readonly RankedEvidence[]): Evidence {
  const parts = selected.map(({ evidence }) => evidence);
  const best = selected.reduce((a, b) => (b.score > a.score ? b : a)).evidence;
  return {
    ...best,
    text: parts.map(({ text }) => text).join(' '),
    folded: parts.map(({ folded }) => folded).join(' '),
    before: parts.map(({ before }) => before).join(' '),
    paragraph: parts.map(({ paragraph }) => paragraph).join('\n'),
    headings: [...new Set(parts.map(({ headings }) => headings))].join('\n'),
    dates: { iso: parts.flatMap(({ dates }) => dates.iso) },
    retrieval: Math.max(...parts.map(({ retrieval }) => retrieval)),
  };
}
