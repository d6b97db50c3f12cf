import type { Command } from 'commander';
import type { FeedbackEntry } from '../serving/feedback-log.js';
import { colorsFor, printable, writeLine } from './terminal.js';
import { wholeNumber } from './whole-number.js';

const MOST_ENTRIES = 10_000;

interface FeedbackOptions {
  readonly json?: true;
  readonly golden?: true;
  readonly limit: number;
}

export function addFeedbackCommand(program: Command): void {
  program
    .command('feedback')
    .summary('list what people think of the answers')
    .description('Lists the last judgement of each answer, newest first.')
    .option('-n, --limit <n>', 'how many at most', wholeNumber(1, MOST_ENTRIES), 20)
    .option('--json', 'print a line of JSON for each')
    .option('--golden', 'print them as entries of golden.yaml, to be looked through and pasted')
    .addHelpText(
      'after',
      '\nExamples:\n  $ wenju feedback\n  $ wenju feedback --golden >> corpus/golden.yaml',
    )
    .action(feedback);
}

async function feedback({ json, golden, limit }: FeedbackOptions): Promise<void> {
  const [{ FeedbackLog }, { readEngineConfig }] = await Promise.all([
    import('../serving/feedback-log.js'),
    import('../config.js'),
  ]);
  const entries = await new FeedbackLog(readEngineConfig()).latest(limit);
  if (golden) {
    const { goldenEntries } = await import('./golden-entries.js');
    return writeLine(goldenEntries(entries).trimEnd());
  }
  for (const entry of entries) await writeLine(json ? JSON.stringify(entry) : entryText(entry));
}

function entryText({ time, verdict, reason, comment, question, answer }: FeedbackEntry): string {
  const colors = colorsFor(process.stdout);
  const mark = verdict === 'up' ? colors.green('+') : colors.red('-');
  const why = [reason, comment].filter((part) => part !== undefined && part !== '').join(': ');
  return [
    `${mark} ${time}  ${onOneLine(question)}`,
    `    ${colors.dim(onOneLine(answer))}`,
    ...(why === '' ? [] : [`    ${onOneLine(why)}`]),
  ].join('\n');
}

function onOneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' '));
}
