import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createSlackAdapter } from '../../../adapters/slack/index.js';
import type { ChatOptions } from '../../../src/chat/chat.js';
import { MODELS } from '../../answer/small-corpus.js';
import { chatService, type TestedChat } from '../../chat/chat-service.js';
import { APP_TOKEN, BOT_TOKEN, type FakeSlack } from '../../fakes/slack/fake-slack.js';
import { People } from '../../fakes/slack/people.js';
import type { FakeMessage } from '../../fakes/slack/workspace.js';
import { afterwards, aWhile, fakeSlack, memoryLog, until } from './slack-bot.js';

const ADMIN = 'U0ADMIN01';

interface WholeBot extends TestedChat {
  readonly slack: FakeSlack;
  readonly people: People;
}

/** The adapter with the real chat over the small corpus. */
async function wholeBot(
  slack?: FakeSlack,
  options: Partial<ChatOptions> = {},
  apiUrl = slack?.apiUrl,
): Promise<WholeBot> {
  const fake = slack ?? (await fakeSlack());
  const { logger } = await memoryLog();
  const adapter = createSlackAdapter({
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    apiUrl: apiUrl ?? fake.apiUrl,
    threadFollowUps: true,
    log: logger,
    patience: { firstPauseMs: 10, firstReconnectMs: 20 },
  });
  const tested = await chatService({ admins: { slack: [ADMIN] }, ...options });
  await tested.chat.start([adapter]);
  afterwards(() => tested.chat.stop(2_000));
  return { ...tested, slack: fake, people: new People(fake) };
}

