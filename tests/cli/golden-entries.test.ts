import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { goldenEntries } from '../../src/cli/golden-entries.js';
import type { FeedbackEntry } from '../../src/serving/feedback-log.js';

const ENTRY: FeedbackEntry = {
  time: '2026-01-01T00:00:00.000Z',
  id: '1',
  verdict: 'up',
  question: '深海有多冷？',
  answer: '深海的温度接近冰点。[1]',
  refused: false,
  citations: [{ source: 'sea.txt', quote: '深海的温度接近冰点。' }],
  snapshot: 'made-up',
};

describe('goldenEntries', () => {
  it.each<[string, Partial<FeedbackEntry>, object]>([
    ['a good answer', {}, { answer: '深海的温度接近冰点。', cites: 'sea.txt' }],
    ['a good refusal', { refused: true, citations: [] }, { refuse: true }],
    [
      'an answer that should have been refused',
      { verdict: 'down', reason: 'should-refuse' },
      { refuse: true },
    ],
    ['a wrong answer', { verdict: 'down', reason: 'wrong-answer', comment: '不对\n- [' }, {}],
  ])('makes a golden question of %s', (_, entry, expected) => {
    expect(parse(goldenEntries([{ ...ENTRY, ...entry }]))).toEqual([
      { question: ENTRY.question, ...expected },
    ]);
  });

  it('asks no question twice, and goes by its latest judgement', () => {
    const text = goldenEntries([{ ...ENTRY, verdict: 'down', comment: '太短' }, ENTRY]);
    expect(parse(text)).toEqual([{ question: ENTRY.question }]);
    expect(text).toContain('# down (太短): 深海的温度接近冰点。[1]');
    expect(text).toContain('# write down what the answer must hold');
  });

  it('gives nothing for nothing', () => {
    expect(goldenEntries([])).toBe('');
  });
});
