import type { Answer } from '../../src/answer/answer.js';
import type { Citation } from '../../src/answer/citation.js';
import { WenjuError } from '../../src/errors.js';
import type { Sources } from '../../src/eval/score-answer.js';

/** Documents without a folder: texts by their source. */
export function sourcesOf(texts: Readonly<Record<string, string>>): Sources {
  return {
    document: (source) => {
      const text = texts[source];
      if (text === undefined) throw new WenjuError('not-found', `no document ${source}`);
      return { source, title: source, text, prose: text };
    },
  };
}

/** An answer with made-up particulars where they don't matter. */
export function answerOf(
  answer: string,
  citations: readonly Citation[] = [],
  more: Partial<Answer> = {},
): Answer {
  const common = {
    refused: false,
    mode: 'extractive',
    language: 'zh',
    snapshot: 'made-up',
    latencyMs: 1,
  } as const;
  return { answer, citations, ...common, ...more };
}

export function refusal(more: Partial<Answer> = {}): Answer {
  return answerOf('资料中没有找到相关内容。', [], { refused: true, ...more });
}

export function citationOf(n: number, source: string, quote: string, start: number): Citation {
  const end = start + quote.length;
  return { n, source, title: source, section: '', paragraph: 1, quote, start, end, url: null };
}

/** A citation of the first place where a text holds a quote. */
export function quoteFrom(n: number, source: string, text: string, quote: string): Citation {
  return citationOf(n, source, quote, text.indexOf(quote));
}
