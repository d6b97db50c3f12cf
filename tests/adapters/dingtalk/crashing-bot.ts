/**
 * A bot with the real chat and adapter in a process of its own, to be killed. Its settings come as JSON in the
 * first argument; it says `ready` when it is.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createDingtalkAdapter } from '../../../adapters/dingtalk/index.js';
import type { Answerer } from '../../../src/answer/answerer.js';
import { createApp } from '../../../src/app.js';
import { ChatService } from '../../../src/chat/chat.js';
import { readConfig } from '../../../src/config.js';
import { createLogger } from '../../../src/log.js';
import { createMetrics } from '../../../src/metrics.js';
import { FeedbackLog } from '../../../src/serving/feedback-log.js';

const ANSWER_MS = 10;

const variables: Record<string, string> = JSON.parse(process.argv[2] ?? '{}');
const config = readConfig({ variables, workingDirectory: variables.DATA_DIR ?? '' });
if (config.dingtalk === undefined) throw new Error('the settings of DingTalk are missing');
const { answerer, corpus } = await createApp(config);
const slowAnswerer: Answerer = {
  answer: async (...question) => {
    await sleep(ANSWER_MS);
    return answerer.answer(...question);
  },
};
const log = await createLogger({ level: 'warn' });
const metrics = await createMetrics();
const chat = new ChatService({
  answerer: slowAnswerer,
  corpus,
  feedback: new FeedbackLog({ dataDir: config.dataDir }),
  model: undefined,
  presets: [],
  admins: {},
  dataDir: config.dataDir,
  log,
  metrics,
});
const adapter = createDingtalkAdapter({
  config: config.dingtalk,
  log,
  metrics,
  pace: { firstReconnectMs: 10, firstRetryMs: 20, callsPerSecond: 1_000 },
});
await chat.start([adapter]);
process.stdout.write('ready\n');
