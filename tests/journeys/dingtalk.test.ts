import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLIENT_ID, CLIENT_SECRET, TEMPLATE_ID } from '../fakes/dingtalk/credentials.js';
import { FakeDingtalk } from '../fakes/dingtalk/fake-dingtalk.js';
import { Wenju } from './wenju.js';

describe('wenju doctor with DingTalk', () => {
  let fake: FakeDingtalk;
  beforeEach(async () => {
    fake = await FakeDingtalk.start();
  });
  afterEach(() => fake.stop());

  async function doctor(variables: Readonly<Record<string, string>>) {
    const wenju = await Wenju.prepare();
    const env = {
      PORT: '0',
      DINGTALK_CLIENT_ID: CLIENT_ID,
      DINGTALK_CLIENT_SECRET: CLIENT_SECRET,
      DINGTALK_API_URL: fake.url,
      DINGTALK_CARD_TEMPLATE_ID: TEMPLATE_ID,
      ...variables,
    };
    return wenju.run(['doctor'], { env });
  }

  it('finds good credentials, a connection and the card', async () => {
    const { code, stdout } = await doctor({});
    expect(stdout).toContain('DingTalk: the credentials are good');
    expect(stdout).toContain('DingTalk: Stream mode gives a connection');
    expect(stdout).toContain('DingTalk: the card template is there');
    expect(code).toBe(0);
  });

  it('says what to do about wrong ones, and never what they are', async () => {
    const { code, stdout, stderr } = await doctor({ DINGTALK_CLIENT_SECRET: 'wrong-made-up' });
    expect(stdout).toMatch(/✗ DingTalk: the credentials: .*copy DINGTALK_CLIENT_ID/);
    expect(stdout + stderr).not.toContain('wrong-made-up');
    expect(code).toBe(1);
  });
});
