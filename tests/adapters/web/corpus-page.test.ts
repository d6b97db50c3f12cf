import { beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, openPage } from './chromium.js';
import { eventStream, fail, fakeApi } from './fake-api.js';
import { HOSTILE, type ServedPage, servedPage, TOKEN } from './served-page.js';

interface Scores {
  readonly score: number;
  readonly dense: number;
  readonly lexical: number;
}

describe.skipIf(!hasChromium)('the page of the corpus', () => {
  let served: ServedPage;

  beforeAll(async () => {
    served = await servedPage();
  }, 60_000);

  it('shows the documents, the snapshot, the names and what cannot be used', async () => {
    await served.write('broken.md', '---\ntitle: [\n---\n\n没有关上。\n');
    const page = await openPage(served.address);
    await page.getByRole('link', { name: '语料' }).click();
    expect(new URL(page.url()).pathname).toBe('/corpus');
    await page.locator('.cards li').first().waitFor();
    const { snapshot } = (await served.get('/api/corpus')) as { snapshot: string };
    expect(await page.locator('.facts').textContent()).toContain(snapshot.slice(0, 12));
    expect(await page.locator('.cards').textContent()).toMatch(/国产大模型.*编辑部 · 2023-04.*models\.md/);
    expect(await page.locator('.names li').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('阿里版GPT')]),
    );
    await page.getByRole('searchbox', { name: '筛选名称' }).fill('ernie');
    expect(await page.locator('.names .name').allTextContents()).toEqual(['文心一言']);
    await page.goBack();
    expect(await page.locator('#question').isVisible()).toBe(true);
  });

  it('opens the evidence that an address names, as links in chats do', async () => {
    const document = (await served.get('/api/corpus/document?source=models.md')) as { text: string };
    const quote = '内测';
    const start = document.text.indexOf(quote);
    const search = new URLSearchParams({ source: 'models.md', start: String(start), end: String(start + 2) });
    const page = await openPage(`${served.address}/corpus?${search}#${new URLSearchParams({ quote })}`);
    await page.locator('#evidence mark').first().waitFor();
    expect(await page.locator('#evidence mark').first().textContent()).toBe(quote);
    expect(await page.locator('#evidence .notice').count()).toBe(0);
  });

  it('opens a document, and says what hostile text it holds as text', async () => {
    const page = await openPage(`${served.address}/corpus`);
    await page.getByRole('button', { name: `标题 ${HOSTILE}` }).click();
    await page.locator('#evidence .paragraph').first().waitFor();
    expect(await page.locator('#evidence').textContent()).toContain(`守护人叫 ${HOSTILE} 阿明`);
    expect(await page.locator('.cards').textContent()).toContain(HOSTILE);
    expect(await page.locator('main img, main script, dialog img, dialog script').count()).toBe(0);
    expect(await page.title()).toBe('语料 · 问据');
  });

  it('shows why passages are found, under an address of its own that the back button leaves', async () => {
    const page = await openPage(`${served.address}/corpus`);
    await page.getByRole('searchbox', { name: '检索' }).fill('深海的温度');
    await page.getByRole('button', { name: '检索' }).click();
    const first = page.locator('.ranked li').first();
    await first.waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('深海的温度');
    const query = new URLSearchParams({ q: '深海的温度', k: '10' });
    const { results } = (await served.get(`/api/corpus/search?${query}`)) as { results: Scores[] };
    expect(await first.textContent()).toContain('深海的温度接近冰点');
    expect(await first.locator('dd').allTextContents()).toEqual(
      [results[0]?.score, results[0]?.dense, results[0]?.lexical].map((score) => score?.toFixed(3)),
    );
    await first.getByRole('button').click();
    expect(await page.locator('#evidence mark').textContent()).toBe('深海的温度接近冰点。');
    await page.keyboard.press('Escape');
    await page.goBack();
    await first.waitFor({ state: 'detached' });
    expect(await page.getByRole('searchbox', { name: '检索' }).inputValue()).toBe('');
    await page.goForward();
    await first.waitFor();
  });

  it('reloads for an admin, and keeps the token nowhere', async () => {
    const page = await openPage(`${served.address}/corpus`);
    await served.reload();
    await served.write('new.txt', '新的一页。\n');
    const token = page.getByLabel('管理员令牌');
    expect(await token.getAttribute('type')).toBe('password');
    await token.fill('another token');
    await page.getByRole('button', { name: '重载' }).click();
    await page.getByText('不接受这个令牌').first().waitFor();
    await token.fill(TOKEN);
    await page.getByRole('button', { name: '重载' }).click();
    await page.locator('.summary').waitFor();
    expect(await page.locator('.summary').textContent()).toMatch(/新增 1.*未变 \d/);
    await page.getByRole('button', { name: 'new' }).waitFor();
    expect(await page.locator('.facts').textContent()).toContain('新增 1');
    const stored = 'JSON.stringify([localStorage, sessionStorage, document.cookie, location.href])';
    expect(await page.evaluate(stored)).not.toContain(TOKEN);
    await page.reload();
    expect(await token.inputValue()).toBe('');
  });

  it('shows how far a reload is, and that it failed', async () => {
    const page = await openPage(`${served.address}/corpus`);
    const api = await fakeApi(page, '/api/corpus/reload');
    let end = (): void => undefined;
    api.respond = (_, response) => {
      const send = eventStream(response);
      send('progress', { phase: 'embed', done: 30, total: 120 });
      end = () => {
        send('error', { code: 'corpus-unreadable', message: 'the folder is gone' });
        response.end();
      };
    };
    await page.getByLabel('管理员令牌').fill(TOKEN);
    await page.getByRole('button', { name: '重载' }).click();
    await page.getByText('计算向量 · 30 / 120').waitFor();
    expect(await page.getByRole('progressbar').evaluate((bar) => bar.getAttribute('value'))).toBe('30');
    end();
    await page.locator('#reload-outcome', { hasText: '仍由原来的索引作答' }).waitFor();
    api.respond = (_, response) => fail(response, 403, { code: 'forbidden', message: 'off' });
    await page.getByRole('button', { name: '重载' }).click();
    await page.getByText('没有设置 ADMIN_TOKEN').first().waitFor();
  });

  it('shows what a reload that is held back breaks, forces it, goes back, and lists who did so', async () => {
    const page = await openPage(`${served.address}/corpus`);
    await served.reload();
    await served.write(
      'golden.yaml',
      '- { question: 深海的温度怎么样？, answer: [[冰点, 零度]], cites: sea.txt }\n',
    );
    await served.reload();
    await served.write('sea.txt', '海水的盐度随深度变化。\n');
    await page.getByLabel('管理员令牌').fill(TOKEN);
    await page.getByRole('button', { name: '重载' }).click();
    await page.locator('.broken li').waitFor();
    expect(await page.locator('.broken').textContent()).toMatch(
      /深海的温度怎么样？应为：“冰点”或“零度” · 出自 sea\.txt得到：/,
    );
    expect(await page.locator('.facts').textContent()).toContain('暂不换上');
    await page.getByRole('button', { name: '仍要换上' }).click();
    await page.locator('.summary').waitFor();
    expect(await page.locator('.summary').textContent()).toMatch(/索引已是最新.*更新 1/);
    await page.getByRole('button', { name: '回退' }).click();
    await page.locator('.summary', { hasText: '已回到前一份索引' }).waitFor();
    await page.getByRole('button', { name: '变更记录' }).click();
    const entries = page.locator('.history li');
    await entries.first().waitFor();
    expect((await entries.allTextContents()).slice(0, 3)).toEqual([
      expect.stringMatching(/回退 · 完成 · web 127\.0\.0\.1.*更新 1/),
      expect.stringMatching(/重载 · 强制换上/),
      expect.stringMatching(/重载 · 暂不换上/),
    ]);
  });

  it('cancels a reload, tells how long it takes, and says where there is no way back', async () => {
    const page = await openPage(`${served.address}/corpus`);
    const api = await fakeApi(page, '/api/corpus/reload');
    const cancel = await fakeApi(page, '/api/corpus/reload/cancel');
    const rollback = await fakeApi(page, '/api/corpus/rollback');
    let fails = (): void => undefined;
    api.respond = (_, response) => {
      const send = eventStream(response);
      send('progress', { phase: 'embed', done: 30, total: 120, secondsLeft: 12 });
      fails = () => {
        send('error', { code: 'cancelled', message: 'the reload was cancelled' });
        response.end();
      };
    };
    cancel.respond = (request, response) => {
      expect(request.headers.authorization).toBe(`Bearer ${TOKEN}`);
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"cancelled":true}');
      fails();
    };
    rollback.respond = (_, response) => fail(response, 404, { code: 'not-found', message: 'none' });
    await page.getByLabel('管理员令牌').fill(TOKEN);
    await page.getByRole('button', { name: '重载' }).click();
    await page.getByText('计算向量 · 30 / 120 · 约剩 12 秒').waitFor();
    await page.getByRole('button', { name: '取消' }).click();
    await page.locator('#reload-outcome', { hasText: '重载已取消' }).waitFor();
    await page.getByRole('button', { name: '回退' }).click();
    await page.locator('#reload-outcome', { hasText: '没有更早的索引' }).waitFor();
  });
});
