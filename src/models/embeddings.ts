import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { OpenAIEmbeddings } from '@langchain/openai';
import { type BulkheadPolicy, bulkhead } from 'cockatiel';
import * as z from 'zod';
import { WenjuError } from '../errors.js';
import { Breaker } from './breaker.js';
import { type EmbeddingsEndpoint, embeddingsEndpoint, type ModelSettings } from './endpoint.js';
import { failureOf, modelFailure } from './model-failure.js';
import { raced, withRetries } from './retry.js';
import { sdkConfiguration } from './sdk-configuration.js';
import { cutToTokens } from './token-count.js';

export interface EmbeddingsSettings extends ModelSettings {
  /** The longest that one request for passages takes. @default 60 s */
  readonly documentsMs?: number | undefined;
  /** The longest that a request for a question takes. @default 4 s */
  readonly queryMs?: number | undefined;
  /** Tries for passages beyond the first. @default 5 */
  readonly retries?: number | undefined;
  /** The first pause before a further try. @default 400 ms */
  readonly backOffMs?: number | undefined;
  /** How long questions leave a provider that failed alone at first. @default 10 s */
  readonly restMs?: number | undefined;
}

/** LangChain's embeddings with a name that changes whenever the vectors would. */
export interface NamedEmbeddings extends EmbeddingsInterface {
  readonly identity: string;
}

/** Raised whenever a text's vector would come out differently. */
const VERSION = 1;

/** What any server takes. */
const USUAL_BATCH = 16;

const DOCUMENTS_MS = 60_000;
const DOCUMENTS_RETRIES = 5;
const DOCUMENTS_WAIT_MS = 60_000;
const DOCUMENTS_AT_ONCE = 4;

/** A question is answered by keywords alone rather than kept waiting. */
const QUERY_MS = 4_000;
const QUERY_RETRIES = 1;
const QUERY_WAIT_MS = 1_000;

/** What stands for a text without a word: no vendor takes an empty one. */
const NO_WORD = '-';

const answerShape = z.object({
  data: z.array(z.object({ index: z.int().optional(), embedding: z.array(z.number()).min(1) })),
});

/** OpenAI's class keeps its types of a request to itself. */
type Request = Parameters<OpenAIEmbeddings['embeddingWithRetry']>[0];
type Answer = Awaited<ReturnType<OpenAIEmbeddings['embeddingWithRetry']>>;

/**
 * A vendor's embedding model: batched to its limit, texts cut to its limit, tried again with pauses, every
 * answer checked. All that goes wrong is a WenjuError `embedding-failed`; a question fails fast, and at once
 * while the provider is known to be down.
 * @throws WenjuError `bad-config` for an unknown preset (it names the known ones), a missing key or model
 */
export function createEmbeddings(settings: EmbeddingsSettings): NamedEmbeddings {
  return new VendorEmbeddings(embeddingsEndpoint(settings), settings);
}

class VendorEmbeddings extends OpenAIEmbeddings implements NamedEmbeddings {
  readonly identity: string;
  private readonly endpoint: EmbeddingsEndpoint;
  private readonly settings: EmbeddingsSettings;
  private readonly breaker: Breaker;
  private readonly documents: BulkheadPolicy = bulkhead(DOCUMENTS_AT_ONCE, Number.POSITIVE_INFINITY);
  private dimension: number | undefined;

  constructor(endpoint: EmbeddingsEndpoint, settings: EmbeddingsSettings) {
    const { model, baseUrl, provider } = endpoint;
    super({
      ...sdkConfiguration(endpoint),
      model,
      batchSize: batchOf(endpoint),
      maxRetries: 0,
      maxConcurrency: Number.POSITIVE_INFINITY,
      timeout: settings.documentsMs ?? DOCUMENTS_MS,
      stripNewLines: false,
      // The SDK would ask for base64, which many vendors don't know.
      encodingFormat: 'float',
    });
    this.endpoint = endpoint;
    this.settings = settings;
    this.breaker = new Breaker({ restMs: settings.restMs });
    this.dimension = endpoint.embeddings.dimension;
    this.identity = [provider, new URL(baseUrl).origin, model, this.dimension ?? 'any', VERSION].join(' ');
  }

