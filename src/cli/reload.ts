import type { Command } from 'commander';
import { counted } from './counted.js';
import type { CorpusOption } from './open-app.js';
import { writeLine } from './terminal.js';

interface ReloadOptions extends CorpusOption {
  readonly dryRun?: true;
}

export function addReloadCommand(program: Command): void {
  program
    .command('reload')
    .summary('bring the index up to date with the corpus folder')
    .description('Brings the index up to date with the corpus folder as it is now.')
    .option('--dry-run', 'say whether there is anything to do, and do nothing')
    .option('--corpus <dir>', 'index this folder of .md and .txt files')
    .addHelpText(
      'after',
      `
Examples:
  $ wenju reload
  $ wenju reload --dry-run`,
    )
    .action(reload);
}

async function reload({ dryRun, ...options }: ReloadOptions): Promise<void> {
  const { engineConfig, openApp } = await import('./open-app.js');
  if (dryRun) {
    const { findIndex } = await import('../app.js');
    const { id, isSaved } = await findIndex(engineConfig(options));
    return writeLine(isSaved ? `up to date: snapshot ${id}` : `to be built: snapshot ${id}`);
  }
  const { snapshot } = await openApp(options);
  const { documents, passages } = snapshot.corpus;
  const what = snapshot.builtFrom === 'disk' ? 'up to date' : 'built';
  const size = `${counted(documents.length, 'document')}, ${counted(passages.length, 'passage')}`;
  await writeLine(`${what}: ${size}, snapshot ${snapshot.id}`);
}
