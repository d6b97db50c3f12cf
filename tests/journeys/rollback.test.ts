import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../../src/answer/answer.js';
import type { AuditEntry } from '../../src/serving/audit-log.js';
import type { CorpusView } from '../../src/serving/corpus-view.js';
import { corpusFolder } from '../retrieval/corpus-folder.js';
import { GOLDEN, SEA, SHALLOW_SEA } from '../serving/served-folder.js';
import { jsonLines, type RunResult, Wenju } from './wenju.js';

const TOKEN = 'made-up-admin-token';
const COLD = '深海的温度怎么样？';

describe('a reload that is held back', () => {
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
    await write('golden.yaml', GOLDEN);
  });

  const write = (name: string, content: string): Promise<void> => writeFile(join(folder, name), content);
  const run = (...args: readonly string[]): Promise<RunResult> => wenju.run(args, { env });
  const done = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout;
  };
  const answer = async (): Promise<string> => (await run('ask', COLD)).stdout;
  const history = async (): Promise<string[]> =>
    jsonLines<AuditEntry>(await done('history', '--json')).map(({ action, result }) => `${action} ${result}`);

  it('says which questions it breaks, lets force through, and goes back', async () => {
    await done('reload');
    await write('sea.txt', SHALLOW_SEA);
    await write('moon.txt', '月球没有大气。\n');
    const preview = await done('reload', '--dry-run');
    expect(preview).toMatch(
      /^to be built: 1 added, 1 updated, 0 removed, 2 unchanged, snapshot \w+\n\+ moon\.txt\n~ sea\.txt\n/,
    );
    expect(preview).toMatch(
      /3 golden questions: 1 answer would change, 1 would break, so .* held back\n✗ 深海/,
    );
    expect(preview).toMatch(/must have an answer with “冰点”\n {4}now {2}holds: .*冰点.*\n {4}then fails: /);
    const held = await run('reload');
    expect(held).toMatchObject({ code: 1, stdout: '' });
    expect(held.stderr).toMatch(/^wenju: the new index is held back.*“深海的温度怎么样？”.*\n$/);
    expect(await answer()).toContain('冰点');
    expect(await done('reload', '--force')).toMatch(
      /^built: 1 added, 1 updated, 0 removed, 2 unchanged; 4 documents, .*\ngolden questions: 2 of 3 hold \(forced\)\n$/,
    );
    expect(await answer()).not.toContain('冰点');
    expect(await done('rollback')).toMatch(/^rolled back: 0 added, 1 updated, 1 removed, 2 unchanged; /);
    expect(await answer()).toContain('冰点');
    expect(await history()).toEqual(['rollback done', 'reload forced', 'reload held', 'reload done']);
    const listed = await done('history', '-n', '3');
    expect(listed).toMatch(/ {2}reload {2}forced {2}cli \S+ {2}\+1 ~1 -0, \w{8} → \w{8}, \d+ ms\n {2}✗ 深海/);
  });

  it('gives all that as JSON too', async () => {
    expect(JSON.parse(await done('reload', '--json'))).toMatchObject({ added: 3 });
    await write('sea.txt', SHALLOW_SEA);
    const preview = JSON.parse(await done('reload', '--dry-run', '--json'));
    expect(preview).toMatchObject({
      state: 'to be built',
      changes: { updated: 1 },
      documents: { added: [], updated: ['sea.txt'], removed: [] },
      golden: { questions: 3, isHeld: true, changes: [{ question: COLD, before: { isPassed: true } }] },
    });
    const report = JSON.parse(await done('reload', '--force', '--json'));
    expect(report).toMatchObject({ updated: 1, forced: true, golden: { failing: 1 } });
    expect(JSON.parse(await done('rollback', '--json'))).toMatchObject({ updated: 1 });
  });

  it('is held back, forced and gone back from by a running server as well, over restarts', async () => {
    env = { ...env, ADMIN_TOKEN: TOKEN };
    const first = await wenju.serve({ env });
    env = { ...env, PORT: new URL(first.address).port };
    const view = async (): Promise<CorpusView> =>
      (await (await fetch(`${first.address}/api/corpus`)).json()) as CorpusView;
    await write('sea.txt', SHALLOW_SEA);
    const held = await run('reload');
    expect(held.code).toBe(1);
    expect(held.stderr).toContain(`wenju: the server at ${first.address}: the new index is held back`);
    expect(await view()).toMatchObject({ lastReload: { result: 'held' } });
    expect(await done('reload', '--force')).toMatch(
      /^reloaded by .*\ngolden questions: 2 of 3 hold \(forced\)\n$/,
    );
    expect(await done('rollback')).toMatch(/^rolled back by the server at .*: 0 added, 1 updated, /);
    expect(await view()).toMatchObject({ pinned: true });
    await first.stop('SIGKILL');
    await rm(folder, { recursive: true });
    const second = await wenju.serve({ env: { ...env, PORT: '0' } });
    const asked = await fetch(`${second.address}/api/ask`, {
      method: 'POST',
      body: JSON.stringify({ question: COLD }),
    });
    expect(((await asked.json()) as Answer).answer).toContain('冰点');
    await second.stop();
    expect(await history()).toEqual(['rollback done', 'reload forced', 'reload held', 'start done']);
  });

  it('is for the server to decide again at a start with a folder that breaks golden questions', async () => {
    await done('reload');
    await write('sea.txt', SHALLOW_SEA);
    const { address, stop } = await wenju.serve({ env });
    const document = await (await fetch(`${address}/api/corpus/document?source=sea.txt`)).json();
    expect(document).toMatchObject({ text: SEA });
    expect((await stop()).stderr).toContain('held back');
    expect((await run('doctor')).stdout).toContain('one from before is served');
  });

  it('cancels the reload of the server that it began on Ctrl-C', async () => {
    const { address, stop } = await wenju.serve({ env: { ...env, ADMIN_TOKEN: TOKEN } });
    env = { ...env, ADMIN_TOKEN: TOKEN, PORT: new URL(address).port };
    for (let i = 0; i < 60; i++) await write(`moon-${i}.txt`, `月球的第${i}处没有大气。\n\n`.repeat(60));
    const child = wenju.spawn(['reload'], { env });
    const ended = once(child, 'close');
    const stderr = text(child.stderr);
    await vi.waitFor(
      async () => {
        const view = (await (await fetch(`${address}/api/corpus`)).json()) as CorpusView;
        expect(view.reloading).toBe(true);
      },
      { timeout: 20_000, interval: 20 },
    );
    child.kill('SIGINT');
    expect(await ended).toEqual([1, null]);
    expect(await stderr).toContain('the reload was cancelled');
    await stop();
    expect((await history()).slice(0, 2).sort()).toEqual(['cancel done', 'reload cancelled']);
  });

  it('has nothing to go back to at first', async () => {
    await done('reload');
    const { code, stderr } = await run('rollback');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^wenju: there is no earlier index to go back to[^\n]*\n$/);
  });

  it('turns what people think of answers into golden questions', async () => {
    const { address, stop } = await wenju.serve({ env });
    const post = (path: string, body: object): Promise<Response> =>
      fetch(`${address}/api/${path}`, { method: 'POST', body: JSON.stringify(body) });
    for (const [question, verdict] of [
      [COLD, 'up'],
      ['通义千问什么时候开放内测？', 'down'],
    ]) {
      const { id } = (await (await post('ask', { question })).json()) as { id: string };
      expect((await post('feedback', { answer: id, verdict, comment: '看过了' })).status).toBe(204);
    }
    await stop();
    const entries = jsonLines<{ question: string }>(await done('feedback', '--json'));
    expect(entries.map(({ question }) => question)).toEqual(['通义千问什么时候开放内测？', COLD]);
    expect(await done('feedback', '-n', '1')).toMatch(
      /^- .* {2}通义千问什么时候开放内测？\n.*\n {4}看过了\n$/,
    );
    await write('golden.yaml', await done('feedback', '--golden'));
    expect(await readFile(join(folder, 'golden.yaml'), 'utf8')).toContain('# down (看过了)');
    expect(await done('reload', '--dry-run')).toMatch(
      /2 golden questions: 0 answers would change, 0 would break/,
    );
  });
});
