import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WebService } from '../../../adapters/web/index.js';
import { ANSWER } from '../../cli/answers.js';
import { eventsOf } from './events.js';
import { webServer, webService } from './web-server.js';

let corpus: WebService['corpus'];
beforeAll(async () => {
  ({ corpus } = await webService());
});

/** Answers after so many milliseconds. */
function slowService(ms: number): WebService {
  const answer = async (): Promise<typeof ANSWER> => {
    await setTimeout(ms);
    return ANSWER;
  };
  return { answerer: { answer }, corpus };
}

function ask(address: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${address}/api/ask`, { method: 'POST', headers, body: '{"question":"a"}' });
}

/** What comes back on a connection that sends this, until it is closed. */
async function exchange(address: string, sent: string): Promise<string> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  socket.write(sent);
  return text(socket);
}

describe('createWebAdapter', () => {
  it('picks a free port and names the address of the page', async () => {
    const { address } = await webServer({ current: () => slowService(0) });
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${address}/`)).status).toBe(200);
  });

  it('names an address that a browser can open where it listens on all', async () => {
    const { address } = await webServer({ host: '0.0.0.0', current: () => slowService(0) });
    expect(address).toMatch(/^http:\/\/localhost:\d+$/);
  });

  it('says which port is in use', async () => {
    const { address } = await webServer({});
    const port = Number(new URL(address).port);
    await expect(webServer({ port })).rejects.toMatchObject({
      code: 'cannot-listen',
      message: expect.stringMatching(new RegExp(`${port}.*PORT`)),
    });
  });

  it('says which host this machine does not have', async () => {
    await expect(webServer({ host: '192.0.2.1' })).rejects.toMatchObject({
      code: 'cannot-listen',
      message: expect.stringMatching(/192\.0\.2\.1.*HOST/),
    });
  });

  it('finishes the answers in flight when it stops, and takes no more', async () => {
    const { adapter, address } = await webServer({ current: () => slowService(500) });
    const asking = ask(address);
    await setTimeout(100);
    const stopping = adapter.stop();
    await setTimeout(100);
    await expect(ask(address)).rejects.toThrow();
    const response = await asking;
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject(ANSWER);
    const answered = performance.now();
    await stopping;
    expect(performance.now() - answered).toBeLessThan(1000);
  });

  it('ends the streams in flight when it stops, and keeps no connection open for them', async () => {
    const { adapter, address } = await webServer({ current: () => slowService(400) });
    const response = await ask(address, { Accept: 'text/event-stream' });
    const start = performance.now();
    const stopping = adapter.stop();
    const events = await eventsOf(response);
    expect(events.at(-1)).toMatchObject({ event: 'done', data: ANSWER });
    await stopping;
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('hangs up on who takes too long for a request, its head or its body', async () => {
    const arrivalMs = { headers: 200, request: 400 };
    const { address } = await webServer({ current: () => slowService(0), arrivalMs });
    const start = performance.now();
    const [head, body] = await Promise.all([
      exchange(address, 'POST /api/ask HTTP/1.1\r\nHost: localhost\r\n'),
      exchange(address, 'POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n{'),
    ]);
    expect(performance.now() - start).toBeLessThan(5000);
    expect(head).toContain('408');
    expect(body).not.toContain('200 OK');
  });

  it('does not wait for connections without a question', async () => {
    const { adapter, address } = await webServer({ current: () => slowService(0) });
    const silent = connect(Number(new URL(address).port), '127.0.0.1');
    await once(silent, 'connect');
    const keptAlive = await fetch(`${address}/healthz`);
    await keptAlive.text();
    const start = performance.now();
    await adapter.stop();
    expect(performance.now() - start).toBeLessThan(1000);
    silent.destroy();
  });

  it('closes what is left when the time is up', async () => {
    const { adapter, address } = await webServer({ current: () => slowService(5000), stopGraceMs: 200 });
    const asking = ask(address);
    const refused = expect(asking).rejects.toThrow();
    await setTimeout(100);
    const start = performance.now();
    await adapter.stop();
    expect(performance.now() - start).toBeLessThan(2000);
    await refused;
  });

  it('may be stopped before it started, and twice', async () => {
    const { adapter } = await webServer({});
    await adapter.stop();
    await adapter.stop();
  });
});
