import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../../adapters/web/page/api/shapes.js';
import { answerAsText } from '../../../../adapters/web/page/chat/answer-as-text.js';
import { ENGLISH } from '../../../../adapters/web/page/shell/wording-en.js';
import { CHINESE } from '../../../../adapters/web/page/shell/wording-zh.js';

const ANSWER: Answer = {
  answer: '海水的盐度随深度变化。[1]',
  refused: false,
  mode: 'extractive',
  language: 'zh',
  citations: [
    {
      n: 1,
      source: 'sea.md',
      title: '海',
      section: '盐',
      paragraph: 3,
      quote: '海水的盐度随深度变化。',
      start: 20,
      end: 31,
      url: 'https://example.org/sea',
    },
  ],
  snapshot: 's',
  latencyMs: 1,
};

describe('answerAsText', () => {
  it('puts the sources under the answer, each with its quote and its place', () => {
    expect(answerAsText(ANSWER, CHINESE).replaceAll('\u00a0', ' ')).toBe(
      [
        '海水的盐度随深度变化。[1]',
        '',
        '[1] 《海》 › 盐 · 第 3 段',
        '    “海水的盐度随深度变化。”',
        '    sea.md:20-31 https://example.org/sea',
      ].join('\n'),
    );
  });

  it('speaks the language of the interface', () => {
    expect(answerAsText(ANSWER, ENGLISH).replaceAll('\u00a0', ' ')).toContain('[1] 海 › 盐, paragraph 3\n');
  });

  it('is the text alone where nothing is cited', () => {
    expect(answerAsText({ ...ANSWER, answer: '没有依据。', citations: [] }, CHINESE)).toBe('没有依据。');
  });
});
