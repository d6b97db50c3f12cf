import { basename } from 'node:path';
import type { Evidence } from '../../src/answer/evidence.js';
import type { EvidenceFeatures } from '../../src/answer/evidence-features.js';
import { type FoundEvidence, findEvidence } from '../../src/answer/find-evidence.js';
import { type RankedEvidence, rankEvidence } from '../../src/answer/rank-evidence.js';
import { selectEvidence } from '../../src/answer/select-evidence.js';
import { lacksFigure, type SufficiencyFeatures, sufficiencyFeatures } from '../../src/answer/sufficiency.js';
import { documentsOf, type EvaluationQuestion, mustBeRefused } from '../../src/eval/question-set.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { comparable } from '../../src/text/comparable-text.js';

/** What the fitting sees of one question. */
export interface Sample {
  readonly id: string;
  readonly question: string;
  readonly type: string;
  readonly isAnswerable: boolean;
  /** Whether it is an answerable question without the sentences that answer it. */
  readonly isTwin: boolean;
  readonly sentences: readonly { readonly features: EvidenceFeatures; readonly isRight: boolean }[];
  /** What was chosen by the weights in force; absent where no sentence was found at all. */
  readonly choice?: {
    readonly lacksFigure: boolean;
    readonly features: SufficiencyFeatures;
    readonly isRight: boolean;
    readonly text: string;
  };
}

/** Sentences beyond these don't matter to the ranking. */
const KEPT = 150;

/** A question as a sample, and its twin. */
export async function samplesOf(question: EvaluationQuestion, snapshot: Snapshot): Promise<Sample[]> {
  const found = await findEvidence({ text: question.question, history: question.history ?? [] }, snapshot);
  if (mustBeRefused(question)) return [sampleOf(question, found, found.ranked, 'unanswerable')];
  const isRight = (evidence: Evidence): boolean => holdsAnswer(evidence, question);
  const all = found.ranked.map(({ evidence }) => evidence);
  const removed = all.filter(isRight);
  const left = all
    .filter((evidence) => !removed.includes(evidence))
    .map((evidence) => withoutOthers(evidence, removed));
  return [
    sampleOf(question, found, found.ranked, 'answerable'),
    sampleOf(question, found, rankEvidence(left, found), 'twin'),
  ];
}

function sampleOf(
  question: EvaluationQuestion,
  found: FoundEvidence,
  ranked: readonly RankedEvidence[],
  kind: 'answerable' | 'unanswerable' | 'twin',
): Sample {
  const selected = selectEvidence(ranked, found);
  const isAnswerable = kind === 'answerable';
  return {
    id: String(question.id),
    question: question.question,
    type: found.question.type,
    isAnswerable,
    isTwin: kind === 'twin',
    sentences: ranked.slice(0, KEPT).map(({ evidence, features }) => ({
      features,
      isRight: isAnswerable && holdsAnswer(evidence, question),
    })),
    ...(selected.length === 0
      ? {}
      : {
          choice: {
            lacksFigure: lacksFigure(selected),
            features: sufficiencyFeatures(selected, ranked, found),
            isRight: isAnswerable && selected.some(({ evidence }) => holdsAnswer(evidence, question)),
            text: selected.map(({ evidence }) => evidence.text).join(' | '),
          },
        }),
  };
}

function holdsAnswer(evidence: Evidence, question: EvaluationQuestion): boolean {
  const documents = documentsOf(question);
  if (documents.length > 0 && !documents.includes(basename(evidence.document.source))) return false;
  const own = comparable(evidence.text);
  if (question.evidence) {
    return question.evidence.some((stretch) => {
      const wanted = comparable(stretch).replaceAll('|', '');
      return own.includes(wanted) || (wanted.includes(own) && own.length > 6);
    });
  }
  return [...(question.answers ?? []), ...(question.must_all ?? [])].some((answer) =>
    own.includes(comparable(answer)),
  );
}

function withoutOthers(evidence: Evidence, removed: readonly Evidence[]): Evidence {
  const gone = new Set(removed.map(({ folded }) => folded));
  return {
    ...evidence,
    before: gone.has(evidence.before) ? '' : evidence.before,
    after: gone.has(evidence.after) ? '' : evidence.after,
    paragraph: evidence.paragraph
      .split('\n')
      .filter((sentence) => !gone.has(sentence))
      .join('\n'),
  };
}
