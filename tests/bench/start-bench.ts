import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../../src/package-path.js';
import { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';
import { openSnapshot } from '../../src/retrieval/open-snapshot.js';
import { quantile, timed } from './measure.js';
import type { Column } from './table.js';

const RUNS = 7;
const QUESTION = '通义千问什么时候开放内测？';
const ROOT = packagePath('.');
const BINARY = packagePath('dist/main.js');

/** The packages that answering a question uses, as they lie in node_modules, and jieba's dictionary. */
const IMPORTS = `
await Promise.all([
  import('@langchain/core/documents'), import('@langchain/core/embeddings'),
  import('@langchain/core/vectorstores'), import('commander'), import('dotenv'), import('hnswlib-node'),
  import('mdast-util-from-markdown'), import('mdast-util-gfm'), import('micromark-extension-gfm'),
  import('opencc-js/dict/TSCharacters'), import('picocolors'), import('stemmer'), import('yaml'), import('zod'),
]);
const [{ Jieba }, { dict }] = await Promise.all([import('@node-rs/jieba'), import('@node-rs/jieba/dict.js')]);
Jieba.withDict(dict);`;

/** Whole processes, from their start to their end, in milliseconds. */
export interface StartRow {
  readonly name: string;
  readonly median: number;
  readonly fastest: number;
  /** Texts that opening the index embeds, where there is one. */
  readonly embedded?: number;
}

export const START_COLUMNS: readonly Column<StartRow>[] = [
  { title: 'process', cell: ({ name }) => name },
  { title: 'median ms', cell: ({ median }) => median.toFixed(0) },
  { title: 'fastest ms', cell: ({ fastest }) => fastest.toFixed(0) },
  { title: 'texts embedded', cell: ({ embedded }) => embedded?.toString() ?? '–' },
];

interface Start {
  readonly name: string;
  readonly arguments: readonly string[];
  /** Its `DATA_DIR`. */
  readonly dataDir: string;
  readonly isNew?: true;
  readonly embedded?: number;
}

/** Starts everything in turn, so that what else the machine does is shared by all. */
export async function measureStarts(): Promise<StartRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'wenju-bench-'));
  try {
    const starts = await startsWith(join(folder, 'good'), join(folder, 'none'));
    const times = starts.map((): number[] => []);
    // The first round fills the disk's cache.
    for (let round = 0; round <= RUNS; round++) {
      for (const [i, start] of starts.entries()) {
        if (start.isNew) await rm(start.dataDir, { recursive: true, force: true });
        const { ms } = await timed(() => run(start));
        if (round > 0) times[i]?.push(ms);
      }
    }
    return starts.map(({ name, embedded }, i) => ({
      name,
      median: quantile(times[i] ?? [], 0.5),
      fastest: quantile(times[i] ?? [], 0),
      ...(embedded === undefined ? {} : { embedded }),
    }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function startsWith(good: string, none: string): Promise<Start[]> {
  const ask = [BINARY, 'ask', QUESTION];
  const built = await embeddedBy(good);
  const loaded = await embeddedBy(good);
  return [
    { name: '`node -e 0`', arguments: ['-e', '0'], dataDir: none },
    { name: '`wenju --help`', arguments: [BINARY, '--help'], dataDir: none },
    { name: '`wenju ask`, no snapshot', arguments: ask, dataDir: none, isNew: true, embedded: built },
    { name: '`wenju ask`, good snapshot', arguments: ask, dataDir: good, embedded: loaded },
    {
      name: 'importing the same packages, not bundled, and nothing else',
      arguments: ['--input-type=module', '-e', IMPORTS],
      dataDir: none,
    },
  ];
}

/** How many texts opening the index embeds; leaves a snapshot in the folder. */
async function embeddedBy(dataDir: string): Promise<number> {
  const embeddings = new CountingEmbeddings();
  await openSnapshot({ folder: packagePath('corpus'), dataDir, embeddings });
  return embeddings.count;
}

class CountingEmbeddings extends LocalEmbeddings {
  count = 0;

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    this.count += texts.length;
    return super.embedDocuments(texts);
  }
}

async function run({ name, arguments: args, dataDir }: Start): Promise<void> {
  const env = { ...process.env, DATA_DIR: dataDir, CORPUS_DIR: packagePath('corpus') };
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
}
