import type { Entity, EntityKind, Mention } from '../corpus/glossary.js';
import type { Span } from '../text/sentences.js';
import type { AnalysedQuestion } from './question-analysis.js';

/** Kinds that can stand in each other's place in a sentence; the first that a question names is its subject. */
const GROUPS: readonly (readonly EntityKind[])[] = [
  ['model', 'product'],
  ['person'],
  ['company', 'institution'],
];

/** How sure it is that what a sentence says is said of the question's subject and not of another thing. */
export const SUBJECT_FIT = { fits: 1, unknown: 0.5, isAnother: 0 } as const;

/**
 * Whether what may be the answer is said of the thing that the question names: the nearest thing of its kind
 * before it, else the first behind it, is that one. “小槿降到4.29万元,逐原07降价2.6万元” gives no price of 逐原07.
 * @param anchors where the answer may stand, in UTF-16 units of the sentence
 * @param mentions the things that the sentence names
 */
export function subjectFit(
  question: AnalysedQuestion,
  anchors: readonly Span[],
  mentions: readonly Mention[],
): number {
  const group = GROUPS.find((kinds) => question.entities.some(({ kind }) => kinds.includes(kind)));
  if (group === undefined || anchors.length === 0) return SUBJECT_FIT.unknown;
  const rivals = mentions.filter(({ entity }) => group.includes(entity.kind));
  if (rivals.length === 0) return SUBJECT_FIT.unknown;
  const isAsked = (entity: Entity): boolean => question.entities.includes(entity);
  const fits = anchors.some((anchor) => {
    const before = rivals.findLast(({ start }) => start < anchor.start);
    const nearest = before ?? rivals.find(({ start }) => start >= anchor.start);
    return nearest !== undefined && isAsked(nearest.entity);
  });
  return fits ? SUBJECT_FIT.fits : SUBJECT_FIT.isAnother;
}
