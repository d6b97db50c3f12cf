import { WenjuError } from '../errors.js';
import { type ChatPreset, type EmbeddingsPreset, PRESETS, type Preset, presetOf } from './presets.js';

/** What the user sets: a preset's name, or `openai-compatible`, with what overrides it. */
export interface ModelSettings {
  readonly provider: string;
  readonly apiKey?: string | undefined;
  readonly model?: string | undefined;
  readonly baseUrl?: string | undefined;
}

/** Where a model is asked, checked. */
export interface Endpoint {
  readonly provider: string;
  /** Its vendor's name for people. */
  readonly vendor: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey: string | undefined;
  /** The variables' common beginning, for messages that say what to set. */
  readonly variables: 'LLM' | 'EMBEDDINGS';
}

export interface ChatEndpoint extends Endpoint {
  /** What is known of the model; nothing of one that the preset doesn't name. */
  readonly chat: Partial<ChatPreset>;
}

export interface EmbeddingsEndpoint extends Endpoint {
  readonly embeddings: Partial<EmbeddingsPreset>;
}

/** The provider that is no vendor's: any server of OpenAI's wire format. */
const ANY_SERVER = 'openai-compatible';

/**
 * Where and what the model that words answers is.
 * @throws WenjuError `bad-config` for an unknown provider, a missing key or a missing model
 */
export function chatEndpoint(settings: ModelSettings): ChatEndpoint {
  const { preset, ...endpoint } = endpointOf('LLM', settings, (row) => row.chat?.model);
  const isDocumented = preset?.chat?.model === endpoint.model;
  return { ...endpoint, chat: isDocumented ? (preset?.chat ?? {}) : {} };
}

/**
 * Where and what the model that embeds passages is.
 * @throws WenjuError `bad-config` as {@link chatEndpoint}, and for a vendor without embeddings
 */
export function embeddingsEndpoint(settings: ModelSettings): EmbeddingsEndpoint {
  const { preset, ...endpoint } = endpointOf('EMBEDDINGS', settings, (row) => row.embeddings?.model);
  const known = preset?.embeddings;
  if (known?.model === endpoint.model) return { ...endpoint, embeddings: known };
  // Another model of the vendor may take fewer or more tokens; the size of a batch is mostly the vendor's.
  return { ...endpoint, embeddings: known === undefined ? {} : { batch: known.batch } };
}

function endpointOf(
  variables: Endpoint['variables'],
  settings: ModelSettings,
  defaultModel: (preset: Preset) => string | undefined,
): Endpoint & { readonly preset: Preset | undefined } {
  const { provider, apiKey } = settings;
  const preset = presetOf(provider);
  if (preset === undefined && provider !== ANY_SERVER) {
    const known = PRESETS.filter((row) => variables === 'LLM' || offersEmbeddings(row)).map(
      ({ name }) => name,
    );
    const others = [variables === 'LLM' ? 'none' : 'local', ANY_SERVER];
    throw bad(`${variables}_PROVIDER must be one of ${[...others, ...known].join(', ')}`);
  }
  const model = settings.model ?? (preset && defaultModel(preset));
  const baseUrl = settings.baseUrl ?? preset?.baseUrl;
  const isMissingKey = preset !== undefined && preset.isKeyless !== true && apiKey === undefined;
  const problems = [
    ...(isMissingKey ? [`${variables}_API_KEY is missing beside ${variables}_PROVIDER=${provider}`] : []),
    ...(model === undefined ? [missingModel(variables, provider)] : []),
    ...(baseUrl === undefined
      ? [`${variables}_BASE_URL is missing beside ${variables}_PROVIDER=${provider}`]
      : []),
  ];
  if (problems.length > 0 || model === undefined || baseUrl === undefined) throw bad(problems.join('; '));
  const vendor = preset?.vendor ?? new URL(baseUrl).host;
  return { provider, vendor, baseUrl: baseUrl.replace(/\/+$/, ''), model, apiKey, variables, preset };
}

/** A server of one's own may have any model. */
function offersEmbeddings({ embeddings, isKeyless }: Preset): boolean {
  return embeddings !== undefined || isKeyless === true;
}

function missingModel(variables: Endpoint['variables'], provider: string): string {
  return `${variables}_MODEL is missing beside ${variables}_PROVIDER=${provider}: it has no usual one`;
}

function bad(problem: string): WenjuError {
  return new WenjuError('bad-config', `wrong settings: ${problem}`);
}
