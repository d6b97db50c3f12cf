import type { Command } from 'commander';
import type { AuditEntry } from '../serving/audit-log.js';
import { type Colors, colorsFor, printable, writeLine } from './terminal.js';
import { wholeNumber } from './whole-number.js';

const MOST_ENTRIES = 10_000;
/** Characters of a snapshot's name that are shown. */
const SHORT = 8;

interface HistoryOptions {
  readonly json?: true;
  readonly limit: number;
}

export function addHistoryCommand(program: Command): void {
  program
    .command('history')
    .summary('list who changed what is served')
    .description('Lists the changes of what is served and the attempts at one, newest first.')
    .option('-n, --limit <n>', 'how many at most', wholeNumber(1, MOST_ENTRIES), 20)
    .option('--json', 'print a line of JSON for each')
    .addHelpText('after', '\nExamples:\n  $ wenju history\n  $ wenju history -n 100 --json')
    .action(history);
}

async function history({ json, limit }: HistoryOptions): Promise<void> {
  const [{ AuditLog }, { actorText }, { renderFailure }, { readEngineConfig }] = await Promise.all([
    import('../serving/audit-log.js'),
    import('../serving/actor.js'),
    import('./render-reload.js'),
    import('../config.js'),
  ]);
  const colors = colorsFor(process.stdout);
  for (const entry of await new AuditLog(readEngineConfig()).latest(limit)) {
    if (json) {
      await writeLine(JSON.stringify(entry));
      continue;
    }
    const { time, by, action, error, broken = [] } = entry;
    const who = printable(actorText(by));
    await writeLine([time, action, resultText(entry, colors), who, changeText(entry)].join('  ').trimEnd());
    if (error !== undefined && broken.length === 0) await writeLine(`  ${printable(error.message)}`);
    for (const failure of broken) await writeLine(`  ✗ ${renderFailure(failure)}`);
  }
}

function resultText({ result }: AuditEntry, colors: Colors): string {
  if (result === 'done') return colors.green(result);
  return result === 'cancelled' || result === 'forced' ? colors.yellow(result) : colors.red(result);
}

function changeText({ added, updated, removed, before, after, ms }: AuditEntry): string {
  const counts = added === undefined ? '' : `+${added} ~${updated ?? 0} -${removed ?? 0}`;
  const names = [before, after].filter((id) => id !== undefined).map((id) => id.slice(0, SHORT));
  const change = [...new Set(names)].join(' → ');
  return [counts, change, ms === undefined ? '' : `${ms} ms`].filter((part) => part !== '').join(', ');
}
