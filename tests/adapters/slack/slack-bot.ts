import { afterEach } from 'vitest';
import {
  createSlackAdapter,
  type SlackAdapter,
  type SlackAdapterOptions,
} from '../../../adapters/slack/index.js';
import { createLogger, type Logger } from '../../../src/log.js';
import { APP_TOKEN, BOT_TOKEN, FakeSlack } from '../../fakes/slack/fake-slack.js';
import { People } from '../../fakes/slack/people.js';
import { PlainChat, type Replier } from './plain-chat.js';

export interface SlackBot {
  readonly slack: FakeSlack;
  readonly people: People;
  readonly chat: PlainChat;
  readonly adapter: SlackAdapter;
  /** Lines of the log. */
  readonly log: string[];
}

const closings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close();
});

/** Has something done after the test. */
export function afterwards(close: () => Promise<void>): void {
  closings.push(close);
}

export async function memoryLog(
  level: 'info' | 'debug' = 'info',
): Promise<{ logger: Logger; lines: string[] }> {
  const lines: string[] = [];
  const logger = await createLogger({ level, destination: { write: (line) => lines.push(line) } });
  return { logger, lines };
}

export async function fakeSlack(): Promise<FakeSlack> {
  const slack = await FakeSlack.start();
  afterwards(() => slack.stop());
  slack.workspace.channel('C00000001');
  return slack;
}

/** The adapter with a fake Slack and a plain chat, connected by Socket Mode. */
export async function slackBot(
  answer?: Replier,
  options: Partial<SlackAdapterOptions> = {},
  given?: FakeSlack,
): Promise<SlackBot> {
  const slack = given ?? (await fakeSlack());
  const { logger, lines } = await memoryLog();
  const adapter = createSlackAdapter({
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    apiUrl: slack.apiUrl,
    threadFollowUps: true,
    log: logger,
    patience: { firstPauseMs: 10, firstReconnectMs: 20, helloMs: 2_000 },
    ...options,
  });
  const chat = new PlainChat(answer);
  chat.adapter = adapter;
  await adapter.start(chat);
  afterwards(async () => {
    await chat.rest();
    await adapter.stop();
  });
  return { slack, people: new People(slack), chat, adapter, log: lines };
}

/** Waits until something holds, for as long as a test may take. */
export async function until(holds: () => boolean, timeoutMs = 15_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`it never came about that ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Gives what should not happen the time to happen. */
export function aWhile(ms = 400): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
