import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WebService } from '../../../adapters/web/index.js';
import { ANSWER } from '../../cli/answers.js';
import { jsonLines } from '../../journeys/wenju.js';
import { errorCode, eventsOf } from './events.js';
import { type RunningServer, webServer, webService } from './web-server.js';

describe('POST /api/feedback', () => {
  let corpus: WebService['corpus'];

  beforeAll(async () => {
    ({ corpus } = await webService());
  });

  const server = (): Promise<RunningServer> =>
    webServer({ current: () => ({ answerer: { answer: async () => ANSWER }, corpus }) });
  const post = (address: string, body: object): Promise<Response> =>
    fetch(`${address}/api/feedback`, { method: 'POST', body: JSON.stringify(body) });
  const ask = async (address: string, headers: Record<string, string> = {}): Promise<string> => {
    const response = await fetch(`${address}/api/ask`, {
      method: 'POST',
      headers,
      body: '{"question":"通义千问什么时候开放内测？"}',
    });
    const answer =
      headers.Accept === undefined ? await response.json() : (await eventsOf(response)).at(-1)?.data;
    return (answer as { id: string }).id;
  };

  it('writes down what someone thinks of an answer, with the question and the answer', async () => {
    const { address, dataDir } = await server();
    const streamed = await ask(address, { Accept: 'text/event-stream' });
    const plain = await ask(address);
    expect((await post(address, { answer: streamed, verdict: 'up' })).status).toBe(204);
    const response = await post(address, {
      answer: plain,
      verdict: 'down',
      reason: 'wrong-source',
      comment: '第二行\n不对',
    });
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    const lines = jsonLines<object>(await readFile(join(dataDir, 'feedback.jsonl'), 'utf8'));
    const about = {
      question: '通义千问什么时候开放内测？',
      answer: ANSWER.answer,
      citations: ANSWER.citations,
      snapshot: ANSWER.snapshot,
      time: expect.stringMatching(/^\d{4}-.*Z$/),
    };
    expect(lines).toEqual([
      expect.objectContaining({ ...about, id: streamed, verdict: 'up' }),
      expect.objectContaining({
        ...about,
        id: plain,
        verdict: 'down',
        reason: 'wrong-source',
        comment: '第二行\n不对',
      }),
    ]);
  });

  it('knows no answer that was not given here', async () => {
    const { address } = await server();
    const response = await post(address, { answer: 'made-up', verdict: 'up' });
    expect(response.status).toBe(404);
    expect(await errorCode(response)).toBe('not-found');
  });

  it.each([
    ['no verdict', {}],
    ['another verdict', { verdict: 'sideways' }],
    ['another reason', { verdict: 'down', reason: 'ugly' }],
    ['a comment that is too long', { verdict: 'down', comment: 'x'.repeat(2001) }],
    ['a comment that is a number', { verdict: 'down', comment: 1 }],
    ['no answer', { answer: undefined, verdict: 'up' }],
  ])('refuses %s with 400', async (_, body) => {
    const { address } = await server();
    const response = await post(address, { answer: await ask(address), ...body });
    expect(response.status).toBe(400);
    expect(await errorCode(response)).toBe('bad-request');
  });

  it('says so with 503 when the disk is full', async () => {
    const { address, dataDir, lines } = await server();
    await mkdir(dataDir, { recursive: true });
    await symlink('/dev/full', join(dataDir, 'feedback.jsonl'));
    const response = await post(address, { answer: await ask(address), verdict: 'up' });
    expect(response.status).toBe(503);
    expect(await errorCode(response)).toBe('not-saved');
    expect(lines.join('')).toContain('ENOSPC');
  });
});
