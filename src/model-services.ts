/**
 * The part of the composition root that turns the settings of models into what the rooms take. The SDK of vendors
 * is loaded where a vendor is set, and nowhere else.
 */
import type { EngineConfig } from './config.js';
import type { EmbeddingsProbe, ModelProbe } from './models/probe.js';
import type { IdentifiedEmbeddings } from './retrieval/local-embeddings.js';

/** The providers that are no vendor's. */
const NO_MODEL = 'none';
const LOCAL = 'local';

/**
 * Checks what is set of the models, without asking them.
 * @throws WenjuError `bad-config` for an unknown provider (it names the known ones), a missing key or model
 */
export async function checkModels({ llm, embeddings }: EngineConfig): Promise<void> {
  if (llm.provider === NO_MODEL && embeddings.provider === LOCAL) return;
  const { chatEndpoint, embeddingsEndpoint } = await import('./models/endpoint.js');
  if (llm.provider !== NO_MODEL) chatEndpoint(llm);
  if (embeddings.provider !== LOCAL) embeddingsEndpoint(embeddings);
}

/** Which model words the answers, where one does, and which presets there are. */
export async function modelFacts({ llm }: EngineConfig): Promise<{
  readonly model: string | undefined;
  readonly presets: readonly string[];
}> {
  const [{ chatEndpoint }, { PRESETS }] = await Promise.all([
    import('./models/endpoint.js'),
    import('./models/presets.js'),
  ]);
  const presets = PRESETS.map(({ name }) => name);
  if (llm.provider === NO_MODEL) return { model: undefined, presets };
  const { vendor, model } = chatEndpoint(llm);
  return { model: `${vendor} ${model}`, presets };
}

/**
 * Asks the model that words answers for a word.
 * @returns undefined where there is none
 * @throws WenjuError `bad-config`, `model-failed`
 */
export async function probeLanguageModel({ llm }: EngineConfig): Promise<ModelProbe | undefined> {
  if (llm.provider === NO_MODEL) return undefined;
  const { probeChatModel } = await import('./models/probe.js');
  return probeChatModel(llm);
}

/**
 * Asks the embedding model for the vectors of two texts.
 * @returns undefined where it is the local one
 * @throws WenjuError `bad-config`, `embedding-failed`
 */
export async function probeEmbeddings({ embeddings }: EngineConfig): Promise<EmbeddingsProbe | undefined> {
  if (embeddings.provider === LOCAL) return undefined;
  const { probeEmbeddingModel } = await import('./models/probe.js');
  return probeEmbeddingModel(embeddings);
}

/** The SDK of vendors is loaded for a vendor's embedding only. */
export async function embeddingsOf({ embeddings }: EngineConfig): Promise<IdentifiedEmbeddings> {
  if (embeddings.provider === LOCAL) {
    const { LocalEmbeddings } = await import('./retrieval/local-embeddings.js');
    return new LocalEmbeddings();
  }
  const { createEmbeddings } = await import('./models/embeddings.js');
  return createEmbeddings(embeddings);
}
