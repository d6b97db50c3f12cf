import { expect, it } from 'vitest';
import { createSlackAdapter } from '../../../adapters/slack/index.js';
import { chatService } from '../../chat/chat-service.js';
import { APP_TOKEN, BOT_TOKEN } from '../../fakes/slack/fake-slack.js';
import { People } from '../../fakes/slack/people.js';
import { BOT, type FakeMessage } from '../../fakes/slack/workspace.js';
import { seededRandom } from '../../retrieval/random.js';
import { afterwards, fakeSlack, memoryLog, until } from './slack-bot.js';

const MENTIONS = 1_000;
const QUESTIONS = [
  '通义千问何时开放内测？',
  'MOSS的参数是多少？',
  '文心一格的定位是什么？',
  '火星上有水吗？',
];

it('answers 1,000 mentions once each, with redeliveries, dropped sockets and a failing Web API', async () => {
  const slack = await fakeSlack();
  const random = seededRandom(7);
  slack.fault = (method) => {
    if (method === 'auth.test') return undefined;
    const dice = random();
    if (dice < 0.05) return { status: 429, retryAfter: random() < 0.8 ? 0 : 1 };
    return dice < 0.1 ? { status: 500, hasEffect: random() < 0.5 } : undefined;
  };
  const { logger } = await memoryLog();
  const adapter = createSlackAdapter({
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    apiUrl: slack.apiUrl,
    threadFollowUps: true,
    log: logger,
    patience: { firstPauseMs: 20, firstReconnectMs: 20, helloMs: 5_000 },
  });
  const { chat } = await chatService({ log: logger, queue: { concurrency: 16 } });
  await chat.start([adapter]);
  afterwards(() => chat.stop(5_000));

  const people = new People(slack);
  const asked: FakeMessage[] = [];
  for (let i = 0; i < MENTIONS; i++) {
    const said = {
      channel: `C${String(i % 40).padStart(8, '0')}`,
      user: `U${String(i % 100).padStart(8, '0')}`,
      text: QUESTIONS[i % QUESTIONS.length] ?? '',
      eventId: `EvMention${i}`,
    };
    const message = people.mention(said);
    asked.push(message);
    const event = { ...message, blocks: [], type: 'app_mention', event_ts: message.ts, team: BOT.teamId };
    if (i % 10 === 3) people.event(event, said.eventId, 1);
    if (i % 20 === 7) people.event(event, `EvOther${i}`);
    if (i % 50 === 49) {
      slack.sockets.drop();
      await until(() => slack.sockets.open > 0, 30_000);
    }
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
  const replied = (): number =>
    slack.workspace.messages.filter(({ metadata }) => metadata?.event_type === 'wenju_reply').length;
  await until(() => slack.sockets.waiting === 0 && replied() >= MENTIONS, 80_000);
  await new Promise((resolve) => setTimeout(resolve, 500));

  const replies = asked.map(({ channel, ts }) => slack.workspace.replies(channel, ts));
  expect(replies.filter((own) => own.length !== 1)).toEqual([]);
  expect(slack.workspace.messages.filter(({ bot_id: id }) => id === BOT.botId)).toHaveLength(MENTIONS);
  const refused = slack.calls.filter(({ error }) => error !== undefined && !error.startsWith('http_'));
  expect(refused).toEqual([]);
  const slowest = Math.max(...slack.sockets.ackMs);
  console.info(`${slack.sockets.ackMs.length} acknowledgements, the slowest after ${Math.round(slowest)} ms`);
  expect(slowest).toBeLessThan(1_000);
}, 150_000);
