import type { BaseMessage } from '@langchain/core/messages';
import type { ChatEndpoint } from './endpoint.js';
import { estimateTokens } from './token-count.js';

/** What one answer of a model took. */
export interface ModelUsage {
  readonly provider: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The vendor didn't say: the tokens are counted roughly. */
  readonly isEstimated?: boolean;
  /** What it cost by the documented price, where there is one in this currency. */
  readonly costCny?: number;
  readonly costUsd?: number;
  readonly ms: number;
  readonly firstTokenMs: number;
}

export interface Answered {
  readonly text: string;
  readonly finish:
    | { readonly usage: Pick<ModelUsage, 'inputTokens' | 'outputTokens'> | undefined }
    | undefined;
  readonly ms: number;
  readonly firstTokenMs: number;
}

const MILLION = 1_000_000;

export function usageOf(
  { provider, model, chat }: ChatEndpoint,
  messages: readonly BaseMessage[],
  { text, finish, ms, firstTokenMs }: Answered,
): ModelUsage {
  const reported = finish?.usage;
  const { inputTokens, outputTokens } = reported ?? {
    inputTokens: estimateTokens(messages.map((message) => message.text).join('\n')),
    outputTokens: estimateTokens(text),
  };
  const usage = {
    provider,
    model,
    inputTokens,
    outputTokens,
    isEstimated: reported === undefined,
    ms,
    firstTokenMs,
  };
  const { price } = chat;
  if (price === undefined) return usage;
  const cost = (inputTokens * price.input + outputTokens * price.output) / MILLION;
  return price.currency === 'CNY' ? { ...usage, costCny: cost } : { ...usage, costUsd: cost };
}
