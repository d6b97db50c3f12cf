import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { HnswIndex } from '../../src/retrieval/hnsw-index.js';
import { temporaryFolder } from '../temporary-folder.js';
import { clusteredVectors } from './random.js';

const DIMENSION = 32;
const all = clusteredVectors(4400, DIMENSION, 40, 1);
const vectors = all.slice(0, 4000);
const sample = all.slice(4000, 4200);
const fresh = all.slice(4200);

function exactNeighbours(query: readonly number[], k: number): number[] {
  const similarity = (vector: readonly number[]): number =>
    vector.reduce((sum, value, i) => sum + value * (query[i] ?? 0), 0);
  return vectors
    .map((vector, label) => ({ label, similarity: similarity(vector) }))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, k)
    .map(({ label }) => label);
}

function recall(index: HnswIndex): number {
  let found = 0;
  for (const query of fresh) {
    const exact = new Set(exactNeighbours(query, 10));
    found += index.search(query, 10).filter(({ label }) => exact.has(label)).length;
  }
  return found / (10 * fresh.length);
}

describe('HnswIndex', () => {
  let index: HnswIndex;
  let folder: string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    index = HnswIndex.create(DIMENSION);
    await index.add(vectors);
    await index.calibrate(sample);
  });

  it('finds 99.9 % of the true neighbours of queries that it was not calibrated on', () => {
    expect(recall(index)).toBeGreaterThanOrEqual(0.999);
  });

  it('needs more than the ef of 10 that the library starts with', () => {
    const { ef } = index;
    index.ef = 10;
    expect(recall(index)).toBeLessThan(0.99);
    index.ef = ef;
  });

  it('searches with its calibrated ef after a load', async () => {
    const file = join(folder, 'vectors.hnsw');
    await index.save(file);
    const loaded = await HnswIndex.load(file, index);
    expect(loaded.ef).toBe(index.ef);
    expect(fresh.map((query) => loaded.search(query, 10))).toEqual(
      fresh.map((query) => index.search(query, 10)),
    );
  });

  it('refuses a file with another count of vectors', async () => {
    const file = join(folder, 'count.hnsw');
    await index.save(file);
    const expected = { dimension: DIMENSION, count: 17, ef: 64 };
    await expect(HnswIndex.load(file, expected)).rejects.toMatchObject({ code: 'snapshot-damaged' });
  });

  it('refuses a missing file', async () => {
    const missing = HnswIndex.load(join(folder, 'missing.hnsw'), index);
    await expect(missing).rejects.toMatchObject({ code: 'snapshot-damaged' });
  });

  it('builds the same graph from the same vectors', async () => {
    const twin = HnswIndex.create(DIMENSION);
    await twin.add(vectors);
    twin.ef = index.ef;
    expect(fresh.map((query) => twin.search(query, 10))).toEqual(
      fresh.map((query) => index.search(query, 10)),
    );
  });

  it('takes a k larger than the count, of 0, and an empty index', async () => {
    const small = HnswIndex.create(DIMENSION);
    expect(small.search(fresh[0] ?? [], 10)).toEqual([]);
    await small.add(vectors.slice(0, 3));
    expect(small.search(fresh[0] ?? [], 10)).toHaveLength(3);
    expect(small.search(fresh[0] ?? [], 0)).toEqual([]);
  });

  it('lets the event loop turn while it is built', async () => {
    const building = HnswIndex.create(DIMENSION);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await building.add(vectors);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });

  it('stops when it is aborted', async () => {
    const controller = new AbortController();
    const building = HnswIndex.create(DIMENSION).add(vectors, {
      signal: controller.signal,
      onProgress: ({ done }) => done > 0 && controller.abort(new Error('enough')),
    });
    await expect(building).rejects.toThrow('enough');
  });
});
