import type { Progress } from '../retrieval/time-slices.js';

/** What each phase of a full build costs, as a share of all of it. */
const SHARES: Readonly<Record<Progress['phase'], number>> = {
  read: 0.05,
  words: 0.25,
  embed: 0.55,
  index: 0.05,
  calibrate: 0.05,
  save: 0.05,
};
const PHASES = Object.keys(SHARES) as Progress['phase'][];

/** An estimate from less than this is no better than a guess. */
const LEAST_MS = 1_000;
const LEAST_SHARE = 0.02;

/**
 * Adds to the progress of an index build what is known by then: how many documents and passages are worked
 * on (those that changed, where an index is updated), how many of those are embedded, and how many seconds are left, going by the rate so far.
 * @param now milliseconds; for tests
 */
export function tellingMore(
  tell: (progress: Progress) => void,
  now: () => number = () => performance.now(),
): (progress: Progress) => void {
  const start = now();
  let known: Pick<Progress, 'documents' | 'passages' | 'embedded'> = {};
  return (progress) => {
    const { phase, done, total } = progress;
    if (phase === 'read') known = { ...known, documents: done };
    if (phase === 'embed') known = { ...known, passages: total, embedded: done };
    const elapsed = now() - start;
    const share = shareDone(progress);
    const isKnown = elapsed >= LEAST_MS && share >= LEAST_SHARE && total > 0;
    const secondsLeft = isKnown ? Math.ceil((elapsed * Math.max(0, 1 - share)) / share / 1000) : undefined;
    tell({ ...progress, ...known, ...(secondsLeft === undefined ? {} : { secondsLeft }) });
  };
}

function shareDone({ phase, done, total }: Progress): number {
  const before = PHASES.slice(0, PHASES.indexOf(phase)).reduce((sum, one) => sum + SHARES[one], 0);
  return before + SHARES[phase] * (total > 0 ? Math.min(1, done / total) : 0);
}
