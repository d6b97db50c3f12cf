import type { Command } from 'commander';
import { WenjuError } from '../errors.js';
import type { CorpusOption } from './open-app.js';
import { colorsFor, writeLine } from './terminal.js';

interface AskOptions extends CorpusOption {
  readonly json?: true;
  /** True: from standard input. */
  readonly batch?: string | true;
}

export function addAskCommand(program: Command): void {
  program
    .command('ask')
    .summary('answer a question from the documents')
    .description('Answers a question with citations. Without one, on a terminal: a conversation.')
    .argument('[question]', 'in Chinese or English')
    .option('--json', 'print the answer as JSON')
    .option('--corpus <dir>', 'answer from this folder of .md and .txt files')
    .option('--batch [file]', 'answer JSON lines {"id","question","history"?} from a file or standard input')
    .addHelpText(
      'after',
      `
Examples:
  $ wenju ask "通义千问什么时候开放内测？"
  $ wenju ask --json --corpus ./my-documents "Who announced it?"
  $ wenju ask --batch questions.jsonl > answers.jsonl`,
    )
    .action(ask);
}

async function ask(question: string | undefined, options: AskOptions): Promise<void> {
  if (options.batch !== undefined) return askBatch(question, options);
  if (question !== undefined) return askOnce(question, options);
  if (process.stdin.isTTY !== true || process.stdout.isTTY !== true) {
    throw new WenjuError(
      'bad-usage',
      'give a question in quotes, or --batch for questions on standard input',
    );
  }
  const [{ openApp }, { askSession }] = await Promise.all([
    import('./open-app.js'),
    import('./ask-session.js'),
  ]);
  const { answerer } = await openApp(options);
  await askSession(answerer, { input: process.stdin, output: process.stdout });
}

async function askOnce(question: string, options: AskOptions): Promise<void> {
  const [{ openApp }, { renderAnswer }] = await Promise.all([
    import('./open-app.js'),
    import('./render-answer.js'),
  ]);
  const { answerer } = await openApp(options);
  const answer = await answerer.answer({ text: question, history: [] });
  await writeLine(options.json ? JSON.stringify(answer) : renderAnswer(answer, colorsFor(process.stdout)));
}

async function askBatch(question: string | undefined, options: AskOptions): Promise<void> {
  if (question !== undefined)
    throw new WenjuError('bad-usage', 'give either a question or --batch, not both');
  const [{ openApp }, { openInput }, { runBatch }] = await Promise.all([
    import('./open-app.js'),
    import('./json-lines.js'),
    import('./batch.js'),
  ]);
  const input = await openInput(options.batch === true ? undefined : options.batch);
  const { answerer } = await openApp(options);
  await runBatch(input, ({ question: text, history }) => answerer.answer({ text, history }), writeLine);
}
