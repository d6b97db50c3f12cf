import { describe, expect, it } from 'vitest';
import type { Replier } from './plain-chat.js';
import { answer, citation, notice, type PlainChat, streaming } from './plain-chat.js';
import { aWhile, type SlackBot, slackBot, until } from './slack-bot.js';

const TEXT = '通义千问于4月7日开放内测。[1]';

/** A bot that streams the same answer to all, by pieces of a few characters. */
async function streamingBot(
  given = answer(TEXT),
  pauseMs = 30,
  pieces = given.answer.match(/[\s\S]{1,6}/gu),
): Promise<SlackBot> {
  let chat: PlainChat | undefined;
  const replier: Replier = (message, sink) =>
    streaming(() => chat as PlainChat, given, pieces ?? [], pauseMs)(message, sink);
  const bot = await slackBot(replier);
  chat = bot.chat;
  return bot;
}

async function ask({ people, chat, slack }: SlackBot, text = '通义千问何时开放内测？') {
  const asked = people.mention({ text });
  await until(() => chat.messages.length > 0);
  await chat.rest();
  return slack.workspace.replies(asked.channel, asked.ts);
}

describe('a reply in Slack', () => {
  it('is streamed into one message of the thread, with its sources and feedback buttons under it', async () => {
    const bot = await streamingBot();
    const [reply, ...others] = await ask(bot);
    expect(others).toEqual([]);
    expect(reply).toMatchObject({ text: TEXT, isStreaming: false });
    expect(bot.slack.done('chat.startStream')).toHaveLength(1);
    expect(bot.slack.done('chat.stopStream')).toHaveLength(1);
    expect(bot.slack.done('chat.startStream')[0]?.args).toMatchObject({
      recipient_user_id: 'U00000001',
      recipient_team_id: 'T00000001',
    });
    expect(reply?.blocks.map(({ type }) => type)).toEqual([
      'markdown',
      'section',
      'context',
      'context_actions',
    ]);
    expect(reply?.blocks[1]).toMatchObject({
      text: { type: 'plain_text', text: '[1] models.md › 阿里 · 第3段' },
      accessory: { text: { text: '查看原文' } },
    });
    expect(reply?.metadata?.event_payload.message).toBe(bot.chat.messages[0]?.keys[0]);
  });

  it('is streamed in pieces, while it is being written', async () => {
    const bot = await streamingBot(answer('通义千问是阿里云的大模型，'.repeat(30)), 60);
    await ask(bot);
    expect(bot.slack.done('chat.appendStream').length).toBeGreaterThan(1);
  });

  it('is posted and edited at most once a second where streaming is refused', async () => {
    const bot = await streamingBot(answer('通义千问是阿里云的大模型，'.repeat(20)), 60);
    bot.slack.workspace.channel('C00000001').takesStreams = false;
    const [reply, ...others] = await ask(bot);
    expect(others).toEqual([]);
    expect(reply?.text).toContain('通义千问是阿里云的大模型，'.repeat(20));
    expect(reply?.blocks.at(-1)?.type).toBe('context_actions');
    const edits = bot.slack.done('chat.update').map(({ at }) => at);
    expect(edits.length).toBeGreaterThan(1);
    for (let i = 1; i < edits.length; i++) {
      expect((edits[i] ?? 0) - (edits[i - 1] ?? 0)).toBeGreaterThan(950);
    }
    expect(bot.log.join('')).toContain('channel_type_not_supported');
  });

  it('is whole although Slack ended the stream by itself', async () => {
    const long = answer('通义千问是阿里云的大模型，'.repeat(30));
    const bot = await streamingBot(long, 60);
    const ending = setInterval(() => {
      for (const message of bot.slack.workspace.messages) message.isStreaming = false;
    }, 500);
    const [reply, ...others] = await ask(bot);
    clearInterval(ending);
    expect(others).toEqual([]);
    expect(reply?.blocks[0]).toMatchObject({ type: 'markdown', text: long.answer });
    expect(reply?.metadata?.event_type).toBe('wenju_reply');
    expect(bot.log.join('')).toContain('Slack ended a stream early');
  });

  it('is posted anew where its beginning can no longer be edited', async () => {
    const bot = await streamingBot();
    bot.slack.fault = (method) =>
      method === 'chat.stopStream'
        ? { error: 'message_not_in_streaming_state' }
        : method === 'chat.update'
          ? { error: 'cant_update_message' }
          : undefined;
    const replies = await ask(bot);
    expect(replies.at(-1)?.blocks[0]).toMatchObject({ type: 'markdown', text: TEXT });
    expect(replies.at(-1)?.blocks.at(-1)?.type).toBe('context_actions');
  });

  it.each(['chat.startStream', 'chat.appendStream', 'chat.stopStream', 'chat.postMessage', 'chat.update'])(
    'is there once although %s fails after it was carried out',
    async (method) => {
      const long = answer('通义千问是阿里云的大模型，'.repeat(20));
      const bot = await streamingBot(long, 60);
      if (method === 'chat.postMessage' || method === 'chat.update') {
        bot.slack.workspace.channel('C00000001').takesStreams = false;
      }
      let failures = 0;
      bot.slack.fault = (called) =>
        called === method && failures++ < 2 ? { status: 500, hasEffect: true } : undefined;
      const [reply, ...others] = await ask(bot);
      expect(others).toEqual([]);
      expect(failures).toBeGreaterThan(0);
      expect(reply?.blocks[0]).toMatchObject({ type: 'markdown', text: long.answer });
    },
  );

  it('goes out as plain text in several messages when Slack refuses its form', async () => {
    const bot = await streamingBot(answer('很长的回答。\n'.repeat(1_500)), 0);
    bot.slack.fault = (method, args) =>
      method.startsWith('chat.') && (args.blocks ?? '[]') !== '[]' ? { error: 'invalid_blocks' } : undefined;
    bot.slack.workspace.channel('C00000001').takesStreams = false;
    const replies = await ask(bot);
    expect(replies.length).toBeGreaterThan(1);
    expect(replies.map(({ text }) => text).join('')).toContain('很长的回答。\n'.repeat(1_500));
    expect(replies.filter(({ metadata }) => metadata?.event_type === 'wenju_reply')).toHaveLength(1);
    expect(bot.log.join('')).toContain('Slack refused the layout of a reply');
  });

  it('opens the rest of a text that is too long for a message', async () => {
    const whole = '👩‍👩‍👧‍👦很长的回答。'.repeat(2_000);
    const bot = await streamingBot(answer(whole), 0, [whole]);
    const [reply] = await ask(bot);
    const shown = reply?.blocks[0];
    expect(shown?.type === 'markdown' && shown.text.length).toBeLessThanOrEqual(12_000);
    expect(shown?.type === 'markdown' && shown.text.endsWith('…')).toBe(true);
    const more = reply?.blocks.find(({ type }) => type === 'actions');
    const button = more?.type === 'actions' ? more.elements[0] : undefined;
    expect(button?.text.text).toBe('展开全文');
    bot.people.press({ action_id: button?.action_id ?? '', value: button?.value ?? '' }, { message: reply });
    await until(() => bot.slack.workspace.modals.size === 1);
    const [modal] = bot.slack.workspace.modals.values();
    expect(JSON.stringify(modal).match(/很长的回答/g)?.length).toBe(2_000);
  });

  it('says how it stands by a status line while nothing is to be read yet', async () => {
    const bot = await slackBot(async (_, sink) => {
      sink.update({ kind: 'working', text: '正在查找…' });
      await aWhile(500);
      await sink.finish(notice('好的'));
    });
    await ask(bot);
    expect(bot.slack.workspace.statuses[0]).toMatchObject({ status: '正在查找…' });
  });

  it('tells a long wait in a message that becomes the answer, where there is no status line', async () => {
    const bot = await slackBot(async (_, sink) => {
      sink.update({ kind: 'queued', text: '前面还有 9 个问题，约 20 秒', ahead: 9, waitMs: 20_000 });
      await aWhile(700);
      await sink.finish(notice('好的'));
    });
    bot.slack.fault = (method) =>
      method === 'assistant.threads.setStatus' ? { error: 'channel_not_found' } : undefined;
    const [reply, ...others] = await ask(bot);
    expect(others).toEqual([]);
    expect(bot.slack.done('chat.postMessage')[0]?.args.text).toContain('前面还有 9 个问题');
    expect(reply?.text).toContain('好的');
  });

  it('shows the progress of a reload live, and then what it changed', async () => {
    const bot = await slackBot(async (_, sink) => {
      for (let done = 0; done < 30; done++) {
        sink.update({ kind: 'progress', text: `正在加载 ${done}/30`, done, total: 30 });
        await aWhile(80);
      }
      await sink.finish(notice('已加载', { tone: 'done', lines: ['新增 1 篇：新<!channel>.md'] }));
    });
    const [reply, ...others] = await ask(bot, 'reload');
    expect(others).toEqual([]);
    expect(bot.slack.done('chat.update').length).toBeGreaterThanOrEqual(2);
    expect(reply?.text).toContain('已加载');
    expect(reply?.text).not.toContain('<!channel>');
    expect(JSON.stringify(reply?.blocks)).toContain('新增 1 篇：新<!channel>.md');
  });

  it('is private where it is nobody else’s business', async () => {
    const bot = await slackBot(async (_, sink) =>
      sink.finish(notice('只有管理员可以重新加载。', { tone: 'denied', isPrivate: true })),
    );
    expect(await ask(bot, 'reload')).toEqual([]);
    expect(bot.slack.workspace.whispers).toHaveLength(1);
    expect(bot.slack.workspace.whispers[0]).toMatchObject({ user: 'U00000001', channel: 'C00000001' });
  });

  it.each(['not_in_channel', 'is_archived'])(
    'goes to the person directly when the channel is closed (%s)',
    async (problem) => {
      const bot = await streamingBot();
      const channel = bot.slack.workspace.channel('C00000001');
      if (problem === 'is_archived') channel.isArchived = true;
      else channel.isMember = false;
      await ask(bot);
      const direct = bot.slack.workspace.own(bot.slack.workspace.direct('U00000001').id);
      expect(direct).toHaveLength(1);
      expect(direct[0]?.text).toContain('通义千问于4月7日开放内测');
      expect(bot.log.join('')).toContain(problem);
    },
  );

  it('is undeliverable when nothing is left, with one line that says what to do', async () => {
    const bot = await streamingBot(answer(TEXT), 0);
    bot.slack.isRevoked = true;
    for (let i = 0; i < 3; i++) bot.people.mention({ text: `第${i}问` });
    await until(() => bot.chat.messages.length === 3);
    await bot.chat.rest();
    expect(bot.chat.failures).toHaveLength(3);
    expect(bot.chat.failures[0]).toMatchObject({ code: 'undeliverable' });
    expect(bot.log.filter((line) => line.includes('reinstall the app'))).toHaveLength(1);
    expect(bot.adapter.isConnected).toBe(false);
  });

  it('tells which scope is missing', async () => {
    const bot = await streamingBot(answer(TEXT), 0);
    bot.slack.scopes = ['app_mentions:read'];
    await ask(bot);
    expect(bot.log.join('')).toContain('the app lacks the scope chat:write');
  });

  it('waits as long as Slack says, and no call of another method with it', async () => {
    const bot = await streamingBot();
    let limited = 0;
    bot.slack.fault = (method) =>
      method === 'chat.stopStream' && limited++ < 1 ? { status: 429, retryAfter: 1 } : undefined;
    const start = performance.now();
    const [reply] = await ask(bot);
    expect(performance.now() - start).toBeGreaterThan(1_000);
    expect(reply?.text).toBe(TEXT);
  });

  it('is posted whole when Slack has no room for another stream, which is tried again next time', async () => {
    const bot = await streamingBot();
    bot.slack.fault = (method) =>
      method === 'chat.startStream' ? { status: 429, retryAfter: 30 } : undefined;
    const [reply, ...others] = await ask(bot);
    expect(others).toEqual([]);
    expect(reply?.blocks[0]).toMatchObject({ type: 'markdown', text: TEXT });
    bot.slack.fault = () => undefined;
    expect(bot.slack.done('chat.postMessage')).toHaveLength(1);
    expect(bot.slack.done('chat.update')).toHaveLength(0);
  });

  it('shows that it found nothing, and what could be asked instead', async () => {
    const refusal = answer('文库里没有依据。', {
      refused: true,
      citations: [],
      suggestions: ['通义千问', '<!here>'],
    });
    const bot = await streamingBot(refusal, 0);
    const [reply] = await ask(bot);
    expect(reply?.blocks.map(({ type }) => type)).toEqual(['markdown', 'rich_text', 'context_actions']);
  });

  it('lists what a search found, long passages with a button for the rest', async () => {
    const passage = { ...citation(1), text: '段落'.repeat(900), score: 1, dense: 1, lexical: 1 };
    const bot = await slackBot(async (_, sink) =>
      sink.finish({
        kind: 'passages',
        language: 'en',
        title: 'Found 2 passages',
        passages: [passage, { ...passage, text: 'short' }],
      }),
    );
    const [reply] = await ask(bot, 'search 段落');
    const [, first, second] = reply?.blocks ?? [];
    expect(second).not.toHaveProperty('accessory');
    if (first?.type !== 'section' || first.accessory === undefined) throw new Error('no button');
    bot.people.press(
      { action_id: first.accessory.action_id ?? '', value: first.accessory.value ?? '' },
      { message: reply },
    );
    await until(() => bot.slack.workspace.modals.size === 1);
    expect(JSON.stringify([...bot.slack.workspace.modals.values()])).toContain('段落'.repeat(600));
  });
});

