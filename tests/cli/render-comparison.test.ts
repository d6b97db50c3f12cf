import { describe, expect, it } from 'vitest';
import { renderComparison } from '../../src/cli/render-comparison.js';

const COUNTS = { carried: 3, repaired: 0, withheld: 1, flaws: { figure: 1 } } as const;

describe('renderComparison', () => {
  it('shows a block for each model, with its figures and its answer or its failure', () => {
    const text = renderComparison({
      question: 'MOSS有多少参数？',
      snapshot: 'made-up',
      passages: [{ n: 1, source: 'a.md', title: 'A' }],
      models: [
        {
          name: 'qwen',
          answer: 'MOSS的参数为160亿。[1]',
          citations: [],
          refused: false,
          firstTokenMs: 420,
          ms: 1310,
          tokens: { inputTokens: 900, outputTokens: 30 },
          costCny: 0.0012,
          sentences: COUNTS,
          withheld: 0.25,
        },
        {
          name: 'ernie',
          answer: '',
          citations: [],
          refused: false,
          problem: '密钥\u001b[31m不对',
          ms: 0,
          sentences: { ...COUNTS, carried: 0, withheld: 0 },
          withheld: null,
        },
      ],
    });
    expect(text.split('\n\n')).toEqual([
      'MOSS有多少参数？\n1 passages for 2 models',
      '── qwen: first word 0.42 s, all 1.31 s, 900 + 30 tokens, ¥0.00120, 1 of 4 sentences withheld (25 %)\nMOSS的参数为160亿。[1]',
      expect.stringMatching(/^── ernie: not asked\nfailed: 密钥[^\u001b]*不对$/),
    ]);
  });
});
