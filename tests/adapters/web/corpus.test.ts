import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebService } from '../../../adapters/web/index.js';
import type { Answer } from '../../../src/answer/answer.js';
import type { CorpusView, DocumentView, FoundPassage } from '../../../src/serving/corpus-view.js';
import type { ReloadReport } from '../../../src/serving/reload-report.js';
import { errorCode, eventsOf } from './events.js';
import { type RunningServer, webServer, webService } from './web-server.js';

const TOKEN = 'made-up-token';
const QUESTION = '通义千问什么时候开放内测？';

describe('the corpus over HTTP', () => {
  let service: WebService & { readonly folder: string };
  let server: RunningServer;

  beforeAll(async () => {
    service = await webService();
    server = await webServer({ current: () => service, adminToken: TOKEN });
  });

  const get = (path: string): Promise<Response> => fetch(`${server.address}${path}`);

  it('tells what the answers come from', async () => {
    const response = await get('/api/corpus');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const view = (await response.json()) as CorpusView;
    expect(view).toMatchObject({
      snapshot: service.corpus.snapshot.id,
      builtFrom: 'build',
      embedding: expect.stringMatching(/^local-/),
      problems: [],
      lastReload: null,
    });
    expect(view.documents.map(({ source }) => source)).toEqual(['models.md', 'sea.txt', 'taiwan.md']);
    expect(view.documents[0]).toMatchObject({ title: '国产大模型' });
    expect(view.passages).toBe(view.documents.reduce((sum, { passages }) => sum + passages, 0));
    expect(new Date(view.loadedAt).getTime()).toBeLessThanOrEqual(Date.now());
    expect(view.glossary).toContainEqual({
      name: '文心一言',
      kind: 'model',
      english: 'ERNIE Bot',
      aliases: ['ERNIE Bot'],
    });
    const { length } = await readFile(join(service.folder, 'sea.txt'), 'utf8');
    expect(view.documents[1]?.characters).toBe(length);
    expect(JSON.stringify(view)).not.toContain('深海的温度');
  });

  it('shows a document with its paragraphs, in which citations stand', async () => {
    const document = (await (await get('/api/corpus/document?source=models.md')).json()) as DocumentView;
    expect(document.text).toBe(await readFile(join(service.folder, 'models.md'), 'utf8'));
    expect(document).toMatchObject({ title: '国产大模型', snapshot: service.corpus.snapshot.id });
    for (const { start, end, text } of document.paragraphs) {
      expect(document.text.slice(start, end)).toBe(text);
    }
    const asked = await fetch(`${server.address}/api/ask`, {
      method: 'POST',
      body: JSON.stringify({ question: QUESTION }),
    });
    const { citations } = (await asked.json()) as Answer;
    const citation = citations[0];
    const paragraph = document.paragraphs.find((one) => one.paragraph === citation?.paragraph);
    expect(paragraph).toMatchObject({ section: '阿里' });
    expect(paragraph?.start).toBeLessThanOrEqual(citation?.start ?? -1);
    expect(paragraph?.end).toBeGreaterThanOrEqual(citation?.end ?? Number.POSITIVE_INFINITY);
  });

  it.each([
    ['/api/corpus/document?source=nothing.md', 404],
    ['/api/corpus/document?source=..%2Fdata%2Ffeedback.jsonl', 404],
    ['/api/corpus/document', 400],
    ['/api/corpus/document?source=', 400],
    ['/api/corpus/search', 400],
    ['/api/corpus/search?q=%20', 400],
    ['/api/corpus/search?q=a&k=0', 400],
    ['/api/corpus/search?q=a&k=51', 400],
    ['/api/corpus/search?q=a&k=1.5', 400],
    [`/api/corpus/search?q=${'a'.repeat(2001)}`, 413],
    ['/api/suggestions?language=de', 400],
  ])('refuses %s', async (path, status) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    await errorCode(response);
  });

  it('finds passages, best first, with what each search makes of them', async () => {
    const response = await get(`/api/corpus/search?q=${encodeURIComponent('深海的温度')}&k=2`);
    const { results } = (await response.json()) as { results: FoundPassage[] };
    expect(results).toHaveLength(2);
    expect(results[0]).toMatchObject({ source: 'sea.txt', text: '深海的温度接近冰点。', paragraph: 2 });
    expect(results[0]?.score).toBeGreaterThan(results[1]?.score ?? 0);
    expect(results[0]?.lexical).toBeGreaterThan(0);
    expect(results[0]?.dense).toBeGreaterThan(0);
    const longest = await get(`/api/corpus/search?q=${encodeURIComponent('海'.repeat(2000))}`);
    expect(longest.status).toBe(200);
  });

  it('suggests questions that it then answers', async () => {
    const response = await get('/api/suggestions?language=zh');
    const { questions } = (await response.json()) as { questions: string[] };
    expect(questions.length).toBeGreaterThan(0);
    expect(questions.length).toBeLessThanOrEqual(6);
    for (const question of questions) {
      const body = JSON.stringify({ question });
      const asked = await fetch(`${server.address}/api/ask`, { method: 'POST', body });
      expect(((await asked.json()) as Answer).refused).toBe(false);
    }
  });
});

