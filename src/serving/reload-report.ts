import type { CorpusChanges } from '../corpus/corpus-changes.js';

/** A file that could not be used, or why a reload failed. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

/** What came of a reload that succeeded: how the documents changed, and what is served since. */
export interface ReloadReport extends CorpusChanges {
  readonly passages: number;
  readonly snapshot: string;
  readonly ms: number;
  /** Files that could not be used. */
  readonly problems: readonly Problem[];
}

/** The last reload, whatever came of it. After a failed one, all counts are 0. */
export interface LastReload extends CorpusChanges {
  /** ISO time of its end. */
  readonly at: string;
  readonly ms: number;
  readonly result: 'done' | 'failed';
  /** Why it failed. */
  readonly error?: Problem;
}
