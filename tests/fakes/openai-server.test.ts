import { describe, expect, it } from 'vitest';
import { startOpenAiServer } from './openai-server.js';

const chat = (url: string, body: object, key = 'k'): Promise<Response> =>
  fetch(`${url}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const question = { model: 'm', messages: [{ role: 'user', content: '你好' }] };

describe('the fake OpenAI server', () => {
  it('streams its script as events that end in [DONE]', async () => {
    const server = await startOpenAiServer(() => ({ chunks: ['一', '二'] }));
    const streamed = await (
      await chat(server.url, { ...question, stream: true, stream_options: { include_usage: true } })
    ).text();
    const events = streamed.trim().split('\n\n');
    expect(events).toHaveLength(5);
    expect(events[0]).toContain('"delta":{"content":"一"}');
    expect(events[2]).toContain('"finish_reason":"stop"');
    expect(events[3]).toContain('"total_tokens":18');
    expect(events[4]).toBe('data: [DONE]');
    expect(server.requests[0]).toMatchObject({ model: 'm', stream: true, authorization: 'Bearer k' });
  });

  it('answers whole when no stream is asked for', async () => {
    const server = await startOpenAiServer(() => ({ text: '一二三四' }));
    expect(await (await chat(server.url, question)).json()).toMatchObject({
      choices: [{ message: { role: 'assistant', content: '一二三四' }, finish_reason: 'stop' }],
    });
  });

  it('refuses another key and a body of another shape', async () => {
    const server = await startOpenAiServer(() => ({ text: '一' }), { apiKey: 'right' });
    expect((await chat(server.url, question, 'wrong')).status).toBe(401);
    expect((await chat(server.url, { model: 'm', messages: [] }, 'right')).status).toBe(400);
    expect((await chat(server.url, question, 'right')).status).toBe(200);
    expect([server.hits, server.requests.length]).toEqual([3, 1]);
  });

  it('cuts the connection in mid-stream', async () => {
    const server = await startOpenAiServer(() => ({
      text: '一二三四五六',
      breaks: { afterChunks: 1, how: 'destroy' },
    }));
    const response = await chat(server.url, { ...question, stream: true });
    await expect(response.text()).rejects.toThrow();
  });

  it('embeds equal texts alike', async () => {
    const server = await startOpenAiServer(() => ({}));
    const response = await fetch(`${server.url}/embeddings`, {
      method: 'POST',
      body: JSON.stringify({ model: 'e', input: ['一', '二', '一'] }),
    });
    const { data } = (await response.json()) as { data: { embedding: number[] }[] };
    expect(data[0]?.embedding).toEqual(data[2]?.embedding);
    expect(data[0]?.embedding).not.toEqual(data[1]?.embedding);
  });
});
