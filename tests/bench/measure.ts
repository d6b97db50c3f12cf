import { dot } from '../../src/retrieval/hnsw-index.js';

/** What a series of calls took, in milliseconds. */
export interface Latency {
  readonly median: number;
  readonly p99: number;
}

/**
 * Calls `work` with each input, in several passes over all of them, and takes each input's fastest call: what
 * the compiler and the rest of the machine did meanwhile is left out, a slow input is not.
 */
export async function latencyOf<T>(
  inputs: readonly T[],
  work: (input: T) => unknown,
  passes = 3,
): Promise<Latency> {
  const times = inputs.map(() => Number.POSITIVE_INFINITY);
  for (let pass = 0; pass < passes; pass++) {
    for (const [i, input] of inputs.entries()) {
      const start = performance.now();
      await work(input);
      times[i] = Math.min(times[i] ?? 0, performance.now() - start);
    }
  }
  return { median: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

/** The least of some numbers that a share of them (0 to 1) is not above: 0.5 for the median, 0 for the least. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** How long something takes, in milliseconds. */
export async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
  const start = performance.now();
  const result = await work();
  return { result, ms: performance.now() - start };
}

/**
 * The share of the true `k` nearest vectors that a search finds, against a scan of all of them.
 * @param vectors of length 1, as the queries
 */
export function recallAt(
  k: number,
  vectors: readonly Float32Array[],
  queries: readonly Float32Array[],
  search: (query: Float32Array) => readonly number[],
): number {
  let found = 0;
  let wanted = 0;
  for (const query of queries) {
    const exact = nearest(k, vectors, query);
    wanted += exact.size;
    found += search(query).filter((label) => exact.has(label)).length;
  }
  return wanted === 0 ? 1 : found / wanted;
}

function nearest(k: number, vectors: readonly Float32Array[], query: Float32Array): Set<number> {
  const best: { readonly label: number; readonly similarity: number }[] = [];
  for (const [label, vector] of vectors.entries()) {
    const similarity = dot(vector, query);
    if (best.length === k && similarity <= (best.at(-1)?.similarity ?? 0)) continue;
    best.push({ label, similarity });
    best.sort((a, b) => b.similarity - a.similarity);
    if (best.length > k) best.pop();
  }
  return new Set(best.map(({ label }) => label));
}
