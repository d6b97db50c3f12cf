import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDingtalk, type SelfCheck } from '../../../adapters/dingtalk/self-check.js';
import type { DingtalkConfig } from '../../../src/config.js';
import { CLIENT_SECRET, TEMPLATE_ID } from '../../fakes/dingtalk/credentials.js';
import { FakeDingtalk } from '../../fakes/dingtalk/fake-dingtalk.js';
import { BROKEN, NO_PERMISSION } from '../../fakes/dingtalk/faults.js';
import { configFor } from './running-bot.js';

describe('checkDingtalk', () => {
  let fake: FakeDingtalk;
  beforeEach(async () => {
    fake = await FakeDingtalk.start();
  });
  afterEach(async () => {
    await fake.stop();
    expect(fake.violations).toEqual([]);
  });

  async function check(overrides: Partial<DingtalkConfig> = {}): Promise<SelfCheck[]> {
    const found: SelfCheck[] = [];
    for await (const one of checkDingtalk(configFor(fake, overrides))) found.push(one);
    expect(found.map(({ text }) => text).join()).not.toContain(CLIENT_SECRET);
    return found;
  }

  it('finds good what is good', async () => {
    expect(await check({ cardTemplateId: TEMPLATE_ID })).toEqual([
      { verdict: 'good', text: 'DingTalk: the credentials are good' },
      { verdict: 'good', text: 'DingTalk: Stream mode gives a connection' },
      { verdict: 'good', text: 'DingTalk: the card template is there' },
    ]);
    expect(fake.rooms.all).toEqual([]);
  });

  it('notes that there are no cards', async () => {
    expect((await check()).at(-1)).toMatchObject({
      verdict: 'note',
      text: expect.stringMatching(/Markdown/),
    });
  });

  it('says where to find the credentials that are wrong', async () => {
    expect(await check({ clientSecret: 'wrong-made-up' })).toEqual([
      { verdict: 'wrong', text: expect.stringMatching(/invalidClientIdOrSecret; copy DINGTALK_CLIENT_ID/) },
    ]);
  });

  it('says which address is not reached', async () => {
    const unused = 'http://127.0.0.1:9';
    expect(await check({ apiUrl: unused })).toMatchObject([
      { text: expect.stringMatching(/DINGTALK_API_URL/) },
    ]);
    expect((await check({ gatewayUrl: unused }))[1]).toMatchObject({
      verdict: 'wrong',
      text: expect.stringMatching(/DINGTALK_GATEWAY_URL/),
    });
  });

  it('says what is wrong with cards', async () => {
    const lastOf = async (): Promise<unknown> => (await check({ cardTemplateId: TEMPLATE_ID })).at(-1);
    expect((await check({ cardTemplateId: 'none.schema' })).at(-1)).toMatchObject({
      verdict: 'wrong',
      text: expect.stringMatching(/cardTemplateNotExist; set DINGTALK_CARD_TEMPLATE_ID/),
    });
    fake.faults.next('card_instance', NO_PERMISSION);
    expect(await lastOf()).toMatchObject({ text: expect.stringMatching(/Card\.Streaming\.Write/) });
    fake.faults.next('card_instance', BROKEN);
    expect(await lastOf()).toMatchObject({ text: expect.stringMatching(/503.*try again later/) });
  });
});
