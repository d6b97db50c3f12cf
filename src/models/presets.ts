/**
 * The vendors that are known by name, a row each. A new vendor is one row here: its address, its models and
 * their limits as its documentation gives them, and where that was read (2026-11). What a row leaves out
 * wasn't found in the documentation.
 */

/** The price of a million tokens. */
export interface Price {
  readonly currency: 'CNY' | 'USD';
  readonly input: number;
  readonly output: number;
}

/** A chat model as its vendor documents it. All but the name holds for this one model only. */
export interface ChatPreset {
  readonly model: string;
  readonly contextTokens?: number;
  readonly price?: Price;
  /** `null`: the model takes none. @default 0.1 */
  readonly temperature?: number | null;
  /** Parameters beyond OpenAI's that are sent along: mostly to switch off thinking aloud. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** An embedding model as its vendor documents it. All but the batch holds for this one model only. */
export interface EmbeddingsPreset {
  readonly model: string;
  readonly dimension?: number;
  /** Texts in one request. */
  readonly batch: number;
  /** Tokens of one text. */
  readonly maxTokens?: number;
  /** Characters of one text. */
  readonly maxCharacters?: number;
  /** Tokens of all texts of one request. */
  readonly maxBatchTokens?: number;
}

export interface Preset {
  /** The name in `LLM_PROVIDER` and `EMBEDDINGS_PROVIDER`. */
  readonly name: string;
  readonly vendor: string;
  readonly baseUrl: string;
  /** Whether it works without a key: a server of one's own. */
  readonly isKeyless?: boolean;
  readonly chat?: ChatPreset;
  readonly embeddings?: EmbeddingsPreset;
  /** The vendor's pages that say so. */
  readonly sources: readonly string[];
  /** What was taken from public code and others' documentation that agree, the vendor's own page not at hand. */
  readonly secondHand?: string;
}

const NO_THINKING = { thinking: { type: 'disabled' } } as const;

export const PRESETS: readonly Preset[] = [
  {
    name: 'qwen',
    vendor: '阿里云百炼 (Alibaba Cloud Model Studio)',
    baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
    // Thinks only when told to.
    chat: { model: 'qwen-plus' },
    embeddings: { model: 'text-embedding-v4', dimension: 1024, batch: 10, maxTokens: 8192 },
    sources: [
      'https://help.aliyun.com/zh/model-studio/deep-thinking',
      'https://help.aliyun.com/zh/model-studio/developer-reference/embedding-interfaces-compatible-with-openai',
    ],
  },
  {
    name: 'ernie',
    vendor: '百度千帆 (Baidu Qianfan)',
    baseUrl: 'https://qianfan.baidubce.com/v2',
    chat: { model: 'ernie-4.5-turbo-128k', contextTokens: 128_000 },
    embeddings: { model: 'embedding-v1', batch: 16, maxTokens: 384, maxCharacters: 1000 },
    sources: [
      'https://cloud.baidu.com/doc/WENXINWORKSHOP/s/2m3fihw8s',
      'https://cloud.baidu.com/doc/qianfan-api/s/Fm7u3ropn',
    ],
    secondHand: 'the chat model and its context',
  },
  {
    name: 'hunyuan',
    vendor: '腾讯混元 (Tencent Hunyuan)',
    baseUrl: 'https://api.hunyuan.cloud.tencent.com/v1',
    chat: { model: 'hunyuan-turbos-latest' },
    // The documentation of the embedding knows one text a request only.
    embeddings: { model: 'hunyuan-embedding', dimension: 1024, batch: 1, maxTokens: 1024 },
    sources: [
      'https://cloud.tencent.com/document/product/1729/111007',
      'https://cloud.tencent.com/document/product/1729/102832',
    ],
  },
  {
    name: 'sensenova',
    vendor: '商汤日日新 (SenseTime SenseNova)',
    baseUrl: 'https://token.sensenova.cn/v1',
    chat: { model: 'sensenova-6.8-flash-lite', contextTokens: 262_144 },
    sources: [
      'https://platform.sensenova.cn/docs',
      'https://github.com/OpenSenseNova/SenseNova6.8/blob/main/API.md',
    ],
    secondHand: 'the base URL',
  },
  {
    name: 'baichuan',
    vendor: '百川智能 (Baichuan)',
    baseUrl: 'https://api.baichuan-ai.com/v1',
    chat: { model: 'Baichuan4-Turbo', contextTokens: 32_000 },
    embeddings: { model: 'Baichuan-Text-Embedding', batch: 16, maxTokens: 512 },
    sources: [
      'https://platform.baichuan-ai.com/docs/api',
      'https://platform.baichuan-ai.com/docs/text-Embedding',
    ],
    secondHand: 'the base URL, the models, their limits',
  },
  {
    name: '360',
    vendor: '360 智脑 (360 Zhinao)',
    baseUrl: 'https://api.360.cn/v1',
    chat: { model: '360gpt2-pro' },
    sources: ['https://ai.360.com/docs/437061603e0'],
    secondHand: 'the base URL, the model',
  },
  {
    name: 'minimax',
    vendor: 'MiniMax',
    baseUrl: 'https://api.minimaxi.com/v1',
    // Its thoughts would stand in the text otherwise.
    chat: { model: 'MiniMax-M2.7', contextTokens: 204_800, extra: { reasoning_split: true } },
    sources: ['https://platform.minimaxi.com/docs/api-reference/text-openai-api'],
  },
  {
    name: 'zhipu',
    vendor: '智谱 GLM (Zhipu BigModel)',
    baseUrl: 'https://open.bigmodel.cn/api/paas/v4',
    chat: { model: 'glm-4.7', contextTokens: 200_000, extra: NO_THINKING },
    embeddings: { model: 'embedding-3', dimension: 2048, batch: 64, maxTokens: 3072 },
    sources: [
      'https://docs.bigmodel.cn/cn/guide/models/text/glm-4.7',
      'https://docs.bigmodel.cn/cn/guide/capabilities/thinking-mode',
      'https://docs.bigmodel.cn/cn/guide/models/embedding/embedding-3',
    ],
  },
  {
    name: 'moonshot',
    vendor: '月之暗面 Kimi (Moonshot AI)',
    baseUrl: 'https://api.moonshot.cn/v1',
    chat: { model: 'kimi-k2.6', contextTokens: 262_144, temperature: null, extra: NO_THINKING },
    sources: [
      'https://platform.kimi.com/docs/api/overview',
      'https://platform.kimi.com/docs/api/models-overview',
    ],
  },
  {
    name: 'deepseek',
    vendor: 'DeepSeek',
    baseUrl: 'https://api.deepseek.com',
    chat: {
      model: 'deepseek-flash',
      contextTokens: 1_000_000,
      // Of the peak hours and without the cache: half of it at other times.
      price: { currency: 'CNY', input: 2, output: 8 },
      extra: NO_THINKING,
    },
    sources: [
      'https://api-docs.deepseek.com/zh-cn/quick_start/pricing',
      'https://api-docs.deepseek.com/guides/thinking_mode',
    ],
  },
  {
    name: 'openai',
    vendor: 'OpenAI',
    baseUrl: 'https://api.openai.com/v1',
    chat: {
      model: 'gpt-4.1-mini',
      contextTokens: 1_047_576,
      price: { currency: 'USD', input: 0.4, output: 1.6 },
    },
    embeddings: {
      model: 'text-embedding-3-small',
      dimension: 1536,
      batch: 2048,
      maxTokens: 8192,
      maxBatchTokens: 300_000,
    },
    sources: [
      'https://platform.openai.com/docs/models/gpt-4.1-mini',
      'https://platform.openai.com/docs/api-reference/embeddings/create',
    ],
    secondHand: 'all of it',
  },
  {
    name: 'ollama',
    vendor: 'Ollama',
    baseUrl: 'http://127.0.0.1:11434/v1',
    isKeyless: true,
    sources: ['https://github.com/ollama/ollama/blob/main/docs/openai.md'],
    secondHand: 'the port',
  },
  {
    name: 'vllm',
    vendor: 'vLLM',
    baseUrl: 'http://127.0.0.1:8000/v1',
    isKeyless: true,
    sources: ['https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html'],
    secondHand: 'the port',
  },
  {
    name: 'llama-cpp',
    vendor: 'llama.cpp',
    baseUrl: 'http://127.0.0.1:8080/v1',
    isKeyless: true,
    // The server has one model, whatever it is called in a request.
    chat: { model: 'default' },
    embeddings: { model: 'default', batch: 16 },
    sources: ['https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md'],
    secondHand: 'the port',
  },
];

export function presetOf(name: string): Preset | undefined {
  return PRESETS.find((preset) => preset.name === name);
}
