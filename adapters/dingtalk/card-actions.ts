import * as z from 'zod';
import type { Chat } from '../../src/chat/adapter.js';
import type { Evidence } from '../../src/chat/evidence.js';
import { messageOf, WenjuError } from '../../src/errors.js';
import type { Logger } from '../../src/log.js';
import type { CardParams } from './card.js';
import { ACTIONS, type Action, type ButtonState, buttons } from './card-buttons.js';
import { renderEvidence } from './render.js';
import { words } from './wording.js';

const paramsSchema = z.looseObject({
  action: z.enum(ACTIONS),
  answer: z.string().min(1),
  language: z.enum(['zh', 'en']).catch('zh'),
  cites: z.string().catch('0'),
});
const contentSchema = z.looseObject({ cardPrivateData: z.looseObject({ params: paramsSchema }) });
const callbackSchema = z.looseObject({
  outTrackId: z.string().min(1),
  userId: z.string().min(1),
  content: z.union([z.string(), z.unknown()]),
});

/** A button that someone has pressed. */
export interface Press {
  readonly cardId: string;
  readonly userId: string;
  readonly action: Action;
  readonly state: ButtonState;
}

/** The press that a card callback tells of; `undefined` for a button that isn't ours. */
export function pressFrom(data: unknown): Press | undefined {
  const callback = callbackSchema.safeParse(data);
  if (!callback.success) return undefined;
  const { outTrackId, userId, content } = callback.data;
  const parsed = contentSchema.safeParse(typeof content === 'string' ? jsonOf(content) : content);
  if (!parsed.success) return undefined;
  const { action, answer, language, cites } = parsed.data.cardPrivateData.params;
  return { cardId: outTrackId, userId, action, state: { answer, language, cites: cites === '1' } };
}

/** Does what a button is for, and tells what the card shows then. Never throws. */
export async function doPress(
  { userId, action, state }: Press,
  chat: Chat,
  log: Logger,
): Promise<CardParams> {
  const { answer, language } = state;
  const { thanks, whyUnhelpful, forgotten, notSaved } = words(language);
  try {
    switch (action) {
      case 'evidence':
        return {
          evidence: renderEvidence(await evidenceOf(answer, chat), language),
          btns: buttons({ ...state, isOpen: true }),
        };
      case 'hide-evidence':
        return { evidence: '', btns: buttons(state) };
      case 'up':
        await chat.judge(answer, { verdict: 'up', by: { id: userId } });
        return { note: thanks, btns: buttons(state) };
      case 'down':
        await chat.judge(answer, { verdict: 'down', by: { id: userId } });
        return { note: whyUnhelpful, btns: buttons({ ...state, asksWhy: true }) };
      default:
        await chat.judge(answer, { verdict: 'down', reason: action, by: { id: userId } });
        return { note: thanks, btns: buttons(state) };
    }
  } catch (error) {
    if (error instanceof WenjuError && error.code === 'not-found') return { note: forgotten };
    log.warn({ action, reason: messageOf(error) }, 'a button of a card failed');
    return { note: notSaved };
  }
}

/** What DingTalk is told to change on the card at once. */
export function cardUpdate(params: CardParams): object {
  return { cardUpdateOptions: { updateCardDataByKey: true }, cardData: { cardParamMap: params } };
}

async function evidenceOf(answer: string, chat: Chat): Promise<Evidence[]> {
  const given = chat.given(answer);
  if (given === undefined) throw new WenjuError('not-found', 'the answer is forgotten');
  return Promise.all(given.answer.citations.map(({ n }) => chat.evidence(answer, n)));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
