import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkModels, createApp, findIndex, probeEmbeddings, probeLanguageModel } from '../src/app.js';
import { type EngineConfig, readEngineConfig } from '../src/config.js';
import type { WenjuError } from '../src/errors.js';
import { type FakeOpenAi, type ScriptedEmbeddings, startOpenAiServer } from './fakes/openai-server.js';
import { corpusFolder } from './retrieval/corpus-folder.js';

const KEY = 'sk-test-0123456789abcdef';

async function configWith(variables: Record<string, string>): Promise<EngineConfig> {
  const { folder, dataDir } = await corpusFolder();
  return readEngineConfig({
    variables: { CORPUS_DIR: folder, DATA_DIR: dataDir, ...variables },
    workingDirectory: folder,
  });
}

const embeddingsAt = ({ url }: FakeOpenAi): Record<string, string> => ({
  EMBEDDINGS_PROVIDER: 'openai-compatible',
  EMBEDDINGS_MODEL: 'some-embedding',
  EMBEDDINGS_API_KEY: KEY,
  EMBEDDINGS_BASE_URL: url,
});

describe('an app with a vendor’s embeddings', () => {
  it('builds its index with them, and opens it again without asking for a passage', async () => {
    const server = await startOpenAiServer(() => ({}), { apiKey: KEY });
    const config = await configWith(embeddingsAt(server));
    const { snapshot } = await createApp(config);
    expect(snapshot.embeddingIdentity).toBe(
      `openai-compatible ${new URL(server.url).origin} some-embedding any 1`,
    );
    expect(await findIndex(config)).toMatchObject({ id: snapshot.id, isSaved: true });
    expect((await snapshot.search('深海的温度'))[0]?.passage.source).toBe('sea.txt');
    const asked = server.embeddings.length;
    const again = await createApp(config);
    expect([again.snapshot.builtFrom, server.embeddings.length]).toEqual(['disk', asked]);
  });

  it('has another index than with the local embedding', async () => {
    const server = await startOpenAiServer(() => ({}));
    const local = await configWith({});
    const config = { ...local, embeddings: (await configWith(embeddingsAt(server))).embeddings };
    const { snapshot } = await createApp(local);
    expect((await findIndex(config)).id).not.toBe(snapshot.id);
  });

  it('answers by keywords with a warning while the vendor is down, and serves its index on', async () => {
    let script: ScriptedEmbeddings = {};
    const server = await startOpenAiServer(() => ({}), { embed: () => script });
    const config = await configWith(embeddingsAt(server));
    const warnings: WenjuError[] = [];
    const { answerer, corpus, snapshot } = await createApp(config, { onWarning: (w) => warnings.push(w) });
    script = { status: 401 };
    const answer = await answerer.answer({ text: '百度何时发布文心一言？', history: [] });
    expect(answer.citations[0]?.source).toBe('models.md');
    expect(warnings.map(({ code }) => code)).toContain('embedding-failed');
    await writeFile(join(config.corpusDir, 'new.txt'), '珊瑚生长在温暖的浅海。\n');
    await expect(corpus.reload()).rejects.toMatchObject({
      code: 'embedding-failed',
      message: expect.stringContaining('EMBEDDINGS_API_KEY'),
    });
    expect(corpus.snapshot.id).toBe(snapshot.id);
    script = {};
    await corpus.reload();
    expect(corpus.snapshot.id).not.toBe(snapshot.id);
  });

  it('does not start without an index when the vendor is down', async () => {
    const server = await startOpenAiServer(() => ({}), { apiKey: 'another' });
    const config = await configWith(embeddingsAt(server));
    await expect(createApp(config)).rejects.toMatchObject({ code: 'embedding-failed' });
    await rm(config.dataDir, { recursive: true, force: true });
  });
});

describe('the settings of the models', () => {
  it.each([
    [{ LLM_PROVIDER: 'gpt', LLM_API_KEY: KEY }, /LLM_PROVIDER must be one of none/],
    [{ LLM_PROVIDER: 'qwen' }, /LLM_API_KEY is missing/],
    [{ EMBEDDINGS_PROVIDER: 'moonshot', EMBEDDINGS_API_KEY: KEY }, /EMBEDDINGS_MODEL is missing/],
  ])('stop an app before anything is read: %o', async (variables, message) => {
    const config = { ...(await configWith(variables)), corpusDir: '/nowhere' };
    for (const refusal of [checkModels(config), createApp(config)]) {
      await expect(refusal).rejects.toThrow(message);
    }
    await expect(createApp(config)).rejects.toMatchObject({ code: 'bad-config' });
  });
});

describe('a probe', () => {
  it('asks the model for a word and the embeddings for two vectors', async () => {
    const server = await startOpenAiServer(() => ({ text: 'OK' }), { apiKey: KEY });
    const config = await configWith({
      LLM_PROVIDER: 'openai-compatible',
      LLM_MODEL: 'some-model',
      LLM_API_KEY: KEY,
      LLM_BASE_URL: server.url,
      ...embeddingsAt(server),
    });
    expect(await probeLanguageModel(config)).toMatchObject({ model: 'some-model' });
    expect(await probeEmbeddings(config)).toMatchObject({ model: 'some-embedding', dimension: 8 });
    expect([server.requests.length, server.embeddings.length]).toEqual([1, 1]);
  });

  it('asks nobody where there is nobody to ask', async () => {
    const config = await configWith({});
    expect(await probeLanguageModel(config)).toBeUndefined();
    expect(await probeEmbeddings(config)).toBeUndefined();
  });
});
