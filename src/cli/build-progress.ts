import type { Progress } from '../retrieval/time-slices.js';
import type { Output } from './terminal.js';

/** A build that is over before this needs no bar, in milliseconds. */
const DELAY_MS = 1_000;

const PHASES: Readonly<Record<Progress['phase'], string>> = {
  read: 'reading',
  words: 'words',
  embed: 'embedding',
  index: 'indexing',
  calibrate: 'calibrating',
  save: 'saving',
};

export interface BuildProgress {
  readonly update: (progress: Progress) => void;
  /** Removes the bar. */
  readonly stop: () => void;
}

/** A progress bar for an index build: on a terminal, and only when the build takes long. */
export function buildProgress(stream: Output, delayMs: number = DELAY_MS): BuildProgress {
  if (stream.isTTY !== true) return { update: () => undefined, stop: () => undefined };
  const start = performance.now();
  let bar: import('cli-progress').SingleBar | undefined;
  let isWanted = false;
  let isStopped = false;
  const show = async (first: Progress): Promise<void> => {
    // The bundle gives a CommonJS package its default export only.
    const { default: cliProgress } = await import('cli-progress');
    if (isStopped) return;
    const format = '{phase} [{bar}] {percentage}% of {total}{left}';
    bar = new cliProgress.SingleBar({ format, stream, clearOnComplete: true, barsize: 30, fps: 10 });
    bar.start(first.total, first.done, shown(first));
  };
  return {
    update: (progress) => {
      if (performance.now() - start < delayMs) return;
      if (!isWanted) void show(progress);
      isWanted = true;
      bar?.setTotal(progress.total);
      bar?.update(progress.done, shown(progress));
    },
    stop: () => {
      isStopped = true;
      bar?.stop();
    },
  };
}

function shown({ phase, secondsLeft }: Progress): { readonly phase: string; readonly left: string } {
  return { phase: PHASES[phase], left: secondsLeft === undefined ? '' : `, about ${secondsLeft} s left` };
}
