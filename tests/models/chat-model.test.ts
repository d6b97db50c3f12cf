import { HumanMessage } from '@langchain/core/messages';
import { describe, expect, it } from 'vitest';
import { createChatModel } from '../../src/models/chat-model.js';
import { startOpenAiServer } from '../fakes/openai-server.js';
import { ask, KEY, watchedModel } from './chat-answers.js';

describe('a chat model', () => {
  it('streams the answer in the pieces that it comes in', async () => {
    const server = await startOpenAiServer(() => ({ chunks: ['4月7日', '开放', '内测。[1]'] }), {
      apiKey: KEY,
    });
    const { model } = watchedModel(server.url);
    expect(await ask(model)).toEqual({
      text: '4月7日开放内测。[1]',
      pieces: ['4月7日', '开放', '内测。[1]'],
      failure: undefined,
    });
    expect(server.requests[0]).toMatchObject({
      model: 'some-model',
      stream: true,
      messages: [
        { role: 'system', content: '只依据资料回答。' },
        { role: 'user', content: '通义千问何时内测?' },
      ],
      body: { temperature: 0.1 },
    });
  });

  it('reads a stream that is cut at every byte, in the middle of characters too', async () => {
    const server = await startOpenAiServer(() => ({
      chunks: ['问据', '🀄句句', '有据。\n\n[1]'],
      bytesPerWrite: 1,
      noise: true,
    }));
    const { model, usages } = watchedModel(server.url);
    expect((await ask(model)).pieces).toEqual(['问据', '🀄句句', '有据。\n\n[1]']);
    expect(usages[0]).toMatchObject({ inputTokens: 11, outputTokens: 7, isEstimated: false });
  });

  it('passes by tool calls, comments and empty pieces, and a missing [DONE]', async () => {
    const server = await startOpenAiServer(() => ({ text: '好的。[1]', noise: true, withoutDone: true }));
    expect(await ask(watchedModel(server.url).model)).toMatchObject({
      text: '好的。[1]',
      failure: undefined,
    });
  });

  it('answers whole when it is invoked', async () => {
    const server = await startOpenAiServer(() => ({ text: '<think>想</think>\n好的。[1]' }));
    const answer = await watchedModel(server.url).model.invoke([new HumanMessage('你好')]);
    expect(answer.text).toBe('好的。[1]');
    expect(answer.usage_metadata).toMatchObject({ input_tokens: 11, output_tokens: 7, total_tokens: 18 });
    expect(answer.response_metadata.finish_reason).toBe('stop');
  });

  it('keeps what a reasoning model thinks to itself', async () => {
    const server = await startOpenAiServer(({ number }) =>
      number === 0
        ? { reasoning: '先看资料一。', text: '好的。[1]' }
        : { chunks: ['<th', 'ink>先看<', '/thi', 'nk>\n', '\n好的。', '[1]'] },
    );
    const { model } = watchedModel(server.url);
    expect((await ask(model)).text).toBe('好的。[1]');
    expect((await ask(model)).text).toBe('好的。[1]');
  });

  it('learns of a model whose thoughts have no beginning', async () => {
    const server = await startOpenAiServer(() => ({ chunks: ['先看资料', '。</think>', '好的。[1]'] }));
    const { model } = watchedModel(server.url);
    expect((await ask(model)).failure).toMatchObject({ reason: 'malformed' });
    expect(await ask(model)).toMatchObject({ text: '好的。[1]', failure: undefined });
  });

  it('tells how long it took and what it cost', async () => {
    const server = await startOpenAiServer(() => ({
      text: '好。',
      usage: { prompt: 1000, completion: 500 },
    }));
    const { model, usages } = watchedModel(server.url, { provider: 'deepseek', model: undefined });
    await ask(model);
    expect(usages).toHaveLength(1);
    expect(usages[0]).toMatchObject({ provider: 'deepseek', model: 'deepseek-flash', costCny: 0.006 });
    expect(usages[0]?.ms).toBeGreaterThanOrEqual(usages[0]?.firstTokenMs ?? Number.NaN);
  });

  it('counts the tokens itself where the vendor does not', async () => {
    const server = await startOpenAiServer(() => ({ text: '好的。', usage: false }));
    const { model, usages } = watchedModel(server.url);
    await ask(model);
    expect(usages[0]).toMatchObject({ outputTokens: 3, isEstimated: true });
  });

  it('does without a parameter that the server refuses, from then on', async () => {
    const server = await startOpenAiServer(({ body }) =>
      body.stream_options === undefined
        ? { text: '好。' }
        : { status: 400, error: { message: 'Unrecognized request argument supplied: stream_options' } },
    );
    const { model, retries } = watchedModel(server.url);
    expect((await ask(model)).text).toBe('好。');
    expect((await ask(model)).text).toBe('好。');
    expect(server.requests.map(({ body }) => body.stream_options !== undefined)).toEqual([
      true,
      false,
      false,
    ]);
    expect(server.requests[2]?.body.temperature).toBe(0.1);
    expect(retries).toEqual([]);
  });

  it('sends the bare question where the server does not say what it refuses', async () => {
    const server = await startOpenAiServer(({ body }) =>
      body.temperature === undefined && body.stream_options === undefined
        ? { text: '好。' }
        : { status: 400, error: { message: 'Errors in message queue response' } },
    );
    const { model } = watchedModel(server.url);
    expect((await ask(model)).text).toBe('好。');
    expect(server.requests).toHaveLength(2);
  });

  it('sends a server of one’s own no key of another vendor', async () => {
    const server = await startOpenAiServer(() => ({ text: '好。' }));
    const before = process.env.OPENAI_API_KEY;
    process.env.OPENAI_API_KEY = 'sk-of-someone-else';
    try {
      const settings = { provider: 'ollama', model: 'qwen3', baseUrl: server.url };
      expect((await ask(createChatModel(settings))).text).toBe('好。');
    } finally {
      if (before === undefined) delete process.env.OPENAI_API_KEY;
      else process.env.OPENAI_API_KEY = before;
    }
    expect(server.requests[0]?.authorization).toBe('Bearer none');
  });

  it('closes the connection when nobody reads on', async () => {
    const server = await startOpenAiServer(() => ({ text: '一二三四五六七八九', delayEachMs: 50 }));
    const { model, usages } = watchedModel(server.url);
    for await (const chunk of await model.stream([new HumanMessage('你好')])) if (chunk.text !== '') break;
    await expect.poll(() => server.abandoned).toBe(1);
    await expect.poll(() => usages.length).toBe(1);
  });
});
