import type { Command } from 'commander';
import { FAILED } from './exit-code.js';
import { colorsFor, printable, writeLine } from './terminal.js';

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .summary('check the set-up')
    .description(
      'Checks configuration, models, corpus, glossary, index, port, Slack and DingTalk; exit code 1 when something is wrong.',
    )
    .addHelpText('after', '\nExample:\n  $ wenju doctor')
    .action(doctor);
}

async function doctor(): Promise<void> {
  const { checks } = await import('./checks.js');
  const colors = colorsFor(process.stdout);
  const marks = { good: colors.green('✓'), note: colors.yellow('!'), wrong: colors.red('✗') };
  for await (const { verdict, text } of checks()) {
    await writeLine(`${marks[verdict]} ${printable(text.replace(/\s*\n\s*/g, ' '))}`);
    if (verdict === 'wrong') process.exitCode = FAILED;
  }
}
