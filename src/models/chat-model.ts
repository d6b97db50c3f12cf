/**
 * The room that asks vendors' models: a preset and a key → LangChain's chat model and embeddings, which fail
 * in a bounded time with one of the reasons of {@link ModelFailure}. Imports no room: errors, LangChain, zod
 * and cockatiel.
 */
import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessageChunk, type BaseMessage, type UsageMetadata } from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import type { ModelError } from '../errors.js';
import { Breaker, type BreakerState, type Pass } from './breaker.js';
import { ChatClient, type Finish } from './chat-client.js';
import { type ChatEndpoint, chatEndpoint, type ModelSettings } from './endpoint.js';
import { failureOf, modelFailure } from './model-failure.js';
import { type ModelUsage, usageOf } from './model-usage.js';
import { type Retry, withRetries } from './retry.js';

export type { ModelUsage } from './model-usage.js';

export interface ChatModelSettings extends ModelSettings {
  /** The longest silence: before the first word, and between words. @default 8 s */
  readonly firstTokenMs?: number | undefined;
  /** The longest that an answer takes, further tries and pauses included. @default 25 s */
  readonly totalMs?: number | undefined;
  /** Tries beyond the first, none of them after a word was passed on. @default 2 */
  readonly retries?: number | undefined;
  /** The first pause before a further try. @default 400 ms */
  readonly backOffMs?: number | undefined;
  /** How long a provider that failed is left alone at first. @default 10 s */
  readonly restMs?: number | undefined;
}

export interface ChatModelHooks {
  /** Told once of every answer that had a word, whole or not. */
  onUsage?(usage: ModelUsage): void;
  onRetry?(retry: Retry): void;
  /** Told when the provider is left alone, tried again, and trusted again. */
  onBreaker?(state: BreakerState, failure: ModelError | undefined): void;
}

const FIRST_TOKEN_MS = 8_000;
/** Less than the 30 s that a question may take, so that there is time for another answer. */
const TOTAL_MS = 25_000;
const RETRIES = 2;
/** A longer `Retry-After` is no pause for someone who waits for an answer. */
const LONGEST_WAIT_MS = 5_000;

/**
 * A chat model of a vendor, for `.stream(messages, { signal })` or `.invoke(…)`; both fail with a
 * {@link ModelError}, or with the signal's reason when it is aborted.
 * @throws WenjuError `bad-config` for an unknown preset (it names the known ones), a missing key or model
 */
export function createChatModel(settings: ChatModelSettings, hooks: ChatModelHooks = {}): BaseChatModel {
  return new VendorChatModel(chatEndpoint(settings), settings, hooks);
}

class VendorChatModel extends BaseChatModel {
  private readonly endpoint: ChatEndpoint;
  private readonly settings: ChatModelSettings;
  private readonly hooks: ChatModelHooks;
  private readonly client: ChatClient;
  private readonly breaker: Breaker;

  constructor(endpoint: ChatEndpoint, settings: ChatModelSettings, hooks: ChatModelHooks) {
    super({});
    this.endpoint = endpoint;
    this.settings = settings;
    this.hooks = hooks;
    this.client = new ChatClient(endpoint);
    this.breaker = new Breaker({
      restMs: settings.restMs,
      onState: (state, failure) => hooks.onBreaker?.(state, failure),
    });
  }

  override _llmType(): string {
    return 'openai-compatible';
  }

  override async _generate(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    runManager?: CallbackManagerForLLMRun,
  ): Promise<ChatResult> {
    let whole: ChatGenerationChunk | undefined;
    for await (const chunk of this._streamResponseChunks(messages, options, runManager)) {
      whole = whole === undefined ? chunk : whole.concat(chunk);
    }
    return { generations: whole === undefined ? [] : [whole] };
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    { signal: caller }: this['ParsedCallOptions'],
    runManager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    caller?.throwIfAborted();
    const start = performance.now();
    const pass = this.enter();
    const own = new AbortController();
    const signal = caller === undefined ? own.signal : AbortSignal.any([caller, own.signal]);
    const timer = setTimeout(
      () => own.abort(failureOf('timeout', this.endpoint)),
      this.settings.totalMs ?? TOTAL_MS,
    );
    let text = '';
    let firstTokenMs = 0;
    let finish: Finish | undefined;
    try {
      const { first, rest } = await this.open(messages, signal);
      firstTokenMs = performance.now() - start;
      for (let piece: string | undefined = first; piece !== undefined; ) {
        text += piece;
        yield chunkOf(piece);
        await runManager?.handleLLMNewToken(piece);
        const next = await rest.next();
        piece = next.done === true ? undefined : next.value;
        if (next.done === true) finish = next.value;
      }
      pass.succeeded();
      if (finish !== undefined) yield lastChunkOf(finish);
    } catch (thrown) {
      if (caller?.aborted === true) throw caller.reason;
      const failure = modelFailure(thrown, this.endpoint);
      pass.failed(failure);
      throw failure;
    } finally {
      clearTimeout(timer);
      own.abort(new Error('over'));
      // No more than a word on an answer that someone stopped reading.
      if (text === '') pass.left();
      else pass.succeeded();
      if (text !== '') {
        const ms = performance.now() - start;
        this.hooks.onUsage?.(usageOf(this.endpoint, messages, { text, finish, ms, firstTokenMs }));
      }
    }
  }

  /** Up to the first word: so far, another try goes unnoticed. */
  private open(
    messages: BaseMessage[],
    signal: AbortSignal,
  ): Promise<{ readonly first: string; readonly rest: AsyncGenerator<string, Finish> }> {
    const { firstTokenMs: silenceMs = FIRST_TOKEN_MS, retries = RETRIES, backOffMs } = this.settings;
    return withRetries(
      async () => {
        const rest = this.client.stream(messages, { silenceMs, signal });
        const next = await rest.next();
        if (next.done === true) throw failureOf('empty', this.endpoint);
        return { first: next.value, rest };
      },
      {
        retries,
        backOffMs,
        signal,
        longestWaitMs: LONGEST_WAIT_MS,
        onRetry: (retry) => this.hooks.onRetry?.(retry),
      },
    );
  }

  private enter(): Pass {
    return this.breaker.enter((last) => {
      const detail = last === undefined ? 'another question tries whether it is back' : last.message;
      return failureOf('breaker-open', this.endpoint, detail);
    });
  }
}

function chunkOf(text: string): ChatGenerationChunk {
  return new ChatGenerationChunk({ text, message: new AIMessageChunk({ content: text }) });
}

/** Says how the answer ended and what it took, as LangChain's own models do. */
function lastChunkOf({ reason, usage }: Finish): ChatGenerationChunk {
  const message = new AIMessageChunk({ content: '', response_metadata: { finish_reason: reason } });
  // Assigned: under exactOptionalPropertyTypes the constructor's type has no room for it.
  if (usage !== undefined) Object.assign(message, { usage_metadata: usageMetadata(usage) });
  return new ChatGenerationChunk({ text: '', message, generationInfo: { finish_reason: reason } });
}

function usageMetadata({ inputTokens, outputTokens }: NonNullable<Finish['usage']>): UsageMetadata {
  return {
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  };
}
