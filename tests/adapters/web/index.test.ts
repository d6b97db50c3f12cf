import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { WebService } from '../../../adapters/web/index.js';
import { ANSWER } from '../../cli/answers.js';
import { webServer } from './web-server.js';

const CORPUS = {
  documents: 1,
  passages: 1,
  snapshot: 'made-up',
  loadedAt: '2026-01-01T00:00:00.000Z',
  problems: [],
};

/** Answers after so many milliseconds. */
function slowService(ms: number): WebService {
  const answer = async (): Promise<typeof ANSWER> => {
    await setTimeout(ms);
    return ANSWER;
  };
  return { answerer: { answer }, corpus: CORPUS };
}

function ask(address: string): Promise<Response> {
  return fetch(`${address}/api/ask`, { method: 'POST', body: '{"question":"a"}' });
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
    expect(await response.json()).toEqual(ANSWER);
    const answered = performance.now();
    await stopping;
    expect(performance.now() - answered).toBeLessThan(1000);
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
