import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WebAdapterOptions, WebService } from '../../../adapters/web/index.js';
import type { Answer } from '../../../src/answer/answer.js';
import type { Answerer } from '../../../src/answer/answerer.js';
import { WenjuError } from '../../../src/errors.js';
import { ANSWER } from '../../cli/answers.js';
import { errorCode, eventsOf } from './events.js';
import { type RunningServer, webServer, webService } from './web-server.js';

const QUESTION = '通义千问什么时候开放内测？';

function ask(address: string, question: string, conversation?: string): Promise<Response> {
  return fetch(`${address}/api/ask`, {
    method: 'POST',
    headers: { Accept: 'text/event-stream' },
    body: JSON.stringify({ question, conversation }),
  });
}

describe('POST /api/ask as an event stream', () => {
  let service: WebService;
  let server: RunningServer;

  beforeAll(async () => {
    service = await webService();
    server = await webServer({ current: () => service });
  });

  const serverOf = (answerer: Answerer, options: Partial<WebAdapterOptions> = {}): Promise<RunningServer> =>
    webServer({ current: () => ({ answerer, corpus: service.corpus }), ...options });

  it('tells how the answer comes about, streams it, and ends with all of it', async () => {
    const response = await ask(server.address, QUESTION);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const events = await eventsOf(response);
    const names = events.map(({ event }) => event).join(' ');
    expect(names).toMatch(/^status status(?: delta)+ citations done$/);
    expect(events[0]?.data).toEqual({ stage: 'searching' });
    expect(events[1]?.data).toEqual({ stage: 'answering' });
    const done = events.at(-1)?.data as Answer & { readonly id: string };
    expect(done.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(done.refused).toBe(false);
    const pieces = events
      .filter(({ event }) => event === 'delta')
      .map(({ data }) => data as { text: string });
    expect(pieces.map(({ text }) => text).join('')).toBe(done.answer);
    expect(events.at(-2)?.data).toEqual({ citations: done.citations });
  });

  it('streams a refusal like any answer', async () => {
    const events = await eventsOf(await ask(server.address, '火星上有多少人？'));
    expect(events.at(-1)).toMatchObject({ event: 'done', data: { refused: true, citations: [] } });
  });

  it('takes follow-ups', async () => {
    const histories: (readonly string[])[] = [];
    const { address } = await serverOf({
      answer: async ({ history }) => {
        histories.push(history);
        return ANSWER;
      },
    });
    await eventsOf(await ask(address, 'a', 'mine'));
    await eventsOf(await ask(address, 'b', 'mine'));
    expect(histories).toEqual([[], ['a']]);
  });

  it('refuses what can not be answered by a status, before any stream begins', async () => {
    for (const [question, status] of Object.entries({ ['问'.repeat(2001)]: 413, ' ': 400 })) {
      const response = await ask(server.address, question);
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toContain('application/json');
      await errorCode(response);
    }
  });

  it('tells of a failure by an event', async () => {
    const { address } = await serverOf({
      answer: () => Promise.reject(new WenjuError('embedding-failed', 'the model is down')),
    });
    const events = await eventsOf(await ask(address, QUESTION));
    expect(events.at(-1)).toEqual({
      event: 'error',
      data: { code: 'embedding-failed', message: 'the model is down' },
    });
  });

  it('stops the work and ends when the reader hangs up', async () => {
    const told = new EventEmitter();
    const begun = once(told, 'begun');
    const gone = once(told, 'gone');
    const { address, lines } = await serverOf({
      answer: (_, options) =>
        new Promise((_resolve, reject) => {
          told.emit('begun');
          options?.signal?.addEventListener('abort', () => {
            told.emit('gone');
            reject(options.signal?.reason);
          });
        }),
    });
    const body = JSON.stringify({ question: QUESTION });
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    socket.write(
      `POST /api/ask HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    await Promise.all([begun, once(socket, 'data')]);
    socket.destroy();
    await gone;
    await setTimeout(50);
    expect(lines.join('')).not.toContain('a request failed');
  });

  it('frees the place of a reader who hung up, at work as in the queue', async () => {
    const untilAborted = (signal: AbortSignal | undefined): Promise<never> =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    const { address } = await serverOf(
      { answer: async ({ text }, options) => (text === 'a' ? ANSWER : untilAborted(options?.signal)) },
      { slots: { most: 1, waiting: 1 } },
    );
    const atWork = await ask(address, 'wait');
    const inQueue = await ask(address, 'wait');
    expect((await ask(address, 'a')).status).toBe(503);
    await inQueue.body?.cancel();
    await setTimeout(100);
    const next = await ask(address, 'a');
    expect(next.status).toBe(200);
    await atWork.body?.cancel();
    expect((await eventsOf(next)).at(-1)?.event).toBe('done');
    expect((await eventsOf(await ask(address, 'a'))).at(-1)?.event).toBe('done');
  });

  it('gives up on an answer that takes too long', async () => {
    const never: Answerer = { answer: () => new Promise(() => undefined) };
    const { address } = await serverOf(never, { answerMs: 100 });
    const events = await eventsOf(await ask(address, QUESTION));
    expect(events.at(-1)).toMatchObject({ event: 'error', data: { code: 'timed-out' } });
    const response = await fetch(`${address}/api/ask`, { method: 'POST', body: '{"question":"a"}' });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await errorCode(response)).toBe('timed-out');
  });

  it('tells an answerer that its time is up', async () => {
    let reason: unknown;
    const { address } = await serverOf(
      {
        answer: (_, options) =>
          new Promise((_resolve, reject) => {
            options?.signal?.addEventListener('abort', () => {
              reason = options.signal?.reason;
              reject(reason);
            });
          }),
      },
      { answerMs: 50 },
    );
    await eventsOf(await ask(address, QUESTION));
    expect(reason).toMatchObject({ code: 'timed-out' });
  });

  it('works on so many questions at once, lets so many wait, and sends the others away with 503', async () => {
    let atWork = 0;
    let most = 0;
    const { address } = await serverOf(
      {
        answer: async () => {
          most = Math.max(most, ++atWork);
          await setTimeout(300);
          atWork--;
          return ANSWER;
        },
      },
      { slots: { most: 2, waiting: 1 } },
    );
    const responses = await Promise.all([1, 2, 3, 4, 5].map((i) => ask(address, String(i))));
    const statuses = responses.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 200, 200, 503, 503]);
    for (const response of responses) {
      if (response.status === 200) expect((await eventsOf(response)).at(-1)?.event).toBe('done');
      else expect(await errorCode(response)).toBe('unavailable');
    }
    expect(most).toBe(2);
  });
});
