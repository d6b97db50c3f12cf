import { describe, expect, it, vi } from 'vitest';
import { createSlackAdapter } from '../../../adapters/slack/index.js';
import { APP_TOKEN, BOT_TOKEN } from '../../fakes/slack/fake-slack.js';
import { PlainChat } from './plain-chat.js';
import { afterwards, aWhile, fakeSlack, memoryLog, type SlackBot, slackBot, until } from './slack-bot.js';

async function isAnswered({ people, slack }: SlackBot, text = '在吗'): Promise<void> {
  const asked = people.mention({ text });
  await until(() => slack.workspace.replies(asked.channel, asked.ts).length > 0);
}

describe('the connection to Slack', () => {
  it('comes back after a dropped socket, and what Slack sends again is answered once', async () => {
    const bot = await slackBot();
    for (let i = 0; i < 3; i++) {
      bot.slack.sockets.drop();
      bot.people.mention({ text: `第${i}问` });
    }
    await until(() => bot.chat.messages.length === 3 && bot.slack.sockets.waiting === 0);
    await aWhile(200);
    expect(bot.chat.messages).toHaveLength(3);
  });

  it.each(['refresh_requested', 'warning'] as const)(
    'opens another before the one that goes (%s)',
    async (reason) => {
      const bot = await slackBot();
      const told: boolean[] = [];
      bot.slack.sockets.sayGoodbye(reason);
      const watch = setInterval(() => told.push(bot.adapter.isConnected), 5);
      await until(() => bot.slack.sockets.opened === 2);
      await until(() => bot.slack.sockets.open === 1);
      clearInterval(watch);
      expect(new Set(told)).toEqual(new Set([true]));
      await isAnswered(bot);
    },
  );

  it('survives that Slack can’t be reached while it reconnects', async () => {
    const bot = await slackBot();
    let failures = 0;
    bot.slack.fault = (method) => {
      if (method !== 'apps.connections.open') return undefined;
      return failures++ < 3 ? { status: 500 } : failures < 6 ? { error: 'internal_error' } : undefined;
    };
    bot.slack.sockets.drop();
    await until(() => !bot.adapter.isConnected);
    await until(() => bot.adapter.isConnected);
    expect(failures).toBeGreaterThan(5);
    await isAnswered(bot);
    expect(
      bot.log.filter((line) => line.includes('Slack has trouble of its own')).length,
    ).toBeLessThanOrEqual(2);
  });

  it('finds out that a socket is dead although it was never closed', async () => {
    const bot = await slackBot();
    bot.slack.sockets.goSilent();
    await until(() => bot.slack.sockets.opened >= 2, 40_000);
    await isAnswered(bot);
  });

  it('connects anew when the machine has slept', async () => {
    const bot = await slackBot();
    const { now } = Date;
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() + 60_000);
    await until(() => bot.slack.sockets.opened >= 2);
    clock.mockRestore();
    expect(bot.log.join('')).toContain('this machine slept');
    await isAnswered(bot);
  });

  it('says so when Socket Mode is switched off, and doesn’t hammer at it', async () => {
    const bot = await slackBot();
    bot.slack.sockets.sayGoodbye('link_disabled');
    await until(() => !bot.adapter.isConnected);
    await aWhile(600);
    expect(bot.slack.sockets.opened).toBe(1);
    expect(bot.log.join('')).toContain('Socket Mode is switched off');
  });

  it('gives up a socket that never says hello', async () => {
    const bot = await slackBot(undefined, { patience: { firstReconnectMs: 20, helloMs: 300 } });
    bot.slack.sockets.saysHello = false;
    bot.slack.sockets.drop();
    await until(() => bot.slack.sockets.opened >= 3);
    bot.slack.sockets.saysHello = true;
    await isAnswered(bot);
  });

  it('takes frames that Slack never sends for nothing', async () => {
    const bot = await slackBot();
    for (const frame of ['{', '[]', 'null', '{"type":"events_api"}', '{"type":"disconnect', '""']) {
      bot.slack.sockets.sendRaw(frame);
    }
    await isAnswered(bot);
  });

  it('connects later when Slack is out of reach at the start', async () => {
    const slack = await fakeSlack();
    let isDown = true;
    slack.fault = () => (isDown ? { status: 500 } : undefined);
    const bot = await slackBot(undefined, {}, slack);
    expect(bot.adapter.isConnected).toBe(false);
    isDown = false;
    await until(() => bot.adapter.isConnected);
    await isAnswered(bot);
  });

  it.each([
    ['a bot token', { botToken: 'xoxb-wrong' }],
    ['an app token', { appToken: 'xapp-wrong' }],
  ])('is refused at the start with %s that Slack doesn’t know', async (_, wrong) => {
    const slack = await fakeSlack();
    const { logger } = await memoryLog();
    const adapter = createSlackAdapter({
      botToken: BOT_TOKEN,
      appToken: APP_TOKEN,
      apiUrl: slack.apiUrl,
      threadFollowUps: true,
      log: logger,
      ...wrong,
    });
    afterwards(() => adapter.stop());
    await expect(adapter.start(new PlainChat())).rejects.toMatchObject({ code: 'bad-config' });
  });

  it('tells whenever messages can come in, or no more', async () => {
    const told: boolean[] = [];
    const bot = await slackBot(undefined, { onConnection: (isConnected) => told.push(isConnected) });
    bot.slack.sockets.drop();
    await until(() => told.length === 3);
    await bot.adapter.stop();
    expect(told).toEqual([true, false, true, false]);
  });

  it('takes no message any more once stopped, and still sends replies', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const bot = await slackBot(async (_, sink) => {
      await gate;
      await sink.finish({
        kind: 'notice',
        language: 'zh',
        tone: 'info',
        title: '好的',
        lines: [],
        isPrivate: false,
      });
    });
    const asked = bot.people.mention({ text: '在吗' });
    await until(() => bot.chat.messages.length === 1);
    await bot.adapter.stop();
    await until(() => bot.slack.sockets.open === 0);
    bot.people.mention({ text: '还在吗' });
    release();
    await until(() => bot.slack.workspace.replies(asked.channel, asked.ts).length === 1);
    expect(bot.chat.messages).toHaveLength(1);
  });
});

describe('an acknowledgement', () => {
  it('comes after the message is written down, and doesn’t wait for its answer', async () => {
    const bot = await slackBot(async () => new Promise((resolve) => setTimeout(resolve, 1_500)));
    bot.people.mention({ text: '慢慢来' });
    await until(() => bot.slack.sockets.ackMs.length === 2);
    expect(bot.chat.messages).toHaveLength(1);
    expect(Math.max(...bot.slack.sockets.ackMs)).toBeLessThan(1_000);
  });

  it('doesn’t wait for a look into a thread that Slack is slow to give', async () => {
    const bot = await slackBot();
    const root = bot.slack.workspace.add({
      channel: 'C00000001',
      user: 'UBOT00001',
      bot_id: 'BBOT00001',
      text: '旧回答',
    });
    bot.slack.delayMs = (method) => (method === 'conversations.replies' ? 2_000 : 0);
    bot.people.say({ text: '那百度呢？', thread: root.ts });
    await until(() => bot.slack.sockets.ackMs.length === 1);
    expect(bot.chat.messages).toEqual([]);
    await until(() => bot.chat.messages.length === 1);
  });
});
