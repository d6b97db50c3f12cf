/**
 * What is counted and timed, in the text format of Prometheus. Imports no room; prom-client is loaded with it.
 */

/** Seconds; an extract takes milliseconds, a model's answer seconds. */
const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What is counted of a generated answer. */
export interface Generation {
  readonly sentences: { readonly carried: number; readonly repaired: number; readonly withheld: number };
  /** Why an extract stands in or completes it. */
  readonly fallback?: string;
  readonly firstTokenMs?: number;
}

/** What a call of a model took, as far as the metrics count it. */
export interface ModelUse {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costCny?: number;
  readonly costUsd?: number;
}

export interface Metrics {
  /** A question that got an answer, a refusal, or failed. */
  question(language: string, result: 'answered' | 'refused' | 'error'): void;
  /** A part of the time that an answer took: `queue` before anyone worked on it, `total` for the work. */
  answerTime(stage: 'queue' | 'search' | 'rank' | 'total', seconds: number): void;
  /** What a model made of a question. */
  generation(generation: Generation): void;
  /** What a call of a model took: tokens, and the cost by its documented price where there is one. */
  modelUsage(usage: ModelUse): void;
  /** Whether the model is asked, or left alone for a while since it failed. */
  modelState(state: 'closed' | 'open' | 'half-open'): void;
  reload(result: 'done' | 'forced' | 'held' | 'failed' | 'cancelled'): void;
  passages(count: number): void;
  /** @param route the pattern of the route, never the path as it came: there may be no end of those */
  request(route: string, status: number): void;
  adapter(name: string, isConnected: boolean): void;
  /** A chat message was taken in, recognised as delivered again, answered, or could not be answered. */
  message(adapter: string, result: 'accepted' | 'duplicate' | 'answered' | 'undelivered'): void;
  /** Chat messages that wait or are being answered. */
  waiting(count: number): void;
  /** A call of DingTalk's interfaces: they have a monthly quota. */
  dingtalkCall(api: string, result: string): void;
  /** Calls of DingTalk's interfaces that could be made at once now. */
  dingtalkTokens(left: number): void;
  /** All of it for `GET /metrics`, with the type to send it as. */
  report(): Promise<{ readonly type: string; readonly text: string }>;
}

/** Metrics of their own registry, those of the process among them. */
export async function createMetrics(): Promise<Metrics> {
  // The bundle gives a CommonJS package its default export only.
  const { default: prometheus } = await import('prom-client');
  const registry = new prometheus.Registry();
  const registers = [registry];
  prometheus.collectDefaultMetrics({ register: registry });
  const questions = new prometheus.Counter({
    name: 'wenju_questions_total',
    help: 'Questions by language and by what they got',
    labelNames: ['language', 'result'],
    registers,
  });
  const answerSeconds = new prometheus.Histogram({
    name: 'wenju_answer_seconds',
    help: 'Time of an answer by stage: queue (waiting for its turn), search, rank (choosing sentences), total (without the queue)',
    labelNames: ['stage'],
    buckets: SECONDS,
    registers,
  });
  const sentences = new prometheus.Counter({
    name: 'wenju_model_sentences_total',
    help: 'Sentences of a model by what became of them: carried by what they cite, repaired by other citations, withheld',
    labelNames: ['outcome'],
    registers,
  });
  const fallbacks = new prometheus.Counter({
    name: 'wenju_fallbacks_total',
    help: 'Answers where an extract stands in for the model or completes it, by reason',
    labelNames: ['reason'],
    registers,
  });
  const tokens = new prometheus.Counter({
    name: 'wenju_model_tokens_total',
    help: 'Tokens of the calls of a model, as its service counts them; estimated where it does not say',
    labelNames: ['direction'],
    registers,
  });
  const firstToken = new prometheus.Histogram({
    name: 'wenju_model_first_token_seconds',
    help: 'Time from the request to the first word of a model',
    buckets: SECONDS,
    registers,
  });
  const cost = new prometheus.Counter({
    name: 'wenju_model_cost_total',
    help: 'What models cost by their documented prices, where there is one',
    labelNames: ['currency'],
    registers,
  });
  const breaker = new prometheus.Gauge({
    name: 'wenju_model_resting',
    help: '1 while the model is left alone, for it failed',
    registers,
  });
  const reloads = new prometheus.Counter({
    name: 'wenju_reloads_total',
    help: 'Reloads of the corpus by result',
    labelNames: ['result'],
    registers,
  });
  const passages = new prometheus.Gauge({
    name: 'wenju_corpus_passages',
    help: 'Passages in the index that answers now',
    registers,
  });
  const requests = new prometheus.Counter({
    name: 'wenju_http_requests_total',
    help: 'HTTP requests by route and status',
    labelNames: ['route', 'status'],
    registers,
  });
  const adapters = new prometheus.Gauge({
    name: 'wenju_adapter_connected',
    help: '1 while an adapter takes questions',
    labelNames: ['adapter'],
    registers,
  });
  const messages = new prometheus.Counter({
    name: 'wenju_chat_messages_total',
    help: 'Messages on chat platforms by what became of them: accepted, then answered or undelivered; duplicate for those delivered again',
    labelNames: ['adapter', 'result'],
    registers,
  });
  const waiting = new prometheus.Gauge({
    name: 'wenju_chat_waiting',
    help: 'Chat messages that wait or are being answered',
    registers,
  });
  const dingtalkCalls = new prometheus.Counter({
    name: 'wenju_dingtalk_calls_total',
    help: "Calls of DingTalk's interfaces by interface and result; they have a monthly quota",
    labelNames: ['api', 'result'],
    registers,
  });
  const dingtalkTokens = new prometheus.Gauge({
    name: 'wenju_dingtalk_tokens_left',
    help: "Calls of DingTalk's interfaces that could be made at once within its limit of calls a second",
    registers,
  });
  return {
    question: (language, result) => questions.inc({ language, result }),
    answerTime: (stage, seconds) => answerSeconds.observe({ stage }, seconds),
    generation: (generation) => {
      for (const outcome of ['carried', 'repaired', 'withheld'] as const)
        sentences.inc({ outcome }, generation.sentences[outcome]);
      if (generation.fallback !== undefined) fallbacks.inc({ reason: generation.fallback });
      if (generation.firstTokenMs !== undefined) firstToken.observe(generation.firstTokenMs / 1000);
    },
    modelUsage: ({ inputTokens, outputTokens, costCny = 0, costUsd = 0 }) => {
      tokens.inc({ direction: 'input' }, inputTokens);
      tokens.inc({ direction: 'output' }, outputTokens);
      if (costCny > 0) cost.inc({ currency: 'CNY' }, costCny);
      if (costUsd > 0) cost.inc({ currency: 'USD' }, costUsd);
    },
    modelState: (state) => breaker.set(state === 'open' ? 1 : 0),
    reload: (result) => reloads.inc({ result }),
    passages: (count) => passages.set(count),
    request: (route, status) => requests.inc({ route, status }),
    adapter: (adapter, isConnected) => adapters.set({ adapter }, isConnected ? 1 : 0),
    message: (adapter, result) => messages.inc({ adapter, result }),
    waiting: (count) => waiting.set(count),
    dingtalkCall: (api, result) => dingtalkCalls.inc({ api, result }),
    dingtalkTokens: (left) => dingtalkTokens.set(left),
    report: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}
