/**
 * The room that measures: a question set → figures.
 * May import src/text, errors, and the types of src/answer and src/retrieval; never an engine, which is passed in.
 */
import { setImmediate } from 'node:timers/promises';
import type { Answer } from '../answer/answer.js';
import type { Answerer } from '../answer/answerer.js';
import { WenjuError } from '../errors.js';
import type { Snapshot } from '../retrieval/snapshot.js';
import { type EvaluatedQuestion, type EvaluationReport, evaluationReport } from './evaluation-report.js';
import { type EvaluationQuestion, mustBeRefused, readQuestionSet } from './question-set.js';
import { scoreAnswer } from './score-answer.js';
import { type SearchScore, scoreSearch } from './score-search.js';

/** How deep MRR@10 looks. */
const RESULTS = 10;

/** What a question that failed is scored as. */
const NO_ANSWER: Pick<Answer, 'answer' | 'refused' | 'citations'> = {
  answer: '',
  refused: false,
  citations: [],
};

export interface EvaluationOptions {
  /** Called before the first question and after each. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks every question of a set, one after the other, and adds up how good the answers are.
 * A question that the answerer refuses with an error is reported as missing; the rest goes on.
 * @param file JSON lines, each an `EvaluationQuestion`
 * @param snapshot what the answerer answers from
 * @throws WenjuError `not-found` or `bad-request` for the file; the signal's reason when it is aborted
 */
export async function evaluateSet(
  file: string,
  answerer: Answerer,
  snapshot: Snapshot,
  { onProgress, signal }: EvaluationOptions = {},
): Promise<EvaluationReport> {
  const questions = await readQuestionSet(file);
  const results: EvaluatedQuestion[] = [];
  onProgress?.(0, questions.length);
  for (const question of questions) {
    // An engine that never waits would keep the signal from arriving.
    await setImmediate();
    signal?.throwIfAborted();
    const outcome = await ask(question, answerer, signal);
    const score = scoreAnswer(question, outcome.answer ?? NO_ANSWER, snapshot);
    results.push({ question, ...outcome, score, search: await search(question, snapshot, signal) });
    onProgress?.(results.length, questions.length);
  }
  return evaluationReport(results);
}

async function ask(
  { question: text, history }: EvaluationQuestion,
  answerer: Answerer,
  signal: AbortSignal | undefined,
): Promise<Pick<EvaluatedQuestion, 'answer' | 'error'>> {
  try {
    return { answer: await answerer.answer({ text, history: history ?? [] }, signal ? { signal } : {}) };
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof WenjuError)) throw error;
    return { error };
  }
}

async function search(
  question: EvaluationQuestion,
  snapshot: Snapshot,
  signal: AbortSignal | undefined,
): Promise<SearchScore> {
  if (mustBeRefused(question) || question.history?.length) return {};
  const results = await snapshot.search(question.question, { limit: RESULTS, signal });
  return scoreSearch(question, results, snapshot);
}
