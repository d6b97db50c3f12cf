import type { CorpusChanges } from '../corpus/corpus-changes.js';
import type { ErrorCode } from '../errors.js';
import type { GoldenFailure } from './golden-failure.js';

/** A file that could not be used, or why a reload failed. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
}

/** How the golden questions came out. */
export interface GoldenSummary {
  /** How many were asked. */
  readonly questions: number;
  /** How many of them fail, broken now or before. */
  readonly failing: number;
  /** Those that fail now and did not before. */
  readonly broken: readonly GoldenFailure[];
}

/** What came of a reload or a rollback that succeeded: how the documents changed, and what is served since. */
export interface ReloadReport extends CorpusChanges {
  readonly passages: number;
  readonly snapshot: string;
  readonly ms: number;
  /** Files that could not be used. */
  readonly problems: readonly Problem[];
  /** Left out where the corpus has no golden questions. */
  readonly golden?: GoldenSummary;
  /** Whether it would have been held back. */
  readonly forced?: true;
}

/** The last reload or rollback, whatever came of it. After one that was not done, all counts are 0. */
export interface LastReload extends CorpusChanges {
  /** ISO time of its end. */
  readonly at: string;
  readonly ms: number;
  /** `held`: it broke too many golden questions; `forced`: it did, and was let in all the same. */
  readonly result: 'done' | 'forced' | 'held' | 'failed' | 'cancelled';
  /** Whether it went back to what was served before. */
  readonly rolledBack?: true;
  /** Why nothing came of it. */
  readonly error?: Problem;
  /** The golden questions that it breaks, where there are some. */
  readonly broken?: readonly GoldenFailure[];
}
