import { WenjuError } from '../errors.js';
import type { Snapshot } from '../retrieval/snapshot.js';
import { askGolden, goldenFailure } from './golden-check.js';
import { type GoldenFailure, goldenFailureText } from './golden-failure.js';
import { goldenKey, readGolden } from './golden-file.js';
import type { Problem } from './reload-report.js';

/** Broken questions that a message names; the audit log has all of them. */
const TOLD = 3;

export interface ReloadGateOptions {
  /** The corpus folder, which may hold `golden.yaml`. */
  readonly folder: string;
  /** How many questions a reload may break. @default 0 */
  readonly allowedFailures?: number | undefined;
}

/** What an index makes of the golden questions. */
export interface GateVerdict {
  /** How many were asked. */
  readonly questions: number;
  /** Those that fail now and were not known to. */
  readonly broken: readonly GoldenFailure[];
  /** The keys of all that fail: known from now on, if the index is served. */
  readonly failing: readonly string[];
  /** Whether it breaks more than it may. */
  readonly isHeld: boolean;
  /** What is wrong with `golden.yaml`. */
  readonly problems: readonly Problem[];
}

/**
 * Judges an index before it is served. A question is broken when it fails now and was not failing already when
 * the index that is served was let in: one that passed, or that is new in the list. So a question that was forced
 * through, or never held, holds back no later reload, and what a reload makes worse is always told.
 */
export class ReloadGate {
  private readonly options: ReloadGateOptions;

  constructor(options: ReloadGateOptions) {
    this.options = options;
  }

  /**
   * @param known keys of the questions that failed already
   * @throws the signal's reason when it is aborted
   */
  async judge(snapshot: Snapshot, known: readonly string[], signal?: AbortSignal): Promise<GateVerdict> {
    const { folder, allowedFailures = 0 } = this.options;
    const { questions, problem } = await readGolden(folder);
    const failed = (await askGolden(questions, snapshot, signal)).filter(({ isPassed }) => !isPassed);
    const broken = failed.filter(({ question }) => !known.includes(goldenKey(question)));
    return {
      questions: questions.length,
      broken: broken.map(goldenFailure),
      failing: failed.map(({ question }) => goldenKey(question)),
      isHeld: broken.length > allowedFailures,
      problems: problem === undefined ? [] : [{ code: problem.code, message: problem.message }],
    };
  }

  /** Why an index is not served. */
  refusal(broken: readonly GoldenFailure[]): ReloadHeld {
    const { allowedFailures = 0 } = this.options;
    const told = broken.slice(0, TOLD).map(goldenFailureText);
    const more = broken.length - told.length;
    const what = `${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
    return new ReloadHeld(
      `the new index is held back, for it breaks ${broken.length} golden question${broken.length === 1 ? '' : 's'} (allowed: ${allowedFailures}): ${what}. The former index answers on: mend the documents or golden.yaml, or force the reload`,
      broken,
    );
  }
}

/** A reload that breaks more golden questions than it may. */
export class ReloadHeld extends WenjuError {
  readonly broken: readonly GoldenFailure[];

  constructor(message: string, broken: readonly GoldenFailure[]) {
    super('reload-held', message);
    this.broken = broken;
  }
}
