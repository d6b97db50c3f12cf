import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { Wenju } from '../../journeys/wenju.js';

export const TOKEN = 'a-token-of-the-tests';

/** A text that a browser which took it for HTML would run. */
export const HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>';

const MODELS = `---
title: 国产大模型
publisher: 编辑部
published: 2023-04
---

# 国产大模型

几家公司相继发布了大模型。

## 阿里

4月7日,阿里云悄然开放了大模型“通义千问”的内测入口。4月11日,张勇宣布它将接入所有产品。

## 百度

3月16日,百度发布“文心一言”,它由文心大模型支持。
`;

const FILES: Readonly<Record<string, string>> = {
  'models.md': MODELS,
  'sea.txt': '海水的盐度随深度变化。\n\n深海的温度接近冰点。\n',
  'hostile.md': `---\ntitle: '标题 ${HOSTILE}'\npublisher: '${HOSTILE}'\n---\n\n灯塔的守护人叫 ${HOSTILE} 阿明。\n`,
  'glossary.yaml': `entries:
  - name: 通义千问
    kind: model
    english: Tongyi Qianwen
    aliases: [Tongyi Qianwen, 阿里版GPT]
  - name: 文心一言
    kind: model
    vendor: 百度
    english: ERNIE Bot
    aliases: [ERNIE Bot]
  - name: 百度
    kind: company
    english: Baidu
    aliases: [Baidu]
`,
};

/** The binary that serves the page, with a corpus of its own. */
export interface ServedPage {
  /** Without the slash at its end. */
  readonly address: string;
  /** Writes a file of the corpus. */
  write(name: string, text: string): Promise<void>;
  /** Brings the index up to date with the corpus. */
  reload(): Promise<void>;
  /** What a path of the API gives. */
  get(path: string): Promise<unknown>;
  /** Reads a file of the data folder. */
  data(name: string): Promise<string>;
}

const running: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(running.map((stop) => stop())));

export async function servedPage(): Promise<ServedPage> {
  const wenju = await Wenju.prepare();
  const corpus = join(wenju.folder, 'corpus');
  const write = (name: string, text: string) => writeFile(join(corpus, name), text);
  await mkdir(corpus);
  for (const [name, text] of Object.entries(FILES)) await write(name, text);
  const env = { CORPUS_DIR: corpus, PORT: '0', ADMIN_TOKEN: TOKEN, RATE_LIMIT_PER_MINUTE: '0' };
  const child = wenju.spawn(['serve'], { env: { ...env, LOG_LEVEL: 'warn' } });
  running.push(async () => {
    const ended = once(child, 'close');
    if (child.exitCode === null && child.kill()) await ended;
  });
  child.stderr.resume();
  let address: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    address = /http:\/\/\S+?(?=\/?$)/.exec(line)?.[0];
    if (address !== undefined) break;
  }
  if (address === undefined) throw new Error('the server ended before it was ready');
  const url = address;
  return {
    address,
    write,
    reload: async () => {
      const headers = { Authorization: `Bearer ${TOKEN}` };
      const response = await fetch(`${url}/api/corpus/reload`, { method: 'POST', headers });
      if (!response.ok) throw new Error(`the reload failed: ${await response.text()}`);
    },
    get: async (path) => (await fetch(url + path)).json(),
    data: (name) => readFile(join(wenju.folder, 'data', name), 'utf8'),
  };
}

/** Asks a question as a person does, and waits until its answer is whole. */
export async function ask(page: Page, question: string): Promise<void> {
  const turns = await page.locator('.turn').count();
  await page.locator('#question').fill(question);
  await page.locator('#question').press('Enter');
  await page.locator('.turn').nth(turns).locator('.actions').waitFor();
}
