import { EventEmitter, once } from 'node:events';
import { request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WebService } from '../../../adapters/web/index.js';
import type { Answer } from '../../../src/answer/answer.js';
import { WenjuError } from '../../../src/errors.js';
import { errorCode } from './events.js';
import { type RunningServer, webServer, webService } from './web-server.js';

const QUESTION = '通义千问什么时候开放内测？';

/** The status that a request under another host name gets. */
function statusFor(address: string, path: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${address}${path}`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('routes', () => {
  let service: WebService;
  let server: RunningServer;

  beforeAll(async () => {
    service = await webService();
    server = await webServer({ current: () => service });
  });

  const post = (body: string | Uint8Array<ArrayBuffer>, address = server.address): Promise<Response> =>
    fetch(`${address}/api/ask`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  const ask = (question: string, conversation?: string): Promise<Response> =>
    post(JSON.stringify({ question, conversation }));

  it('answers a question with its evidence', async () => {
    const response = await ask(QUESTION);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const answer = (await response.json()) as Answer;
    expect(answer).toMatchObject({
      refused: false,
      mode: 'extractive',
      language: 'zh',
      snapshot: service.corpus.snapshot.id,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(answer.answer).toContain('4月7日');
    expect(answer.citations[0]).toMatchObject({ n: 1, source: 'models.md', section: '阿里' });
  });

  it('ignores keys that it does not know', async () => {
    expect((await post(JSON.stringify({ question: QUESTION, model: 'x' }))).status).toBe(200);
  });

  it('passes the earlier questions of a conversation on, and of no other', async () => {
    const histories: (readonly string[])[] = [];
    const { address } = await webServer({
      current: () => ({
        corpus: service.corpus,
        answerer: {
          answer: async (question) => {
            histories.push(question.history);
            return service.answerer.answer(question);
          },
        },
      }),
    });
    const bodies = [{ conversation: 'a' }, { conversation: 'a' }, { conversation: 'b' }, {}];
    for (const body of bodies) await post(JSON.stringify({ question: QUESTION, ...body }), address);
    expect(histories).toEqual([[], [QUESTION], [], []]);
  });

  it.each([
    ['no JSON', 'question=1'],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['no question', '{}'],
    ['a question that is a number', '{"question":1}'],
    ['an empty question', '{"question":" "}'],
    ['an empty conversation', '{"question":"a","conversation":""}'],
    ['a conversation that is too long', JSON.stringify({ question: 'a', conversation: 'x'.repeat(201) })],
    ['a conversation that is a number', '{"question":"a","conversation":1}'],
  ])('refuses %s with 400', async (_, body) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await errorCode(response)).toBe('bad-request');
  });

  it('takes a body that does not tell its length, and a request without any body', async () => {
    const body = new Blob([JSON.stringify({ question: QUESTION })]).stream();
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
    expect((await fetch(`${server.address}/api/ask`, init)).status).toBe(200);
    const bare = request(`${server.address}/api/ask`, { method: 'POST' });
    bare.useChunkedEncodingByDefault = false;
    bare.end();
    const [response] = await once(bare, 'response');
    response.resume();
    expect(response.statusCode).toBe(400);
  });

  it('refuses text that is not UTF-8 with 400', async () => {
    const bytes = Uint8Array.from(Buffer.from('{"question":"\xb0\xa1"}', 'latin1'));
    expect((await post(bytes)).status).toBe(400);
  });

  it('answers a question of 2,000 characters and refuses a longer one with 413', async () => {
    expect((await ask('问'.repeat(2000))).status).toBe(200);
    const response = await ask('问'.repeat(2001));
    expect(response.status).toBe(413);
    expect(await errorCode(response)).toBe('too-large');
  });

  it('refuses a body over 64 KiB with 413, whether it tells its length or not', async () => {
    const body = JSON.stringify({ question: 'a', more: 'x'.repeat(65_536) });
    expect((await post(body)).status).toBe(413);
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from(body));
        controller.close();
      },
    });
    const init = { method: 'POST', body: stream, duplex: 'half' } as RequestInit;
    const response = await fetch(`${server.address}/api/ask`, init);
    expect(response.status).toBe(413);
    expect(await errorCode(response)).toBe('too-large');
  });

  it('counts requests by route and status, never by a path that anyone makes up', async () => {
    const { address } = await webServer({ current: () => service });
    await post(JSON.stringify({ question: QUESTION }), address);
    await post('{}', address);
    await fetch(`${address}/api/corpus/document?source=made-up-source`);
    await fetch(`${address}/made-up-path`);
    const response = await fetch(`${address}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    for (const labels of [
      'route="/api/ask",status="200"',
      'route="/api/ask",status="400"',
      'route="/api/corpus/document",status="404"',
      'route="other",status="404"',
    ]) {
      expect(text).toContain(`wenju_http_requests_total{${labels}} 1\n`);
    }
    expect(text).toContain('wenju_answer_seconds_count{stage="queue"} 1\n');
    expect(text).not.toContain('made-up');
  });

  it('says that it is alive and ready', async () => {
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
    expect((await fetch(`${server.address}/readyz`)).status).toBe(200);
  });

  it('is alive but not ready while the index is being loaded', async () => {
    const { address } = await webServer({ current: () => undefined });
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    for (const response of [
      await fetch(`${address}/readyz`),
      await fetch(`${address}/api/corpus`),
      await post(JSON.stringify({ question: QUESTION }), address),
    ]) {
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('1');
      expect(await errorCode(response)).toBe('unavailable');
    }
  });

  it('refuses an unknown path with 404', async () => {
    for (const path of ['/nothing', '/api', '/api/ask/more', '/%zz', '/../package.json', '/page/page.css']) {
      const response = await fetch(`${server.address}${path}`);
      expect(response.status).toBe(404);
      expect(await errorCode(response)).toBe('not-found');
    }
  });

  it('refuses a method that a path does not take with 405 and says which it takes', async () => {
    const get = await fetch(`${server.address}/api/ask`);
    expect(get.status).toBe(405);
    expect(get.headers.get('allow')).toBe('POST');
    expect(await errorCode(get)).toBe('method-not-allowed');
    const put = await fetch(`${server.address}/api/corpus`, { method: 'PUT', body: 'x' });
    expect(put.status).toBe(405);
    expect(put.headers.get('allow')).toContain('GET');
  });

  it('serves the page with nothing inline and nothing foreign', async () => {
    const page = await fetch(`${server.address}/`);
    const html = await page.text();
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|(?:src|href)="(?:https?:)?\/\//);
    for (const path of ['/page.css', '/icon.svg']) {
      expect(html).toContain(path);
      expect((await fetch(`${server.address}${path}`)).status).toBe(200);
    }
  });

  it.each([
    ['GET', '/'],
    ['GET', '/healthz'],
    ['GET', '/metrics'],
    ['GET', '/api/corpus'],
    ['GET', '/nothing'],
    ['POST', '/api/ask'],
    ['POST', '/api/corpus/reload'],
    ['PUT', '/api/ask'],
  ])('puts %s %s under strict rules, and lets no other site read it', async (method, path) => {
    const { headers } = await fetch(`${server.address}${path}`, {
      method,
      headers: { Origin: 'https://other.example' },
    });
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it('answers no preflight of another site', async () => {
    const response = await fetch(`${server.address}/api/ask`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://other.example', 'Access-Control-Request-Method': 'POST' },
    });
    expect(response.status).toBe(405);
  });

  it('takes no question that the page of another site sends by itself', async () => {
    const from = (site: string): Promise<Response> =>
      fetch(`${server.address}/api/ask`, {
        method: 'POST',
        headers: { 'Sec-Fetch-Site': site },
        body: JSON.stringify({ question: QUESTION }),
      });
    expect((await from('same-origin')).status).toBe(200);
    const response = await from('cross-site');
    expect(response.status).toBe(403);
    expect(await errorCode(response)).toBe('forbidden');
  });

  it('refuses to be called by a foreign name, except for its health', async () => {
    for (const path of ['/', '/api/corpus', '/page.css', '/metrics']) {
      expect(await statusFor(server.address, path, 'evil.example')).toBe(403);
      expect(await statusFor(server.address, path, 'localhost:8080')).toBe(200);
    }
    expect(await statusFor(server.address, '/healthz', 'evil.example')).toBe(200);
    expect(await statusFor(server.address, '/readyz', 'evil.example')).toBe(200);
  });

  it('may be called by the names that it was given, and by any on a public address', async () => {
    const named = await webServer({ current: () => service, allowedHosts: ['Wenju.example'] });
    expect(await statusFor(named.address, '/api/corpus', 'wenju.example')).toBe(200);
    expect(await statusFor(named.address, '/api/corpus', 'other.example')).toBe(403);
    const open = await webServer({ current: () => service, host: '0.0.0.0' });
    expect(await statusFor(open.address, '/api/corpus', 'other.example')).toBe(200);
  });

  it('shows nothing of a defect, and logs it', async () => {
    const { address, lines } = await webServer({
      current: () => ({
        corpus: service.corpus,
        answerer: { answer: () => Promise.reject(new TypeError('the inner workings')) },
      }),
    });
    const response = await post(JSON.stringify({ question: QUESTION }), address);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('inner workings');
    const events = await fetch(`${address}/api/ask`, {
      method: 'POST',
      headers: { Accept: 'text/event-stream' },
      body: JSON.stringify({ question: QUESTION }),
    });
    expect(await events.text()).not.toContain('inner workings');
    expect(lines.join('')).toContain('inner workings');
  });

  it('logs no question', async () => {
    await ask('一个私密的问题');
    expect(server.lines.join('')).toContain('/api/ask');
    expect(server.lines.join('')).not.toContain('私密');
  });

  it('tells the answerer when the caller is gone', async () => {
    const told = new EventEmitter();
    const gone = once(told, 'gone');
    const { address, lines } = await webServer({
      current: () => ({
        corpus: service.corpus,
        answerer: {
          answer: (_, options) =>
            new Promise((_resolve, reject) => {
              options?.signal?.addEventListener('abort', () => {
                told.emit('gone');
                reject(new WenjuError('internal', 'stopped'));
              });
            }),
        },
      }),
    });
    const caller = new AbortController();
    const body = JSON.stringify({ question: QUESTION });
    const asking = fetch(`${address}/api/ask`, { method: 'POST', body, signal: caller.signal });
    setTimeout(() => caller.abort(), 100);
    await expect(asking).rejects.toThrow();
    await gone;
    expect(lines.join('')).not.toContain('a request failed');
  });
});
