import type { CorpusChanges } from '../corpus/corpus-changes.js';
import type { Progress } from '../retrieval/time-slices.js';
import type { Language } from '../text/language.js';
import { ENGLISH } from './wording-en.js';
import { CHINESE } from './wording-zh.js';

/** A title with lines under it. */
export interface Worded {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What a status is made of. */
export interface Status {
  readonly documents: number;
  readonly passages: number;
  readonly problems: number;
  readonly snapshot: string;
  /** ISO time. */
  readonly loadedAt: string;
  /** Which model writes the answers; `undefined`: they are extracts. */
  readonly model: string | undefined;
  /** Messages that wait or are being answered. */
  readonly waiting: number;
}

/** A change of what is served, or an attempt at one. */
export interface HistoryLine {
  /** ISO time. */
  readonly at: string;
  readonly who: string;
  readonly action: string;
  readonly result: string;
  /** In documents. */
  readonly counts?: Omit<CorpusChanges, 'unchanged'> | undefined;
}

/** What the chat itself says, in one language. */
export interface Wording {
  readonly help: (isAdmin: boolean) => Worded;
  readonly status: (status: Status) => Worded;
  readonly models: (facts: {
    readonly model: string | undefined;
    readonly embedding: string;
    readonly presets: readonly string[];
  }) => Worded;
  readonly queued: (ahead: number, waitMs: number) => string;
  readonly working: string;
  readonly progress: (progress: Progress & { readonly secondsLeft?: number | undefined }) => string;
  readonly reloaded: (report: {
    readonly changes: CorpusChanges;
    readonly passages: number;
    readonly snapshot: string;
    readonly ms: number;
    readonly problems: readonly string[];
  }) => Worded;
  readonly rolledBack: (report: { readonly passages: number; readonly snapshot: string }) => Worded;
  readonly reloadHeld: (message: string) => Worded;
  readonly reloadCancelled: Worded;
  readonly nothingToCancel: Worded;
  readonly notDone: (what: 'reload' | 'rollback' | 'history' | 'answer', message: string) => Worded;
  readonly onlyAdmins: Worded;
  readonly history: (lines: readonly HistoryLine[]) => Worded;
  readonly historyLine: (line: HistoryLine) => string;
  readonly found: (query: string, count: number) => string;
  readonly noEvidence: Worded;
  readonly evidence: (facts: {
    readonly n: number;
    readonly title: string;
    readonly section: string;
    readonly paragraph: number;
    readonly text: string;
    readonly now: 'same' | 'changed' | 'gone';
  }) => Worded;
  readonly noSuchEvidence: (n: number) => Worded;
  readonly thanks: Worded;
  readonly nothingToJudge: Worded;
  readonly feedbackLine: (line: {
    readonly at: string;
    readonly verdict: 'up' | 'down';
    readonly reason?: string | undefined;
    readonly question: string;
  }) => string;
  readonly unreadable: (kind: 'picture' | 'voice' | 'video' | 'file' | 'other') => Worded;
  readonly empty: Worded;
  readonly tooLong: (most: number) => Worded;
  readonly tooMany: Worded;
  readonly failed: Worded;
  readonly timedOut: Worded;
  /** After a crash while the answer was on its way. */
  readonly perhapsSent: (question: string) => Worded;
  /** After a long outage. */
  readonly missed: (question: string) => Worded;
}

export function wordingOf(language: Language): Wording {
  return language === 'en' ? ENGLISH : CHINESE;
}
