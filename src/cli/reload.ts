import type { Command } from 'commander';
import type { IndexState } from '../app.js';
import { counted } from './counted.js';
import type { CorpusOption } from './open-app.js';
import { writeLine } from './terminal.js';

export interface ReloadOptions extends CorpusOption {
  readonly dryRun?: true;
}

export function addReloadCommand(program: Command): void {
  program
    .command('reload')
    .summary('bring the index up to date with the corpus folder')
    .description('Brings the index up to date with the corpus folder as it is now.')
    .option('--dry-run', 'say what has changed, and do nothing')
    .option('--corpus <dir>', 'index this folder of .md and .txt files')
    .addHelpText(
      'after',
      `
With ADMIN_TOKEN set, a server that answers on HOST and PORT reloads and swaps its index; else the index is built
here, for the next start. With --corpus, always here.

Examples:
  $ wenju reload
  $ wenju reload --dry-run`,
    )
    .action(reload);
}

/** Brings the index up to date, in a running server where one answers. */
export async function reload({ dryRun, ...options }: ReloadOptions): Promise<void> {
  if (!dryRun && options.corpus === undefined && (await reloadRunningServer())) return;
  const { engineConfig, openApp } = await import('./open-app.js');
  const { findIndex } = await import('../app.js');
  const { id, isSaved, changes } = await findIndex(engineConfig(options));
  if (dryRun) {
    return writeLine(`${isSaved ? 'up to date' : 'to be built'}: ${changed(changes)}, snapshot ${id}`);
  }
  const { snapshot } = await openApp(options);
  const { documents, passages } = snapshot.corpus;
  const what = snapshot.builtFrom === 'disk' ? 'up to date' : 'built';
  const size = `${counted(documents.length, 'document')}, ${counted(passages.length, 'passage')}`;
  await writeLine(`${what}: ${changed(changes)}; ${size}, snapshot ${snapshot.id}`);
}

/** Returns whether there is one. */
async function reloadRunningServer(): Promise<boolean> {
  const [{ readConfig }, { isRunning, reloadServer, serverAddress }, { buildProgress }] = await Promise.all([
    import('../config.js'),
    import('./running-server.js'),
    import('./build-progress.js'),
  ]);
  const { host, port, adminToken } = readConfig();
  const address = serverAddress(host, port);
  if (adminToken === undefined || port === 0 || !(await isRunning(address))) return false;
  const progress = buildProgress(process.stderr);
  try {
    const report = await reloadServer(address, adminToken, progress.update);
    progress.stop();
    const { passages, snapshot, ms } = report;
    const now = `${counted(passages, 'passage')}, snapshot ${snapshot}, ${ms} ms`;
    await writeLine(`reloaded by the server at ${address}: ${changed(report)}; ${now}`);
  } finally {
    progress.stop();
  }
  return true;
}

function changed({ added, updated, removed, unchanged }: IndexState['changes']): string {
  return `${added} added, ${updated} updated, ${removed} removed, ${unchanged} unchanged`;
}
