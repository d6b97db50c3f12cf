import { describe, expect, it } from 'vitest';
import { BOT } from '../../fakes/slack/workspace.js';
import { aWhile, slackBot, until } from './slack-bot.js';

describe('the Slack adapter, listening', () => {
  it('hears a mention once, although Slack tells of it as a mention and as a message', async () => {
    const { people, chat, slack } = await slackBot();
    const asked = people.mention({ text: '通义千问何时开放内测？' });
    await until(() => slack.workspace.replies(asked.channel, asked.ts).length > 0);
    await aWhile();
    expect(chat.messages).toHaveLength(1);
    expect(chat.messages[0]).toMatchObject({
      adapter: 'slack',
      text: '通义千问何时开放内测？',
      author: { id: 'U00000001' },
      conversation: `slack:C00000001:${asked.ts}`,
    });
    expect(chat.messages[0]?.keys[0]).toBe(`C00000001:${asked.ts}`);
  });

  it('hears direct messages, which are one conversation', async () => {
    const { people, chat } = await slackBot();
    people.direct({ text: '你好' });
    people.direct({ text: '在吗' });
    await until(() => chat.messages.length === 2);
    expect(new Set(chat.messages.map(({ conversation }) => conversation)).size).toBe(1);
  });

  it('hears a thread that it answered in go on without a mention', async () => {
    const { people, chat } = await slackBot();
    const asked = people.mention({ text: '通义千问何时开放内测？' });
    await until(() => chat.messages.length === 1);
    people.say({ text: '那百度呢？', thread: asked.ts, user: 'U00000002' });
    await until(() => chat.messages.length === 2);
    expect(chat.messages[1]).toMatchObject({
      text: '那百度呢？',
      conversation: chat.messages[0]?.conversation,
    });
  });

  it('knows after a restart which threads it takes part in', async () => {
    const before = await slackBot();
    const asked = before.people.mention({ text: '通义千问何时开放内测？' });
    await until(() => before.slack.workspace.replies(asked.channel, asked.ts).length > 0);
    await before.adapter.stop();
    const { chat, people } = await slackBot(undefined, {}, before.slack);
    people.say({ text: '那百度呢？', thread: asked.ts });
    await until(() => chat.messages.length === 1);
    const other = people.say({ text: '今天天气不错' });
    people.say({ text: '是啊', thread: other.ts });
    await aWhile();
    expect(chat.messages).toHaveLength(1);
  });

  it('leaves threads alone when follow-ups are switched off', async () => {
    const { people, chat } = await slackBot(undefined, { threadFollowUps: false });
    const asked = people.mention({ text: '通义千问何时开放内测？' });
    people.say({ text: '那百度呢？', thread: asked.ts });
    await aWhile();
    expect(chat.messages).toHaveLength(1);
  });

  it.each([
    ['mentions someone else', { text: '<@U00000009> 你怎么看？' }],
    ['calls the whole channel', { text: '<!here> 看这个' }],
    ['calls a group', { text: '<!subteam^S1|@team> 看这个' }],
    ['comes from a bot', { text: '自动消息', more: { bot_id: 'B9' } }],
    ['says that someone joined', { text: '<@U00000002> has joined', more: { subtype: 'channel_join' } }],
    ['is a tombstone', { text: 'deleted', more: { subtype: 'tombstone', hidden: true } }],
    ['is its own', { text: '我的回答', user: BOT.userId }],
  ])('never answers a message of its thread that %s', async (_, said) => {
    const { people, chat } = await slackBot();
    const asked = people.mention({ text: '通义千问何时开放内测？' });
    people.say({ ...said, thread: asked.ts });
    people.say({ text: '最后一问', thread: asked.ts });
    await until(() => chat.messages.some(({ text }) => text === '最后一问'));
    expect(chat.messages.map(({ text }) => text)).toEqual(['通义千问何时开放内测？', '最后一问']);
  });

  it('never answers what people say to each other in a channel', async () => {
    const { people, chat } = await slackBot();
    const other = people.say({ text: '谁去吃饭？' });
    people.say({ text: '我去', thread: other.ts });
    await aWhile();
    expect(chat.messages).toEqual([]);
  });

  it('answers a mention of itself beside others', async () => {
    const { people, chat } = await slackBot();
    people.mention({ text: '<@U00000009|小王> 问的是：MOSS是什么？' });
    await until(() => chat.messages.length === 1);
    expect(chat.messages[0]?.text).toBe('@小王 问的是：MOSS是什么？');
  });

  it('gives a mention in a thread what was said there before', async () => {
    const { people, chat, adapter } = await slackBot();
    const root = people.say({ text: '大家看看通义千问' });
    people.say({ text: '谁家的？', thread: root.ts, user: 'U00000002' });
    const asked = people.mention({ text: '它何时开放内测？', thread: root.ts });
    await until(() => chat.messages.length === 1);
    const message = chat.messages[0];
    if (message === undefined) throw new Error('nothing came');
    expect(message.conversation).toBe(`slack:C00000001:${root.ts}`);
    expect(await adapter.earlier?.(message)).toEqual([
      { text: '大家看看通义千问', isOwn: false },
      { text: '谁家的？', isOwn: false },
    ]);
    expect(asked.thread_ts).toBe(root.ts);
  });

  it('reads what is quoted, in the text and as a shared message', async () => {
    const { people, chat } = await slackBot();
    people.mention({ text: '\n&gt; MOSS的参数为160亿\n这对吗？' });
    people.mention({
      text: '这又是什么意思？',
      more: { attachments: [{ is_msg_unfurl: true, is_share: true, text: '盘古 &amp; *鹏城*' }] },
    });
    await until(() => chat.messages.length === 2);
    expect(chat.messages.map(({ text, quoted }) => [text, quoted])).toEqual([
      ['这对吗？', 'MOSS的参数为160亿'],
      ['这又是什么意思？', '盘古 & 鹏城'],
    ]);
  });

  it('says what came instead of text', async () => {
    const { people, chat } = await slackBot();
    people.direct({ text: '', more: { subtype: 'file_share', files: [{ mimetype: 'image/png' }] } });
    people.direct({ text: '', more: { subtype: 'file_share', files: [{ mimetype: 'audio/webm' }] } });
    await until(() => chat.messages.length === 2);
    expect(chat.messages.map(({ unreadable }) => unreadable)).toEqual(['picture', 'voice']);
  });
});

