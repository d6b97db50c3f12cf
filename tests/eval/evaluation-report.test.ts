import { describe, expect, it } from 'vitest';
import { WenjuError } from '../../src/errors.js';
import { type EvaluatedQuestion, evaluationReport } from '../../src/eval/evaluation-report.js';
import type { AnswerScore } from '../../src/eval/score-answer.js';
import { scoreAnswer } from '../../src/eval/score-answer.js';
import { answerOf, refusal, sourcesOf } from './hand-made.js';
import { type RandomEvaluation, randomEvaluation } from './random-evaluation.js';
import { referenceFigures } from './reference-figures.js';

const PLAIN: AnswerScore = {
  isRight: true,
  isCited: true,
  quotes: 0,
  verbatim: 0,
  offsetsExact: 0,
  hasConsistentMarkers: true,
};
const result = (more: Partial<EvaluatedQuestion>): EvaluatedQuestion => ({
  question: { id: 'q', question: '?', answers: ['x'] },
  answer: answerOf('x'),
  score: PLAIN,
  search: {},
  ...more,
});

function evaluated({ texts, questions, answers }: RandomEvaluation): EvaluatedQuestion[] {
  return questions.map((question, i) => {
    const answer = answers[i] ?? answerOf('');
    return { question, answer, score: scoreAnswer(question, answer, sourcesOf(texts)), search: {} };
  });
}

describe('evaluationReport', () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed))('agrees with the definition, seed %i', (seed) => {
    const evaluation = randomEvaluation(seed, seed);
    const { latencies, failed, answerChars, ...figures } = referenceFigures(evaluation);
    const report = evaluationReport(evaluated(evaluation));
    expect(report).toMatchObject(figures);
    expect(Object.keys(report.groups)).toEqual(Object.keys(report.groups).sort());
    expect(Object.keys(report.groups).sort()).toEqual(Object.keys(figures.groups).sort());
    expect(report.answerChars).toEqual({ median: answerChars.half, p95: answerChars.p95 });
    expect(report.latencyMs).toEqual({ p50: latencies.half, p99: latencies.p99 });
    expect(report.failures.map(({ id }) => id)).toEqual(failed);
    expect('documents' in report).toBe('documents' in figures);
  });

  it('has no share of nothing', () => {
    const report = evaluationReport([result({})]);
    expect(report.refusal).toEqual({ precision: null, recall: null });
    expect(report.citations).toEqual({ quotes: 0, verbatim: null, offsetsExact: null, markersConsistent: 1 });
    expect(report.retrieval).toEqual({});
    expect(report).not.toHaveProperty('documents');
  });

  it('has a recall but no precision when nothing that must be refused is', () => {
    const report = evaluationReport([result({ question: { id: 'q', question: '?' } })]);
    expect(report.refusal).toEqual({ precision: null, recall: 0 });
  });

  it('has a precision but no recall when only what must be answered is refused', () => {
    expect(evaluationReport([result({ answer: refusal() })]).refusal).toEqual({ precision: 0, recall: null });
  });

  it('gives recall and mean reciprocal rank of what the search found', () => {
    const ranks = [1, 2, 5, 10, 11, Number.POSITIVE_INFINITY];
    const searches = [
      ...ranks.map((documentRank) => ({ documentRank })),
      { evidenceRank: 1 },
      { evidenceRank: 6 },
    ];
    const { retrieval } = evaluationReport(searches.map((search) => result({ search })));
    expect(retrieval.documents).toEqual({ n: 6, recallAt1: 0.1667, recallAt5: 0.5, mrrAt10: 0.3 });
    expect(retrieval.passages).toEqual({ n: 2, recallAt1: 0.5, recallAt5: 0.5 });
  });

  it('counts a question that failed as missing and says why', () => {
    const { answer: _, ...failed } = result({
      error: new WenjuError('too-large', 'The question is too long.'),
      score: { ...PLAIN, isRight: false, hasConsistentMarkers: false },
    });
    const report = evaluationReport([failed, result({})]);
    expect(report).toMatchObject({ questions: 2, missing: 1, answerChars: { median: 1 } });
    expect(report.failures).toEqual([
      {
        id: 'q',
        question: '?',
        right: false,
        cited: true,
        refused: false,
        answer: '',
        error: { code: 'too-large', message: 'The question is too long.' },
      },
    ]);
  });
});
