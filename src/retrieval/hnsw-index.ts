import hnswlib from 'hnswlib-node';
import { messageOf, WenjuError } from '../errors.js';
import { inSlices, type WorkOptions } from './time-slices.js';
import type { VectorHit, VectorIndex } from './vector-index.js';

/** Links of each vector and candidates while it is inserted (M and efConstruction of Malkov and Yashunin 2018). */
export interface GraphOptions {
  readonly links: number;
  readonly efConstruction: number;
}

export const GRAPH: GraphOptions = { links: 24, efConstruction: 200 };

/** Recall that {@link HnswIndex.calibrate} asks of its sample, so that a fresh sample reaches 0.999. */
const TARGET_RECALL = 0.9995;
const NEIGHBOURS = 10;
const SMALLEST_EF = 64;
/** How near to the smallest `ef` that suffices the calibration stops, as a part of it. */
const EF_PRECISION = 0.05;
/** Fixed, so that the same vectors give the same graph. */
const SEED = 20231117;

/**
 * Vectors under the labels 0, 1, 2 … in an HNSW graph with cosine distance: what hnswlib-node needs around it
 * to be safe. It searches with the `ef` that was measured (the library's own is 10 after every load), takes a
 * `k` larger than the count, and grows.
 */
export class HnswIndex implements VectorIndex {
  readonly dimension: number;
  private readonly graph: InstanceType<typeof hnswlib.HierarchicalNSW>;
  private nextLabel = 0;
  private currentEf = SMALLEST_EF;
  private readonly deletedLabels = new Set<number>();

  private constructor(dimension: number) {
    this.dimension = dimension;
    this.graph = new hnswlib.HierarchicalNSW('cosine', dimension);
  }

  /** An empty index. */
  static create(dimension: number, { links, efConstruction }: GraphOptions = GRAPH): HnswIndex {
    const index = new HnswIndex(dimension);
    index.graph.initIndex({ maxElements: 16, m: links, efConstruction, randomSeed: SEED });
    index.ef = SMALLEST_EF;
    return index;
  }

  /**
   * Reads what {@link save} wrote. The file doesn't tell its dimension or `ef`, and one of another dimension
   * loads without complaint, so the caller keeps both and a checksum.
   * @throws WenjuError `snapshot-damaged`
   */
  static async load(
    file: string,
    expected: {
      readonly dimension: number;
      readonly count: number;
      readonly ef: number;
      readonly deleted?: Iterable<number>;
    },
  ): Promise<HnswIndex> {
    const index = new HnswIndex(expected.dimension);
    try {
      await index.graph.readIndex(file);
    } catch (error) {
      throw new WenjuError('snapshot-damaged', `can't read the vectors: ${messageOf(error)}`, error);
    }
    index.nextLabel = index.graph.getCurrentCount();
    if (index.nextLabel !== expected.count) {
      throw new WenjuError('snapshot-damaged', `expected ${expected.count} vectors, got ${index.nextLabel}`);
    }
    index.ef = expected.ef;
    for (const label of expected.deleted ?? []) index.deletedLabels.add(label);
    return index;
  }

  async save(file: string): Promise<void> {
    await this.graph.writeIndex(file);
  }

  /** How many vectors were ever added; deleted ones count. */
  get count(): number {
    return this.nextLabel;
  }

  /** Candidates that a search keeps: more find more and take longer. */
  get ef(): number {
    return this.currentEf;
  }

  set ef(ef: number) {
    this.currentEf = ef;
    this.graph.setEf(ef);
  }

  /** Makes room for as many vectors in all. */
  reserve(count: number): void {
    if (count > this.graph.getMaxElements()) this.graph.resizeIndex(count);
  }

  /** Adds vectors under the next labels, in slices. Returns the first of the labels. */
  async add(
    vectors: readonly (readonly number[] | Float32Array)[],
    options: WorkOptions = {},
  ): Promise<number> {
    const first = this.nextLabel;
    const needed = first + vectors.length;
    if (needed > this.graph.getMaxElements()) this.reserve(Math.max(needed, this.graph.getMaxElements() * 2));
    await inSlices(
      'index',
      vectors.length,
      (i) => {
        // hnswlib-node takes plain arrays only.
        this.graph.addPoint(Array.from(vectors[i] ?? []), this.nextLabel);
        this.nextLabel++;
      },
      options,
    );
    return first;
  }

