import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { WebService } from '../../../adapters/web/index.js';
import type { AuditEntry } from '../../../src/serving/audit-log.js';
import type { CorpusView } from '../../../src/serving/corpus-view.js';
import type { ReloadReport } from '../../../src/serving/reload-report.js';
import { GOLDEN, SHALLOW_SEA } from '../../serving/served-folder.js';
import { type ErrorBody, errorCode, eventsOf } from './events.js';
import { type RunningServer, webServer, webService } from './web-server.js';

const TOKEN = 'made-up-token';
const ADMIN = { Authorization: `Bearer ${TOKEN}` };
const EVENTS = { ...ADMIN, Accept: 'text/event-stream' };

describe('what admins may over HTTP', () => {
  let service: WebService & { readonly folder: string };
  let server: RunningServer;

  beforeEach(async () => {
    service = await webService();
    server = await webServer({ current: () => service, adminToken: TOKEN });
    await write('golden.yaml', GOLDEN);
  });

  const write = (name: string, text: string): Promise<void> => writeFile(join(service.folder, name), text);
  const post = (path: string, { headers = ADMIN, body }: { headers?: object; body?: string } = {}) =>
    fetch(`${server.address}/api/corpus/${path}`, {
      method: 'POST',
      headers: { ...headers },
      ...(body === undefined ? {} : { body }),
    });
  const history = async (): Promise<AuditEntry[]> => {
    const response = await fetch(`${server.address}/api/corpus/history`, { headers: ADMIN });
    expect(response.headers.get('cache-control')).toBe('no-store');
    return ((await response.json()) as { entries: AuditEntry[] }).entries;
  };
  const view = async (): Promise<CorpusView> =>
    (await (await fetch(`${server.address}/api/corpus`)).json()) as CorpusView;

  it('holds a reload back with 409, and says which questions it breaks', async () => {
    await write('sea.txt', SHALLOW_SEA);
    const response = await post('reload');
    expect(response.status).toBe(409);
    const { error } = (await response.json()) as ErrorBody;
    expect(error).toMatchObject({
      code: 'reload-held',
      message: expect.stringContaining('深海的温度怎么样？'),
    });
    const events = await eventsOf(await post('reload', { headers: EVENTS }));
    expect(events.at(-1)).toMatchObject({ event: 'error', data: { code: 'reload-held' } });
    const { lastReload } = await view();
    expect(lastReload).toMatchObject({ result: 'held', broken: [{ question: '深海的温度怎么样？' }] });
    expect(server.lines.join('')).not.toContain('a request failed');
  });

  it.each([
    ['in the body', 'reload', '{"force": true}'],
    ['in the query', 'reload?force=1', undefined],
  ])('forces a reload that is told to %s', async (_, path, body) => {
    await write('sea.txt', SHALLOW_SEA);
    const response = await post(path, body === undefined ? {} : { body });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ updated: 1, forced: true, golden: { failing: 1 } });
    const [entry] = await history();
    expect(entry).toMatchObject({ action: 'reload', result: 'forced', by: { door: 'web', id: '127.0.0.1' } });
  });

  it.each([
    ['reload?force=maybe', undefined],
    ['reload', '{"force": "yes"}'],
    ['reload', 'force'],
  ])('refuses %s with the body %s', async (path, body) => {
    const response = await post(path, body === undefined ? {} : { body });
    expect(response.status).toBe(400);
    expect(await errorCode(response)).toBe('bad-request');
    expect((await view()).lastReload).toBeNull();
  });

  it('goes back to what was served before, and answers from it', async () => {
    const first = service.corpus.snapshot.id;
    await write('moon.txt', '月球没有大气。\n');
    const { snapshot: second } = (await (await post('reload')).json()) as ReloadReport;
    const response = await post('rollback');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ removed: 1, unchanged: 3, snapshot: first });
    expect(await view()).toMatchObject({ snapshot: first, previous: second, pinned: true });
    const body = '{"question":"通义千问什么时候开放内测？"}';
    const asked = await fetch(`${server.address}/api/ask`, { method: 'POST', body });
    expect(await asked.json()).toMatchObject({ snapshot: first, refused: false });
  });

  it('says so with 404 when there is nothing to go back to', async () => {
    const response = await post('rollback');
    expect(response.status).toBe(404);
    expect(await errorCode(response)).toBe('not-found');
  });

  it('cancels the reload under way, which tells whether it was started or joined', async () => {
    expect(await (await post('reload/cancel')).json()).toEqual({ cancelled: false });
    await write('moon.txt', '月球没有大气。\n'.repeat(20_000));
    const first = await post('reload', { headers: EVENTS });
    expect(first.headers.get('x-wenju-reload')).toBe('started');
    const second = await post('reload', { headers: EVENTS });
    expect(second.headers.get('x-wenju-reload')).toBe('joined');
    expect(await view()).toMatchObject({ reloading: true });
    expect(await (await post('reload/cancel')).json()).toEqual({ cancelled: true });
    for (const response of [first, second]) {
      expect((await eventsOf(response)).at(-1)).toMatchObject({
        event: 'error',
        data: { code: 'cancelled' },
      });
    }
    expect(await view()).toMatchObject({ reloading: false, lastReload: { result: 'cancelled' } });
    expect((await history()).map(({ action, result }) => `${action} ${result}`)).toEqual([
      'reload cancelled',
      'cancel done',
      'start done',
    ]);
  });

  it('gives as many changes as are asked for, newest first', async () => {
    for (let i = 0; i < 3; i++) await post('reload');
    expect((await history()).map(({ action }) => action)).toEqual(['reload', 'reload', 'reload', 'start']);
    const get = (query: string) => fetch(`${server.address}/api/corpus/history?${query}`, { headers: ADMIN });
    expect(((await (await get('limit=1')).json()) as { entries: unknown[] }).entries).toHaveLength(1);
    for (const query of ['limit=0', 'limit=201', 'limit=x']) expect((await get(query)).status).toBe(400);
  });

  it.each([
    ['POST', 'reload', 'reload'],
    ['POST', 'reload/cancel', 'cancel'],
    ['POST', 'rollback', 'rollback'],
    ['GET', 'history', undefined],
  ])('refuses %s %s without the token, and writes that down', async (method, path, action) => {
    const url = `${server.address}/api/corpus/${path}`;
    const response = await fetch(url, { method, headers: { Authorization: 'Bearer another-token' } });
    expect(response.status).toBe(401);
    expect(await errorCode(response)).toBe('unauthorized');
    expect(server.lines.join('')).toMatch(/"address":"127\.0\.0\.1".*without the admin token/);
    expect(server.lines.join('')).not.toContain('another-token');
    const [latest] = await history();
    if (action === undefined) expect(latest).toMatchObject({ action: 'start' });
    else expect(latest).toMatchObject({ action, result: 'denied', by: { door: 'web', id: '127.0.0.1' } });
  });

  it('writes down who tries where the admin API is off', async () => {
    const { address } = await webServer({ current: () => service });
    expect((await fetch(`${address}/api/corpus/rollback`, { method: 'POST' })).status).toBe(403);
    expect((await history())[0]).toMatchObject({ action: 'rollback', result: 'denied' });
  });

  it('lets nobody try out tokens without end', async () => {
    const { address } = await webServer({ current: () => service, adminToken: TOKEN, rateLimitPerMinute: 2 });
    for (const path of ['rollback', 'reload/cancel']) {
      const statuses = [];
      for (let i = 0; i < 3; i++) {
        statuses.push((await fetch(`${address}/api/corpus/${path}`, { method: 'POST' })).status);
      }
      expect(statuses).toEqual([401, 401, 429]);
    }
  });
});