  override embedDocuments(texts: string[]): Promise<number[][]> {
    return super.embedDocuments(texts.map((text) => this.taken(text)));
  }

  override embedQuery(text: string): Promise<number[]> {
    return super.embedQuery(this.taken(text));
  }

  /** LangChain's class sends each batch and each question through here. */
  protected override async embeddingWithRetry(request: Request): Promise<Answer> {
    try {
      if (Array.isArray(request.input)) return await this.documents.execute(() => this.embedBatch(request));
      return await this.embedQuestion(request);
    } catch (thrown) {
      if (thrown instanceof WenjuError && thrown.code === 'embedding-failed') throw thrown;
      const failure = modelFailure(thrown, this.endpoint);
      throw new WenjuError('embedding-failed', failure.message, failure);
    }
  }

  private embedBatch(request: Request): Promise<Answer> {
    return withRetries(() => this.once(request, this.settings.documentsMs ?? DOCUMENTS_MS), {
      retries: this.settings.retries ?? DOCUMENTS_RETRIES,
      backOffMs: this.settings.backOffMs,
      longestWaitMs: DOCUMENTS_WAIT_MS,
    });
  }

  private async embedQuestion(request: Request): Promise<Answer> {
    const pass = this.breaker.enter((last) => failureOf('breaker-open', this.endpoint, last?.message));
    try {
      const answer = await withRetries(() => this.once(request, this.settings.queryMs ?? QUERY_MS), {
        retries: QUERY_RETRIES,
        backOffMs: this.settings.backOffMs,
        longestWaitMs: QUERY_WAIT_MS,
      });
      pass.succeeded();
      return answer;
    } catch (thrown) {
      pass.failed(modelFailure(thrown, this.endpoint));
      throw thrown;
    }
  }

  private async once(request: Request, ms: number): Promise<Answer> {
    // The SDK's own time-out ends with the answer's head.
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(failureOf('timeout', this.endpoint)), ms);
    try {
      return this.checked(await raced(super.embeddingWithRetry(request), late.signal), request);
    } catch (thrown) {
      if (thrown instanceof WenjuError) throw thrown;
      throw modelFailure(thrown, this.endpoint);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The answer with its vectors in the order of the texts. */
  private checked(answer: Answer, { input }: Request): Answer {
    const { data } = answerShape.safeParse(answer).data ?? { data: [] };
    const wanted = Array.isArray(input) ? input.length : 1;
    if (data.length !== wanted) {
      throw failureOf('malformed', this.endpoint, `${data.length} good vectors for ${wanted} texts`);
    }
    for (const { embedding } of data) {
      this.dimension ??= embedding.length;
      if (embedding.length === this.dimension) continue;
      const got = `expected vectors of ${this.dimension} numbers, got one of ${embedding.length}`;
      throw new WenjuError(
        'embedding-failed',
        `${this.endpoint.vendor}, model ${this.endpoint.model}: ${got}`,
      );
    }
    const isOrdered = new Set(data.map(({ index }) => index)).size === wanted;
    const ordered = isOrdered ? data.toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0)) : data;
    return {
      ...answer,
      data: ordered.map(({ embedding }, index) => ({ object: 'embedding', index, embedding })),
    };
  }

  private taken(text: string): string {
    if (text.trim() === '') return NO_WORD;
    const { maxTokens, maxCharacters } = this.endpoint.embeddings;
    return cutToTokens(text, maxTokens ?? Number.POSITIVE_INFINITY, maxCharacters);
  }
}

/** As many texts as never exceed the tokens of a request together. */
function batchOf({ embeddings }: EmbeddingsEndpoint): number {
  const { batch = USUAL_BATCH, maxTokens, maxBatchTokens } = embeddings;
  if (maxTokens === undefined || maxBatchTokens === undefined) return batch;
  return Math.min(batch, Math.floor(maxBatchTokens / maxTokens));
}
