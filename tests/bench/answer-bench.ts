import { ExtractiveAnswerer } from '../../src/answer/extractive-answerer.js';
import type { Question } from '../../src/answer/question.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { type Latency, latencyOf, quantile } from './measure.js';
import type { NaiveStore } from './naive-chain.js';
import { type Column, medianAndP99 } from './table.js';

/** What answers cost. */
export interface AnswerRow {
  readonly corpus: string;
  readonly chain: string;
  /** From a question to what is shown, in milliseconds. */
  readonly latency: Latency;
  /** Median length of what is shown, in UTF-16 units. */
  readonly length: number;
  /** Share of the questions that are refused; a naive chain refuses none. */
  readonly refused: number;
}

export const ANSWER_COLUMNS: readonly Column<AnswerRow>[] = [
  { title: 'corpus', cell: ({ corpus }) => corpus },
  { title: 'chain', cell: ({ chain }) => chain },
  { title: 'answer ms (median / p99)', cell: ({ latency }) => medianAndP99(latency) },
  { title: 'characters (median)', cell: ({ length }) => String(length) },
  { title: 'refused', cell: ({ refused }) => `${(100 * refused).toFixed(0)} %` },
];

interface Shown {
  readonly text: string;
  readonly isRefused: boolean;
}

export function measureAnswers(
  corpus: string,
  snapshot: Snapshot,
  questions: readonly Question[],
): Promise<AnswerRow> {
  const answerer = new ExtractiveAnswerer(() => snapshot);
  return row({ corpus, chain: 'Wenju' }, questions, async (question) => {
    const { answer: text, refused: isRefused } = await answerer.answer(question);
    return { text, isRefused };
  });
}

/** The chain without a model: it shows what it retrieves, and takes every question for the first one. */
export function measureNaiveAnswers(
  corpus: string,
  store: NaiveStore,
  questions: readonly Question[],
): Promise<AnswerRow> {
  return row({ corpus, chain: 'naive chain' }, questions, async ({ text }) => {
    return { text: await store.answer(text), isRefused: false };
  });
}

async function row(
  names: Pick<AnswerRow, 'corpus' | 'chain'>,
  questions: readonly Question[],
  answer: (question: Question) => Promise<Shown>,
): Promise<AnswerRow> {
  const shown: Shown[] = [];
  const latency = await latencyOf(questions, async (question) => shown.push(await answer(question)));
  const lengths = shown.map(({ text }) => text.length);
  const refused = shown.filter(({ isRefused }) => isRefused).length / shown.length;
  return { ...names, latency, length: quantile(lengths, 0.5), refused };
}
