import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { Language } from '../../text/language.js';
import type { Flaw } from '../checker/sentence-checker.js';
import { answerPrompt, NO_EVIDENCE } from './answer-prompt.js';
import { AnswerWriter } from './answer-writer.js';
import { causeOf, type FallbackCause } from './fallback-reason.js';
import { readSentence } from './marked-sentence.js';
import { modelText, type TokenUse } from './model-text.js';
import type { OpenedPassages } from './passages.js';
import { SentenceStream, type StreamedSentence } from './sentence-stream.js';

/** What became of the sentences that a model wrote. */
export interface SentenceCounts {
  readonly carried: number;
  /** Cited again from the passages, since what they cited didn't carry them. */
  readonly repaired: number;
  readonly withheld: number;
  /** Why, by how many. */
  readonly flaws: Readonly<Partial<Record<Flaw, number>>>;
}

/** What a model made of a question. */
export interface Generation {
  readonly writer: AnswerWriter;
  readonly sentences: SentenceCounts;
  /** Whether it said that the passages don't answer, and nothing before. */
  readonly saysNoEvidence: boolean;
  /** What stopped it, when something did; what it wrote before is in the writer. */
  readonly failure?: FallbackCause;
  readonly tokens?: TokenUse;
  /** Milliseconds from the request to its first word; absent when none came. */
  readonly firstTokenMs?: number;
  readonly ms: number;
}

export interface GenerationOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onDelta?: ((text: string) => void) | undefined;
}

/**
 * Lets a model answer from passages and passes on each sentence as soon as it is checked. A failure of the model
 * is part of what is returned.
 * @throws the signal's reason when aborted
 */
export async function generate(
  model: BaseChatModel,
  question: string,
  language: Language,
  { passages, checker }: OpenedPassages,
  { signal, onDelta }: GenerationOptions = {},
): Promise<Generation> {
  const start = performance.now();
  const writer = new AnswerWriter(language);
  const counts = { carried: 0, repaired: 0, withheld: 0 };
  const flaws: Partial<Record<Flaw, number>> = {};
  let saysNoEvidence = false;
  let firstTokenMs: number | undefined;
  let tokens: TokenUse | undefined;
  let failure: FallbackCause | undefined;

  const take = ({ raw, begins }: StreamedSentence): void => {
    if (saysNoEvidence) return;
    if (raw.includes(NO_EVIDENCE)) {
      saysNoEvidence = writer.text === '';
      return;
    }
    const sentence = readSentence(raw);
    const verdict = checker.check(sentence);
    counts[verdict.outcome]++;
    if (verdict.outcome === 'withheld') {
      flaws[verdict.flaw] = (flaws[verdict.flaw] ?? 0) + 1;
      return;
    }
    const added = writer.sentence(`${sentence.bullet}${sentence.text}`, verdict.carriedBy, begins);
    onDelta?.(added);
  };

  const stream = new SentenceStream();
  try {
    const pieces = modelText(model, answerPrompt(question, language, passages), signal);
    let next = await pieces.next();
    for (; next.done !== true; next = await pieces.next()) {
      firstTokenMs ??= performance.now() - start;
      for (const sentence of stream.push(next.value)) take(sentence);
    }
    tokens = next.value.tokens;
    if (!next.value.isCut) for (const sentence of stream.end()) take(sentence);
    if (firstTokenMs === undefined) failure = 'empty';
  } catch (thrown) {
    signal?.throwIfAborted();
    failure = causeOf(thrown);
  }
  return {
    writer,
    sentences: { ...counts, flaws },
    saysNoEvidence,
    ms: performance.now() - start,
    ...(failure === undefined ? {} : { failure }),
    ...(tokens === undefined ? {} : { tokens }),
    ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
  };
}
