import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

/** An API that answers as a test tells it to; it speaks the wire of the real one. */
export interface FakeApi {
  /** What answers the next requests. */
  respond: (request: IncomingMessage, response: ServerResponse) => void;
}

/** Has a page's calls of a path answered by a fake API for the rest of the test. */
export async function fakeApi(page: Page, path: string): Promise<FakeApi> {
  const api: FakeApi = { respond: (_, response) => response.destroy() };
  const server = createServer((request, response) => api.respond(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await page.route(`**${path}`, (route) => route.continue({ url: `http://127.0.0.1:${port}${path}` }));
  return api;
}

/** Begins an answer that is a stream of events, and returns what sends one. */
export function eventStream(response: ServerResponse): (event: string, data: unknown) => void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
  response.flushHeaders();
  return (event, data) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** Answers with an error. */
export function fail(
  response: ServerResponse,
  status: number,
  error: { readonly code: string; readonly message: string },
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify({ error }));
}
