/**
 * The bench: what answering, indexing, reloading and starting cost, beside the naive chain in the same run. Prints
 * Markdown tables; how far it is goes to standard error. `--quick` leaves out the largest corpus, `--reload=N`
 * measures the reload of N generated passages and nothing else.
 */
import { arch, cpus, platform } from 'node:os';
import { ANSWER_COLUMNS } from './answer-bench.js';
import { type CorpusRows, measureBundledCorpus, measureGeneratedCorpus } from './corpus-bench.js';
import { INDEX_COLUMNS } from './index-bench.js';
import { measureReload, RELOAD_COLUMNS, type ReloadRow } from './reload-bench.js';
import { measureStarts, START_COLUMNS, type StartRow } from './start-bench.js';
import { grouped, section } from './table.js';

const SIZES = [1_000, 10_000, 100_000];
const QUICK_SIZES = [1_000, 10_000];

const sizes = process.argv.includes('--quick') ? QUICK_SIZES : SIZES;
const reloadOnly = process.argv.find((argument) => argument.startsWith('--reload='))?.split('=')[1];
const tell = (what: string): void => console.error(`measuring ${what} …`);

const machine = `${cpus()[0]?.model ?? 'unknown CPU'}, ${cpus().length} cores, ${platform()} ${arch()}, Node ${process.version}`;

const measured: CorpusRows[] = [];
const reloads: ReloadRow[] = [];
const starts: StartRow[] = [];
if (reloadOnly === undefined) {
  tell('starts');
  starts.push(...(await measureStarts()));
  tell('the bundled corpus');
  measured.push(await measureBundledCorpus());
}
for (const size of reloadOnly === undefined ? sizes : [Number(reloadOnly)]) {
  tell(`reloads of ${grouped(size)} generated passages`);
  reloads.push(await measureReload(size));
  if (reloadOnly !== undefined) continue;
  tell(`${grouped(size)} generated passages`);
  measured.push(await measureGeneratedCorpus(size));
}

console.log(`${machine}\n`);
console.log(
  section(
    'Reload',
    'One document in a hundred is changed in every passage, and the corpus is reloaded into a saved index: first with nothing else to do, then again and again while four questions a second are asked. Share: of the full build. Answers are timed from when they are due.',
    RELOAD_COLUMNS,
    reloads,
  ),
);
if (reloadOnly !== undefined) process.exit();
console.log(
  section(
    'Answers',
    'From a question to its answer in a process that runs; of several calls with a question the fastest. The naive chain shows its 4 nearest chunks. Bundled: the golden questions. Generated: passages of words of jieba’s dictionary by their frequency, which mean nothing but are distributed like prose.',
    ANSWER_COLUMNS,
    measured.flatMap(({ answers }) => answers),
  ),
);
console.log(
  section(
    'Index',
    'The same corpora and questions. recall@10: of the vector index, against an exact scan. Whole search: from a question’s text to 10 passages, which for Wenju is the vector index and the keywords.',
    INDEX_COLUMNS,
    measured.flatMap(({ index }) => index),
  ),
);
console.log(
  section(
    'Start',
    'Whole processes on the bundled corpus. Importing the packages is the least that any chain of them takes.',
    START_COLUMNS,
    starts,
  ),
);
