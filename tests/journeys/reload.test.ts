import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.js';
import { corpusFolder } from '../retrieval/corpus-folder.js';
import { Wenju } from './wenju.js';

const TOKEN = 'made-up-admin-token';

describe('wenju reload', () => {
  let wenju: Wenju;
  let folder: string;
  let dataDir: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    wenju = await Wenju.prepare();
  });

  beforeEach(async () => {
    ({ folder, dataDir } = await corpusFolder());
    env = { CORPUS_DIR: folder, DATA_DIR: dataDir };
  });

  const reload = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await wenju.run(['reload', ...args], { env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout;
  };

  it('brings the index up to date, and says before what has changed', async () => {
    expect(await reload('--dry-run')).toMatch(
      /^to be built: 3 added, 0 updated, 0 removed, 0 unchanged, snapshot \w+\n$/,
    );
    await expect(readdir(dataDir)).rejects.toThrow('ENOENT');
    expect(await reload()).toMatch(
      /^built: 3 added, 0 updated, 0 removed, 0 unchanged; 3 documents, \d+ passages, snapshot \w+\n$/,
    );
    expect(await reload('--dry-run')).toMatch(/^up to date: 0 added, 0 updated, 0 removed, 3 unchanged, /);
    await writeFile(join(folder, 'sea.txt'), '海水是咸的。\n');
    await writeFile(join(folder, 'moon.txt'), '月球没有大气。\n');
    expect(await reload('--dry-run')).toMatch(/^to be built: 1 added, 1 updated, 0 removed, 2 unchanged, /);
    expect(await reload('--dry-run')).toMatch(/^to be built: 1 added, 1 updated, 0 removed, 2 unchanged, /);
    expect(await reload()).toMatch(/^built: 1 added, 1 updated, 0 removed, 2 unchanged; 4 documents, /);
    expect(await reload()).toMatch(/^up to date: 0 added, 0 updated, 0 removed, 4 unchanged; 4 documents, /);
  });

  it('compares with the index of the same documents where several share a data folder', async () => {
    await reload();
    const other = await corpusFolder();
    for (const name of ['models.md', 'sea.txt', 'taiwan.md']) {
      await writeFile(join(other.folder, name), `另一份资料：${name}。\n`);
    }
    await reload('--corpus', other.folder);
    await writeFile(join(folder, 'sea.txt'), '海水是咸的。\n');
    expect(await reload('--dry-run')).toMatch(/^to be built: 0 added, 1 updated, 0 removed, 2 unchanged, /);
  });

  it('has a running server reload, with the admin token', async () => {
    const { address, stop } = await wenju.serve({ env: { ...env, ADMIN_TOKEN: TOKEN } });
    env = { ...env, ADMIN_TOKEN: TOKEN, PORT: new URL(address).port };
    await writeFile(join(folder, 'moon.txt'), '月球没有大气。\n');
    expect(await reload('--dry-run')).toMatch(/^to be built: 1 added, 0 updated, 0 removed, 3 unchanged, /);
    expect(await reload()).toMatch(
      new RegExp(
        `^reloaded by the server at ${address}: 1 added, 0 updated, 0 removed, 3 unchanged; \\d+ passages, snapshot \\w+, \\d+ ms\n$`,
      ),
    );
    const body = JSON.stringify({ question: '月球有大气吗？' });
    const asked = await fetch(`${address}/api/ask`, { method: 'POST', body });
    expect(((await asked.json()) as Answer).citations[0]?.source).toBe('moon.txt');
    const metrics = await (await fetch(`${address}/metrics`)).text();
    expect(metrics).toContain('wenju_reloads_total{result="done"} 1');
    expect(metrics).toContain('wenju_questions_total{language="zh",result="answered"} 1');
    expect(metrics).toMatch(/^wenju_corpus_passages [1-9]\d*$/m);
    expect(metrics).toContain('wenju_adapter_connected{adapter="web"} 1');
    expect(metrics).toContain('wenju_http_requests_total{route="/api/corpus/reload",status="200"} 1');
    const { code, stderr } = await stop();
    expect(code).toBe(0);
    expect(stderr).not.toContain(TOKEN);
  });

  it('fails with what the server says when it refuses', async () => {
    const { address, stop } = await wenju.serve({ env: { ...env, ADMIN_TOKEN: TOKEN } });
    const port = new URL(address).port;
    const { code, stderr } = await wenju.run(['reload'], {
      env: { ...env, PORT: port, ADMIN_TOKEN: 'another-token' },
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^wenju: the server at ${address}: [^\n]+\n$`));
    expect(stderr).not.toContain('another-token');
    await stop();
  });

  it('works by itself where no server answers', async () => {
    env = { ...env, ADMIN_TOKEN: TOKEN, PORT: '1' };
    expect(await reload()).toMatch(/^built: 3 added/);
  });
});
