import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { UsageMetadata } from '@langchain/core/messages';
import type { Prompt } from './answer-prompt.js';

/** What an answer of a model took, as far as its service tells. */
export interface TokenUse {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** How a model's answer ended. */
export interface ModelEnd {
  readonly tokens?: TokenUse;
  /** Whether it broke off because it was too long, so that its last sentence may lack its end. */
  readonly isCut: boolean;
}

/**
 * The text of a model's answer as it comes.
 * @returns how it ended
 * @throws what the model throws; the signal's reason when aborted
 */
export async function* modelText(
  model: BaseChatModel,
  prompt: Prompt,
  signal: AbortSignal | undefined,
): AsyncGenerator<string, ModelEnd> {
  let tokens: TokenUse | undefined;
  let isCut = false;
  const stream = await model.stream(prompt, signal === undefined ? {} : { signal });
  for await (const { text, usage_metadata, response_metadata: end } of stream) {
    // Its type depends on the output version that a model declares, and is `never` for any model.
    const usage = usage_metadata as UsageMetadata | undefined;
    if (usage !== undefined) tokens = { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens };
    if (end?.finish_reason === 'length') isCut = true;
    if (text !== '') yield text;
  }
  return { isCut, ...(tokens === undefined ? {} : { tokens }) };
}
