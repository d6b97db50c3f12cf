import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { isRunning, reloadServer, serverAddress } from '../../src/cli/running-server.js';

describe('serverAddress', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:3000'],
    ['localhost', 'http://localhost:3000'],
    ['0.0.0.0', 'http://127.0.0.1:3000'],
    ['::', 'http://[::1]:3000'],
    ['::1', 'http://[::1]:3000'],
  ])('finds the server that is bound to %s', (host, address) => {
    expect(serverAddress(host, 3000)).toBe(address);
  });
});

describe('a running server', () => {
  const closing: (() => void)[] = [];
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });

  const serve = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const streaming = (...events: string[]): Promise<string> =>
    serve((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      for (const event of events) response.write(`${event}\n\n`);
      response.end();
    });
  const reload = (address: string) => reloadServer(address, 'made-up');

  it('is told from another program on its port', async () => {
    expect(await isRunning(await serve((_, response) => response.end('{"status":"alive"}')))).toBe(true);
    expect(await isRunning(await serve((_, response) => response.end('<h1>hello</h1>')))).toBe(false);
    expect(await isRunning('http://127.0.0.1:1')).toBe(false);
  });

  it('tells how far it is and what came of it', async () => {
    const report = { added: 1, updated: 2, removed: 3, unchanged: 4, passages: 5, snapshot: 'x', ms: 6 };
    const address = await streaming(
      'event: progress\ndata: {"phase":"embed","done":1,"total":2}',
      `event: done\ndata: ${JSON.stringify({ ...report, more: true })}`,
    );
    const seen: unknown[] = [];
    expect(await reloadServer(address, 'made-up', { onProgress: (progress) => seen.push(progress) })).toEqual(
      report,
    );
    expect(seen).toEqual([{ phase: 'embed', done: 1, total: 2 }]);
  });

  it('fails with its own words', async () => {
    const address = await streaming('event: error\ndata: {"code":"corpus-empty","message":"no document"}');
    await expect(reload(address)).rejects.toMatchObject({
      code: 'corpus-empty',
      message: `the server at ${address}: no document`,
    });
  });

  it.each<[string, () => Promise<string>]>([
    ['ends early', () => streaming('event: progress\ndata: {"phase":"embed","done":1,"total":2}')],
    ['sends what is no JSON', () => streaming('event: done\ndata: {')],
    ['sends another report', () => streaming('event: done\ndata: {}')],
    ['hangs up', () => serve((request) => request.socket.destroy())],
    ['fails without a word', () => serve((_, response) => response.writeHead(502).end('bad gateway'))],
  ])('is unavailable when it %s', async (_, start) => {
    await expect(reload(await start())).rejects.toMatchObject({ code: 'unavailable' });
  });
});
