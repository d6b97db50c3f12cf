import { request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WebAdapterOptions, WebService } from '../../../adapters/web/index.js';
import { TokenBuckets } from '../../../adapters/web/rate-limit.js';
import { ANSWER } from '../../cli/answers.js';
import { errorCode } from './events.js';
import { webServer, webService } from './web-server.js';

describe('TokenBuckets', () => {
  it('lets as many through at once as come in a minute, and then one at a time', () => {
    let now = 0;
    const buckets = new TokenBuckets({ perMinute: 3, now: () => now });
    expect([1, 2, 3].map(() => buckets.take('a'))).toEqual([0, 0, 0]);
    expect(buckets.take('a')).toBe(20_000);
    expect(buckets.take('b')).toBe(0);
    now = 19_000;
    expect(buckets.take('a')).toBeCloseTo(1_000);
    now = 20_000;
    expect(buckets.take('a')).toBe(0);
    expect(buckets.take('a')).toBe(20_000);
    now = 1_000_000;
    expect([1, 2, 3, 4].map(() => buckets.take('a') > 0)).toEqual([false, false, false, true]);
  });

  it('counts nothing where there is no limit', () => {
    const buckets = new TokenBuckets({ perMinute: 0 });
    for (let i = 0; i < 1_000; i++) expect(buckets.take('a')).toBe(0);
  });

  it('forgets the address that was silent longest when there are too many', () => {
    const buckets = new TokenBuckets({ perMinute: 1, now: () => 0, capacity: 2 });
    expect(['a', 'b', 'a', 'c'].map((address) => buckets.take(address) > 0)).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect(['a', 'b'].map((address) => buckets.take(address) > 0)).toEqual([true, false]);
  });
});

describe('the rate limit', () => {
  let corpus: WebService['corpus'];

  beforeAll(async () => {
    ({ corpus } = await webService());
  });

  const limited = async (options: Partial<WebAdapterOptions> = {}): Promise<string> => {
    const current = () => ({ answerer: { answer: async () => ANSWER }, corpus });
    return (await webServer({ current, rateLimitPerMinute: 2, ...options })).address;
  };
  const ask = (address: string, forwardedFor?: string): Promise<Response> =>
    fetch(`${address}/api/ask`, {
      method: 'POST',
      headers: forwardedFor === undefined ? {} : { 'X-Forwarded-For': forwardedFor },
      body: '{"question":"a"}',
    });
  const statuses = async (requests: Iterable<() => Promise<Response>>): Promise<number[]> => {
    const found: number[] = [];
    for (const send of requests) found.push((await send()).status);
    return found;
  };

  it('answers with 429 and says when to come back', async () => {
    const address = await limited();
    expect(await statuses([() => ask(address), () => ask(address)])).toEqual([200, 200]);
    const response = await ask(address);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(response.headers.get('retry-after'))).toBeLessThanOrEqual(30);
    expect(await errorCode(response)).toBe('rate-limited');
  });

  it.each([
    ['POST', '/api/ask', '{"question":"a"}'],
    ['POST', '/api/feedback', '{}'],
    ['GET', '/api/corpus/search?q=a', undefined],
    ['POST', '/api/corpus/reload', undefined],
  ])('holds for %s %s, malformed requests among them', async (method, path, body) => {
    const address = await limited();
    const send = () => fetch(`${address}${path}`, { method, ...(body === undefined ? {} : { body }) });
    const [first, second, third] = await statuses([send, send, send]);
    expect(first).not.toBe(429);
    expect(second).not.toBe(429);
    expect(third).toBe(429);
    expect((await fetch(`${address}/api/corpus`)).status).toBe(200);
  });

  it('counts each route for itself', async () => {
    const address = await limited();
    await statuses([() => ask(address), () => ask(address), () => ask(address)]);
    expect((await fetch(`${address}/api/corpus/search?q=a`)).status).toBe(200);
  });

  it('believes nobody who says that he comes from elsewhere', async () => {
    const address = await limited();
    const requests = ['192.0.2.1', '192.0.2.2', '192.0.2.3'].map((from) => () => ask(address, from));
    expect(await statuses(requests)).toEqual([200, 200, 429]);
  });

  it('believes the proxy in front where it is told to, and no more than its own entry', async () => {
    const address = await limited({ trustProxy: true });
    const from = (...forwarded: string[]) => forwarded.map((value) => () => ask(address, value));
    expect(await statuses(from('192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.2'))).toEqual([
      200, 200, 429, 200,
    ]);
    expect(await statuses(from('9.9.9.1, 192.0.2.3', '9.9.9.2, 192.0.2.3', '9.9.9.3, 192.0.2.3'))).toEqual([
      200, 200, 429,
    ]);
  });

  it('tells the addresses of connections apart', async () => {
    const address = await limited();
    const from = (localAddress: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        request(`${address}/api/corpus/search?q=a`, { localAddress }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect([await from('127.0.0.2'), await from('127.0.0.2'), await from('127.0.0.2')]).toEqual([
      200, 200, 429,
    ]);
    expect(await from('127.0.0.3')).toBe(200);
  });
});
