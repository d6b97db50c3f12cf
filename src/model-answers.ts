/**
 * The part of the composition root that has to do with models: which answerer the configuration asks for, and the
 * models that are compared.
 */
import type { Answerer } from './answer/answerer.js';
import type { Candidate, ModelComparison, OpenedModel } from './answer/generative/compare-models.js';
import type { GenerationReport } from './answer/generative/generative-answerer.js';
import type { EngineConfig, ModelConfig } from './config.js';
import type { Snapshot } from './retrieval/snapshot.js';

/** A model words the answers where one is set; without one they are extracts. */
export async function answererOf(
  { llm }: EngineConfig,
  snapshot: () => Snapshot,
  onGeneration: ((report: GenerationReport) => void) | undefined,
): Promise<Answerer> {
  const opened = llm.provider === 'none' ? undefined : await openChatModel(llm);
  if (opened === undefined) {
    const { ExtractiveAnswerer } = await import('./answer/extractive-answerer.js');
    return new ExtractiveAnswerer(snapshot);
  }
  const { GenerativeAnswerer } = await import('./answer/generative/generative-answerer.js');
  return new GenerativeAnswerer({ model: opened.model, snapshot, onGeneration });
}

/**
 * Opens a vendor's model; undefined until the room of models is part of this version.
 * @throws WenjuError `bad-config`
 */
async function openChatModel(_settings: ModelConfig): Promise<OpenedModel | undefined> {
  return undefined;
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
    const opened = await openChatModel(settings);
    return opened === undefined ? { name, problem: 'this version has no models' } : { name, ...opened };
  } catch (error) {
    return { name, problem: error instanceof Error ? error.message : String(error) };
  }
}
