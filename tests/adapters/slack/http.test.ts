import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createSlackAdapter } from '../../../adapters/slack/index.js';
import { createWebAdapter } from '../../../adapters/web/index.js';
import { createMetrics } from '../../../src/metrics.js';
import { FeedbackLog } from '../../../src/serving/feedback-log.js';
import { BOT_TOKEN, FakeSlack, SIGNING_SECRET } from '../../fakes/slack/fake-slack.js';
import { People } from '../../fakes/slack/people.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { PlainChat } from './plain-chat.js';
import { afterwards, fakeSlack, memoryLog, until } from './slack-bot.js';

/** The adapter in HTTP mode, mounted on the real web server. */
async function httpBot() {
  const slack = await fakeSlack();
  const { logger, lines } = await memoryLog();
  const adapter = createSlackAdapter({
    botToken: BOT_TOKEN,
    signingSecret: SIGNING_SECRET,
    apiUrl: slack.apiUrl,
    threadFollowUps: true,
    log: logger,
  });
  const chat = new PlainChat();
  chat.adapter = adapter;
  const web = createWebAdapter({
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    rateLimitPerMinute: 0,
    trustProxy: false,
    log: logger,
    metrics: await createMetrics(),
    feedback: new FeedbackLog({ dataDir: await temporaryFolder() }),
    current: () => undefined,
    mounts: { '/slack/events': adapter.handleHttp },
  });
  const address = await web.start();
  afterwards(() => web.stop());
  await adapter.start(chat);
  afterwards(async () => {
    await chat.rest();
    await adapter.stop();
  });
  const url = `${address}slack/events`;
  const post = (body: string, headers: Record<string, string>, type = 'application/json') =>
    fetch(url, {
      method: 'POST',
      body,
      headers: { 'Content-Type': type, 'Sec-Fetch-Site': 'cross-site', ...headers },
    });
  const statuses: number[] = [];
  const people = new People(slack, (kind, payload, retry) => {
    const isEvent = kind === 'events_api';
    const body = isEvent
      ? JSON.stringify(payload)
      : String(
          new URLSearchParams(
            kind === 'interactive'
              ? { payload: JSON.stringify(payload) }
              : (payload as Record<string, string>),
          ),
        );
    const retries =
      retry === undefined
        ? {}
        : { 'X-Slack-Retry-Num': String(retry), 'X-Slack-Retry-Reason': 'http_timeout' };
    const type = isEvent ? 'application/json' : 'application/x-www-form-urlencoded';
    void post(body, { ...FakeSlack.sign(body), ...retries }, type).then(({ status }) =>
      statuses.push(status),
    );
  });
  return { slack, chat, adapter, people, post, statuses, lines };
}

describe('Slack by HTTP', () => {
  it('takes signed events, and recognises one that is sent again', async () => {
    const { people, chat, slack, statuses, adapter } = await httpBot();
    expect(adapter.isConnected).toBe(true);
    const asked = people.mention({ text: 'MOSS是什么？', eventId: 'EvOnce' });
    await until(() => slack.workspace.replies(asked.channel, asked.ts).length === 1);
    people.event({ ...asked, blocks: [], type: 'app_mention', event_ts: asked.ts }, 'EvOnce', 1);
    await until(() => statuses.length === 3);
    expect(statuses).toEqual([200, 200, 200]);
    expect(chat.messages).toHaveLength(1);
  });

  it('takes commands and presses at the same address', async () => {
    const { people, slack, statuses, chat } = await httpBot();
    people.command('status');
    await until(() => slack.responses.length === 1);
    people.press({ action_id: 'wenju_ask_1', value: 'MOSS是什么？' });
    await until(() => chat.messages.length === 2 && statuses.length === 2);
    expect(statuses).toEqual([200, 200]);
  });

  it('answers the challenge by which Slack verifies the address', async () => {
    const { post } = await httpBot();
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c1', token: 'x' });
    const response = await post(body, FakeSlack.sign(body));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ challenge: 'c1' });
  });

  it.each([
    ['no signature', () => ({})],
    ['a wrong secret', (body: string) => FakeSlack.sign(body, 'another secret')],
    ['another body', () => FakeSlack.sign('{}')],
    [
      'a timestamp of six minutes ago',
      (body: string) => FakeSlack.sign(body, SIGNING_SECRET, Math.floor(Date.now() / 1_000) - 360),
    ],
    [
      'a timestamp that is none',
      (body: string) => ({ ...FakeSlack.sign(body), 'x-slack-request-timestamp': 'now' }),
    ],
  ])('refuses %s', async (_, headersFor) => {
    const { post, people, chat, lines } = await httpBot();
    const body = JSON.stringify(
      people.eventBody({
        type: 'app_mention',
        channel: 'C00000001',
        user: 'U00000001',
        text: 'x',
        ts: '1700000000.000001',
      }),
    );
    expect((await post(body, headersFor(body))).status).toBe(401);
    expect(chat.messages).toEqual([]);
    expect(lines.join('')).toContain('check SLACK_SIGNING_SECRET');
  });

  it('refuses what is malformed, and what is no post', async () => {
    const { post, adapter } = await httpBot();
    expect((await post('{', FakeSlack.sign('{'))).status).toBe(400);
    expect((await post('null', FakeSlack.sign('null'))).status).toBe(400);
    const huge = 'x'.repeat(2 * 1024 * 1024);
    expect([401, 413]).toContain((await post(huge, FakeSlack.sign(huge))).status);
    await adapter.stop();
    const body = '{"type":"event_callback","event":{}}';
    expect((await post(body, FakeSlack.sign(body))).status).toBe(503);
  });

  it('works on any server of Node’s', async () => {
    const { adapter } = await httpBot();
    const server = createServer((request, response) => void adapter.handleHttp(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    afterwards(async () => void server.close());
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c2' });
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`, {
      method: 'POST',
      body,
      headers: { ...FakeSlack.sign(body), 'Content-Type': 'application/json' },
    });
    expect(await response.json()).toEqual({ challenge: 'c2' });
  });
});
