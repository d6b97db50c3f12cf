import { describe, expect, it } from 'vitest';
import { serverSchema } from '../../src/environment-schema.js';
import { chatEndpoint, embeddingsEndpoint } from '../../src/models/endpoint.js';
import { PRESETS } from '../../src/models/presets.js';

describe('the presets', () => {
  it('have each a name of its own that the settings take', () => {
    const names = PRESETS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(serverSchema.parse({ LLM_PROVIDER: name }).LLM_PROVIDER).toBe(name);
  });

  it.each(PRESETS.map((preset) => [preset.name, preset] as const))(
    'say where %s was read',
    (_name, preset) => {
      expect(preset.sources.length).toBeGreaterThan(0);
      for (const source of preset.sources) expect(new URL(source).protocol).toBe('https:');
      const { protocol, hostname } = new URL(preset.baseUrl);
      expect(protocol).toBe(hostname === '127.0.0.1' ? 'http:' : 'https:');
      expect(preset.baseUrl).not.toMatch(/\/$/);
    },
  );

  it('work with a key alone, wherever the vendor has models of its own', () => {
    for (const { name, chat, embeddings } of PRESETS) {
      const settings = { provider: name, apiKey: 'k' };
      if (chat !== undefined) expect(chatEndpoint(settings).model).toBe(chat.model);
      if (embeddings !== undefined) expect(embeddingsEndpoint(settings).model).toBe(embeddings.model);
    }
  });

  it('say nothing of a model that they don’t name', () => {
    const other = { provider: 'zhipu', apiKey: 'k', model: 'glm-x', baseUrl: 'https://proxy.example/v4/' };
    expect(chatEndpoint(other)).toMatchObject({
      baseUrl: 'https://proxy.example/v4',
      model: 'glm-x',
      chat: {},
    });
    expect(embeddingsEndpoint(other).embeddings).toEqual({ batch: 64 });
  });
});
