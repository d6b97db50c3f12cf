import { resolve } from 'node:path';
import { type App, type AppHooks, createApp } from '../app.js';
import { type EngineConfig, readEngineConfig } from '../config.js';
import { buildProgress } from './build-progress.js';
import { warn } from './terminal.js';

export interface CorpusOption {
  /** Another corpus folder than the configured one. */
  readonly corpus?: string;
}

/** The configuration of a command that answers. */
export function engineConfig({ corpus }: CorpusOption): EngineConfig {
  const config = readEngineConfig();
  return corpus === undefined ? config : { ...config, corpusDir: resolve(corpus) };
}

/**
 * Opens the index for a command: with a progress bar where it is built, warnings on standard error. A command that
 * only answers goes by what is served and changes nothing of it; of a folder that it is told, it takes the index
 * as it is.
 */
export async function openApp(options: CorpusOption, hooks: AppHooks = {}): Promise<App> {
  const config = engineConfig(options);
  const progress = buildProgress(process.stderr);
  try {
    const app = await createApp(config, {
      state: options.corpus === undefined ? 'read' : 'ignore',
      ...hooks,
      onProgress: progress.update,
      onWarning: ({ message }) => warn(message),
    });
    for (const { message } of app.snapshot.corpus.problems) warn(message);
    return app;
  } finally {
    progress.stop();
  }
}
