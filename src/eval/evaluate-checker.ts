import { setImmediate } from 'node:timers/promises';
import type { CitedSentence, Verdict } from '../answer/checker/sentence-checker.js';
import type { NumberedPassage } from '../answer/checker/source-sentence.js';
import {
  type CheckerFact,
  ERROR_KINDS,
  type ErrorKind,
  type LabelledSentence,
  sentencesOf,
} from './checker-set.js';

/** The passages of a question, and what holds sentences against them. */
export interface OpenedQuestion {
  readonly passages: readonly NumberedPassage[];
  check(sentence: CitedSentence): Verdict;
}

/** How often the checker was right about sentences of one kind. */
export interface CheckerRow {
  readonly n: number;
  /** Wrong sentences that were withheld, or wrong markers that were withheld or put right; true ones that passed. */
  readonly right: number;
}

/** A sentence that the checker was wrong about. */
export interface CheckerMistake {
  readonly id: string;
  readonly kind: ErrorKind | 'true';
  readonly text: string;
  readonly verdict: string;
}

export interface CheckerReport {
  readonly sentences: number;
  /** Of the sentences that were stopped, the share that was wrong. */
  readonly precision: number | null;
  /** Of the wrong sentences, the share that was stopped or put right. */
  readonly recall: number | null;
  readonly true: CheckerRow;
  readonly errors: Readonly<Record<ErrorKind, CheckerRow>>;
  /** True sentences that were cited again because the checker didn't believe their markers. */
  readonly citedAgain: number;
  /** Facts whose passages the search didn't give; their sentences are not counted. */
  readonly notFound: readonly string[];
  readonly mistakes: readonly CheckerMistake[];
}

interface Judged extends LabelledSentence {
  readonly verdict: Verdict;
  readonly isRight: boolean;
}

/** Holds every sentence of the facts against the passages of their questions. */
export async function evaluateChecker(
  facts: readonly CheckerFact[],
  open: (fact: CheckerFact) => Promise<OpenedQuestion>,
): Promise<CheckerReport> {
  const judged: Judged[] = [];
  const notFound: string[] = [];
  for (const fact of facts) {
    await setImmediate();
    const opened = await open(fact);
    const proof = opened.passages.filter((passage) => carries(passage, fact)).map(({ n }) => n);
    if (proof.length === 0) {
      notFound.push(fact.id);
      continue;
    }
    for (const sentence of sentencesOf(fact)) judged.push(judge(sentence, opened, proof));
  }
  return reportOf(judged, notFound);
}

function carries({ document, passage }: NumberedPassage, { evidence }: CheckerFact): boolean {
  const text = document.text.slice(passage.start, passage.end);
  return evidence.some((stretch) => text.includes(stretch));
}

function judge(
  sentence: LabelledSentence,
  { passages, check }: OpenedQuestion,
  proof: readonly number[],
): Judged {
  const other = passages.find(({ n }) => !proof.includes(n))?.n ?? passages.length + 1;
  const verdict = check({ text: sentence.text, markers: sentence.error === 'marker' ? [other] : proof });
  const isStopped = verdict.outcome === 'withheld';
  const isRight =
    sentence.error === undefined
      ? !isStopped
      : isStopped || (sentence.error === 'marker' && citesProof(verdict, sentence));
  return { ...sentence, verdict, isRight };
}

/** Whether what is cited in the end are the passages that carry the sentence. */
function citesProof(verdict: Verdict, { fact }: LabelledSentence): boolean {
  return (
    verdict.outcome === 'withheld' ||
    verdict.carriedBy.some(({ document, passage }) =>
      fact.evidence.some((stretch) => document.text.slice(passage.start, passage.end).includes(stretch)),
    )
  );
}

function reportOf(judged: readonly Judged[], notFound: readonly string[]): CheckerReport {
  const row = (kind: ErrorKind | undefined): CheckerRow => {
    const own = judged.filter(({ error }) => error === kind);
    return { n: own.length, right: own.filter(({ isRight }) => isRight).length };
  };
  const truth = row(undefined);
  // A wrong marker under a true sentence is put right rather than stopped.
  const wrong = judged.filter(({ error }) => error !== undefined);
  const caught = wrong.filter(({ isRight }) => isRight).length;
  const stopped = caught + truth.n - truth.right;
  return {
    sentences: judged.length,
    precision: stopped === 0 ? null : caught / stopped,
    recall: wrong.length === 0 ? null : caught / wrong.length,
    true: truth,
    errors: Object.fromEntries(ERROR_KINDS.map((kind) => [kind, row(kind)])) as Record<ErrorKind, CheckerRow>,
    citedAgain: judged.filter(({ error, verdict }) => error === undefined && verdict.outcome === 'repaired')
      .length,
    notFound,
    mistakes: judged
      .filter(({ isRight }) => !isRight)
      .map(({ fact, error, text, verdict }) => ({
        id: fact.id,
        kind: error ?? 'true',
        text,
        verdict: verdict.outcome === 'withheld' ? verdict.flaw : verdict.outcome,
      })),
  };
}
