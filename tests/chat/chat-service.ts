import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createApp } from '../../src/app.js';
import { type ChatOptions, ChatService } from '../../src/chat/chat.js';
import { readConfig } from '../../src/config.js';
import { createLogger } from '../../src/log.js';
import { createMetrics } from '../../src/metrics.js';
import { FeedbackLog } from '../../src/serving/feedback-log.js';
import type { ServedCorpus } from '../../src/serving/served-corpus.js';
import { GLOSSARY, MODELS } from '../answer/small-corpus.js';
import { temporaryFolder } from '../temporary-folder.js';

/** A chat over the small corpus, and what it works with. */
export interface TestedChat {
  readonly chat: ChatService;
  readonly corpus: ServedCorpus;
  readonly feedback: FeedbackLog;
  /** The corpus folder, with `models.md` and the glossary. */
  readonly folder: string;
  readonly dataDir: string;
  /** What was logged, line by line. */
  readonly lines: readonly string[];
}

/** A chat over a new folder with the small corpus, not started yet. The person `admin` is its admin everywhere. */
export async function chatService(options: Partial<ChatOptions>): Promise<TestedChat> {
  const folder = join(await temporaryFolder(), 'corpus');
  await mkdir(folder);
  await Promise.all([
    writeFile(join(folder, 'glossary.yaml'), GLOSSARY),
    writeFile(join(folder, 'models.md'), MODELS),
  ]);
  const dataDir = options.dataDir ?? join(folder, '../data');
  const variables = { CORPUS_DIR: folder, DATA_DIR: dataDir };
  const { answerer, corpus } = await createApp(readConfig({ variables, workingDirectory: folder }));
  const feedback = new FeedbackLog({ dataDir });
  const lines: string[] = [];
  const chat = new ChatService({
    answerer,
    corpus,
    feedback,
    model: undefined,
    presets: [],
    admins: { test: ['admin'], slack: ['admin'], dingtalk: ['admin'] },
    log: await createLogger({ level: 'debug', destination: { write: (line) => lines.push(line) } }),
    metrics: await createMetrics(),
    ...options,
    dataDir,
  });
  return { chat, corpus, feedback, folder, dataDir, lines };
}
