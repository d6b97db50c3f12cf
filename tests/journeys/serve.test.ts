import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.js';
import { jsonLines, Wenju } from './wenju.js';

const QUESTION = '通义千问什么时候开放内测？';

function ask(address: string, body: object): Promise<Response> {
  return fetch(`${address}/api/ask`, { method: 'POST', body: JSON.stringify(body) });
}

describe('wenju serve', () => {
  let wenju: Wenju;

  beforeAll(async () => {
    wenju = await Wenju.prepare();
  });

  it('says where the page is, answers there, and ends with 0', async () => {
    const { address, stop } = await wenju.serve();
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    for (const path of ['/', '/page.css', '/page.js', '/icon.svg']) {
      const response = await fetch(`${address}${path}`);
      expect(response.status).toBe(200);
      expect((await response.text()).length).toBeGreaterThan(100);
    }
    const answer = (await (await ask(address, { question: QUESTION })).json()) as Answer;
    expect(answer.answer).toContain('4月7日');
    const { code, stdout, stderr } = await stop();
    expect(code).toBe(0);
    expect(stdout).toBe(`Wenju answers at ${address}/\n`);
    expect(jsonLines<{ msg: string }>(stderr).map(({ msg }) => msg)).toEqual([
      'listening',
      'index is open',
      'stopping',
    ]);
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
  });

  it('takes a follow-up in the same conversation', async () => {
    const { address, stop } = await wenju.serve();
    await ask(address, { question: '通义千问是什么？', conversation: 'mine' });
    const followUp = await ask(address, { question: '它是什么时候开放内测的？', conversation: 'mine' });
    expect(((await followUp.json()) as Answer).answer).toContain('4月7日');
    expect((await stop('SIGINT')).code).toBe(0);
  });

  it('finishes the answers in flight when it is told to stop', async () => {
    const { address, stop } = await wenju.serve();
    const asking = Array.from({ length: 20 }, () => ask(address, { question: QUESTION }));
    await asking[0];
    const [result, ...answers] = await Promise.all([
      stop(),
      ...asking.map(async (asked) => (await asked).json()),
    ]);
    expect(result.code).toBe(0);
    expect(answers).toHaveLength(20);
    for (const answer of answers) expect((answer as Answer).answer).toContain('4月7日');
  });

  it('serves what can be read of a corpus and tells of the rest', async () => {
    const corpus = join(wenju.folder, 'troubled');
    await mkdir(corpus);
    await writeFile(join(corpus, 'good.txt'), '海水的盐度随深度变化。\n');
    await writeFile(join(corpus, 'gbk.txt'), Buffer.from([0xba, 0xa3, 0xcb, 0xae]));
    const { address, stop } = await wenju.serve({ env: { CORPUS_DIR: corpus } });
    expect(await (await fetch(`${address}/api/corpus`)).json()).toMatchObject({
      documents: [{ source: 'good.txt' }],
      problems: [{ code: 'document-unreadable', message: expect.stringContaining('gbk.txt') }],
    });
    expect((await stop()).stderr).toContain('gbk.txt');
  });

  it('answers while a platform and a model can’t be reached, says so, and shows no secret', async () => {
    const env = {
      LLM_PROVIDER: 'openai-compatible',
      LLM_MODEL: 'some-model',
      LLM_BASE_URL: 'http://127.0.0.1:9/v1',
      LLM_API_KEY: 'hidden-key',
      SLACK_BOT_TOKEN: 'hidden-bot',
      SLACK_APP_TOKEN: 'hidden-app',
      SLACK_API_URL: 'http://127.0.0.1:9/api/',
      DINGTALK_CLIENT_ID: 'some-client',
      DINGTALK_CLIENT_SECRET: 'hidden-secret',
      DINGTALK_API_URL: 'http://127.0.0.1:9',
      LOG_LEVEL: 'trace',
    };
    const { address, stop } = await wenju.serve({ env });
    const answer = await (await ask(address, { question: '通义千问什么时候开放内测？' })).json();
    expect(answer).toMatchObject({
      refused: false,
      mode: 'extractive',
      fallback: { reason: expect.any(String) },
    });
    const ready = await fetch(`${address}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({
      error: { code: 'unavailable', message: expect.stringContaining('slack and dingtalk') },
    });
    const { stderr } = await stop();
    expect(stderr).toContain('the model rests');
    expect(stderr).not.toMatch(/hidden-(?:key|bot|app|secret)/);
  });

  it('reads its settings from .env', async () => {
    const cwd = join(wenju.folder, 'with-env');
    await mkdir(join(cwd, 'documents'), { recursive: true });
    await writeFile(join(cwd, '.env'), 'CORPUS_DIR=documents\nPORT=1\nDATA_DIR=\n');
    await writeFile(join(cwd, 'documents', 'sea.txt'), '海水的盐度随深度变化。\n');
    const { address, stop } = await wenju.serve({ cwd });
    const answer = (await (await ask(address, { question: '海水的盐度随什么变化？' })).json()) as Answer;
    expect(answer.citations[0]?.source).toBe('sea.txt');
    await stop();
  });

  it('stops at once with exit code 2 and one line that names every wrong setting', async () => {
    const env = {
      PORT: 'x',
      SLACK_BOT_TOKEN: 'xoxb-hidden',
      DINGTALK_CLIENT_SECRET: 'hidden',
      LLM_BASE_URL: 'hidden',
    };
    const { code, stdout, stderr } = await wenju.run(['serve'], { env });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^wenju: [^\n]+\n$/);
    for (const name of [
      'PORT',
      'SLACK_APP_TOKEN',
      'SLACK_SIGNING_SECRET',
      'DINGTALK_CLIENT_ID',
      'LLM_BASE_URL',
    ]) {
      expect(stderr).toContain(name);
    }
    expect(stderr).not.toContain('hidden');
  });

  it('fails with exit code 1 when its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { code, stdout, stderr } = await wenju.run(['serve'], { env: { PORT: port, LOG_LEVEL: 'silent' } });
    other.close();
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(new RegExp(`^wenju: [^\n]*${port}[^\n]*PORT[^\n]*\n$`));
  });

  it('fails with exit code 1 when the corpus cannot be read', async () => {
    const env = { PORT: '0', CORPUS_DIR: '/nowhere', LOG_LEVEL: 'silent' };
    const { code, stdout, stderr } = await wenju.run(['serve'], { env });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^wenju: [^\n]*\/nowhere[^\n]*\n$/);
  });
});