/** A way to the Web API that can be cut. */
async function lineTo(slack: FakeSlack): Promise<{ apiUrl: string; cut: () => void }> {
  const server = createServer(async (request, response) => {
    const { authorization = '', 'content-type': type = '' } = request.headers;
    const headers = { Authorization: authorization, 'Content-Type': type };
    const answer = await fetch(`${slack.address}${request.url}`, {
      method: 'POST',
      headers,
      body: await text(request),
    });
    response.writeHead(answer.status, { 'Retry-After': answer.headers.get('retry-after') ?? '0' });
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    server.close();
    server.closeAllConnections();
  };
  afterwards(async () => cut());
  return { apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`, cut };
}

async function replyTo({ slack }: WholeBot, asked: FakeMessage): Promise<FakeMessage> {
  const root = asked.thread_ts ?? asked.ts;
  const find = (): FakeMessage | undefined =>
    slack.workspace
      .replies(asked.channel, root)
      .find(
        ({ metadata }) =>
          metadata?.event_type === 'wenju_reply' &&
          metadata.event_payload.message === `${asked.channel}:${asked.ts}`,
      );
  await until(() => find() !== undefined);
  return find() as FakeMessage;
}

function pressFirst({ people }: WholeBot, message: FakeMessage): void {
  const block = message.blocks.find(({ type }) => type === 'section');
  const button = block?.type === 'section' ? block.accessory : undefined;
  people.press({ action_id: button?.action_id ?? '', value: button?.value ?? '' }, { message });
}

describe('Slack with the whole chat', () => {
  it('answers with a source that opens, pinned to the index that answered', async () => {
    const bot = await wholeBot();
    const reply = await replyTo(bot, bot.people.mention({ text: '通义千问何时开放内测？' }));
    expect(reply.text).toContain('4月7日');
    pressFirst(bot, reply);
    await until(() => bot.slack.workspace.modals.size === 1);
    expect(JSON.stringify([...bot.slack.workspace.modals.values()])).toContain('该文档至今未变');

    await writeFile(join(bot.folder, 'models.md'), MODELS.replaceAll('4月7日', '5月8日'));
    bot.people.command('reload', { user: ADMIN });
    await until(() => bot.slack.responses.length > 0 && bot.corpus.view().lastReload !== null);
    pressFirst(bot, reply);
    await until(() => bot.slack.workspace.modals.size === 2);
    const after = JSON.stringify([...bot.slack.workspace.modals.values()].at(-1));
    expect(after).toContain('已被修改');
    expect(after).toContain('4月7日');
  });

  it('goes on with a thread without mentions, and takes what was said before into account', async () => {
    const bot = await wholeBot();
    const asked = bot.people.mention({ text: '通义千问何时开放内测？' });
    await replyTo(bot, asked);
    const next = bot.people.say({ text: 'MOSS的参数是多少？', thread: asked.ts, user: 'U00000002' });
    expect((await replyTo(bot, next)).text).toContain('160亿');
    const root = bot.people.say({ text: '复旦大学的MOSS' });
    const mention = bot.people.mention({ text: '它的参数是多少？', thread: root.ts });
    expect((await replyTo(bot, mention)).text).toContain('160亿');
  });

  it('reloads for admins, tells others so privately, and lists both on the App Home', async () => {
    const bot = await wholeBot();
    bot.people.mention({ text: '重载' });
    await until(() => bot.slack.workspace.whispers.length === 1);
    expect(bot.slack.workspace.own('C00000001')).toEqual([]);
    await writeFile(join(bot.folder, 'more.md'), '# 新的\n\n紫东太初由中科院自动化所发布。\n');
    const done = await replyTo(bot, bot.people.mention({ text: '重载', user: ADMIN }));
    expect(JSON.stringify(done.blocks)).toContain('新增 1 篇');
    bot.people.event({
      type: 'app_home_opened',
      user: ADMIN,
      tab: 'home',
      channel: 'D1',
      event_ts: '1.000001',
    });
    await until(() => bot.slack.workspace.homes.size === 1);
    expect(JSON.stringify(bot.slack.workspace.homes.get(ADMIN))).toContain('重新加载文库');
  });

  it('writes down what is wrong with an answer', async () => {
    const bot = await wholeBot();
    const reply = await replyTo(bot, bot.people.mention({ text: '通义千问何时开放内测？' }));
    const block = reply.blocks.at(-1);
    const buttons = block?.type === 'context_actions' ? block.elements[0] : undefined;
    bot.people.press(
      { action_id: buttons?.action_id ?? '', value: buttons?.negative_button.value ?? '' },
      { message: reply },
    );
    await until(() => bot.slack.workspace.modals.size === 1);
    const [view] = bot.slack.workspace.modals.values();
    const reason = { wenju_reason: { wenju_reason: { selected_option: { value: 'wrong-source' } } } };
    bot.people.leave('view_submission', { ...view, id: 'V1', state: { values: reason } });
    await until(() => bot.slack.workspace.whispers.length === 1);
    const written = JSON.parse(await readFile(join(bot.dataDir, 'feedback.jsonl'), 'utf8'));
    expect(written).toMatchObject({
      verdict: 'down',
      reason: 'wrong-source',
      question: '通义千问何时开放内测？',
    });
  });

  it('answers after a restart what was taken in and not answered before, once', async () => {
    const slack = await fakeSlack();
    slack.fault = (method) => (method.startsWith('chat.') ? { status: 429, retryAfter: 1 } : undefined);
    // The first process goes on trying, for it isn't really dead: its line is cut.
    const line = await lineTo(slack);
    const before = await wholeBot(slack, {}, line.apiUrl);
    const asked = before.people.mention({ text: '通义千问何时开放内测？', eventId: 'EvBefore' });
    await until(() => slack.calls.some(({ method }) => method.startsWith('chat.')));
    await before.chat.stop(0);
    line.cut();
    slack.fault = () => undefined;
    const after = await wholeBot(slack, { dataDir: before.dataDir });
    after.people.event({ ...asked, blocks: [], type: 'app_mention', event_ts: asked.ts }, 'EvBefore', 2);
    await replyTo(after, asked);
    await until(() => slack.sockets.waiting === 0);
    await aWhile(1_500);
    expect(slack.workspace.replies(asked.channel, asked.ts)).toHaveLength(1);
  });
});
