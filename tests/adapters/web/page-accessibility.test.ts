import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, openPage } from './chromium.js';
import { ask, type ServedPage, servedPage } from './served-page.js';

const LOOKS: [string, BrowserContextOptions][] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark', locale: 'en' }],
  ['at 380 px', { viewport: { width: 380, height: 780 }, colorScheme: 'dark' }],
];

describe.skipIf(!hasChromium)('the pages in axe', () => {
  let served: ServedPage;

  beforeAll(async () => {
    served = await servedPage();
  }, 60_000);

  // The script of axe is not the page's own, which its policy would rightly stop.
  const open = (path: string, look: BrowserContextOptions) =>
    openPage(served.address + path, { ...look, bypassCSP: true, reducedMotion: 'reduce' });

  it.each(LOOKS)(
    'have no violation in the conversation, %s',
    async (_, look) => {
      const page = await open('/', look);
      expect(await violations(page)).toEqual([]);
      await ask(page, '通义千问什么时候开放内测？');
      await ask(page, '珠穆朗玛峰有多高？');
      await page.locator('[aria-pressed]').last().click();
      await page.locator('.reasons').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.locator('.source').click();
      await page.locator('#evidence mark').waitFor();
      expect(await violations(page)).toEqual([]);
    },
    60_000,
  );

  it.each(LOOKS)(
    'have no violation in the corpus, %s',
    async (_, look) => {
      const page = await open('/corpus?q=通义千问', look);
      await page.locator('.ranked li').first().waitFor();
      await page.locator('.names li').first().waitFor();
      await page.locator('#token').fill('another token');
      await page.locator('#reload-button').click();
      await page.locator('#reload-outcome .notice').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.locator('#document-1').click();
      await page.locator('#evidence .paragraph').first().waitFor();
      expect(await violations(page)).toEqual([]);
    },
    60_000,
  );
});

/** What axe finds, of any impact, with where it is. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<string>(`axe.run({ rules: { 'target-size': { enabled: true } } }).then(
    ({ violations }) => JSON.stringify(violations.map(({ id, impact, nodes }) =>
      id + ' (' + impact + '): ' + nodes.map(({ target, failureSummary }) => target + ' ' + failureSummary).join(' | '))))`);
  return JSON.parse(found) as string[];
}
