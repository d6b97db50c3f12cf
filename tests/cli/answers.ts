import type { Answer } from '../../src/answer/answer.js';

/** An answer with one citation. */
export const ANSWER: Answer = {
  answer: '通义千问于4月7日开放内测。[1]',
  refused: false,
  mode: 'extractive',
  language: 'zh',
  citations: [
    {
      n: 1,
      source: 'news/article.md',
      title: '国产大模型',
      section: '阿里 › 内测',
      paragraph: 3,
      quote: '4月7日，阿里云开放了\n“通义千问”的内测。',
      start: 120,
      end: 143,
      url: null,
    },
  ],
  snapshot: 'made-up',
  latencyMs: 1,
};

/** A refusal that offers two topics. */
export const REFUSAL: Answer = {
  ...ANSWER,
  answer: 'The corpus has no evidence.',
  refused: true,
  language: 'en',
  citations: [],
  suggestions: ['Tongyi Qianwen', 'ERNIE Bot'],
};
