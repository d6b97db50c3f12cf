import { describe, expect, it } from 'vitest';
import type { FakeView } from '../../fakes/slack/block-kit.js';
import type { FakeMessage } from '../../fakes/slack/workspace.js';
import { answer, citation, notice, type PlainChat, streaming } from './plain-chat.js';
import { aWhile, type SlackBot, slackBot, until } from './slack-bot.js';

const TEXT = '通义千问于4月7日开放内测。[1]';

async function answeringBot(
  more: Parameters<typeof answer>[1] = {},
): Promise<SlackBot & { reply: FakeMessage }> {
  let chat: PlainChat | undefined;
  const bot = await slackBot((message, sink) =>
    streaming(() => chat as PlainChat, answer(TEXT, more))(message, sink),
  );
  chat = bot.chat;
  const asked = bot.people.mention({ text: '通义千问何时开放内测？' });
  await until(() => bot.chat.messages.length === 1);
  await bot.chat.rest();
  const [reply] = bot.slack.workspace.replies(asked.channel, asked.ts);
  if (reply === undefined) throw new Error('no reply');
  return { ...bot, reply };
}

function pressQuote({ people, reply }: SlackBot & { reply: FakeMessage }): void {
  const block = reply.blocks.find(({ type }) => type === 'section');
  const button = block?.type === 'section' ? block.accessory : undefined;
  people.press({ action_id: button?.action_id ?? '', value: button?.value ?? '' }, { message: reply });
}

function pressFeedback(
  { people, reply }: SlackBot & { reply: FakeMessage },
  verdict: 'positive' | 'negative',
): void {
  const block = reply.blocks.find(({ type }) => type === 'context_actions');
  const buttons = block?.type === 'context_actions' ? block.elements[0] : undefined;
  if (buttons === undefined) throw new Error('no buttons');
  const { action_id = '', [`${verdict}_button` as const]: pressed } = buttons;
  people.press({ action_id, value: pressed.value }, { message: reply });
}

async function modal({ slack }: SlackBot): Promise<FakeView> {
  await until(() => slack.workspace.modals.size > 0);
  const [view] = slack.workspace.modals.values();
  if (view === undefined) throw new Error('no window');
  return view;
}

describe('the button of a source', () => {
  it('opens the quote, highlighted in its paragraph, with where it stands', async () => {
    const bot = await answeringBot({ citations: [citation(1, { url: 'https://example.org/models' })] });
    pressQuote(bot);
    const view = await modal(bot);
    expect(view.blocks[0]).toMatchObject({
      text: { text: '[1] 国产大模型一览' },
      accessory: { url: 'https://example.org/models' },
    });
    expect(view.blocks[2]).toMatchObject({
      elements: [
        {
          type: 'rich_text_quote',
          elements: [
            { text: '前文。' },
            { text: citation(1).quote, style: { bold: true } },
            { text: '后文。' },
          ],
        },
      ],
    });
    expect(JSON.stringify(view)).toContain('该文档至今未变');
  });

  it.each([
    ['changed', '已被修改'],
    ['gone', '已被删除'],
  ] as const)('says that the source is %s since', async (now, said) => {
    const bot = await answeringBot();
    bot.chat.evidenceNow = now;
    pressQuote(bot);
    expect(JSON.stringify(await modal(bot))).toContain(said);
  });

  it('opens a window at once and fills it when the evidence is slow', async () => {
    const bot = await answeringBot();
    bot.chat.patience = aWhile(1_800);
    const pressedAt = performance.now();
    pressQuote(bot);
    const first = await modal(bot);
    expect(performance.now() - pressedAt).toBeLessThan(3_000);
    expect(JSON.stringify(first)).toContain('正在读取');
    await until(() => bot.slack.done('views.update').length === 1);
    expect(JSON.stringify(await modal(bot))).toContain('后文');
  });

  it('says so when the answer is forgotten', async () => {
    const bot = await answeringBot();
    bot.chat.answers.clear();
    pressQuote(bot);
    expect(JSON.stringify(await modal(bot))).toContain('不再保存');
  });
});

