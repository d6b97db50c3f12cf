import type { Answer } from '../answer/answer.js';
import type { WenjuError } from '../errors.js';
import { type EvaluationQuestion, mustBeRefused } from './question-set.js';
import type { AnswerScore } from './score-answer.js';
import type { SearchScore } from './score-search.js';

/** A share from 0 to 1 with four decimals; null where there is nothing to take a share of. */
export type Share = number | null;

/** The figures of a question set, in the JSON shape of `wenju eval --json`. */
export interface EvaluationReport {
  readonly questions: number;
  /** Questions that failed with an error; they count as answered wrongly by an empty answer. */
  readonly missing: number;
  /** By `all`, `answerable`, `unanswerable`, `lang:…` and `type:…`. */
  readonly groups: Readonly<Record<string, GroupFigures>>;
  /** Of the refusals, how many were called for; of those called for, how many were given. */
  readonly refusal: { readonly precision: Share; readonly recall: Share };
  readonly citations: {
    readonly quotes: number;
    readonly verbatim: Share;
    readonly offsetsExact: Share;
    /** Of the answers that are no refusal. */
    readonly markersConsistent: Share;
  };
  /** Present when answerable questions name their document. */
  readonly documents?: {
    readonly citedFirst: Share;
    readonly citedAny: Share;
    readonly citedSentenceHoldsAnswer: Share;
  };
  /** Lengths of the answers that are no refusal, in UTF-16 units. */
  readonly answerChars: { readonly median: number | null; readonly p95: number | null };
  readonly latencyMs: { readonly p50: number | null; readonly p99: number | null };
  /** The search alone, with a question's own text; without follow-ups, which need their history. */
  readonly retrieval: {
    /** Questions that name their document: ranks of its first passage. Present when there are some. */
    readonly documents?: {
      readonly n: number;
      readonly recallAt1: Share;
      readonly recallAt5: Share;
      readonly mrrAt10: Share;
    };
    /** Questions with evidence: ranks of the first passage that holds it. Present when there are some. */
    readonly passages?: { readonly n: number; readonly recallAt1: Share; readonly recallAt5: Share };
  };
  /** What was not right or not cited, in the order of the set. */
  readonly failures: readonly EvaluationFailure[];
}

export interface GroupFigures {
  readonly n: number;
  readonly right: Share;
  readonly rightAndCited: Share;
}

export interface EvaluationFailure {
  readonly id: EvaluationQuestion['id'];
  readonly question: string;
  readonly right: boolean;
  readonly cited: boolean;
  readonly refused: boolean;
  readonly answer: string;
  readonly error?: Pick<WenjuError, 'code' | 'message'>;
}

/** One question with what came of it. */
export interface EvaluatedQuestion {
  readonly question: EvaluationQuestion;
  /** Absent when the question failed. */
  readonly answer?: Answer;
  readonly error?: WenjuError;
  readonly score: AnswerScore;
  readonly search: SearchScore;
}

/** Adds up a question set. */
export function evaluationReport(results: readonly EvaluatedQuestion[]): EvaluationReport {
  const unanswerable = results.filter(({ question }) => mustBeRefused(question));
  const refused = results.filter(isRefused);
  const answered = results.filter((result) => !isRefused(result));
  const quotes = sum(results, ({ score }) => score.quotes);
  const documents = results.flatMap(({ score }) => score.document ?? []);
  const lengths = answered.map(({ answer }) => answer?.answer.length ?? 0);
  const latencies = results.flatMap(({ answer }) => answer?.latencyMs ?? []);
  return {
    questions: results.length,
    missing: results.filter(({ answer }) => answer === undefined).length,
    groups: groupFigures(results),
    refusal: {
      precision: shareOf(refused, ({ question }) => mustBeRefused(question)),
      recall: shareOf(unanswerable, isRefused),
    },
    citations: {
      quotes,
      verbatim: share(
        sum(results, ({ score }) => score.verbatim),
        quotes,
      ),
      offsetsExact: share(
        sum(results, ({ score }) => score.offsetsExact),
        quotes,
      ),
      markersConsistent: shareOf(answered, ({ score }) => score.hasConsistentMarkers),
    },
    ...(documents.length > 0 && {
      documents: {
        citedFirst: shareOf(documents, ({ isCitedFirst }) => isCitedFirst),
        citedAny: shareOf(documents, ({ isCited }) => isCited),
        citedSentenceHoldsAnswer: shareOf(documents, ({ holdsAnswer }) => holdsAnswer),
      },
    }),
    answerChars: { median: quantile(lengths, 0.5), p95: quantile(lengths, 0.95) },
    latencyMs: { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) },
    retrieval: retrievalFigures(results.map(({ search }) => search)),
    failures: results.filter(({ score }) => !score.isRight || !score.isCited).map(failureOf),
  };
}

function isRefused({ answer }: EvaluatedQuestion): boolean {
  return answer?.refused ?? false;
}

function groupFigures(results: readonly EvaluatedQuestion[]): Record<string, GroupFigures> {
  const groups = new Map<string, AnswerScore[]>();
  for (const { question, score } of results) {
    const kind = mustBeRefused(question) ? 'unanswerable' : 'answerable';
    for (const name of ['all', kind, `lang:${question.lang ?? 'zh'}`, `type:${question.type ?? 'fact'}`]) {
      const scores = groups.get(name);
      if (scores === undefined) groups.set(name, [score]);
      else scores.push(score);
    }
  }
  const figures = [...groups].map(([name, scores]): [string, GroupFigures] => [
    name,
    {
      n: scores.length,
      right: shareOf(scores, ({ isRight }) => isRight),
      rightAndCited: shareOf(scores, ({ isRight, isCited }) => isRight && isCited),
    },
  ]);
  return Object.fromEntries(figures.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function retrievalFigures(searches: readonly SearchScore[]): EvaluationReport['retrieval'] {
  const documents = searches.flatMap(({ documentRank }) => documentRank ?? []);
  const passages = searches.flatMap(({ evidenceRank }) => evidenceRank ?? []);
  const recall = (ranks: readonly number[], at: number): Share => shareOf(ranks, (rank) => rank <= at);
  const reciprocals = sum(documents, (rank) => (rank <= 10 ? 1 / rank : 0));
  return {
    ...(documents.length > 0 && {
      documents: {
        n: documents.length,
        recallAt1: recall(documents, 1),
        recallAt5: recall(documents, 5),
        mrrAt10: share(reciprocals, documents.length),
      },
    }),
    ...(passages.length > 0 && {
      passages: { n: passages.length, recallAt1: recall(passages, 1), recallAt5: recall(passages, 5) },
    }),
  };
}

function failureOf({ question, answer, error, score }: EvaluatedQuestion): EvaluationFailure {
  return {
    id: question.id,
    question: question.question,
    right: score.isRight,
    cited: score.isCited,
    refused: answer?.refused ?? false,
    answer: answer?.answer ?? '',
    ...(error && { error: { code: error.code, message: error.message } }),
  };
}

function share(part: number, whole: number): Share {
  return whole === 0 ? null : Number((part / whole).toFixed(4));
}

function shareOf<T>(items: readonly T[], belongs: (item: T) => boolean): Share {
  return share(items.filter(belongs).length, items.length);
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}

/** The value that `part` (0 to 1) of the values lie below; null where there are none. */
function quantile(values: readonly number[], part: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? null;
}
