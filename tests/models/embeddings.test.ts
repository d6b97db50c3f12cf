import { describe, expect, it } from 'vitest';
import { WenjuError } from '../../src/errors.js';
import {
  createEmbeddings,
  type EmbeddingsSettings,
  type NamedEmbeddings,
} from '../../src/models/embeddings.js';
import { embedAll } from '../../src/retrieval/embed-batches.js';
import { type FakeOpenAi, startOpenAiServer } from '../fakes/openai-server.js';

const KEY = 'sk-test-0123456789abcdef';

function embeddingsAt({ url }: FakeOpenAi, settings: Partial<EmbeddingsSettings> = {}): NamedEmbeddings {
  return createEmbeddings({
    provider: 'openai-compatible',
    model: 'some-embedding',
    apiKey: KEY,
    baseUrl: url,
    backOffMs: 1,
    ...settings,
  });
}

const serverThat = (
  embed: NonNullable<Parameters<typeof startOpenAiServer>[1]>['embed'],
): Promise<FakeOpenAi> =>
  startOpenAiServer(() => ({}), embed === undefined ? { apiKey: KEY } : { apiKey: KEY, embed });

const vectorFor = (text: string): number[] => [text.length, text.codePointAt(0) ?? 0, 1];

async function failureOf(work: Promise<unknown>): Promise<WenjuError> {
  const thrown: unknown = await work.then(
    () => new Error('nothing failed'),
    (error: unknown) => error,
  );
  if (thrown instanceof WenjuError) return thrown;
  throw thrown;
}

describe('embeddings of a vendor', () => {
  it('are asked for in batches of the vendor’s size, and come in the order of the texts', async () => {
    const server = await serverThat(({ input }) => ({ vectors: input.map(vectorFor), reversed: true }));
    const texts = Array.from(
      { length: 37 },
      (_, i) => `${String.fromCodePoint(0x4e00 + i)}${'字'.repeat(i)}`,
    );
    const embeddings = embeddingsAt(server);
    expect(await embeddings.embedDocuments(texts)).toEqual(texts.map(vectorFor));
    expect(server.embeddings.map(({ input }) => input.length).sort()).toEqual([16, 16, 5]);
    expect(server.embeddings[0]).toMatchObject({
      model: 'some-embedding',
      body: { encoding_format: 'float' },
    });
  });

  it('go ten a request to Qwen, through the index’s own rounds', async () => {
    const server = await serverThat(({ input }) => ({ vectors: input.map(() => new Array(1024).fill(0.5)) }));
    const embeddings = embeddingsAt(server, { provider: 'qwen', model: undefined });
    const vectors = await embedAll(
      embeddings,
      Array.from({ length: 65 }, (_, i) => `第${i}段`),
    );
    expect(vectors).toHaveLength(65);
    expect(Math.max(...server.embeddings.map(({ input }) => input.length))).toBe(10);
    expect(server.embeddings[0]?.model).toBe('text-embedding-v4');
  });

  it('take no more of a text than the model reads, and none without a word', async () => {
    const server = await serverThat(undefined);
    const embeddings = embeddingsAt(server, { provider: 'ernie', model: undefined });
    await embeddings.embedDocuments(['海'.repeat(2000), 'sea '.repeat(2000), '🀄'.repeat(400), ' \n']);
    const [chinese = '', english = '', surrogates = '', blank] = server.embeddings[0]?.input ?? [];
    expect(chinese.length).toBe(384);
    expect(english.length).toBe(1000);
    expect(surrogates).toBe('🀄'.repeat(384));
    expect(blank).toBe('-');
  });

  it('are tried again while it may help, as late as the vendor asks', async () => {
    const server = await serverThat(({ number, input }) => {
      if (number === 0) return { status: 429, retryAfter: '0.1' };
      return number === 1 ? { status: 503 } : { vectors: input.map(vectorFor) };
    });
    const start = performance.now();
    expect(await embeddingsAt(server).embedDocuments(['海'])).toEqual([vectorFor('海')]);
    expect(performance.now() - start).toBeGreaterThanOrEqual(90);
    expect(server.embeddings).toHaveLength(3);
  });

  it.each([
    [{ raw: '{"data":"none"}' }, /0 good vectors for 2 texts/],
    [{ vectors: [[1, 2]] }, /1 good vectors for 2 texts/],
    [{ raw: '{"data":[{"index":0,"embedding":["1"]},{"index":1,"embedding":[]}]}' }, /0 good vectors/],
    [{ raw: '<html>' }, /malformed/],
    [{ status: 401 }, /check EMBEDDINGS_API_KEY/],
    [{ status: 404, error: { message: 'no such model' } }, /check EMBEDDINGS_MODEL and EMBEDDINGS_BASE_URL/],
    [{ status: 402 }, /no quota/],
  ])('fail with what to do: %o', async (script, message) => {
    const server = await serverThat(() => script);
    const failure = await failureOf(embeddingsAt(server).embedDocuments(['海', '山']));
    expect(failure.code).toBe('embedding-failed');
    expect(failure.message).toMatch(message);
  });

  it('are refused when their dimension changes', async () => {
    const server = await serverThat(({ number, input }) => ({
      vectors: input.map(() => new Array(number === 0 ? 8 : 4).fill(1)),
    }));
    const embeddings = embeddingsAt(server);
    await embeddings.embedDocuments(['海']);
    const failure = await failureOf(embeddings.embedQuery('山'));
    expect(failure.message).toMatch(/expected vectors of 8 numbers, got one of 4/);
  });

  it('fail fast for a question, and at once while the vendor is known to be down', async () => {
    const server = await serverThat(() => ({ delayFirstMs: Number.POSITIVE_INFINITY }));
    const embeddings = embeddingsAt(server, { queryMs: 500, restMs: 60_000 });
    expect((await failureOf(embeddings.embedQuery('海'))).message).toMatch(/within the time set/);
    for (let i = 0; i < 3; i++) {
      const failure = await failureOf(embeddings.embedQuery('海'));
      expect(failure).toMatchObject({ code: 'embedding-failed', cause: { reason: 'breaker-open' } });
    }
    expect(server.embeddings).toHaveLength(1);
  });

  it('are named by vendor, server, model and dimension', async () => {
    const qwen = { provider: 'qwen', apiKey: KEY };
    expect(createEmbeddings(qwen).identity).toBe(
      'qwen https://dashscope.aliyuncs.com text-embedding-v4 1024 1',
    );
    const names = [
      qwen,
      { ...qwen, model: 'text-embedding-v3' },
      { ...qwen, baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1' },
      { provider: 'ollama', model: 'bge-m3' },
    ].map((settings) => createEmbeddings(settings).identity);
    expect(new Set(names).size).toBe(names.length);
    expect(names.join()).not.toContain(KEY);
  });

  it.each([
    [{ provider: 'deepseek', apiKey: KEY }, /EMBEDDINGS_MODEL is missing/],
    [{ provider: 'zhipu' }, /EMBEDDINGS_API_KEY is missing beside EMBEDDINGS_PROVIDER=zhipu/],
    [{ provider: 'word2vec' }, /EMBEDDINGS_PROVIDER must be one of local, openai-compatible, qwen/],
  ])('are refused with what to set: %o', (settings, message) => {
    expect(() => createEmbeddings(settings)).toThrow(message);
  });
});
