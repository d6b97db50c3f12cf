import type { Command } from 'commander';
import { WenjuError } from '../errors.js';
import type { CorpusOption } from './open-app.js';
import { writeLine } from './terminal.js';

interface CompareOptions extends CorpusOption {
  readonly with: string;
  readonly json?: true;
}

export function addCompareCommand(program: Command): void {
  program
    .command('compare')
    .summary('let several models answer a question from the same passages')
    .description(
      'Asks several models at once and prints their answers, checked, with the time, the tokens and the share of sentences that were withheld.',
    )
    .argument('<question>', 'in Chinese or English')
    .requiredOption('--with <names>', 'providers, with commas between them: qwen,ernie')
    .option('--json', 'print the comparison as JSON')
    .option('--corpus <dir>', 'answer from this folder of .md and .txt files')
    .addHelpText(
      'after',
      `
The keys are those of LLM_API_KEY_<NAME> (LLM_API_KEY_QWEN), with LLM_MODEL_<NAME> and LLM_BASE_URL_<NAME> where
they differ from the preset; the provider of LLM_PROVIDER needs no more than LLM_API_KEY.

Example:
  $ wenju compare "通义千问什么时候开放内测？" --with qwen,ernie,zhipu`,
    )
    .action(compare);
}

async function compare(question: string, { with: list, json, ...options }: CompareOptions): Promise<void> {
  const names = list
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  if (names.length === 0) throw new WenjuError('bad-usage', 'name the models with --with qwen,ernie,…');
  const [{ openApp }, { renderComparison }] = await Promise.all([
    import('./open-app.js'),
    import('./render-comparison.js'),
  ]);
  const app = await openApp(options);
  const comparison = await app.compare(question, names);
  await writeLine(json ? JSON.stringify(comparison) : renderComparison(comparison));
  if (comparison.models.every(({ answer, refused }) => answer === '' && !refused)) {
    throw new WenjuError('unavailable', 'none of the models answered');
  }
}
