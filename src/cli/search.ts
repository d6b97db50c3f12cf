import type { Command } from 'commander';
import { WenjuError } from '../errors.js';
import type { SearchResult } from '../retrieval/search-result.js';
import type { Snapshot } from '../retrieval/snapshot.js';
import type { CorpusOption } from './open-app.js';
import { colorsFor, printable, writeLine } from './terminal.js';
import { wholeNumber } from './whole-number.js';

const MOST_RESULTS = 1_000;

interface SearchOptions extends CorpusOption {
  readonly json?: true;
  /** How many results at most. */
  readonly limit: number;
  readonly batch?: string | true;
}

export function addSearchCommand(program: Command): void {
  program
    .command('search')
    .summary('list the passages that fit a query')
    .description('Lists the passages that fit a query best, with their scores.')
    .argument('[query]', 'words or a question')
    .option('-k, --limit <n>', 'how many passages at most', wholeNumber(1, MOST_RESULTS), 10)
    .option('--json', 'print the passages as JSON')
    .option('--corpus <dir>', 'search this folder of .md and .txt files')
    .option('--batch [file]', 'search for JSON lines {"id","question"} from a file or standard input')
    .addHelpText(
      'after',
      `
Examples:
  $ wenju search "视觉大模型" -k 3
  $ wenju search --batch questions.jsonl -k 5 > results.jsonl`,
    )
    .action(search);
}

async function search(query: string | undefined, options: SearchOptions): Promise<void> {
  const { json, limit, batch } = options;
  if ((query === undefined) === (batch === undefined)) {
    throw new WenjuError('bad-usage', 'give either a query in quotes or --batch');
  }
  const [{ openApp }, { openInput }, { runBatch }] = await Promise.all([
    import('./open-app.js'),
    import('./json-lines.js'),
    import('./batch.js'),
  ]);
  if (query === undefined) {
    const input = await openInput(batch === true ? undefined : batch);
    const { snapshot } = await openApp(options);
    return runBatch(
      input,
      async ({ question }) => ({ results: await find(question, snapshot, limit) }),
      writeLine,
    );
  }
  const { snapshot } = await openApp(options);
  const results = await find(query, snapshot, limit);
  await writeLine(json ? JSON.stringify({ query, snapshot: snapshot.id, results }) : renderResults(results));
}

/** A passage in the JSON of the command; offsets are UTF-16 units into the document. */
interface FoundPassage {
  readonly source: string;
  readonly title: string;
  readonly section: string;
  readonly paragraph: number;
  readonly passage: string;
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly dense: number;
  readonly lexical: number;
}

async function find(query: string, snapshot: Snapshot, limit: number): Promise<FoundPassage[]> {
  const { LONGEST_QUESTION } = await import('../answer/question.js');
  if (query.trim() === '') throw new WenjuError('bad-request', 'the query is empty');
  if (query.length > LONGEST_QUESTION) {
    throw new WenjuError('too-large', `the query is longer than ${LONGEST_QUESTION} characters`);
  }
  const results = await snapshot.search(query, { limit });
  return results.map((result) => foundPassage(result, snapshot));
}

function foundPassage({ passage, score, dense, lexical }: SearchResult, snapshot: Snapshot): FoundPassage {
  const { source, section, paragraph, start, end } = passage;
  const { title, text } = snapshot.document(source);
  return {
    source,
    title,
    section: section.join(' › '),
    paragraph,
    passage: text.slice(start, end),
    start,
    end,
    score,
    dense,
    lexical,
  };
}

function renderResults(results: readonly FoundPassage[]): string {
  const colors = colorsFor(process.stdout);
  if (results.length === 0) return colors.yellow('nothing fits / 没有找到');
  const blocks = results.map(({ source, title, section, paragraph, passage, start, end, score }, index) => {
    const place = printable(section === '' ? title : `${title} › ${section}`);
    return [
      `${colors.cyan(`${index + 1}.`)} ${score.toFixed(4)}  ${place} ¶${paragraph}`,
      `   ${printable(passage).replaceAll('\n', '\n   ')}`,
      `   ${colors.dim(`${printable(source)}:${start}-${end}`)}`,
    ].join('\n');
  });
  return blocks.join('\n\n');
}