describe('the Slack adapter, after an edit', () => {
  it('answers the question as it is now, in place of the reply before', async () => {
    let count = 0;
    const { people, chat, slack } = await slackBot(async (message, sink) =>
      sink.finish({
        kind: 'notice',
        language: 'zh',
        tone: 'info',
        title: `${++count}: ${message.text}`,
        lines: [],
        isPrivate: false,
      }),
    );
    const asked = people.mention({ text: 'MOSS是什吗？' });
    await until(() => slack.workspace.replies(asked.channel, asked.ts).length === 1);
    await chat.rest();
    people.edit(asked, `<@${BOT.userId}> MOSS是什么？`);
    await until(() => chat.messages.length === 2);
    await chat.rest();
    const replies = slack.workspace.replies(asked.channel, asked.ts);
    expect(replies).toHaveLength(1);
    expect(replies[0]?.text).toContain('2: MOSS是什么？');
  });

  it('pays no heed to an edit that changes nothing, is by someone else or comes late', async () => {
    const { people, chat, slack } = await slackBot();
    const asked = people.mention({ text: 'MOSS是什么？' });
    await until(() => chat.messages.length === 1);
    people.edit(asked, asked.text);
    people.edit(asked, `${asked.text} *`, { edited: undefined });
    people.edit(asked, `${asked.text} 请回答`, { edited: { user: 'U00000002', ts: '1.000001' } });
    const old = slack.workspace.add({
      channel: 'C00000001',
      user: 'U00000001',
      text: `<@${BOT.userId}> 旧`,
      ts: '1600000000.000001',
    });
    people.edit(old, `<@${BOT.userId}> 旧问题`);
    people.say({ text: '别的话' });
    await aWhile();
    expect(chat.messages).toHaveLength(1);
  });
});
