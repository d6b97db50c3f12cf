import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type App, type AppHooks, createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import type { Actor } from '../../src/serving/actor.js';
import { corpusFolder } from '../retrieval/corpus-folder.js';

export const ADMIN: Actor = { door: 'slack', id: 'U0ADMIN', name: '阿明' };

/** True of the folder as it is made. */
export const GOLDEN = `- question: 通义千问什么时候开放内测？
  answer: 4月7日
  cites: models.md
- question: 深海的温度怎么样？
  answer: 冰点
- question: 火星上有水吗？
  refuse: true
`;

export const SEA = '海水的盐度随深度变化。\n\n深海的温度接近冰点。\n';
/** Breaks the second question. */
export const SHALLOW_SEA = '海水的盐度随深度变化。\n';

/** A corpus folder with golden questions and a data folder, which can be served again and again. */
export interface ServedFolder {
  readonly folder: string;
  readonly dataDir: string;
  write(name: string, text: string): Promise<void>;
  /** As a start of the server does. */
  start(hooks?: AppHooks): Promise<App & { readonly warnings: readonly string[] }>;
}

export async function servedFolder(variables: Record<string, string> = {}): Promise<ServedFolder> {
  const { folder, dataDir } = await corpusFolder();
  const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
  await write('golden.yaml', GOLDEN);
  const config = readConfig({
    variables: { CORPUS_DIR: folder, DATA_DIR: dataDir, ...variables },
    workingDirectory: folder,
  });
  return {
    folder,
    dataDir,
    write,
    start: async (hooks = {}) => {
      const warnings: string[] = [];
      const app = await createApp(config, { onWarning: ({ code }) => warnings.push(code), ...hooks });
      return Object.assign(app, { warnings });
    },
  };
}
