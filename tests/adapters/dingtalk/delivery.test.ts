import { describe, expect, it } from 'vitest';
import { WenjuError } from '../../../src/errors.js';
import type { FakeDingtalk } from '../../fakes/dingtalk/fake-dingtalk.js';
import { BROKEN, type Fault, NO_PERMISSION, TOO_FAST, TOO_MANY } from '../../fakes/dingtalk/faults.js';
import { runningBot } from './running-bot.js';
import type { SmallChat } from './small-chat.js';

const NO_CONNECTION: Fault = { status: 0, hangMs: 10 };

async function mention(fake: FakeDingtalk, chat: SmallChat, saying = {}): Promise<void> {
  await fake.say({ text: '?', group: 'cid-g', by: 'staff-1', name: '小张', ...saying }).acknowledged;
  await chat.idle();
}

describe('delivery in DingTalk', () => {
  it.each([
    ['130101', TOO_FAST],
    ['429', TOO_MANY],
    ['503', BROKEN],
    ['no answer', NO_CONNECTION],
  ])('tries again after %s from a webhook, and sends once', async (_, fault) => {
    const { fake, chat } = await runningBot();
    fake.faults.next('webhook', fault, fault);
    await mention(fake, chat);
    expect(fake.seen('cid-g')).toMatchObject([{ via: 'webhook' }]);
    expect(fake.callsOf('webhook')).toBe(3);
  });

  it('waits as long as DingTalk says', async () => {
    const { fake, chat } = await runningBot();
    fake.faults.next('webhook', { ...TOO_MANY, retryAfterS: 1 });
    const start = performance.now();
    await mention(fake, chat);
    expect(performance.now() - start).toBeGreaterThan(990);
    expect(fake.seen('cid-g')).toHaveLength(1);
  });

  it('writes to a group by the OpenAPI when the webhook is out of date', async () => {
    const { fake, chat } = await runningBot();
    await mention(fake, chat, { webhookLifeMs: 1 });
    expect(fake.seen('cid-g')).toMatchObject([{ via: 'group_send', text: expect.stringContaining('@小张') }]);
    expect(fake.callsOf('webhook')).toBe(0);
  });

  it('writes to a person by the OpenAPI when the webhook is refused', async () => {
    const { fake, chat } = await runningBot();
    const { acknowledged } = fake.say({ text: '?', by: 'staff-1' });
    fake.webhooks.revokeAll();
    await acknowledged;
    await chat.idle();
    expect(fake.seen('cid-single-staff-1')).toMatchObject([{ via: 'single_send' }]);
    expect(fake.webhooks.tooLate).toBe(1);
  });

  it('posts to no webhook that is not of DingTalk', async () => {
    const { fake, chat } = await runningBot();
    const webhook = `http://localhost:${new URL(fake.url).port}/robot/sendBySession?session=x`;
    await mention(fake, chat, { fields: { sessionWebhook: webhook } });
    expect(fake.callsOf('webhook')).toBe(0);
    expect(fake.seen('cid-g')).toMatchObject([{ via: 'group_send' }]);
  });

  it('tries the OpenAPI again while it is busy', async () => {
    const { fake, chat } = await runningBot();
    fake.faults.next('group_send', TOO_MANY, BROKEN, TOO_MANY, BROKEN);
    await mention(fake, chat, { webhookLifeMs: 1 });
    expect(fake.seen('cid-g')).toMatchObject([{ via: 'group_send' }]);
  });

  it('goes back to a busy webhook when the OpenAPI is closed to it', async () => {
    const { fake, chat } = await runningBot();
    fake.faults.next('webhook', TOO_FAST, TOO_FAST, TOO_FAST, TOO_FAST);
    fake.faults.all('group_send', NO_PERMISSION);
    await mention(fake, chat);
    expect(fake.seen('cid-g')).toMatchObject([{ via: 'webhook' }]);
  });

  it('keeps to the messages a minute of a webhook, and sends the rest by the OpenAPI', async () => {
    const { fake, chat } = await runningBot();
    const sayings = Array.from({ length: 30 }, () => fake.say({ text: '?', group: 'cid-g', by: 'staff-1' }));
    await Promise.all(sayings.map(({ acknowledged }) => acknowledged));
    await chat.idle();
    expect(fake.webhooks.tooFast).toBe(0);
    expect(fake.seen('cid-g').filter(({ via }) => via === 'webhook')).toHaveLength(20);
    expect(fake.seen('cid-g').filter(({ via }) => via === 'group_send')).toHaveLength(10);
  });

  it('queues what a webhook can not take yet where there is no other way', async () => {
    const { fake, chat } = await runningBot({
      fake: { webhookWindowMs: 1_000 },
      pace: { webhookWindowMs: 1_300 },
    });
    const sayings = Array.from({ length: 30 }, () => fake.say({ text: '?' }));
    await Promise.all(sayings.map(({ acknowledged }) => acknowledged));
    await chat.idle();
    expect(fake.webhooks.tooFast).toBe(0);
    expect(fake.seen('cid-single-outsider')).toHaveLength(30);
  });

  it('says so when no way is left', async () => {
    const { fake, chat } = await runningBot();
    await fake.say({ text: '?', webhookLifeMs: 1 }).acknowledged;
    await chat.idle();
    expect(chat.undelivered).toEqual([expect.any(WenjuError)]);
    expect(chat.undelivered).toMatchObject([{ code: 'undeliverable' }]);
  });

  it('gives up in the end on an interface that stays broken', async () => {
    const { fake, chat } = await runningBot({ pace: { retryForMs: 200 } });
    for (const api of ['webhook', 'group_send'] as const) fake.faults.all(api, BROKEN);
    await mention(fake, chat);
    expect(chat.undelivered).toMatchObject([{ code: 'undeliverable' }]);
  });

  it('fetches one token for many messages, and another when it is refused', async () => {
    const { fake, chat } = await runningBot();
    const many = async (): Promise<void> => {
      const groups = Array.from({ length: 10 }, (_, i) => `cid-${i}`);
      await Promise.all(
        groups.map((group) => fake.say({ text: '?', group, by: 'staff-1', webhookLifeMs: 1 }).acknowledged),
      );
      await chat.idle();
    };
    await many();
    expect(fake.callsOf('token')).toBe(1);
    fake.openApi.revokeTokens();
    await many();
    expect(fake.callsOf('token')).toBe(2);
    expect(fake.rooms.all).toHaveLength(20);
  });

  it('fetches another token before one expires', async () => {
    const { fake, chat } = await runningBot({ fake: { tokenLifeS: 0.1 } });
    await mention(fake, chat, { webhookLifeMs: 1 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await mention(fake, chat, { webhookLifeMs: 1 });
    expect(fake.callsOf('token')).toBe(2);
  });
});