describe('the feedback buttons', () => {
  it('take a good answer with thanks', async () => {
    const bot = await answeringBot();
    pressFeedback(bot, 'positive');
    await until(() => bot.chat.judgements.length === 1);
    expect(bot.chat.judgements[0]?.judgement).toMatchObject({ verdict: 'up', by: { id: 'U00000001' } });
    await until(() => bot.slack.workspace.whispers.length === 1);
    expect(bot.slack.workspace.whispers[0]?.thread_ts).toBe(bot.reply.thread_ts);
  });

  it('ask what is wrong with a bad one, and hand the reason on', async () => {
    const bot = await answeringBot();
    pressFeedback(bot, 'negative');
    const view = await modal(bot);
    expect(JSON.stringify(view)).toMatch(/答案不对.*引用不对.*本应拒答.*其他/);
    expect(bot.chat.judgements).toEqual([]);
    const values = {
      wenju_reason: { wenju_reason: { selected_option: { value: 'wrong-source' } } },
      wenju_comment: { wenju_comment: { value: ' 出处应为第2段 ' } },
    };
    bot.people.leave('view_submission', { ...view, id: 'V1', state: { values } });
    await until(() => bot.chat.judgements.length === 1);
    expect(bot.chat.judgements[0]?.judgement).toEqual({
      verdict: 'down',
      by: { id: 'U00000001' },
      reason: 'wrong-source',
      comment: '出处应为第2段',
    });
    await until(() => bot.slack.workspace.whispers.length === 1);
  });

  it('take a window that was closed for a bad answer all the same', async () => {
    const bot = await answeringBot();
    pressFeedback(bot, 'negative');
    const view = await modal(bot);
    bot.people.leave('view_closed', { ...view, id: 'V1' });
    await until(() => bot.chat.judgements.length === 1);
    expect(bot.chat.judgements[0]?.judgement).toMatchObject({ verdict: 'down', reason: undefined });
  });
});

describe('/wenju', () => {
  it('answers for the eyes of whoever gave the command', async () => {
    const bot = await slackBot(async (message, sink) => sink.finish(notice(`回 ${message.text}`)));
    bot.people.command('status');
    await until(() => bot.slack.responses.length === 1);
    expect(bot.slack.responses[0]?.text).toContain('回 status');
    expect(bot.slack.workspace.messages).toEqual([]);
  });

  it('helps when it stands alone', async () => {
    const { people, chat } = await slackBot();
    people.command(' ');
    await until(() => chat.messages.length === 1);
    expect(chat.messages[0]?.text).toBe('help');
  });

  it('tells progress within the five replies that Slack takes, the last of them the outcome', async () => {
    const bot = await slackBot(async (_, sink) => {
      for (let done = 0; done <= 100; done++) {
        sink.update({ kind: 'progress', text: `正在加载 ${done}/100`, done, total: 100 });
        await aWhile(15);
      }
      await sink.finish(notice('已加载', { tone: 'done' }));
    });
    bot.people.command('reload');
    await until(() => bot.slack.responses.some(({ text }) => text.includes('已加载')));
    const { responses } = bot.slack;
    expect(responses.length).toBeGreaterThan(2);
    expect(responses.length).toBeLessThanOrEqual(5);
    expect(responses.at(-1)).toMatchObject({ replaces: true });
  });

  it('goes another way when the response_url is used up', async () => {
    const bot = await slackBot(async (message, sink) => {
      const url = String(message.address.responseUrl);
      for (let i = 0; i < 5; i++) await fetch(url, { method: 'POST', body: '{"text":"x"}' });
      await sink.finish(notice('已加载'));
    });
    bot.people.command('reload');
    await until(() => bot.slack.workspace.whispers.length === 1);
    expect(bot.slack.workspace.whispers[0]?.text).toContain('已加载');
    bot.slack.workspace.channel('C00000001').isMember = false;
    bot.people.command('reload');
    const direct = bot.slack.workspace.direct('U00000001').id;
    await until(() => bot.slack.workspace.own(direct).length === 1);
  });
});

