import { answerKind, answerSpots } from './answer-kind.js';
import type { AnsweredQuestion } from './answered-question.js';
import type { FeatureContext } from './evidence-features.js';
import type { RankedEvidence } from './rank-evidence.js';

/** The names in the best sentence that could be the answer, the things of the glossary first. */
export function answersIn(
  ranked: readonly RankedEvidence[],
  { question, snapshot, cutter }: FeatureContext,
): AnsweredQuestion['answers'] {
  const [best] = ranked;
  if (best === undefined) return [];
  const { glossary } = snapshot.corpus;
  const { text, document } = best.evidence;
  const mentions = glossary.mentions(text);
  const known = mentions
    .filter(({ entity }) => entity.kind !== 'term' && !question.entities.includes(entity))
    .map(({ entity }) => ({ name: entity.name, entity }));
  const kind = answerKind(question);
  const spots = answerSpots(kind, question, text, { glossary, cutter, published: document.published })
    .filter((spot) => !mentions.some(({ start, end }) => spot.start < end && spot.end > start))
    .map(({ start, end }) => ({ name: text.slice(start, end).replace(/^["“《'‘]|["”》'’]$/g, '') }));
  return kind === 'date' || kind === 'number' ? known : [...known, ...spots];
}
