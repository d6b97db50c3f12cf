import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { AddResult } from '../corpus/import/add-documents.js';
import { counted } from './counted.js';
import { FAILED } from './exit-code.js';
import type { CorpusOption } from './open-app.js';
import { printable, warn, writeLine } from './terminal.js';

interface AddCommandOptions extends CorpusOption {
  readonly as?: string;
  readonly title?: string;
  readonly url?: string;
  readonly force?: true;
  readonly dryRun?: true;
  readonly json?: true;
  readonly reload?: true;
}

export function addCorpusCommand(program: Command): void {
  const corpus = program
    .command('corpus')
    .summary('add documents to the corpus folder')
    .description('Works on the documents of the corpus folder.')
    .addHelpText('after', '\nExample:\n  $ wenju corpus add handbook.pdf news.html');
  corpus
    .command('add')
    .summary('check documents and copy them in')
    .description(
      'Checks documents and copies them into the corpus folder: Markdown and text as they are, HTML, PDF and Word (.docx) as Markdown that says where it came from.',
    )
    .argument('<file...>', 'files, and folders of them')
    .option('--as <name>', 'the name in the corpus folder, for one file')
    .option('--title <title>', 'its title, for one file')
    .option('--url <address>', 'where it can be read on the web, for one file')
    .option('--force', 'replace documents of the same name')
    .option('--dry-run', 'say what would be added, and write nothing')
    .option('--json', 'print the results as JSON')
    .option('--reload', 'bring the index up to date afterwards')
    .option('--corpus <dir>', 'add to this folder')
    .addHelpText(
      'after',
      `
What is there already stays as it is; a new edition of it needs --force. A file that can't be added is named, and
the others are still added: exit code 1 then.

Examples:
  $ wenju corpus add handbook.pdf news.html
  $ wenju corpus add ./contracts --reload
  $ wenju corpus add page.html --as leave.md --url https://example.com/leave`,
    )
    .action(addFiles);
}

async function addFiles(files: readonly string[], options: AddCommandOptions): Promise<void> {
  const [{ addDocuments }, folder] = await Promise.all([
    import('../corpus/import/add-documents.js'),
    corpusFolder(options),
  ]);
  const results: AddResult[] = [];
  for await (const result of addDocuments(files, {
    folder,
    name: options.as,
    title: options.title,
    url: options.url,
    isForced: options.force,
    isDryRun: options.dryRun,
  })) {
    results.push(result);
    if (result.status === 'failed') process.exitCode = FAILED;
    if (!options.json) await tell(result, options.dryRun === true);
  }
  const isChanged = results.some(({ status }) => status === 'added' || status === 'replaced');
  if (options.json) await writeLine(JSON.stringify({ folder, documents: results.map(asJson) }));
  if (options.dryRun || !isChanged) return;
  if (options.reload) {
    const { reload } = await import('./reload.js');
    await reload({ ...(options.corpus === undefined ? {} : { corpus: options.corpus }) });
  } else if (!options.json) await writeLine(`In ${folder} now; \`wenju reload\` brings it into the answers.`);
}

/** The documents that come with the package are not the caller's: a folder of the caller's own is begun. */
async function corpusFolder({ corpus }: CorpusOption): Promise<string> {
  const [{ readEngineConfig }, { packagePath }] = await Promise.all([
    import('../config.js'),
    import('../package-path.js'),
  ]);
  const { corpusDir } = readEngineConfig();
  if (corpus !== undefined) return resolve(corpus);
  return corpusDir === packagePath('corpus') ? resolve('corpus') : corpusDir;
}

async function tell(result: AddResult, isDryRun: boolean): Promise<void> {
  const { file, status, source = '', title = '', passages = 0, notes = [], error } = result;
  if (error !== undefined) return warn(error.message);
  const would = isDryRun ? 'would be ' : '';
  const line =
    status === 'already-there'
      ? `already there: ${file} is ${source}`
      : `${would}${status}: ${file} → ${source}, “${title}”, ${counted(passages, 'passage')}`;
  await writeLine(printable(line).replace(/\n/g, ' '));
  for (const note of notes) warn(note);
}

function asJson({ error, ...result }: AddResult): object {
  return error === undefined ? result : { ...result, error: { code: error.code, message: error.message } };
}
