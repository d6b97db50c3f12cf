import { describe, expect, it } from 'vitest';
import type { EvaluationReport } from '../../src/eval/evaluation-report.js';
import { formatReport } from '../../src/eval/format-report.js';

const REPORT: EvaluationReport = {
  questions: 1203,
  missing: 0,
  groups: {
    all: { n: 1203, right: 0.9375, rightAndCited: 0.9 },
    'lang:zh': { n: 1200, right: 1, rightAndCited: 1 },
    'type:日期': { n: 3, right: 0, rightAndCited: null },
  },
  refusal: { precision: null, recall: 0.5 },
  citations: { quotes: 61, verbatim: 1, offsetsExact: 0.9999, markersConsistent: 1 },
  answerChars: { median: 61, p95: 140 },
  latencyMs: { p50: 4.25, p99: null },
  retrieval: {},
  failures: [],
};

describe('formatReport', () => {
  it('puts figures below each other, with a dash for what is undefined', () => {
    expect(formatReport(REPORT)).toBe(
      [
        '1203 questions',
        '',
        'answers       n    right  right and cited',
        'all        1203   93.8 %           90.0 %',
        'lang:zh    1200  100.0 %          100.0 %',
        'type:日期     3    0.0 %                –',
        '',
        'refusals     precision –, recall 50.0 %',
        'quotes       61, word for word 100.0 %, offsets exact 100.0 %, markers consistent 100.0 %',
        'characters   median 61, p95 140',
        'latency, ms  median 4.3, p99 –',
      ].join('\n'),
    );
  });

  it('shows the search and the documents where there are figures', () => {
    const text = formatReport({
      ...REPORT,
      documents: { citedFirst: 0.9, citedAny: 0.95, citedSentenceHoldsAnswer: 0.8 },
      retrieval: {
        documents: { n: 12, recallAt1: 0.5, recallAt5: 1, mrrAt10: 0.75 },
        passages: { n: 8, recallAt1: 0.25, recallAt5: 0.5 },
      },
    });
    expect(text).toContain(
      [
        'search                  n  recall@1  recall@5  MRR@10',
        'right document         12    50.0 %   100.0 %  0.7500',
        'passage with evidence   8    25.0 %    50.0 %',
      ].join('\n'),
    );
    expect(text).toContain(
      'documents    cited first 90.0 %, cited 95.0 %, answer in a cited sentence 80.0 %',
    );
  });

  it('lists failures when asked to, in one line each and without control characters', () => {
    const common = { question: '谁\n宣布的?', cited: false, refused: false, answer: '\u001b[31m张勇\n[1]' };
    const report: EvaluationReport = {
      ...REPORT,
      questions: 1,
      missing: 1,
      failures: [
        { ...common, id: 'a', right: false },
        { ...common, id: 'b', right: true },
        { ...common, id: 'c', right: false, refused: true, answer: '没有' },
        { ...common, id: 4, right: false, error: { code: 'too-large', message: 'too long' } },
      ],
    };
    expect(formatReport(report)).not.toContain('张勇');
    const [head, ...blocks] = formatReport(report, { failures: true }).split('\n\n');
    expect(head).toBe('1 question, 1 failed with an error');
    expect(blocks.at(-1)).toBe(
      [
        '4 failures',
        'a  wrong  谁 宣布的?',
        '    [31m张勇 [1]',
        'b  not cited  谁 宣布的?',
        '    [31m张勇 [1]',
        'c  refused  谁 宣布的?',
        '    没有',
        '4  too-large  谁 宣布的?',
        '    too long',
      ].join('\n'),
    );
  });
});
