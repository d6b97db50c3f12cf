import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { ExtractiveAnswerer } from '../../src/answer/extractive-answerer.js';
import { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';
import { openSnapshot } from '../../src/retrieval/open-snapshot.js';
import type { WorkOptions } from '../../src/retrieval/time-slices.js';
import { ServedCorpus } from '../../src/serving/served-corpus.js';
import { expandTerms } from '../../src/text/vocabulary.js';
import { generatedCorpus } from './generated-corpus.js';
import { quantile, timed } from './measure.js';
import { type Column, grouped } from './table.js';

const QUESTIONS = 200;
/** One document in so many is changed for a reload. */
const CHANGED = 100;
/** After so many reloads it is the first ones' turn again. */
const DIFFERENT = 10;
/** How long questions are asked: during a reload and as long again with nothing else to do, turn and turn about. */
const ASKING_MS = 60_000;
/** From a question to the next one, whether or not it has been answered: four a second. */
const QUESTION_EVERY_MS = 250;
/** Files that were written a moment ago are read once more; those of real corpora are older. */
const SETTLED_MS = 3_000;

/** What a reload costs, and what those who ask meanwhile notice. Times are milliseconds. */
export interface ReloadRow {
  readonly passages: number;
  /** From nothing to a saved index. */
  readonly buildMs: number;
  readonly changedPassages: number;
  /** The first reload, with nothing else to do. */
  readonly reloadMs: number;
  /** The longest time in it that the event loop stood still. */
  readonly pauseMs: number;
  /** The median and the longest of those during which questions were asked. */
  readonly busyMedianMs: number;
  readonly busyLongestMs: number;
  readonly asked: number;
  readonly failed: number;
  readonly quietP99: number;
  readonly busyP99: number;
}

export const RELOAD_COLUMNS: readonly Column<ReloadRow>[] = [
  {
    title: 'passages (changed)',
    cell: (row) => `${grouped(row.passages)} (${grouped(row.changedPassages)})`,
  },
  { title: 'build s', cell: ({ buildMs }) => (buildMs / 1000).toFixed(2) },
  { title: 'reload s', cell: ({ reloadMs }) => (reloadMs / 1000).toFixed(2) },
  { title: 'share', cell: ({ buildMs, reloadMs }) => `${((100 * reloadMs) / buildMs).toFixed(2)} %` },
  { title: 'longest pause ms', cell: ({ pauseMs }) => pauseMs.toFixed(0) },
  {
    title: 'with questions s (median / longest)',
    cell: ({ busyMedianMs, busyLongestMs }) =>
      `${(busyMedianMs / 1000).toFixed(2)} / ${(busyLongestMs / 1000).toFixed(2)}`,
  },
  { title: 'asked (failed)', cell: ({ asked, failed }) => `${asked} (${failed})` },
  {
    title: 'answer p99 ms (no reload / reload)',
    cell: ({ quietP99, busyP99 }) => `${quietP99.toFixed(1)} / ${busyP99.toFixed(1)}`,
  },
];

/** Builds an index, changes 1 % of its documents again and again, and reloads while questions are asked. */
export async function measureReload(passages: number): Promise<ReloadRow> {
  const root = await mkdtemp(join(tmpdir(), 'wenju-bench-'));
  try {
    const folder = join(root, 'corpus');
    const { corpus, questions } = generatedCorpus(passages, Math.min(QUESTIONS, passages));
    const changedBy = (version: number) =>
      corpus.documents.filter((_, i) => i % CHANGED === version % DIFFERENT);
    await mkdir(folder);
    for (const { source, text } of corpus.documents) await writeFile(join(folder, source), text);
    await setTimeout(SETTLED_MS);
    const change = async (version: number): Promise<void> => {
      for (const { source, text } of changedBy(version)) {
        await writeFile(join(folder, source), text.replaceAll('。\n', `,第${version}版。\n`));
      }
    };
    const embeddings = new LocalEmbeddings();
    const open = (options: WorkOptions) =>
      openSnapshot({ ...options, folder, dataDir: join(root, 'data'), embeddings, expand: expandTerms });
    const { result: snapshot, ms: buildMs } = await timed(() => open({}));
    const served = new ServedCorpus({ snapshot, reopen: open });
    const asking = new Asking(served, questions);
    // The first calls are slower: the compiler has not seen them yet.
    await asking.during(() => setTimeout(ASKING_MS / 10));
    await change(0);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const { ms: reloadMs } = await timed(() => served.reload());
    delay.disable();
    const reloads: number[] = [];
    const busy = { times: [] as number[], failed: 0 };
    const quiet = { times: [] as number[], failed: 0 };
    const end = performance.now() + ASKING_MS;
    for (let version = 1; performance.now() < end; version++) {
      await change(version);
      const reload = async (): Promise<unknown> => reloads.push((await timed(() => served.reload())).ms);
      add(busy, await asking.during(reload));
      add(quiet, await asking.during(() => setTimeout(reloads.at(-1))));
    }
    const sources = new Set(changedBy(0).map(({ source }) => source));
    return {
      passages,
      buildMs,
      changedPassages: corpus.passages.filter(({ source }) => sources.has(source)).length,
      reloadMs,
      pauseMs: delay.max / 1e6,
      busyMedianMs: quantile(reloads, 0.5),
      busyLongestMs: Math.max(...reloads),
      asked: busy.times.length + busy.failed,
      failed: busy.failed + quiet.failed,
      quietP99: quantile(quiet.times, 0.99),
      busyP99: quantile(busy.times, 0.99),
    };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

interface Asked {
  /** Of those that were answered, in milliseconds. */
  readonly times: number[];
  failed: number;
}

function add(all: Asked, { times, failed }: Asked): void {
  all.times.push(...times);
  all.failed += failed;
}

/** Several people who ask, as many questions a second as there are. */
class Asking {
  private readonly answerer: ExtractiveAnswerer;
  private readonly questions: readonly string[];

  constructor(served: ServedCorpus, questions: readonly string[]) {
    this.answerer = new ExtractiveAnswerer(() => served.snapshot);
    this.questions = questions;
  }

  /** Asks until some work is over. Times are from when a question is due, whether or not it is begun at once. */
  async during(work: () => Promise<unknown>): Promise<Asked> {
    let isOver = false;
    const times: number[] = [];
    let failed = 0;
    const working = work().finally(() => {
      isOver = true;
    });
    const asked: Promise<unknown>[] = [];
    const start = performance.now();
    for (let i = 0; !isOver; i++) {
      const due = start + i * QUESTION_EVERY_MS;
      await setTimeout(Math.max(0, due - performance.now()));
      const text = this.questions[i % this.questions.length] ?? '';
      const answered = this.answerer.answer({ text, history: [] }).then(
        () => times.push(performance.now() - due),
        () => failed++,
      );
      asked.push(answered);
    }
    await Promise.all([working, ...asked]);
    return { times, failed };
  }
}
