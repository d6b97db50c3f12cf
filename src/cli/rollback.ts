import type { Command } from 'commander';
import { changesText } from './changes-text.js';
import { counted } from './counted.js';
import { warn, writeLine } from './terminal.js';

interface RollbackOptions {
  readonly json?: true;
}

export function addRollbackCommand(program: Command): void {
  program
    .command('rollback')
    .summary('go back to the index that was served before')
    .description('Goes back to the index that was served before, which is served until the next reload.')
    .option('--json', 'print what came of it as JSON')
    .addHelpText(
      'after',
      `
With ADMIN_TOKEN set, a server that answers on HOST and PORT goes back; else it is for the next start. A second
rollback comes back.

Examples:
  $ wenju rollback
  $ wenju history`,
    )
    .action(rollback);
}

async function rollback({ json }: RollbackOptions): Promise<void> {
  const { adminServer } = await import('./admin-server.js');
  const server = await adminServer();
  const where = server === undefined ? 'rolled back' : `rolled back by the server at ${server.address}`;
  const report = server === undefined ? await rollbackHere() : await rollbackServed(server);
  if (json) return writeLine(JSON.stringify(report));
  const { passages, snapshot } = report;
  await writeLine(`${where}: ${changesText(report)}; ${counted(passages, 'passage')}, snapshot ${snapshot}`);
}

async function rollbackServed({ address, token }: { readonly address: string; readonly token: string }) {
  const { rollbackServer } = await import('./running-server.js');
  return rollbackServer(address, token);
}

async function rollbackHere() {
  const [{ openApp }, { localActor }] = await Promise.all([
    import('./open-app.js'),
    import('./local-actor.js'),
  ]);
  const by = localActor();
  const { corpus } = await openApp({}, { state: 'keep', stays: true, by });
  const report = await corpus.rollback(by);
  for (const { message } of report.problems) warn(message);
  return report;
}
