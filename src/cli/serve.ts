import type { Command } from 'commander';
import { writeLine } from './terminal.js';

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .summary('start the web chat, the HTTP API and the chat platforms')
    .description(
      'Starts the web chat with the HTTP API on HOST and PORT (default: http://127.0.0.1:3000/), and joins Slack and ' +
        'DingTalk where their credentials are set.',
    )
    .addHelpText(
      'after',
      `
Prints the page's address when it can answer. Logs go to standard error. Ctrl-C or SIGTERM stops it.

Examples:
  $ wenju serve
  $ PORT=0 CORPUS_DIR=./my-documents wenju serve`,
    )
    .action(serve);
}

async function serve(): Promise<void> {
  const stop = new AbortController();
  // Not once: under npm, Ctrl-C comes twice, from the terminal and from npm.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort());
  const [{ readConfig }, { createLogger }, { serveApp }] = await Promise.all([
    import('../config.js'),
    import('../log.js'),
    import('../server.js'),
  ]);
  const config = readConfig();
  const log = await createLogger({ level: config.logLevel, secrets: config.secrets });
  await serveApp(config, {
    log,
    signal: stop.signal,
    onReady: (address) => void writeLine(`Wenju answers at ${address}`),
  });
}