  /** Takes a vector out of every later search. */
  delete(label: number): void {
    if (this.deletedLabels.has(label)) return;
    this.graph.markDelete(label);
    this.deletedLabels.add(label);
  }

  get deleted(): ReadonlySet<number> {
    return this.deletedLabels;
  }

  /** The vector of a label, undefined for one that was deleted or never added. */
  vector(label: number): number[] | undefined {
    // The library throws for both.
    return label < this.nextLabel && !this.deletedLabels.has(label) ? this.graph.getPoint(label) : undefined;
  }

  /** The nearest vectors, nearest first. */
  search(
    query: readonly number[] | Float32Array,
    k: number,
    filter?: (label: number) => boolean,
  ): VectorHit[] {
    const neighbours = Math.min(Math.floor(k), this.nextLabel);
    if (!(neighbours > 0)) return [];
    const found = this.graph.searchKnn(Array.from(query), neighbours, filter);
    return found.neighbors.map((label, i) => ({ label, similarity: 1 - (found.distances[i] ?? 1) }));
  }

  /**
   * Raises `ef` until the search finds the ten nearest of (nearly) every sample query. Compares with an exact
   * scan over the vectors of the graph.
   * @param queries vectors like those of real questions
   */
  async calibrate(
    queries: readonly (readonly number[] | Float32Array)[],
    options: WorkOptions = {},
  ): Promise<void> {
    if (queries.length === 0 || this.nextLabel === 0) return;
    const exact = await this.exactNeighbours(queries, options);
    const wanted = exact.reduce((sum, labels) => sum + labels.size, 0);
    const suffices = async (ef: number): Promise<boolean> => {
      this.ef = ef;
      let found = 0;
      const count = (i: number): void => {
        found += this.search(queries[i] ?? [], NEIGHBOURS).filter(({ label }) => exact[i]?.has(label)).length;
      };
      await inSlices('calibrate', queries.length, count, { signal: options.signal });
      return found >= wanted * TARGET_RECALL;
    };
    let high = SMALLEST_EF;
    while (!(await suffices(high)) && high < this.nextLabel) high *= 2;
    let low = high / 2;
    while (high > SMALLEST_EF && high - low > high * EF_PRECISION) {
      const middle = Math.ceil((low + high) / 2);
      if (await suffices(middle)) high = middle;
      else low = middle;
    }
    this.ef = high;
  }

  /** The ten nearest of each query by comparing it with every vector. */
  private async exactNeighbours(
    queries: readonly (readonly number[] | Float32Array)[],
    options: WorkOptions,
  ): Promise<Set<number>[]> {
    const units = queries.map(unitVector);
    const best = queries.map((): VectorHit[] => []);
    await inSlices(
      'calibrate',
      this.nextLabel,
      (label) => {
        const stored = this.vector(label);
        if (stored === undefined) return;
        const vector = Float32Array.from(stored);
        for (const [i, unit] of units.entries()) {
          const nearest = best[i] ?? [];
          const similarity = dot(unit, vector);
          if (nearest.length === NEIGHBOURS && similarity <= (nearest.at(-1)?.similarity ?? 0)) continue;
          nearest.push({ label, similarity });
          nearest.sort((a, b) => b.similarity - a.similarity);
          if (nearest.length > NEIGHBOURS) nearest.pop();
        }
      },
      options,
    );
    return best.map((nearest) => new Set(nearest.map(({ label }) => label)));
  }
}

/** A vector of length 1 in the same direction. */
export function unitVector(vector: readonly number[] | Float32Array): Float32Array {
  const unit = Float32Array.from(vector);
  const length = Math.hypot(...unit);
  return length === 0 ? unit : unit.map((value) => value / length);
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
