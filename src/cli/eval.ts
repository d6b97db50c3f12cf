import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { WenjuError } from '../errors.js';
import { packagePath } from '../package-path.js';
import type { CorpusOption } from './open-app.js';
import { writeLine } from './terminal.js';

interface EvalOptions extends CorpusOption {
  readonly set?: string;
  /** The checker's figures alone. */
  readonly checker?: true;
  readonly json?: true;
  readonly failures?: true;
}

export function addEvalCommand(program: Command): void {
  program
    .command('eval')
    .summary('measure the answers to a set of questions')
    .description('Asks every question of a set and prints how good the answers and their citations are.')
    .option(
      '--set <file>',
      'JSON lines of questions with their answers (default: the golden set of the repository)',
    )
    .option('--checker', 'only measure the checker of generated sentences, on its own test set')
    .option('--corpus <dir>', 'answer from this folder of .md and .txt files')
    .option('--json', 'print the figures as JSON')
    .option('--failures', 'list what was not right or not cited')
    .addHelpText(
      'after',
      `
A line of a set:
  {"id", "question", "history"?, "answers"?: [any one], "must_all"?: [each], "evidence"?: [sentences to cite]}
  Neither "answers" nor "must_all": the question must be refused.

Example:
  $ wenju eval --set questions.jsonl --corpus ./my-documents --failures`,
    )
    .action(evaluate);
}

async function evaluate({ checker, ...options }: EvalOptions): Promise<void> {
  if (checker) return evaluateSentences(options);
  await evaluateAnswers(options);
  // The figures of the project itself: those of its checker belong to them.
  if (options.set === undefined && options.corpus === undefined && !options.json) {
    await writeLine('');
    await evaluateSentences(options);
  }
}

/** The figures of the checker of generated sentences. */
async function evaluateSentences({ json, failures }: EvalOptions): Promise<void> {
  const [{ checkerReports, checkerSet }, { formatCheckerReport }] = await Promise.all([
    import('./checker-report.js'),
    import('../eval/format-checker-report.js'),
  ]);
  const folder = checkerSet();
  if (folder === undefined)
    throw new WenjuError('not-found', 'the checker’s test set is not in this package');
  const reports = await checkerReports(folder);
  if (json) {
    const figures = reports.map(({ name, report: { mistakes, ...rest } }) => ({
      name,
      ...rest,
      ...(failures ? { mistakes } : {}),
    }));
    await writeLine(JSON.stringify({ checker: figures }));
  } else await writeLine(formatCheckerReport(reports, { failures: failures === true }));
}

async function evaluateAnswers({
  set = goldenSet(),
  json,
  failures,
  ...options
}: Omit<EvalOptions, 'checker'>): Promise<void> {
  if (set === undefined) throw new WenjuError('bad-usage', 'name a question set with --set FILE');
  const [{ openApp }, { evaluateSet }, { formatReport }] = await Promise.all([
    import('./open-app.js'),
    import('../eval/evaluate-set.js'),
    import('../eval/format-report.js'),
  ]);
  const { answerer, snapshot } = await openApp(options);
  const report = await evaluateSet(set, answerer, snapshot);
  if (json) {
    const { failures: list, ...figures } = report;
    await writeLine(JSON.stringify(failures ? { ...figures, failures: list } : figures));
  } else {
    await writeLine(formatReport(report, { failures: failures === true }));
  }
}

/** The project's own questions on its bundled corpus; an installed package has none. */
function goldenSet(): string | undefined {
  const path = packagePath('tests/golden.jsonl');
  return existsSync(path) ? path : undefined;
}
