import { setImmediate } from 'node:timers/promises';
import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { messageOf, WenjuError } from '../errors.js';
import type { WorkOptions } from './time-slices.js';

/** Texts in one call of the model; OpenAI-compatible services take from 10 (DashScope) to 2,048. */
const BATCH = 64;

/** Batches that are under way at once. */
const IN_FLIGHT = 4;

/** Texts by their number, so that those of a large corpus need not be in memory together. */
export interface TextSource {
  readonly length: number;
  text(index: number): string;
}

export interface EmbedOptions extends WorkOptions {
  /** What every vector must have; by default what the first has. */
  readonly dimension?: number | undefined;
}

/**
 * Embeds texts some batches at a time and hands on each round's vectors, every one checked at the door.
 * @throws WenjuError `embedding-failed`
 */
export async function* embedRounds(
  embeddings: EmbeddingsInterface,
  texts: TextSource,
  { dimension, signal }: EmbedOptions = {},
): AsyncGenerator<Float32Array[]> {
  let expected = dimension;
  for (let from = 0; from < texts.length; from += BATCH * IN_FLIGHT) {
    signal?.throwIfAborted();
    const round = range(from, Math.min(texts.length, from + BATCH * IN_FLIGHT), BATCH).map(
      async ([start, end], number) => {
        // A model in this process answers without ever leaving the event loop's turn: a batch each turn.
        for (let turn = 0; turn < number; turn++) await setImmediate();
        return embedBatch(
          embeddings,
          range(start, end, 1).map(([index]) => texts.text(index)),
        );
      },
    );
    const vectors: Float32Array[] = [];
    for (const vector of (await Promise.all(round)).flat()) {
      vectors.push(checkedVector(vector, expected));
      expected ??= vector.length;
    }
    yield vectors;
    await setImmediate();
  }
}

/** All vectors of some texts. For few texts: see {@link embedRounds} for a corpus. */
export async function embedAll(
  embeddings: EmbeddingsInterface,
  texts: readonly string[],
  options?: EmbedOptions,
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  const source = { length: texts.length, text: (index: number) => texts[index] ?? '' };
  for await (const round of embedRounds(embeddings, source, options)) vectors.push(...round);
  return vectors;
}

async function embedBatch(embeddings: EmbeddingsInterface, texts: string[]): Promise<number[][]> {
  const vectors = await embedded(() => embeddings.embedDocuments(texts));
  if (Array.isArray(vectors) && vectors.length === texts.length) return vectors;
  const got = Array.isArray(vectors) ? vectors.length : typeof vectors;
  throw new WenjuError(
    'embedding-failed',
    `the embedding model gave ${got} vectors for ${texts.length} texts`,
  );
}

/** `[start, end]` of the stretches of `step` between `from` and `to`. */
function range(from: number, to: number, step: number): [start: number, end: number][] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => {
    const start = from + i * step;
    return [start, Math.min(start + step, to)];
  });
}

/** @throws WenjuError `embedding-failed` */
export async function embedOne(
  embeddings: EmbeddingsInterface,
  text: string,
  dimension: number,
): Promise<Float32Array> {
  return checkedVector(await embedded(() => embeddings.embedQuery(text)), dimension);
}

/** @throws WenjuError `embedding-failed` for anything but finite numbers of the expected count */
export function checkedVector(vector: readonly number[], dimension?: number): Float32Array {
  if (!Array.isArray(vector) || vector.length === 0) {
    throw new WenjuError('embedding-failed', 'the embedding model gave no vector');
  }
  if (dimension !== undefined && vector.length !== dimension) {
    throw new WenjuError(
      'embedding-failed',
      `expected vectors of ${dimension} numbers, got one of ${vector.length}`,
    );
  }
  const checked = Float32Array.from(vector);
  if (!checked.every(Number.isFinite)) {
    throw new WenjuError(
      'embedding-failed',
      'the embedding model gave a vector with what is no finite number',
    );
  }
  return checked;
}

async function embedded<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof WenjuError) throw error;
    throw new WenjuError('embedding-failed', `the embedding model failed: ${messageOf(error)}`, error);
  }
}
