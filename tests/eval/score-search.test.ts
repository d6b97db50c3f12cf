import { describe, expect, it } from 'vitest';
import type { EvaluationQuestion } from '../../src/eval/question-set.js';
import { scoreSearch } from '../../src/eval/score-search.js';
import { sourcesOf } from './hand-made.js';

const texts: Record<string, string> = {
  'a.md': '阿里云开放了“通义千问”。',
  'b/sea.txt': '海水是咸的。深海很冷。',
};

function found(source: string, part: string) {
  const start = texts[source]?.indexOf(part) ?? -1;
  const passage = { source, section: [], paragraph: 1, start, end: start + part.length };
  return { passage, score: 1, dense: 0, lexical: 0 };
}

const results = [
  found('a.md', '阿里云开放了“通义千问”。'),
  found('b/sea.txt', '海水是咸的。'),
  found('b/sea.txt', '深海很冷。'),
];

describe('scoreSearch', () => {
  it.each<[string, Partial<EvaluationQuestion>, object]>([
    ['nothing for a question that names nothing', {}, {}],
    ['the first passage of the document', { doc: 'sea.txt' }, { documentRank: 2 }],
    ['the first of several documents', { docs: ['sea.txt', 'a.md'] }, { documentRank: 1 }],
    ['a document that was not found', { doc: 'c.md' }, { documentRank: Number.POSITIVE_INFINITY }],
    ['the passage that holds the evidence', { evidence: ['沙漠', '深海 很冷'] }, { evidenceRank: 3 }],
    ['evidence without its quotes', { evidence: ['开放了通义千问'] }, { evidenceRank: 1 }],
    [
      'evidence that no one passage holds',
      { evidence: ['咸的。深海'] },
      { evidenceRank: Number.POSITIVE_INFINITY },
    ],
  ])('ranks %s', (_, question, expected) => {
    expect(scoreSearch({ id: 'q', question: '?', ...question }, results, sourcesOf(texts))).toEqual(expected);
  });
});
