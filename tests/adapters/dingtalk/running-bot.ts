import { afterEach, expect } from 'vitest';
import { createDingtalkAdapter, type DingtalkAdapterOptions } from '../../../adapters/dingtalk/index.js';
import type { Pace } from '../../../adapters/dingtalk/limits.js';
import type { ChatAdapter } from '../../../src/chat/adapter.js';
import type { DingtalkConfig } from '../../../src/config.js';
import { createLogger } from '../../../src/log.js';
import { createMetrics, type Metrics } from '../../../src/metrics.js';
import { CLIENT_ID, CLIENT_SECRET, TEMPLATE_ID } from '../../fakes/dingtalk/credentials.js';
import { FakeDingtalk, type FakeOptions } from '../../fakes/dingtalk/fake-dingtalk.js';
import { SmallChat } from './small-chat.js';

/** Waits that a test has time for. Heartbeats are left as they are: a busy machine may miss shorter ones. */
export const QUICK: Partial<Pace> = {
  cardPauseMs: 40,
  cardDelayMs: 10,
  overlapMs: 1_000,
  firstReconnectMs: 10,
  longestReconnectMs: 100,
  firstRetryMs: 20,
  longestRetryMs: 200,
  progressAfterMs: 0,
  progressPauseMs: 0,
  callsPerSecond: 1_000,
};

export interface RunningBot {
  readonly fake: FakeDingtalk;
  readonly adapter: ChatAdapter;
  readonly chat: SmallChat;
  readonly metrics: Metrics;
  /** What was logged, line by line. */
  readonly lines: readonly string[];
}

export interface BotOptions extends Partial<Pick<DingtalkAdapterOptions, 'publicUrl' | 'pace'>> {
  readonly config?: Partial<DingtalkConfig>;
  readonly fake?: FakeOptions;
  /** Whether answers stream into cards. */
  readonly withCards?: boolean;
  /** @default true */
  readonly isStarted?: boolean;
}

const running: { readonly fake: FakeDingtalk; readonly adapter: ChatAdapter }[] = [];
afterEach(async () => {
  for (const { fake, adapter } of running.splice(0)) {
    await adapter.stop();
    await fake.stop();
    expect(fake.violations).toEqual([]);
    expect(fake.gateway.malformed).toEqual([]);
  }
});

export function configFor(fake: FakeDingtalk, overrides: Partial<DingtalkConfig> = {}): DingtalkConfig {
  return {
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    apiUrl: fake.url,
    oapiUrl: fake.url,
    gatewayUrl: fake.url,
    conversation: 'person',
    admins: [],
    ...overrides,
  };
}

/** A bot that is connected to a fake DingTalk; both are stopped after the test. */
export async function runningBot(options: BotOptions = {}): Promise<RunningBot> {
  const fake = await FakeDingtalk.start(options.fake);
  const lines: string[] = [];
  const log = await createLogger({ level: 'debug', destination: { write: (line) => lines.push(line) } });
  const metrics = await createMetrics();
  const adapter = createDingtalkAdapter({
    config: configFor(fake, {
      ...(options.withCards === true ? { cardTemplateId: TEMPLATE_ID } : {}),
      ...options.config,
    }),
    log,
    metrics,
    publicUrl: options.publicUrl,
    pace: { ...QUICK, ...options.pace },
  });
  running.push({ fake, adapter });
  const chat = new SmallChat(() => adapter);
  if (options.isStarted !== false) await adapter.start(chat);
  return { fake, adapter, chat, metrics, lines };
}
