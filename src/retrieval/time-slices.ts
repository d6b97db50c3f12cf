import { setImmediate, setTimeout } from 'node:timers/promises';

/** Array elements that a slice can go through without looking at the clock. */
const CHUNK = 1 << 15;

/** Long work runs in slices of this many milliseconds, so that a server goes on answering meanwhile. */
const SLICE_MS = 8;

/** Where a long piece of work stands. */
export interface Progress {
  readonly phase: 'read' | 'words' | 'embed' | 'index' | 'calibrate' | 'save';
  readonly done: number;
  readonly total: number;
  /** Documents that are new or changed, passages that they have, and those of them that are done, as far as known. */
  readonly documents?: number | undefined;
  readonly passages?: number | undefined;
  readonly embedded?: number | undefined;
  /** Until all phases are over, going by the rate so far. */
  readonly secondsLeft?: number | undefined;
}

export interface WorkOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What work that nobody waits for rests after each slice; it doesn't keep the process alive. @default 0 */
  readonly restMs?: number | undefined;
}

/**
 * Calls `work` with each number below `total`, giving the event loop a turn after every slice.
 * @throws the signal's reason when it is aborted
 */
export async function inSlices(
  phase: Progress['phase'],
  total: number,
  work: (index: number) => void,
  { onProgress, signal, restMs }: WorkOptions = {},
): Promise<void> {
  let sliceEnd = performance.now() + SLICE_MS;
  signal?.throwIfAborted();
  onProgress?.({ phase, done: 0, total });
  for (let index = 0; index < total; index++) {
    work(index);
    if (performance.now() < sliceEnd) continue;
    onProgress?.({ phase, done: index + 1, total });
    await (restMs === undefined ? setImmediate() : setTimeout(restMs, undefined, { ref: false }));
    signal?.throwIfAborted();
    sliceEnd = performance.now() + SLICE_MS;
  }
  onProgress?.({ phase, done: total, total });
}

/** Calls `work` with the stretches of `total` array elements, in slices as {@link inSlices} does. */
export async function inChunks(
  total: number,
  work: (start: number, end: number) => void,
  { signal, restMs }: WorkOptions = {},
): Promise<void> {
  const stretch = (i: number): void => work(i * CHUNK, Math.min(total, (i + 1) * CHUNK));
  await inSlices('index', Math.ceil(total / CHUNK), stretch, { signal, restMs });
}