describe('the App Home', () => {
  const open = ({ people }: SlackBot, user: string): void =>
    people.event({ type: 'app_home_opened', user, tab: 'home', channel: 'D1', event_ts: '1.000001' });

  it('shows status, corpus and sample questions, which can be asked there', async () => {
    const bot = await slackBot();
    open(bot, 'U00000001');
    await until(() => bot.slack.workspace.homes.size === 1);
    const home = JSON.stringify(bot.slack.workspace.homes.get('U00000001'));
    for (const part of ['运行正常', '国产大模型一览', 'MOSS的参数是多少？']) expect(home).toContain(part);
    expect(home).not.toContain('重新加载文库');
    bot.people.press({ action_id: 'wenju_ask_2', value: 'MOSS的参数是多少？' });
    await until(() => bot.slack.workspace.own(bot.slack.workspace.direct('U00000001').id).length === 1);
    expect(bot.chat.messages[0]?.text).toBe('MOSS的参数是多少？');
  });

  it('gives admins the reload button, whose progress they see in a direct message', async () => {
    const bot = await slackBot(async (_, sink) => {
      sink.update({ kind: 'progress', text: '正在加载 1/2', done: 1, total: 2 });
      await aWhile(1_200);
      await sink.finish(notice('已加载', { tone: 'done' }));
    });
    bot.chat.admins.add('U00000009');
    open(bot, 'U00000009');
    await until(() => bot.slack.workspace.homes.size === 1);
    const home = JSON.stringify(bot.slack.workspace.homes.get('U00000009'));
    for (const part of ['重新加载文库', '11-01 新增 1 篇', '👎 答案不对']) expect(home).toContain(part);
    bot.people.press({ action_id: 'wenju_reload', value: '重载' }, { user: 'U00000009' });
    await until(() => bot.chat.messages.length === 1);
    await bot.chat.rest();
    const own = bot.slack.workspace.own(bot.slack.workspace.direct('U00000009').id);
    expect(own).toHaveLength(1);
    expect(bot.slack.done('chat.postMessage')[0]?.args.text).toContain('正在加载 1/2');
    expect(own[0]?.text).toContain('已加载');
  });

  it('leaves it to the chat whether who presses a forged button may reload', async () => {
    const bot = await slackBot();
    bot.people.press({ action_id: 'wenju_reload', value: '重载' });
    await until(() => bot.chat.messages.length === 1 && bot.slack.workspace.homes.size === 1);
    expect(bot.chat.messages[0]).toMatchObject({ text: '重载', author: { id: 'U00000001' } });
  });
});

describe('the side panel', () => {
  it('greets and suggests questions of the corpus', async () => {
    const bot = await slackBot();
    bot.people.openPanel();
    await until(() => bot.slack.workspace.prompts.length === 1);
    expect(bot.slack.workspace.prompts[0]?.prompts).toHaveLength(4);
    expect(bot.slack.workspace.prompts[0]).toMatchObject({ title: '试试这些问题' });
  });

  it('answers in its thread with a status line while it works, and titles it once', async () => {
    let chat: PlainChat | undefined;
    const bot = await slackBot(async (message, sink) => {
      sink.update({ kind: 'working', text: '正在查找…' });
      await aWhile(400);
      await streaming(() => chat as PlainChat, answer(TEXT))(message, sink);
    });
    chat = bot.chat;
    const { channel, thread } = bot.people.openPanel();
    await until(() => bot.slack.workspace.prompts.length === 1);
    bot.people.direct({ text: '通义千问何时开放内测？', thread });
    await until(() => bot.chat.messages.length === 1);
    await bot.chat.rest();
    bot.people.direct({ text: '那百度呢？', thread });
    await until(() => bot.chat.messages.length === 2);
    await bot.chat.rest();
    expect(bot.chat.messages.map(({ conversation }) => conversation)).toEqual(
      Array(2).fill(`slack:${channel}:${thread}`),
    );
    expect(bot.slack.workspace.statuses[0]).toMatchObject({ channel, thread, status: '正在查找…' });
    expect([...bot.slack.workspace.titles]).toEqual([[`${channel}:${thread}`, '通义千问何时开放内测？']]);
    const replies = bot.slack.workspace.replies(channel, thread).filter(({ text }) => text === TEXT);
    expect(replies).toHaveLength(2);
  });

  it('notes where the person went', async () => {
    const bot = await slackBot();
    const { channel, thread } = bot.people.openPanel();
    bot.people.event({
      type: 'assistant_thread_context_changed',
      event_ts: thread,
      assistant_thread: {
        user_id: 'U00000001',
        channel_id: channel,
        thread_ts: thread,
        context: { channel_id: 'C00000002' },
      },
    });
    await until(() => bot.slack.sockets.waiting === 0);
    await aWhile(100);
    expect(bot.log.filter((line) => line.includes('"level":40') || line.includes('"level":50'))).toEqual([]);
  });
});