describe('POST /api/corpus/reload', () => {
  let service: WebService & { readonly folder: string };
  let server: RunningServer;

  beforeEach(async () => {
    service = await webService();
    server = await webServer({ current: () => service, adminToken: TOKEN });
  });

  const reload = (authorization: string | undefined, headers: Record<string, string> = {}) =>
    fetch(`${server.address}/api/corpus/reload`, {
      method: 'POST',
      headers: { ...headers, ...(authorization === undefined ? {} : { Authorization: authorization }) },
    });

  it('brings the index up to date with the folder', async () => {
    await writeFile(join(service.folder, 'new.txt'), '月球没有大气。\n');
    await writeFile(join(service.folder, 'sea.txt'), '海水是咸的。\n');
    await rm(join(service.folder, 'taiwan.md'));
    const before = service.corpus.snapshot.id;
    const response = await reload(`Bearer ${TOKEN}`);
    expect(response.status).toBe(200);
    const report = (await response.json()) as ReloadReport;
    expect(report).toEqual({
      added: 1,
      updated: 1,
      removed: 1,
      unchanged: 1,
      passages: service.corpus.snapshot.corpus.passages.length,
      snapshot: service.corpus.snapshot.id,
      ms: expect.any(Number),
      problems: [],
    });
    expect(report.snapshot).not.toBe(before);
    const body = JSON.stringify({ question: '月球有大气吗？' });
    const asked = await fetch(`${server.address}/api/ask`, { method: 'POST', body });
    expect(((await asked.json()) as Answer).citations[0]?.source).toBe('new.txt');
    const view = (await (await fetch(`${server.address}/api/corpus`)).json()) as CorpusView;
    expect(view.lastReload).toMatchObject({ added: 1, updated: 1, removed: 1, unchanged: 1, result: 'done' });
  });

  it('tells how far it is', async () => {
    await writeFile(join(service.folder, 'new.txt'), '月球没有大气。\n');
    const response = await reload(`Bearer ${TOKEN}`, { Accept: 'text/event-stream' });
    const events = await eventsOf(response);
    expect(events.at(-1)).toMatchObject({ event: 'done', data: { added: 1, unchanged: 3 } });
    const progress = events.slice(0, -1);
    expect(progress.length).toBeGreaterThan(1);
    // Only the new one is read and embedded.
    expect(progress.at(-1)?.data).toMatchObject({ documents: 1, passages: 1, embedded: 1 });
    for (const { event, data } of progress) {
      expect(event).toBe('progress');
      expect(data).toMatchObject({
        phase: expect.any(String),
        done: expect.any(Number),
        total: expect.any(Number),
      });
    }
  });

  it('goes on when whoever asked for it goes away', async () => {
    await writeFile(join(service.folder, 'new.txt'), '月球没有大气。\n');
    const response = await reload(`Bearer ${TOKEN}`, { Accept: 'text/event-stream' });
    await response.body?.cancel();
    await vi.waitFor(() =>
      expect(service.corpus.view().lastReload).toMatchObject({ added: 1, result: 'done' }),
    );
    expect(server.lines.join('')).not.toContain('a request failed');
  });

  it('serves on what it served when the folder can not be read, and says why', async () => {
    await rm(service.folder, { recursive: true });
    const before = service.corpus.snapshot.id;
    const response = await reload(`Bearer ${TOKEN}`);
    expect(response.status).toBe(503);
    expect(await errorCode(response)).toBe('corpus-unreadable');
    const events = await eventsOf(await reload(`Bearer ${TOKEN}`, { Accept: 'text/event-stream' }));
    expect(events.at(-1)).toMatchObject({ event: 'error', data: { code: 'corpus-unreadable' } });
    const view = (await (await fetch(`${server.address}/api/corpus`)).json()) as CorpusView;
    expect(view).toMatchObject({
      snapshot: before,
      lastReload: { result: 'failed', error: { code: 'corpus-unreadable' } },
    });
    const body = JSON.stringify({ question: QUESTION });
    const asked = await fetch(`${server.address}/api/ask`, { method: 'POST', body });
    expect(((await asked.json()) as Answer).refused).toBe(false);
  });

  it('reports a document that can not be used any more, and serves its last good version', async () => {
    await writeFile(join(service.folder, 'sea.txt'), Buffer.from([0xba, 0xa3, 0xcb, 0xae]));
    const report = (await (await reload(`Bearer ${TOKEN}`)).json()) as ReloadReport;
    expect(report).toMatchObject({ removed: 0, unchanged: 3 });
    expect(report.problems).toEqual([
      { code: 'document-unreadable', message: expect.stringContaining('sea.txt') },
    ]);
  });

  it.each([
    ['no token', undefined],
    ['another token', 'Bearer another-token'],
    ['a longer token', `Bearer ${TOKEN}x`],
    ['an empty token', 'Bearer '],
    ['the token in another scheme', `Basic ${TOKEN}`],
    ['the bare token', TOKEN],
  ])('asks who sends %s to prove himself', async (_, authorization) => {
    const response = await reload(authorization);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="wenju"');
    expect(await errorCode(response)).toBe('unauthorized');
    expect(service.corpus.view().lastReload).toBeNull();
  });

  it('is off where there is no admin token', async () => {
    const { address } = await webServer({ current: () => service });
    const response = await fetch(`${address}/api/corpus/reload`, {
      method: 'POST',
      headers: { Authorization: 'Bearer undefined' },
    });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('ADMIN_TOKEN');
  });

  it('logs no token', async () => {
    await reload(`Bearer ${TOKEN}`);
    await reload('Bearer another-token');
    expect(server.lines.join('')).not.toMatch(/made-up-token|another-token/);
  });
});
