import { HumanMessage } from '@langchain/core/messages';
import { type ChatModelSettings, createChatModel } from './chat-model.js';
import { createEmbeddings, type EmbeddingsSettings } from './embeddings.js';
import { chatEndpoint, embeddingsEndpoint } from './endpoint.js';
import { failureOf } from './model-failure.js';

/** That a chat model answers. */
export interface ModelProbe {
  readonly vendor: string;
  readonly model: string;
  /** Rounded. */
  readonly firstTokenMs: number;
}

/** That an embedding model answers. */
export interface EmbeddingsProbe {
  readonly vendor: string;
  readonly model: string;
  readonly dimension: number;
  /** Rounded. */
  readonly ms: number;
}

const QUESTION = 'Reply with the one word OK.';
const TEXTS = ['问据', 'Wenju'];

/**
 * Asks for a word and reads no further than its first piece.
 * @throws WenjuError `bad-config`, `model-failed`
 */
export async function probeChatModel(settings: ChatModelSettings): Promise<ModelProbe> {
  const endpoint = chatEndpoint(settings);
  const model = createChatModel({ ...settings, retries: 0 });
  const start = performance.now();
  for await (const { text } of await model.stream([new HumanMessage(QUESTION)])) {
    if (text === '') continue;
    const { vendor, model: name } = endpoint;
    return { vendor, model: name, firstTokenMs: Math.round(performance.now() - start) };
  }
  throw failureOf('empty', endpoint);
}

/**
 * Embeds two texts.
 * @throws WenjuError `bad-config`, `embedding-failed`
 */
export async function probeEmbeddingModel(settings: EmbeddingsSettings): Promise<EmbeddingsProbe> {
  const { vendor, model } = embeddingsEndpoint(settings);
  const start = performance.now();
  const [vector = []] = await createEmbeddings({ ...settings, retries: 0 }).embedDocuments(TEXTS);
  return { vendor, model, dimension: vector.length, ms: Math.round(performance.now() - start) };
}