describe('after a restart', () => {
  it('can be told whether a message was answered, by the mark on its reply', async () => {
    const bot = await streamingBot();
    await ask(bot);
    const [message] = bot.chat.messages;
    if (message === undefined) throw new Error('nothing came');
    await bot.adapter.stop();
    const { adapter } = await slackBot(undefined, {}, bot.slack);
    expect(await adapter.wasAnswered?.(message)).toBe(true);
    expect(await adapter.wasAnswered?.({ ...message, keys: ['C00000001:1700000000.000001'] })).toBe(false);
  });

  it('completes the message that was begun', async () => {
    const { slack, adapter, chat, people } = await slackBot(async (_, sink) => {
      sink.update({ kind: 'progress', text: '正在加载', done: 0, total: 2 });
    });
    const asked = people.mention({ text: 'reload' });
    await until(() => slack.workspace.replies(asked.channel, asked.ts).length === 1);
    const [message] = chat.messages;
    if (message === undefined) throw new Error('nothing came');
    await adapter.stop();
    const next = await slackBot(undefined, {}, slack);
    await next.adapter.reply(message).finish(notice('已加载'));
    const replies = slack.workspace.replies(asked.channel, asked.ts);
    expect(replies).toHaveLength(1);
    expect(replies[0]?.text).toContain('已加载');
  });
});
