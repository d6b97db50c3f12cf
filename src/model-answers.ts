/**
 * The part of the composition root that has to do with models: which answerer the configuration asks for, and the
 * models that are compared.
 */
import type { Answerer } from './answer/answerer.js';
import type { Candidate, ModelComparison, OpenedModel } from './answer/generative/compare-models.js';
import type { GenerationReport } from './answer/generative/generative-answerer.js';
import type { EngineConfig, ModelConfig } from './config.js';
import type { ModelError } from './errors.js';
import type { BreakerState } from './models/breaker.js';
import type { ModelUsage } from './models/model-usage.js';
import type { Snapshot } from './retrieval/snapshot.js';

/** Who is told what of a model that words answers. */
export interface ModelHooks {
  /** Told of every answer that a model was asked for. */
  readonly onGeneration?: ((report: GenerationReport) => void) | undefined;
  /** Told of every call that had a word: tokens, cost and times. */
  readonly onModelUsage?: ((usage: ModelUsage) => void) | undefined;
  /** Told when the model is left alone since it failed, tried again, and trusted again. */
  readonly onModelState?: ((state: BreakerState, failure: ModelError | undefined) => void) | undefined;
}

/** A model words the answers where one is set; without one they are extracts. */
export async function answererOf(
  { llm }: EngineConfig,
  snapshot: () => Snapshot,
  { onGeneration, onModelUsage, onModelState }: ModelHooks,
): Promise<Answerer> {
  if (llm.provider === 'none') {
    const { ExtractiveAnswerer } = await import('./answer/extractive-answerer.js');
    return new ExtractiveAnswerer(snapshot);
  }
  const { createChatModel } = await import('./models/chat-model.js');
  const model = createChatModel(llm, {
    ...(onModelUsage && { onUsage: onModelUsage }),
    ...(onModelState && { onBreaker: onModelState }),
  });
  const { GenerativeAnswerer } = await import('./answer/generative/generative-answerer.js');
  return new GenerativeAnswerer({ model, snapshot, onGeneration });
}

/**
 * Opens a model to be compared.
 * @throws WenjuError `bad-config`
 */
async function openChatModel(settings: ModelConfig): Promise<OpenedModel> {
  const { createChatModel } = await import('./models/chat-model.js');
  let last: ModelUsage | undefined;
  const onUsage = (usage: ModelUsage): void => {
    last = usage;
  };
  return { model: createChatModel(settings, { onUsage }), cost: () => last };
}

/**
 * Lets the models of some names answer a question from the same passages.
 * @throws WenjuError `bad-request`, `too-large` for the question
 */
export async function compareBy(
  config: EngineConfig,
  question: string,
  names: readonly string[],
  snapshot: Snapshot,
  signal: AbortSignal | undefined,
): Promise<ModelComparison> {
  const { compareModels } = await import('./answer/generative/compare-models.js');
  const candidates = await Promise.all([...new Set(names)].map((name) => candidateOf(config, name)));
  return compareModels(question, candidates, snapshot, signal);
}

/** The model of a name with its own settings, else with those of `llm` where it is that one's provider. */
async function candidateOf({ llm, comparedModels }: EngineConfig, name: string): Promise<Candidate> {
  const settings = comparedModels[name] ?? (llm.provider === name ? llm : { provider: name });
  try {
    return { name, ...(await openChatModel(settings)) };
  } catch (error) {
    return { name, problem: error instanceof Error ? error.message : String(error) };
  }
}
