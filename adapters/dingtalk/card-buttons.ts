import type { Reply } from '../../src/chat/reply.js';
import type { Language } from '../../src/text/language.js';
import { words } from './wording.js';

export const REASONS = ['wrong-answer', 'wrong-source', 'should-refuse', 'other'] as const;
export const ACTIONS = ['up', 'down', 'evidence', 'hide-evidence', ...REASONS] as const;
export type Action = (typeof ACTIONS)[number];

/** What a button tells when it is pressed: all of it, so that it works after a restart. */
export interface ButtonParams {
  readonly action: Action;
  /** The id of the answer. */
  readonly answer: string;
  readonly language: Language;
  /** Whether the answer has evidence to show: `1` or `0`. */
  readonly cites: string;
}

export interface ButtonState {
  readonly answer: string;
  readonly language: Language;
  readonly cites: boolean;
  /** Whether the evidence is shown. */
  readonly isOpen?: boolean;
  /** Whether the reasons are offered in place of the thumbs. */
  readonly asksWhy?: boolean;
}

/** The buttons under an answer; nothing else has any. */
export function buttonsFor(reply: Reply): string {
  if (reply.kind !== 'answer') return '[]';
  const { id, answer } = reply;
  return buttons({ answer: id, language: answer.language, cites: answer.citations.length > 0 });
}

/** The buttons of a card, as the JSON that its variable holds. */
export function buttons({ answer, language, cites, isOpen, asksWhy }: ButtonState): string {
  const { helpful, unhelpful, showEvidence, hideEvidence, reasons } = words(language);
  const button = (action: Action, text: string, color = 'gray') => {
    const params: ButtonParams = { action, answer, language, cites: cites ? '1' : '0' };
    const event = { type: 'sendCardRequest', params: { actionId: action, params } };
    return { text, color, status: 'normal', event };
  };
  return JSON.stringify([
    ...(asksWhy === true
      ? REASONS.map((reason) => button(reason, reasons[reason]))
      : [button('up', helpful), button('down', unhelpful)]),
    ...(cites
      ? [isOpen === true ? button('hide-evidence', hideEvidence) : button('evidence', showEvidence, 'blue')]
      : []),
  ]);
}
