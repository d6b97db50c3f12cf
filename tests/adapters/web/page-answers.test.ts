import { EventEmitter, once } from 'node:events';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, openPage } from './chromium.js';
import { eventStream, fail, fakeApi } from './fake-api.js';
import { ask, type ServedPage, servedPage } from './served-page.js';

const QUESTION = '海水的盐度随什么变化？';
const CITATION = {
  n: 1,
  source: 'sea.txt',
  title: 'sea',
  section: '',
  paragraph: 1,
  quote: '海水的盐度随深度变化。',
  start: 0,
  end: 11,
  url: null,
};
const ANSWER = {
  id: 'an-id',
  answer: '随深度变化。[1]',
  refused: false,
  mode: 'generative',
  language: 'zh',
  citations: [CITATION],
  snapshot: 's',
  latencyMs: 1,
};

describe.skipIf(!hasChromium)('the page while an answer comes', () => {
  let served: ServedPage;

  beforeAll(async () => {
    served = await servedPage();
  }, 60_000);

  it('shows the text as it comes, and has a screen reader say it once, when it is whole', async () => {
    const page = await openPage(served.address);
    const api = await fakeApi(page, '/api/ask');
    const sender = new EventEmitter();
    api.respond = (_, response) => {
      const send = eventStream(response);
      send('status', { stage: 'searching' });
      sender.on('delta', (text) => send('delta', { text }));
      sender.on('end', () => {
        send('citations', { citations: [CITATION] });
        send('done', ANSWER);
        response.end();
      });
    };
    await page.locator('#question').fill(QUESTION);
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByText('正在检索文档').waitFor();
    sender.emit('delta', '随深度');
    await page.locator('.text', { hasText: /^随深度$/ }).waitFor();
    expect(await page.locator('#announcer').textContent()).toBe('正在查阅文档');
    sender.emit('delta', '变化。[1]');
    await page.locator('.text', { hasText: '随深度变化。[1]' }).waitFor();
    expect(await page.locator('button.marker').count()).toBe(0);
    sender.emit('end');
    await page.locator('button.marker').waitFor();
    expect(await page.locator('#announcer').textContent()).toBe(ANSWER.answer);
    expect(await page.locator('.sources blockquote').textContent()).toBe(CITATION.quote);
    expect(await page.locator('.mode').textContent()).toContain('模型');
  });

  it('stops an answer on the server too, and can ask again', async () => {
    const page = await openPage(served.address);
    const api = await fakeApi(page, '/api/ask');
    const told = new EventEmitter();
    const gone = once(told, 'gone');
    api.respond = (_, response) => {
      response.on('close', () => told.emit('gone'));
      eventStream(response)('delta', { text: '随深' });
    };
    await page.locator('#question').fill(QUESTION);
    await page.locator('#question').press('Enter');
    await page.locator('.text', { hasText: '随深' }).waitFor();
    await page.getByRole('button', { name: '停止' }).click();
    await page.getByText('已停止这次回答').first().waitFor();
    await gone;
    await page.unroute('**/api/ask');
    await page.getByRole('button', { name: '重试' }).click();
    await page.locator('.marker').waitFor();
    expect(await page.locator('.turn').count()).toBe(1);
  });

  it('says why there is no answer, and tries again when told to', async () => {
    const page = await openPage(served.address);
    const api = await fakeApi(page, '/api/ask');
    const failures: [string, typeof api.respond][] = [
      [
        '正忙',
        (_, response) => fail(response, 503, { code: 'unavailable', message: 'x' }, { 'Retry-After': '0' }),
      ],
      ['连不上服务器', (_, response) => response.destroy()],
      ['服务器出错了', (_, response) => fail(response, 500, { code: 'internal', message: 'x' })],
      [
        '没有收完',
        (_, response) => {
          eventStream(response)('delta', { text: '随' });
          response.end();
        },
      ],
      ['用时太久', (_, response) => eventStream(response)('error', { code: 'timed-out', message: 'x' })],
    ];
    await page.locator('#question').fill(QUESTION);
    for (const [index, [text, respond]] of failures.entries()) {
      api.respond = respond;
      if (index === 0) await page.locator('#question').press('Enter');
      else await page.getByRole('button', { name: '重试' }).click();
      await page.locator('.failure', { hasText: text }).waitFor();
    }
    await page.unroute('**/api/ask');
    await page.getByRole('button', { name: '重试' }).click();
    await page.locator('.marker').waitFor();
  });

  it('waits as long as a server that has had too many questions asks for', async () => {
    const page = await openPage(served.address);
    const api = await fakeApi(page, '/api/ask');
    api.respond = (_, response) =>
      fail(response, 429, { code: 'rate-limited', message: 'x' }, { 'Retry-After': '2' });
    await page.locator('#question').fill(QUESTION);
    await page.locator('#question').press('Enter');
    const retry = page.locator('.retry');
    await retry.waitFor();
    expect(await retry.textContent()).toMatch(/^[12] 秒后可重试$/);
    expect(await retry.isDisabled()).toBe(true);
    await page.getByRole('button', { name: '重试', exact: true }).waitFor();
    expect(await retry.isDisabled()).toBe(false);
  });

  it('shows lines that begin with a dash as a list, each with its markers', async () => {
    const page = await openPage(served.address);
    const api = await fakeApi(page, '/api/ask');
    api.respond = (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(
        JSON.stringify({ ...ANSWER, answer: '海水：\n- 随深度变化。[1]\n- 又随纬度变化。[1][2]' }),
      );
    };
    await ask(page, QUESTION);
    expect(await page.locator('.text li').allTextContents()).toEqual([
      '随深度变化。[1]',
      '又随纬度变化。[1][2]',
    ]);
    // Nothing is cited as [2].
    expect(await page.locator('.text .marker').allTextContents()).toEqual(['[1]', '[1]']);
  });

  it('offers the nearest topics of a refusal, each of which asks', async () => {
    const page = await openPage(served.address);
    const api = await fakeApi(page, '/api/ask');
    api.respond = (_, response) => {
      const refusal = {
        ...ANSWER,
        refused: true,
        answer: '没有依据。',
        citations: [],
        suggestions: [QUESTION],
      };
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(refusal));
    };
    await ask(page, '海水甜吗？');
    await page.unroute('**/api/ask');
    await page.getByRole('button', { name: QUESTION }).click();
    await page.locator('.marker').waitFor();
    expect(await page.locator('.question').allTextContents()).toEqual(['海水甜吗？', QUESTION]);
  });

  it('says that the index is being built, and offers questions to ask once it is', async () => {
    const page = await openPage('about:blank');
    const api = await fakeApi(page, '/api/suggestions?language=zh');
    api.respond = (_, response) => fail(response, 503, { code: 'unavailable', message: 'x' });
    await page.goto(served.address);
    await page.locator('#preparing').waitFor();
    api.respond = (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ questions: [QUESTION] }));
    };
    await page.getByRole('button', { name: QUESTION }).click();
    await page.locator('.marker').waitFor();
    expect(await page.locator('.question').textContent()).toBe(QUESTION);
    expect(await page.locator('#welcome').isVisible()).toBe(false);
  });

  it('sends with Enter, but not while an input method composes, and breaks the line with Shift+Enter', async () => {
    const page = await openPage(served.address);
    const field = page.locator('#question');
    await field.fill('海水');
    await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    // Safari's key after the composition.
    await field.dispatchEvent('keydown', { key: 'Enter', keyCode: 229 });
    await field.press('Shift+Enter');
    await field.pressSequentially('咸吗');
    expect(await field.inputValue()).toBe('海水\n咸吗');
    expect(await page.locator('.turn').count()).toBe(0);
    await field.press('Enter');
    await page.locator('.turn').waitFor();
    expect(await page.locator('.question').textContent()).toBe('海水\n咸吗');
    expect(await field.inputValue()).toBe('');
  });

  it('counts the characters of a long question and sends none that is too long', async () => {
    const page = await openPage(served.address);
    const field = page.locator('#question');
    const counter = page.locator('#counter');
    await field.fill('海'.repeat(1799));
    expect(await counter.isVisible()).toBe(false);
    await field.fill('海'.repeat(1999));
    expect(await counter.textContent()).toBe('1,999 / 2,000 字');
    await field.fill('海'.repeat(2001));
    expect(await counter.textContent()).toContain('太长');
    await field.press('Enter');
    expect(await page.locator('.turn').count()).toBe(0);
    expect((await field.inputValue()).length).toBe(2001);
  });
});
