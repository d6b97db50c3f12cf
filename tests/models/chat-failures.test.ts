import { describe, expect, it } from 'vitest';
import { ModelError } from '../../src/errors.js';
import { createChatModel } from '../../src/models/chat-model.js';
import { type ScriptedAnswer, startOpenAiServer } from '../fakes/openai-server.js';
import { ask, KEY, watchedModel } from './chat-answers.js';

/** Long enough for a busy machine to send a request. */
const SHORT_MS = 400;
/** … and to read the beginning of its answer. */
const LONGER_MS = 1500;

/** What a question meets that is answered by the script, over and over. */
async function failureOf(
  script: ScriptedAnswer,
  settings = {},
): Promise<{ failure: unknown; requests: number }> {
  const server = await startOpenAiServer(() => script);
  const { failure } = await ask(watchedModel(server.url, settings).model);
  return { failure, requests: server.requests.length };
}

describe('a chat model that fails', () => {
  it.each<[string, ScriptedAnswer, string, number]>([
    ['a refused key', { status: 401 }, 'auth', 1],
    ['a forbidden model', { status: 403 }, 'auth', 1],
    ['an empty account', { status: 402 }, 'quota', 1],
    ['a used-up quota', { status: 429, error: { code: 'insufficient_quota' } }, 'quota', 1],
    ['a used-up quota with 403', { status: 403, error: { message: '账户余额不足' } }, 'quota', 1],
    ['too many requests', { status: 429 }, 'rate-limited', 3],
    ['a broken server', { status: 500 }, 'unavailable', 3],
    ['a gateway with a page', { status: 502, raw: '<html>bad gateway</html>' }, 'unavailable', 3],
    ['a cut connection', { text: '好', breaks: { afterChunks: 0, how: 'destroy' } }, 'unavailable', 3],
    [
      'an error in the stream',
      { text: '好', breaks: { afterChunks: 0, how: 'error-event' } },
      'unavailable',
      3,
    ],
    ['malformed JSON', { text: '好', breaks: { afterChunks: 0, how: 'malformed' } }, 'malformed', 3],
    ['a stream without an end', { text: '好', breaks: { afterChunks: 0, how: 'end' } }, 'malformed', 3],
    ['a page instead of a stream', { raw: '<html>welcome</html>' }, 'malformed', 3],
    ['moderation', { text: '', finishReason: 'content_filter' }, 'content-filter', 1],
    ['moderation by a code', { status: 400, error: { code: 'data_inspection_failed' } }, 'content-filter', 1],
    ['no word', {}, 'empty', 3],
    ['nothing but thoughts', { text: '<think>想来想去' }, 'empty', 3],
    [
      'too long a question',
      { status: 400, error: { code: 'context_length_exceeded' } },
      'context-overflow',
      1,
    ],
    ['an unknown model', { status: 404, error: { message: 'no such model' } }, 'rejected', 1],
  ])('says so of %s', async (_name, script, reason, requests) => {
    const met = await failureOf(script);
    expect(met.failure).toBeInstanceOf(ModelError);
    expect(met.failure).toMatchObject({ name: 'WenjuError', code: 'model-failed', reason });
    expect(met.requests).toBe(requests);
  });

  it('says so of a server that is not there', async () => {
    const server = await startOpenAiServer(() => ({}));
    await server.close();
    const { model, retries } = watchedModel(server.url);
    expect((await ask(model)).failure).toMatchObject({ reason: 'unavailable' });
    expect(retries.map(({ reason }) => reason)).toEqual(['unavailable', 'unavailable']);
  });

  it('passes nothing on of tries that failed', async () => {
    const server = await startOpenAiServer(({ number }) =>
      number < 2 ? { status: 503 } : { text: '好的。[1]' },
    );
    const { model, retries, usages } = watchedModel(server.url);
    expect(await ask(model)).toMatchObject({ text: '好的。[1]', failure: undefined });
    expect(retries.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(usages).toHaveLength(1);
  });

  it.each<[NonNullable<ScriptedAnswer['breaks']>['how'], string]>([
    ['destroy', 'unavailable'],
    ['error-event', 'unavailable'],
    ['malformed', 'malformed'],
    ['end', 'malformed'],
  ])('does not begin anew in mid-answer: %s', async (how, reason) => {
    const server = await startOpenAiServer(() => ({
      chunks: ['一', '二', '三'],
      breaks: { afterChunks: 2, how },
    }));
    const { model, retries } = watchedModel(server.url);
    expect(await ask(model)).toMatchObject({ text: '一二', failure: { reason } });
    expect(server.requests).toHaveLength(1);
    expect(retries).toEqual([]);
  });

  it('stops an answer that moderation stops', async () => {
    const server = await startOpenAiServer(() => ({ text: '这是', finishReason: 'sensitive' }));
    expect(await ask(watchedModel(server.url).model)).toMatchObject({
      text: '这是',
      failure: { reason: 'content-filter' },
    });
  });

  it('waits no longer for a first word than it may, and asks once', async () => {
    const script = { text: '好', delayFirstMs: Number.POSITIVE_INFINITY };
    const server = await startOpenAiServer(() => script);
    const { model, retries } = watchedModel(server.url, { firstTokenMs: SHORT_MS });
    expect((await ask(model)).failure).toMatchObject({ reason: 'first-token-timeout' });
    expect([server.requests.length, retries.length]).toEqual([1, 0]);
    await expect.poll(() => server.abandoned).toBe(1);
  });

  it('waits no longer for the next word', async () => {
    const server = await startOpenAiServer(() => ({
      text: '一二三四五六',
      breaks: { afterChunks: 1, how: 'stall' },
    }));
    const { model } = watchedModel(server.url, { firstTokenMs: LONGER_MS });
    expect(await ask(model)).toMatchObject({ text: '一二三', failure: { reason: 'timeout' } });
    await expect.poll(() => server.abandoned).toBe(1);
  });

  it('waits no longer for the end', async () => {
    const chunks = Array.from({ length: 1000 }, () => '字');
    const { failure, requests } = await failureOf({ chunks, delayEachMs: 10 }, { totalMs: LONGER_MS });
    expect([(failure as ModelError).reason, requests]).toEqual(['timeout', 1]);
  });

  it('waits as long as Retry-After asks for, where that is not long', async () => {
    const server = await startOpenAiServer(({ number }) =>
      number === 0 ? { status: 429, retryAfter: '0.2' } : { text: '好' },
    );
    const { model, retries } = watchedModel(server.url);
    expect((await ask(model)).text).toBe('好');
    expect(retries).toEqual([{ reason: 'rate-limited', attempt: 1, delayMs: 200 }]);
  });

  it('does not wait an hour', async () => {
    const { failure, requests } = await failureOf({ status: 429, retryAfter: '3600' });
    expect(failure).toMatchObject({ reason: 'rate-limited', retryAfterMs: 3_600_000 });
    expect(requests).toBe(1);
  });

  it('never tells the key', async () => {
    const echo = `Incorrect API key provided: ${KEY.slice(0, 6)}****${KEY.slice(-4)} (${KEY}).`;
    for (const status of [400, 401, 429, 500]) {
      const { failure } = await failureOf({ status, error: { message: echo } }, { retries: 0 });
      const told = [String(failure), JSON.stringify(failure), String((failure as ModelError).cause)].join();
      expect(told).not.toContain(KEY);
      expect(told).not.toContain(KEY.slice(-4));
    }
  });
});

describe('the caller of a chat model', () => {
  it('is let go at once, and nothing is held against the provider', async () => {
    const server = await startOpenAiServer(() => ({ text: '好', delayFirstMs: Number.POSITIVE_INFINITY }));
    const { model, states } = watchedModel(server.url);
    const caller = new AbortController();
    const asked = ask(model, { signal: caller.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    const reason = new Error('never mind');
    caller.abort(reason);
    expect((await asked).failure).toBe(reason);
    expect(states).toEqual([]);
    await expect.poll(() => server.abandoned).toBe(1);
  });

  it('is let go in mid-answer and in a pause', async () => {
    const server = await startOpenAiServer(({ number }) =>
      number === 0 ? { text: '一二三四五六', delayEachMs: 10_000 } : { status: 503 },
    );
    const { model } = watchedModel(server.url, { backOffMs: 4_000 });
    const first = new AbortController();
    const asked = await ask(model, { signal: first.signal, onPiece: () => first.abort(new Error('enough')) });
    expect(asked).toMatchObject({ text: '一二三', failure: { message: 'enough' } });
    const second = new AbortController();
    const waiting = ask(model, { signal: second.signal });
    await expect.poll(() => server.requests.length).toBe(2);
    second.abort(new Error('enough'));
    expect((await waiting).failure).toMatchObject({ message: 'enough' });
  });
});

describe('a dead provider', () => {
  it('costs one time-out and not one a question', async () => {
    const server = await startOpenAiServer(() => ({ text: '好', delayFirstMs: Number.POSITIVE_INFINITY }));
    const { model, states } = watchedModel(server.url, { firstTokenMs: SHORT_MS, restMs: 60_000 });
    expect((await ask(model)).failure).toMatchObject({ reason: 'first-token-timeout' });
    for (let i = 0; i < 5; i++) {
      expect((await ask(model)).failure).toMatchObject({ code: 'model-failed', reason: 'breaker-open' });
    }
    expect(server.requests).toHaveLength(1);
    expect(states).toEqual(['open']);
  });

  it('is tried by one question when it had its rest, and trusted again when that goes well', async () => {
    let isDead = true;
    const server = await startOpenAiServer(() =>
      isDead ? { status: 503 } : { text: '好', delayFirstMs: 100 },
    );
    const { model, states } = watchedModel(server.url, { restMs: 1, retries: 0 });
    await ask(model);
    await new Promise((resolve) => setTimeout(resolve, 20));
    isDead = false;
    const answers = await Promise.all([ask(model), ask(model), ask(model)]);
    expect(answers.filter(({ text }) => text === '好')).toHaveLength(1);
    expect(answers.filter(({ failure }) => failure !== undefined)).toHaveLength(2);
    expect((await ask(model)).text).toBe('好');
    expect(server.requests).toHaveLength(3);
    expect(states).toEqual(['open', 'half-open', 'closed']);
  });

  it('stays left alone when nobody waited for the try', async () => {
    const script = { status: 503 };
    const server = await startOpenAiServer(({ number }) =>
      number === 0 ? script : { text: '好', delayFirstMs: Number.POSITIVE_INFINITY },
    );
    const { model, states } = watchedModel(server.url, { restMs: 1, retries: 0 });
    await ask(model);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const caller = new AbortController();
    const probing = ask(model, { signal: caller.signal });
    await expect.poll(() => server.requests.length).toBe(2);
    caller.abort(new Error('never mind'));
    expect((await probing).failure).toMatchObject({ message: 'never mind' });
    await expect.poll(() => states).toEqual(['open', 'half-open', 'open']);
  });

  it('is not taken for one that stops answers or finds questions too long', async () => {
    for (const script of [
      { finishReason: 'content_filter' },
      { status: 413, error: { message: 'prompt too long' } },
    ]) {
      const server = await startOpenAiServer(() => script as ScriptedAnswer);
      const { model, states } = watchedModel(server.url);
      await ask(model);
      await ask(model);
      expect([server.requests.length, states.length]).toEqual([2, 0]);
    }
  });
});

describe('the settings of a chat model', () => {
  it.each([
    [{ provider: 'chatgpt' }, /LLM_PROVIDER must be one of none, openai-compatible, qwen, ernie/],
    [{ provider: 'qwen' }, /LLM_API_KEY is missing beside LLM_PROVIDER=qwen/],
    [{ provider: 'ollama' }, /LLM_MODEL is missing beside LLM_PROVIDER=ollama/],
    [{ provider: 'openai-compatible', model: 'm' }, /LLM_BASE_URL is missing/],
  ])('are refused with what to set: %o', (settings, message) => {
    expect(() => createChatModel(settings)).toThrow(message);
    expect(() => createChatModel(settings)).toThrow(expect.objectContaining({ code: 'bad-config' }));
  });
});
