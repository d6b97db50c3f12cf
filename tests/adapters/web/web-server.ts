import { join } from 'node:path';
import { afterAll } from 'vitest';
import {
  createWebAdapter,
  type WebAdapter,
  type WebAdapterOptions,
  type WebService,
} from '../../../adapters/web/index.js';
import { createApp } from '../../../src/app.js';
import { readConfig } from '../../../src/config.js';
import { createLogger } from '../../../src/log.js';
import { createMetrics } from '../../../src/metrics.js';
import { FeedbackLog } from '../../../src/serving/feedback-log.js';
import { corpusFolder } from '../../retrieval/corpus-folder.js';
import { temporaryFolder } from '../../temporary-folder.js';

export interface RunningServer {
  readonly adapter: WebAdapter;
  /** Without the slash at its end. */
  readonly address: string;
  /** What was logged, line by line. */
  readonly lines: readonly string[];
  /** Where `feedback.jsonl` comes to be. */
  readonly dataDir: string;
}

const running: WebAdapter[] = [];
afterAll(() => Promise.all(running.map((adapter) => adapter.stop())));

/** A web adapter on a free port, stopped when the tests of the file are over. It limits no rate unless told. */
export async function webServer(options: Partial<WebAdapterOptions>): Promise<RunningServer> {
  const lines: string[] = [];
  const log = await createLogger({ level: 'debug', destination: { write: (line) => lines.push(line) } });
  const dataDir = join(await temporaryFolder(), 'data');
  const adapter = createWebAdapter({
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    rateLimitPerMinute: 0,
    trustProxy: false,
    current: () => undefined,
    log,
    metrics: await createMetrics(),
    feedback: new FeedbackLog({ dataDir }),
    ...options,
  });
  const address = await adapter.start();
  running.push(adapter);
  return { adapter, address: address.replace(/\/$/, ''), lines, dataDir };
}

/** What answers from a corpus folder of three documents, and where that is. */
export async function webService(): Promise<WebService & { readonly folder: string }> {
  const { folder, dataDir } = await corpusFolder();
  const config = readConfig({
    variables: { CORPUS_DIR: folder, DATA_DIR: dataDir },
    workingDirectory: folder,
  });
  const { answerer, corpus } = await createApp(config);
  return { answerer, corpus, folder };
}
