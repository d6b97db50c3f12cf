import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import {
  type ChatModelHooks,
  type ChatModelSettings,
  createChatModel,
  type ModelUsage,
} from '../../src/models/chat-model.js';
import type { Retry } from '../../src/models/retry.js';

export const KEY = 'sk-test-0123456789abcdef';

/** Long enough for a busy machine, and for no test to wait for it. */
const PATIENCE_MS = 20_000;

export interface Watched {
  readonly model: BaseChatModel;
  readonly usages: ModelUsage[];
  readonly retries: Retry[];
  readonly states: string[];
}

/** A model of a server under test, without pauses worth noticing, and what it tells. */
export function watchedModel(baseUrl: string, settings: Partial<ChatModelSettings> = {}): Watched {
  const usages: ModelUsage[] = [];
  const retries: Retry[] = [];
  const states: string[] = [];
  const hooks: ChatModelHooks = {
    onUsage: (usage) => usages.push(usage),
    onRetry: (retry) => retries.push(retry),
    onBreaker: (state) => states.push(state),
  };
  const model = createChatModel(
    {
      provider: 'openai-compatible',
      model: 'some-model',
      apiKey: KEY,
      baseUrl,
      firstTokenMs: PATIENCE_MS,
      totalMs: PATIENCE_MS,
      backOffMs: 1,
      ...settings,
    },
    hooks,
  );
  return { model, usages, retries, states };
}

/** The pieces of an answer as they came, and what it failed with. */
export async function ask(
  model: BaseChatModel,
  options: { readonly signal?: AbortSignal; readonly onPiece?: (piece: string) => void } = {},
): Promise<{ readonly text: string; readonly pieces: string[]; readonly failure: unknown }> {
  const { onPiece, ...callOptions } = options;
  const pieces: string[] = [];
  const messages = [new SystemMessage('只依据资料回答。'), new HumanMessage('通义千问何时内测?')];
  try {
    for await (const chunk of await model.stream(messages, callOptions)) {
      if (chunk.text === '') continue;
      pieces.push(chunk.text);
      onPiece?.(chunk.text);
    }
    return { text: pieces.join(''), pieces, failure: undefined };
  } catch (failure) {
    return { text: pieces.join(''), pieces, failure };
  }
}
