import type { BaseMessage } from '@langchain/core/messages';
import { ChatOpenAICompletions } from '@langchain/openai';
import type { ModelError } from '../errors.js';
import type { ChatEndpoint } from './endpoint.js';
import { failureOf, modelFailure, refusedParameter } from './model-failure.js';
import { raced } from './retry.js';
import { sdkConfiguration } from './sdk-configuration.js';
import { ThoughtFilter, UnopenedThought } from './thought-filter.js';

/** Low: the answer is in the passages, and is to be found rather than invented. */
const TEMPERATURE = 0.1;

/** Reasons for the end of a stream beyond OpenAI's: Zhipu's, DeepSeek's. */
const FILTERED = ['content_filter', 'sensitive'];
const OVERLOADED = ['insufficient_system_resource', 'network_error'];

export interface StreamOptions {
  /** The longest silence before a word or a thought, in milliseconds. */
  readonly silenceMs: number;
  readonly signal: AbortSignal;
}

/** How a stream ended that ended well. */
export interface Finish {
  /** `stop`, or `length` where the answer was too long. */
  readonly reason: string;
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number } | undefined;
}

/** Sends a conversation to a vendor and reads its stream: once, without a second try of its own. */
export class ChatClient {
  private readonly endpoint: ChatEndpoint;
  /** What is sent beyond model, messages and stream; a parameter that the server refuses is left out for good. */
  private optional: Record<string, unknown>;
  private startsThinking = false;

  constructor(endpoint: ChatEndpoint) {
    this.endpoint = endpoint;
    const { temperature = TEMPERATURE, extra } = endpoint.chat;
    this.optional = {
      stream_options: { include_usage: true },
      ...(temperature === null ? {} : { temperature }),
      ...extra,
    };
  }

  /**
   * The words of the answer as they come, without thoughts.
   * @throws ModelError; the signal's reason when aborted
   */
  async *stream(messages: BaseMessage[], options: StreamOptions): AsyncGenerator<string, Finish> {
    let sent = this.optional;
    for (;;) {
      try {
        const finish = yield* this.once(messages, sent, options);
        this.optional = sent;
        return finish;
      } catch (thrown) {
        const fewer = options.signal.aborted ? undefined : this.withoutRefused(thrown, sent);
        if (fewer === undefined) throw options.signal.aborted ? thrown : modelFailure(thrown, this.endpoint);
        sent = fewer;
      }
    }
  }

  /**
   * The parameters without the one that a server doesn't take, or without any where it doesn't say which;
   * undefined when they aren't the reason.
   */
  private withoutRefused(
    thrown: unknown,
    sent: Record<string, unknown>,
  ): Record<string, unknown> | undefined {
    const names = Object.keys(sent);
    if (names.length === 0) return undefined;
    const refused = refusedParameter(thrown, names);
    if (refused !== undefined)
      return Object.fromEntries(Object.entries(sent).filter(([name]) => name !== refused));
    const isBadRequest = hasStatus(thrown, 400) || hasStatus(thrown, 422);
    return isBadRequest && modelFailure(thrown, this.endpoint).reason === 'rejected' ? {} : undefined;
  }

  private async *once(
    messages: BaseMessage[],
    parameters: Record<string, unknown>,
    { silenceMs, signal }: StreamOptions,
  ): AsyncGenerator<string, Finish> {
    const attempt = new AbortController();
    const either = AbortSignal.any([signal, attempt.signal]);
    const filter = new ThoughtFilter({ startsThinking: this.startsThinking });
    let hasText = false;
    let quietSince = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const heard = <T>(next: Promise<T>): Promise<T> => {
      const fallSilent = (): void =>
        attempt.abort(failureOf(hasText ? 'timeout' : 'first-token-timeout', this.endpoint));
      timer = setTimeout(fallSilent, quietSince + silenceMs - performance.now());
      return raced(next, either).finally(() => clearTimeout(timer));
    };
    try {
      const stream = await heard(this.model(parameters).stream(messages, { signal: either }));
      const iterator = stream[Symbol.asyncIterator]();
      let reason: string | undefined;
      let usage: Finish['usage'];
      for (let isFirst = true; ; isFirst = false) {
        const { done, value: chunk } = await heard(iterator.next());
        if (done === true) break;
        const content = typeof chunk.content === 'string' ? chunk.content : '';
        const isThought = chunk.additional_kwargs.reasoning_content !== undefined;
        // The first chunk names the role at once; later empty ones are thoughts under a vendor's own name.
        if (content !== '' || isThought || !isFirst) quietSince = performance.now();
        const finish: unknown = chunk.response_metadata.finish_reason;
        if (typeof finish === 'string' && finish !== '') reason = finish;
        if (chunk.usage_metadata !== undefined) {
          const { input_tokens, output_tokens } = chunk.usage_metadata;
          usage = { inputTokens: input_tokens, outputTokens: output_tokens };
        }
        const text = filter.push(content);
        if (text === '') continue;
        hasText = true;
        yield text;
        // Whoever reads may take as long as it likes.
        quietSince = performance.now();
      }
      const rest = filter.end();
      if (rest !== '') {
        hasText = true;
        yield rest;
      }
      const failure = this.failureAtEnd(reason, hasText);
      if (failure !== undefined) throw failure;
      return { reason: reason ?? 'stop', usage };
    } catch (thrown) {
      if (!(thrown instanceof UnopenedThought)) throw thrown;
      this.startsThinking = true;
      throw failureOf('malformed', this.endpoint, 'its thoughts stood in it');
    } finally {
      // Also closes the connection of a stream that nobody reads to its end.
      attempt.abort(new Error('over'));
    }
  }

  private failureAtEnd(reason: string | undefined, hasText: boolean): ModelError | undefined {
    if (reason !== undefined && FILTERED.includes(reason)) return failureOf('content-filter', this.endpoint);
    if (reason !== undefined && OVERLOADED.includes(reason)) return failureOf('unavailable', this.endpoint);
    if (reason === undefined) return failureOf('malformed', this.endpoint);
    if (hasText) return undefined;
    this.startsThinking = false;
    return failureOf('empty', this.endpoint);
  }

  private model({ stream_options, temperature, ...extra }: Record<string, unknown>): ChatOpenAICompletions {
    return new ChatOpenAICompletions({
      ...sdkConfiguration(this.endpoint),
      model: this.endpoint.model,
      maxRetries: 0,
      streamUsage: stream_options !== undefined,
      ...(typeof temperature === 'number' ? { temperature } : {}),
      modelKwargs: extra,
    });
  }
}

function hasStatus(thrown: unknown, status: number): boolean {
  return typeof thrown === 'object' && thrown !== null && 'status' in thrown && thrown.status === status;
}
