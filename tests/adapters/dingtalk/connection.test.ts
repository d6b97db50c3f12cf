import { afterEach, describe, expect, it, vi } from 'vitest';
import { CLIENT_SECRET } from '../../fakes/dingtalk/credentials.js';
import { BROKEN } from '../../fakes/dingtalk/faults.js';
import { type RunningBot, runningBot } from './running-bot.js';

const PATIENCE = { timeout: 20_000 };

async function isAnswered({ fake, chat }: RunningBot, group: string): Promise<void> {
  await fake.say({ text: '?', group, by: 'staff-1' }).acknowledged;
  await chat.idle();
  expect(fake.seen(group)).toHaveLength(1);
}

describe('the connection to DingTalk', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is made by the SDK with a ticket, and told in health and metrics', async () => {
    const { adapter, fake, metrics } = await runningBot();
    expect(adapter.isConnected).toBe(true);
    expect((await metrics.report()).text).toContain('wenju_adapter_connected{adapter="dingtalk"} 1');
    await adapter.stop();
    expect(adapter.isConnected).toBe(false);
    expect((await metrics.report()).text).toContain('wenju_adapter_connected{adapter="dingtalk"} 0');
    await vi.waitFor(() => expect(fake.gateway.openLines).toBe(0), PATIENCE);
    expect(fake.gateway.connections).toBe(1);
  });

  it('answers a ping with its data', async () => {
    const { fake } = await runningBot();
    fake.gateway.system('ping', { opaque: '42' });
    fake.gateway.system('KEEPALIVE');
    await vi.waitFor(() => expect(fake.gateway.pongs).toEqual(['{"opaque":"42"}']), PATIENCE);
  });

  it('opens the next connection before one that is announced to end is gone', async () => {
    const bot = await runningBot();
    bot.fake.gateway.leave(2_000);
    await vi.waitFor(() => expect(bot.fake.gateway.openLines).toBe(2), PATIENCE);
    await isAnswered(bot, 'cid-g');
    await vi.waitFor(() => expect(bot.fake.gateway.openLines).toBe(1), PATIENCE);
    expect(bot.adapter.isConnected).toBe(true);
    expect(bot.fake.gateway.connections).toBe(2);
  });

  it('closes an old connection that the platform forgets to close', async () => {
    const bot = await runningBot({ pace: { overlapMs: 100 } });
    bot.fake.gateway.leave(600_000);
    await vi.waitFor(() => expect(bot.fake.gateway.connections).toBe(2), PATIENCE);
    await vi.waitFor(() => expect(bot.fake.gateway.openLines).toBe(1), PATIENCE);
  });

  it('is made again after a cut, and brings what came meanwhile', async () => {
    const bot = await runningBot({ fake: { redeliverAfterMs: 500 } });
    bot.fake.gateway.cut();
    await isAnswered(bot, 'cid-g');
    expect(bot.fake.gateway.connections).toBe(2);
  });

  it('is made again when nothing comes over it any more', async () => {
    const bot = await runningBot({
      pace: { heartbeatMs: 100, silenceMs: 500 },
      fake: { redeliverAfterMs: 1_000 },
    });
    bot.fake.gateway.freeze();
    await isAnswered(bot, 'cid-g');
    expect(bot.lines.join('')).toContain('silent for too long');
    expect(bot.fake.gateway.connections).toBeGreaterThan(1);
  });

  it('stays while pings are answered, however quiet the day', async () => {
    const { fake } = await runningBot({ pace: { heartbeatMs: 100, silenceMs: 5_000 } });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(fake.gateway.connections).toBe(1);
  });

  it('waits longer and longer while the gateway is down, and then connects', async () => {
    const { fake, adapter, chat, lines } = await runningBot({
      isStarted: false,
      pace: { firstReconnectMs: 20, longestReconnectMs: 400 },
    });
    fake.faults.all('open', BROKEN);
    await adapter.start(chat);
    expect(adapter.isConnected).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const tries = fake.callsOf('open');
    expect(tries).toBeGreaterThan(2);
    // At the first wait throughout, there would be 75 and more.
    expect(tries).toBeLessThan(20);
    expect(lines.join('')).toContain('no connection to DingTalk');
    fake.faults.all('open', undefined);
    await vi.waitFor(() => expect(adapter.isConnected).toBe(true), PATIENCE);
  });

  it('does not storm a gateway that ends each connection at once', async () => {
    const { fake } = await runningBot({ pace: { firstReconnectMs: 20, longestReconnectMs: 2_000 } });
    const cutter = setInterval(() => fake.gateway.cut(), 5);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    clearInterval(cutter);
    expect(fake.gateway.connections).toBeLessThan(20);
  });

  it('survives frames that are none, and still answers', async () => {
    const bot = await runningBot();
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"type":"CALLBACK"}',
      '{"type":"SYSTEM","headers":{"topic":3}}',
    ]) {
      bot.fake.gateway.nonsense(text);
    }
    await isAnswered(bot, 'cid-g');
    expect(bot.fake.gateway.connections).toBe(1);
    expect(bot.lines.filter((line) => line.includes('malformed frame'))).toHaveLength(6);
  });

  it('refuses to start with credentials that DingTalk refuses', async () => {
    const { adapter, chat } = await runningBot({
      isStarted: false,
      config: { clientSecret: 'wrong-made-up' },
    });
    await expect(adapter.start(chat)).rejects.toMatchObject({
      code: 'bad-config',
      message: expect.stringMatching(/DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET/),
    });
    expect(adapter.isConnected).toBe(false);
  });

  it('goes by the gateway of a private deployment', async () => {
    const one = await runningBot({ isStarted: false });
    const other = await runningBot({ isStarted: false, config: { gatewayUrl: `${one.fake.url}/` } });
    await other.adapter.start(other.chat);
    expect(one.fake.gateway.connections).toBe(1);
    expect(other.fake.gateway.connections).toBe(0);
    await one.fake.say({ text: '?', group: 'cid-g', by: 'staff-1', webhookLifeMs: 1 }).acknowledged;
    await other.chat.idle();
    expect(other.fake.seen('cid-g')).toHaveLength(1);
  });

  it('tells no secret, in logs or on the console', async () => {
    const printed = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(() => undefined),
    );
    const bot = await runningBot({ withCards: true, fake: { redeliverAfterMs: 500 } });
    const { fake, lines, adapter } = bot;
    fake.faults.next('webhook', BROKEN);
    fake.faults.next('card_create', BROKEN);
    fake.faults.next('group_send', BROKEN);
    await isAnswered(bot, 'cid-1');
    const message = fake.robotMessage({ text: '?', group: 'cid-2', by: 'staff-1' });
    fake.webhooks.revokeAll();
    await fake.deliver(message);
    fake.gateway.cut();
    await isAnswered(bot, 'cid-3');
    await adapter.stop();
    for (const mock of printed) expect(mock).not.toHaveBeenCalled();
    const session = new URL(message.sessionWebhook).searchParams.get('session') ?? '';
    for (const secret of [CLIENT_SECRET, 'token-made-up', session, 'ticket=', 'sendBySession']) {
      expect(lines.join('\n')).not.toContain(secret);
    }
  });
});
