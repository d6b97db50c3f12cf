import { beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, openPage } from './chromium.js';
import { ask, HOSTILE, type ServedPage, servedPage } from './served-page.js';

const QUESTION = '通义千问什么时候开放内测？';
const QUOTE = '4月7日,阿里云悄然开放了大模型“通义千问”的内测入口。';

if (!hasChromium) console.warn('The tests of the page are skipped: there is no /usr/bin/chromium.');

describe.skipIf(!hasChromium)('the page of the chat', () => {
  let served: ServedPage;

  beforeAll(async () => {
    served = await servedPage();
  }, 60_000);

  it('answers, and opens the quoted sentence in its document by a click', async () => {
    const page = await openPage(served.address);
    await ask(page, QUESTION);
    expect(await page.locator('.answer .text').textContent()).toContain('4月7日');
    const marker = page.locator('.marker').first();
    await marker.click();
    const panel = page.getByRole('dialog', { name: '依据' });
    await panel.locator('mark').waitFor();
    expect(await panel.locator('mark').textContent()).toBe(QUOTE);
    const text = await panel.textContent();
    for (const around of ['张勇宣布', '几家公司相继发布', '文心一言', '编辑部', 'models.md:']) {
      expect(text).toContain(around);
    }
    expect(await page.evaluate("document.activeElement.closest('dialog')?.id")).toBe('evidence');
    await page.getByRole('button', { name: '关闭' }).click();
    expect(await panel.isVisible()).toBe(false);
    expect(await marker.evaluate((element) => element.matches(':focus'))).toBe(true);
  });

  it.each(['Enter', 'Space'])(
    'opens the evidence by the keyboard with %s, and closes it with Escape',
    async (key) => {
      const page = await openPage(served.address);
      await ask(page, QUESTION);
      const marker = page.locator('.marker').first();
      expect(await marker.getAttribute('aria-label')).toBe(
        '[1] 查看依据：《国产大模型》 › 阿里 · 第\u00a02\u00a0段',
      );
      await marker.focus();
      await page.keyboard.press(key);
      await page.locator('#evidence mark').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('#evidence').waitFor({ state: 'hidden' });
      expect(await marker.evaluate((element) => element.matches(':focus'))).toBe(true);
    },
  );

  it('shows the quote while the pointer is on its marker, and lets Escape take it away', async () => {
    const page = await openPage(served.address);
    await ask(page, QUESTION);
    await page.locator('.marker').first().hover();
    const preview = page.getByRole('tooltip');
    await preview.waitFor();
    expect(await preview.textContent()).toContain(QUOTE);
    await page.keyboard.press('Escape');
    await preview.waitFor({ state: 'hidden' });
  });

  it('lies over a narrow page as a sheet, which a tap beside it closes', async () => {
    const page = await openPage(served.address, { viewport: { width: 380, height: 780 }, hasTouch: true });
    await ask(page, QUESTION);
    await page.locator('.marker').first().tap();
    await page.locator('#evidence mark').waitFor();
    expect(await page.locator('#evidence').evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(380);
    await page.touchscreen.tap(190, 20);
    await page.locator('#evidence').waitFor({ state: 'hidden' });
  });

  it('takes a follow-up, until a new conversation is begun', async () => {
    const page = await openPage(served.address);
    const conversations: unknown[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/api/ask')) conversations.push(request.postDataJSON().conversation);
    });
    await ask(page, '文心一言是什么？');
    await ask(page, '它是什么时候发布的？');
    expect(await page.locator('.turn').nth(1).locator('.text').textContent()).toContain('3月16日');
    await page.getByRole('button', { name: '新对话' }).click();
    expect(await page.locator('.turn').count()).toBe(0);
    expect(await page.locator('#welcome').isVisible()).toBe(true);
    await ask(page, QUESTION);
    expect(conversations[1]).toBe(conversations[0]);
    expect(conversations[2]).not.toBe(conversations[0]);
  });

  it('shows a refusal as one', async () => {
    const page = await openPage(served.address);
    await ask(page, '珠穆朗玛峰有多高？');
    expect(await page.locator('.refusal').textContent()).toBe('文档里没有依据');
    expect(await page.locator('.marker').count()).toBe(0);
  });

  it('keeps the conversation when the page is loaded again', async () => {
    const page = await openPage(served.address);
    await ask(page, QUESTION);
    await page.reload();
    expect(await page.locator('.question').textContent()).toBe(QUESTION);
    await page.locator('.source').click();
    await page.locator('#evidence mark').waitFor();
    await ask(page, '它将接入什么？');
    expect(await page.locator('.turn').count()).toBe(2);
  });

  it('sends a thumb up, and a thumb down with its reason and comment', async () => {
    const page = await openPage(served.address);
    await ask(page, QUESTION);
    await page.getByRole('button', { name: '答得好' }).click();
    await page.getByText('谢谢').first().waitFor();
    expect(await page.getByRole('button', { name: '答得好' }).getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', { name: '答得不好' }).click();
    await page.getByRole('radio').first().waitFor();
    expect(await page.getByRole('radio').count()).toBe(4);
    await page.getByRole('radio', { name: '出处对不上' }).check();
    await page.getByRole('textbox', { name: '补充' }).fill('在别处');
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('谢谢').first().waitFor();
    const saved = async (): Promise<string[]> => (await served.data('feedback.jsonl')).trim().split('\n');
    await expect.poll(async () => (await saved()).length).toBeGreaterThanOrEqual(3);
    const lines = (await saved()).slice(-3);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { verdict: 'up', question: QUESTION },
      { verdict: 'down', question: QUESTION },
      { verdict: 'down', reason: 'wrong-source', comment: '在别处' },
    ]);
  });

  it('copies an answer with its sources', async () => {
    const page = await openPage(served.address, { permissions: ['clipboard-read', 'clipboard-write'] });
    await ask(page, QUESTION);
    await page.getByRole('button', { name: '复制答案和出处' }).click();
    await page.locator('#announcer', { hasText: '已复制' }).waitFor({ state: 'attached' });
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toMatch(/^4月7日.*\[1\]\n\n\[1\] 《国产大模型》/);
    expect(copied).toContain(`“${QUOTE}”`);
  });

  it('says that the source has changed since, with the quote as it was', async () => {
    const page = await openPage(served.address);
    await served.write('light.txt', '灯塔建于1901年,高三十米。\n');
    await served.reload();
    await ask(page, '灯塔建于哪一年？');
    await served.write('light.txt', '灯塔建于1902年,高三十米。\n');
    await served.reload();
    await page.locator('.source').click();
    const notice = page.locator('#evidence .notice');
    await notice.waitFor();
    expect(await notice.textContent()).toContain('回答之后，原文有过改动');
    expect(await notice.textContent()).toContain('1901年');
    expect(await page.locator('#evidence .excerpt').textContent()).toContain('1902年');
  });

  it('takes questions and documents for text, whatever they look like', async () => {
    const page = await openPage(served.address);
    await ask(page, HOSTILE);
    await ask(page, '灯塔的守护人叫什么？');
    await page.locator('.source').last().click();
    await page.locator('#evidence mark').waitFor();
    expect(await page.locator('.question').first().textContent()).toBe(HOSTILE);
    expect(await page.locator('#evidence').textContent()).toContain(`标题 ${HOSTILE}`);
    expect(await page.locator('#evidence mark').textContent()).toContain(HOSTILE);
    expect(await page.locator('main img, main script, dialog img, dialog script').count()).toBe(0);
    expect(await page.title()).toBe('问据：有据可查的回答');
  });

  it('speaks the language of the browser, and the other one when told to', async () => {
    const page = await openPage(served.address, { locale: 'en-GB' });
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('#welcome h2').textContent()).toBe('Ask, and see the evidence');
    await ask(page, QUESTION);
    await page.getByRole('button', { name: '中文' }).click();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await page.locator('.mode').textContent()).toBe('摘自文档原文');
    await page.reload();
    expect(await page.getByRole('button', { name: 'English' }).isVisible()).toBe(true);
  });
});
