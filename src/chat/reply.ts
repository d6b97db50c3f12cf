import type { Answer } from '../answer/answer.js';
import type { FoundPassage } from '../serving/corpus-view.js';
import type { Language } from '../text/language.js';

/** What goes back for a message. No platform's markup: all text is plain, and adapters escape it. */
export type Reply = AnswerReply | PassagesReply | NoticeReply;

/** An answer, or a refusal. */
export interface AnswerReply {
  readonly kind: 'answer';
  /** Names the answer for {@link Chat.evidence}, {@link Chat.judge} and {@link Chat.given}. */
  readonly id: string;
  readonly question: string;
  readonly answer: Answer;
}

/** What a search found. */
export interface PassagesReply {
  readonly kind: 'passages';
  readonly language: Language;
  /** Worded: what was searched for, or that nothing was found. */
  readonly title: string;
  readonly passages: readonly FoundPassage[];
}

/** Anything else that is said: help, a status, the outcome of a reload, why something can't be done. */
export interface NoticeReply {
  readonly kind: 'notice';
  readonly language: Language;
  readonly tone: 'info' | 'done' | 'denied' | 'failed';
  readonly title: string;
  /** A line each, to be shown as a list. */
  readonly lines: readonly string[];
  /** Whether it is for the asker's eyes only, where the platform can do that. */
  readonly isPrivate: boolean;
}

/** How the work on a message stands. Each may be dropped or merged with the next one; deltas may be merged only. */
export type Update =
  /** It waits for its turn. */
  | { readonly kind: 'queued'; readonly text: string; readonly ahead: number; readonly waitMs: number }
  /** Its turn has come. */
  | { readonly kind: 'working'; readonly text: string }
  /** A piece of the answer's text, `[n]` markers included. All pieces together begin the final text. */
  | { readonly kind: 'delta'; readonly text: string }
  /** A reload stands here. The text says it all: phase, counts, time left. */
  | { readonly kind: 'progress'; readonly text: string; readonly done: number; readonly total: number };

/** The way back to whoever wrote one message. */
export interface ReplySink {
  /** Shows how the work stands, as far as the platform can. Never throws, never waits. */
  update(update: Update): void;
  /**
   * Sends the reply, by another way when one fails, and resolves when the platform has it. Called once.
   * @throws WenjuError `undeliverable` when no way is left
   */
  finish(reply: Reply): Promise<void>;
}
