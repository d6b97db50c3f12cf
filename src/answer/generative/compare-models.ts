import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { Snapshot } from '../../retrieval/snapshot.js';
import type { Citation } from '../citation.js';
import { findEvidence } from '../find-evidence.js';
import { checkedQuestion } from '../question.js';
import { wordingFor } from '../wording.js';
import { type FallbackCause, fallbackReason } from './fallback-reason.js';
import { type Generation, generate, type SentenceCounts } from './generation.js';
import type { TokenUse } from './model-text.js';
import { openPassages } from './passages.js';

/** What an answer cost, in the currency that its vendor takes. */
export interface Cost {
  readonly costCny?: number;
  readonly costUsd?: number;
}

/** A model that can be asked. */
export interface OpenedModel {
  readonly model: BaseChatModel;
  /** What its last answer cost, where that is known. */
  readonly cost?: (() => Cost | undefined) | undefined;
}

/** A model to be compared, or why it can't be. */
export type Candidate = { readonly name: string } & (OpenedModel | { readonly problem: string });

/** What one model made of the question. */
export interface ComparedAnswer extends Cost {
  readonly name: string;
  /** What is left of its answer when every sentence is checked; empty where nothing is. */
  readonly answer: string;
  readonly citations: readonly Citation[];
  /** Whether it found that the passages don't answer. */
  readonly refused: boolean;
  /** Why it failed or broke off; absent when it didn't. */
  readonly problem?: string;
  /** Milliseconds to the first word; absent when none came. */
  readonly firstTokenMs?: number;
  readonly ms: number;
  readonly tokens?: TokenUse;
  readonly sentences: SentenceCounts;
  /** Share of its sentences that were withheld; null where it wrote none. */
  readonly withheld: number | null;
}

/** What several models made of the same passages. */
export interface ModelComparison {
  readonly question: string;
  readonly snapshot: string;
  readonly passages: readonly { readonly n: number; readonly source: string; readonly title: string }[];
  /** In the order that the models were named in. */
  readonly models: readonly ComparedAnswer[];
}

const NOTHING: Omit<ComparedAnswer, 'name'> = {
  answer: '',
  citations: [],
  refused: false,
  ms: 0,
  sentences: { carried: 0, repaired: 0, withheld: 0, flaws: {} },
  withheld: null,
};

/**
 * Gives the same passages to several models at the same time. One that fails says why, and the others go on.
 * @throws WenjuError `bad-request`, `too-large` for the question; the signal's reason when aborted
 */
export async function compareModels(
  question: string,
  candidates: readonly Candidate[],
  snapshot: Snapshot,
  signal?: AbortSignal,
): Promise<ModelComparison> {
  const text = checkedQuestion(question);
  const wording = wordingFor(text);
  const found = await findEvidence({ text, history: [] }, snapshot, signal === undefined ? {} : { signal });
  const opened = openPassages(found);
  const explain = (cause: FallbackCause): string => fallbackReason(cause, wording);
  const models = await Promise.all(
    candidates.map(async (candidate): Promise<ComparedAnswer> => {
      const { name } = candidate;
      if ('problem' in candidate) return { ...NOTHING, name, problem: candidate.problem };
      const generation = await generate(
        candidate.model,
        found.question.text,
        found.question.language,
        opened,
        {
          signal,
        },
      );
      return { name, ...comparedAnswer(generation, explain), ...costOf(candidate) };
    }),
  );
  return {
    question: text,
    snapshot: snapshot.id,
    passages: opened.passages.map(({ n, document }) => ({
      n,
      source: document.source,
      title: document.title,
    })),
    models,
  };
}

function costOf({ cost }: OpenedModel): Cost {
  const { costCny, costUsd } = cost?.() ?? {};
  return { ...(costCny === undefined ? {} : { costCny }), ...(costUsd === undefined ? {} : { costUsd }) };
}

function comparedAnswer(
  { writer, saysNoEvidence, failure, firstTokenMs, ms, tokens, sentences }: Generation,
  explain: (cause: FallbackCause) => string,
): Omit<ComparedAnswer, 'name'> {
  const written = sentences.carried + sentences.repaired + sentences.withheld;
  return {
    answer: writer.text,
    citations: writer.citations,
    refused: saysNoEvidence,
    ms: rounded(ms),
    sentences,
    withheld: written === 0 ? null : sentences.withheld / written,
    ...(failure === undefined ? {} : { problem: explain(failure) }),
    ...(firstTokenMs === undefined ? {} : { firstTokenMs: rounded(firstTokenMs) }),
    ...(tokens === undefined ? {} : { tokens }),
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
