import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { Snapshot } from '../../retrieval/snapshot.js';
import { languageOf } from '../../text/language.js';
import { loadWordCutter } from '../../text/tokens.js';
import type { Answer } from '../answer.js';
import type { Answerer, AnswerOptions } from '../answerer.js';
import { type Composition, compose } from '../compose.js';
import { type Extract, extract, refused } from '../extract.js';
import { type FoundEvidence, findEvidence } from '../find-evidence.js';
import { checkedQuestion, type Question } from '../question.js';
import { type Wording, wordingFor } from '../wording.js';
import { condense } from './condense.js';
import { type FallbackCause, fallbackReason } from './fallback-reason.js';
import { type Generation, generate, type SentenceCounts } from './generation.js';
import type { TokenUse } from './model-text.js';
import { type OpenedPassages, openPassages } from './passages.js';

/** What one generated answer took, for the log and the metrics. */
export interface GenerationReport {
  readonly sentences: SentenceCounts;
  /** Why an extract stands in for the model's answer or completes it. */
  readonly fallback?: FallbackCause;
  readonly tokens?: TokenUse;
  readonly firstTokenMs?: number;
  readonly ms: number;
}

export interface GenerativeAnswererOptions {
  readonly model: BaseChatModel;
  /** The index that is served now; each answer asks for it once. */
  readonly snapshot: () => Snapshot;
  /** Tokens that the passages of a prompt may take. @default 3000 */
  readonly passageTokens?: number | undefined;
  /** Told of every answer that the model was asked for. */
  readonly onGeneration?: ((report: GenerationReport) => void) | undefined;
}

/** What of an answer depends on how it came about. */
type Body = Omit<Extract, 'refused'> & Pick<Answer, 'refused' | 'mode'> & Partial<Pick<Answer, 'fallback'>>;

/**
 * Answers in a model's words, each sentence held against the passages that it cites before anyone sees it. Where
 * the model fails or nothing of its answer holds, the extract stands in; where it breaks off, the extract completes
 * what was passed on.
 */
export class GenerativeAnswerer implements Answerer {
  private readonly options: GenerativeAnswererOptions;

  constructor(options: GenerativeAnswererOptions) {
    this.options = options;
  }

  async answer(question: Question, options: AnswerOptions = {}): Promise<Answer> {
    const start = performance.now();
    const text = checkedQuestion(question.text);
    const snapshot = this.options.snapshot();
    const found = await this.find({ ...question, text }, snapshot, options);
    const language = languageOf(text);
    const body = await this.bodyOf(found, wordingFor(text), options);
    return {
      ...body,
      language,
      snapshot: snapshot.id,
      latencyMs: Math.round((performance.now() - start) * 100) / 100,
    };
  }

  /** A follow-up is understood by the model, or by rules where it fails. */
  private async find(question: Question, snapshot: Snapshot, options: AnswerOptions): Promise<FoundEvidence> {
    const { signal } = options;
    if (question.history.length === 0) return findEvidence(question, snapshot, options);
    const cutter = await loadWordCutter();
    const standalone = await condense(question, this.options.model, { snapshot, cutter, signal });
    return findEvidence(
      standalone === undefined ? question : { text: standalone, history: [] },
      snapshot,
      options,
    );
  }

  private async bodyOf(
    found: FoundEvidence,
    wording: Wording,
    { signal, onDelta }: AnswerOptions,
  ): Promise<Body> {
    const { model, passageTokens, onGeneration } = this.options;
    const opened = openPassages(found, passageTokens);
    if (opened.passages.length === 0) return whole(refused(found, wording), 'extractive', onDelta);
    const { text: question, language } = found.question;
    const generation = await generate(model, question, language, opened, { signal, onDelta });
    const fallback = causeOfFallback(generation, opened);
    const { sentences, tokens, firstTokenMs, ms } = generation;
    onGeneration?.({
      sentences,
      ms,
      ...(fallback === undefined ? {} : { fallback }),
      ...(tokens === undefined ? {} : { tokens }),
      ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
    });
    if (generation.writer.text !== '') return finished(generation, found, wording, onDelta);
    if (fallback === undefined) return whole(refused(found, wording), 'generative', onDelta);
    const body = whole(extract(found, wording), 'extractive', onDelta);
    return { ...body, fallback: { reason: fallbackReason(fallback, wording) } };
  }
}

/** Why the model's own answer isn't enough; nothing where it is, or where the model itself finds no evidence. */
function causeOfFallback(
  { writer, failure, saysNoEvidence, sentences }: Generation,
  { passages }: OpenedPassages,
): FallbackCause | undefined {
  if (failure !== undefined) return failure;
  if (writer.text !== '') return undefined;
  // A passage may have told it to refuse.
  if (saysNoEvidence) return passages.some(({ hasOrders }) => hasOrders) ? 'unsupported' : undefined;
  return sentences.withheld > 0 ? 'unsupported' : 'empty';
}

function whole(body: Extract, mode: Answer['mode'], onDelta: AnswerOptions['onDelta']): Body {
  onDelta?.(body.answer);
  return { ...body, mode };
}

/** What the model wrote, and where it broke off, the evidence that it hadn't come to. */
function finished(
  { writer, failure }: Generation,
  found: FoundEvidence,
  wording: Wording,
  onDelta: AnswerOptions['onDelta'],
): Body {
  if (failure !== undefined) {
    const rest = uncited(found, writer.citations, wording);
    if (rest !== undefined) {
      const added = writer.extract(rest);
      onDelta?.(added);
    }
  }
  return {
    answer: writer.text,
    citations: writer.citations,
    refused: false,
    mode: 'generative',
    ...(failure === undefined ? {} : { fallback: { reason: fallbackReason(failure, wording) } }),
  };
}

function uncited(
  found: FoundEvidence,
  citations: Composition['citations'],
  wording: Wording,
): Composition | undefined {
  if (!found.isSufficient) return undefined;
  const rest = found.selected
    .map(({ evidence }) => evidence)
    .filter(
      ({ document, start, end }) =>
        !citations.some((one) => one.source === document.source && one.start < end && one.end > start),
    );
  return rest.length === 0 ? undefined : compose(rest, found, wording);
}
