import { setImmediate } from 'node:timers/promises';

/** Long work runs in slices of this many milliseconds, so that a server goes on answering meanwhile. */
const SLICE_MS = 8;

/** Where a long piece of work stands. */
export interface Progress {
  readonly phase: 'read' | 'words' | 'embed' | 'index' | 'calibrate' | 'save';
  readonly done: number;
  readonly total: number;
  /** Documents that were read, passages that they have, and those of them that are embedded, as far as known. */
  readonly documents?: number;
  readonly passages?: number;
  readonly embedded?: number;
  /** Until all phases are over, going by the rate so far. */
  readonly secondsLeft?: number;
}

export interface WorkOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Calls `work` with each number below `total`, giving the event loop a turn after every slice.
 * @throws the signal's reason when it is aborted
 */
export async function inSlices(
  phase: Progress['phase'],
  total: number,
  work: (index: number) => void,
  { onProgress, signal }: WorkOptions = {},
): Promise<void> {
  let sliceEnd = performance.now() + SLICE_MS;
  signal?.throwIfAborted();
  onProgress?.({ phase, done: 0, total });
  for (let index = 0; index < total; index++) {
    work(index);
    if (performance.now() < sliceEnd) continue;
    onProgress?.({ phase, done: index + 1, total });
    await setImmediate();
    signal?.throwIfAborted();
    sliceEnd = performance.now() + SLICE_MS;
  }
  onProgress?.({ phase, done: total, total });
}
