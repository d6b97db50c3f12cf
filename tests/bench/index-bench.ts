import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { SnapshotStore } from '../../src/retrieval/snapshot-store.js';
import { type Latency, latencyOf, recallAt, timed } from './measure.js';
import type { NaiveStore } from './naive-chain.js';
import { type Column, grouped, medianAndP99 } from './table.js';

const NEIGHBOURS = 10;
/** A search of less than a millisecond is easily interrupted. */
const SHORT_PASSES = 10;

/** What an index costs and finds. Times are milliseconds. */
export interface IndexRow {
  readonly chain: string;
  readonly passages: number;
  readonly buildMs: number;
  readonly ef: number;
  /** recall@10 of the vector index against an exact scan, on questions. */
  readonly recall: number;
  /** The vector index alone. */
  readonly dense: Latency;
  /** From a question's text to its passages. */
  readonly search: Latency;
  readonly saveMs?: number;
  readonly loadMs?: number;
}

export const INDEX_COLUMNS: readonly Column<IndexRow>[] = [
  { title: 'passages', cell: ({ passages }) => grouped(passages) },
  { title: 'chain', cell: ({ chain }) => chain },
  { title: 'build s', cell: ({ buildMs }) => (buildMs / 1000).toFixed(2) },
  { title: 'ef', cell: ({ ef }) => String(ef) },
  { title: 'recall@10', cell: ({ recall }) => recall.toFixed(4) },
  { title: 'vector search ms (median / p99)', cell: ({ dense }) => medianAndP99(dense) },
  { title: 'whole search ms (median / p99)', cell: ({ search }) => medianAndP99(search) },
  { title: 'save ms', cell: ({ saveMs }) => saveMs?.toFixed(0) ?? '–' },
  { title: 'load ms', cell: ({ loadMs }) => loadMs?.toFixed(0) ?? '–' },
];

/** Questions with their vectors. */
export interface Queries {
  readonly texts: readonly string[];
  readonly vectors: readonly Float32Array[];
}

export async function measureSnapshot(
  snapshot: Snapshot,
  queries: Queries,
  buildMs: number,
): Promise<IndexRow> {
  const graph = snapshot.vectors.graph;
  if (graph === undefined) throw new Error('the corpus is empty');
  const vectors = Array.from({ length: graph.count }, (_, label) =>
    Float32Array.from(graph.vector(label) ?? []),
  );
  const find = (query: Float32Array): number[] => graph.search(query, NEIGHBOURS).map(({ label }) => label);
  return {
    chain: 'Wenju',
    passages: graph.count,
    buildMs,
    ef: graph.ef,
    recall: recallAt(NEIGHBOURS, vectors, queries.vectors, find),
    dense: await latencyOf(queries.vectors, find, SHORT_PASSES),
    search: await latencyOf(queries.texts, (question) => snapshot.search(question, { limit: NEIGHBOURS })),
    ...(await measureDisk(snapshot)),
  };
}

async function measureDisk(snapshot: Snapshot): Promise<{ saveMs: number; loadMs: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'wenju-bench-'));
  try {
    const store = new SnapshotStore(folder);
    const { ms: saveMs } = await timed(() => store.save(snapshot));
    const { ms: loadMs } = await timed(() => store.load(snapshot.id, new LocalEmbeddings(), {}));
    return { saveMs, loadMs };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function measureNaiveStore(
  store: NaiveStore,
  queries: Queries,
  buildMs: number,
): Promise<IndexRow> {
  const vectors = store.vectors.map((vector) => Float32Array.from(vector));
  const find = (query: Float32Array): number[] => store.nearest(Array.from(query), NEIGHBOURS);
  return {
    chain: 'naive chain',
    passages: vectors.length,
    buildMs,
    ef: 10,
    recall: recallAt(NEIGHBOURS, vectors, queries.vectors, find),
    dense: await latencyOf(queries.vectors, find, SHORT_PASSES),
    search: await latencyOf(queries.texts, (question) => store.similaritySearch(question, NEIGHBOURS)),
  };
}
