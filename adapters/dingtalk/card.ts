import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Address } from './address.js';
import type { DingtalkClient } from './client.js';
import type { Outcome } from './json-call.js';

/** The states of an AI card. */
export const FLOW = { pending: '1', done: '3', failed: '5' } as const;

/** The variables of the card template; DingTalk takes strings alone. */
export interface CardParams {
  readonly flowStatus?: string;
  /** Markdown, the one that streams. */
  readonly content?: string;
  /** Markdown: the paragraphs of the quotes, when someone has asked for them. */
  readonly evidence?: string;
  /** A line about what someone thought of the answer. */
  readonly note?: string;
  /** JSON of the buttons. */
  readonly btns?: string;
}

const createdSchema = z.looseObject({
  result: z
    .looseObject({
      deliverResults: z
        .array(z.looseObject({ success: z.boolean().optional(), errorMsg: z.string().optional() }))
        .optional(),
    })
    .optional(),
});
/** That a card of that id is there is what we want. */
const EXISTS = /exist|duplicat|repeat/i;

/** The id of the card that answers a message: the same after a restart, so that no second one comes to be. */
export function cardIdOf({ msgId }: Pick<Address, 'msgId'>): string {
  return `wenju-${createHash('sha256').update(msgId).digest('hex').slice(0, 32)}`;
}

/** The calls that make and change AI cards. */
export class CardApi {
  private readonly client: Pick<DingtalkClient, 'call'>;
  private readonly templateId: string;

  constructor(client: Pick<DingtalkClient, 'call'>, templateId: string) {
    this.client = client;
    this.templateId = templateId;
  }

  /** Whether a card can be put into the conversation at all. */
  static reaches({ isGroup, staffId }: Address): boolean {
    return isGroup || staffId !== undefined;
  }

  /**
   * Makes a card and puts it into the conversation.
   * @param asker the name of who is to be mentioned, in a group
   * @param isDroppable whether it may be left out for now, when there are few calls left
   */
  async create(
    address: Address,
    params: CardParams,
    asker: string | undefined,
    isDroppable: boolean,
  ): Promise<Outcome> {
    const { isGroup, conversationId, staffId, robotCode } = address;
    const outcome = await this.client.call({
      api: 'card_create',
      isDroppable,
      method: 'POST',
      path: '/v1.0/card/instances/createAndDeliver',
      body: {
        cardTemplateId: this.templateId,
        outTrackId: cardIdOf(address),
        cardData: { cardParamMap: params },
        callbackType: 'STREAM',
        userIdType: 1,
        ...(isGroup
          ? {
              openSpaceId: `dtv1.card//IM_GROUP.${conversationId}`,
              imGroupOpenSpaceModel: { supportForward: true },
              imGroupOpenDeliverModel: {
                robotCode,
                ...(staffId === undefined || asker === undefined ? {} : { atUserIds: { [staffId]: asker } }),
              },
            }
          : {
              openSpaceId: `dtv1.card//IM_ROBOT.${staffId}`,
              imRobotOpenSpaceModel: { supportForward: true },
              imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode },
            }),
      },
    });
    return isThere(outcome);
  }

  /** Replaces the text of a card. Markdown is always sent whole. */
  stream(cardId: string, content: string, state: 'goes-on' | 'is-final'): Promise<Outcome> {
    return this.client.call({
      api: 'card_streaming',
      method: 'PUT',
      path: '/v1.0/card/streaming',
      body: {
        outTrackId: cardId,
        guid: randomUUID(),
        key: 'content',
        content,
        isFull: true,
        isFinalize: state === 'is-final',
        isError: false,
      },
      isDroppable: state === 'goes-on',
    });
  }

  /** Sets variables of a card, and leaves the others. */
  update(cardId: string, params: CardParams): Promise<Outcome> {
    return this.client.call({
      api: 'card_update',
      method: 'PUT',
      path: '/v1.0/card/instances',
      body: {
        outTrackId: cardId,
        cardData: { cardParamMap: params },
        cardUpdateOptions: { updateCardDataByKey: true },
      },
    });
  }

  /** Makes a card that nobody sees, which tells whether the template is there. */
  check(): Promise<Outcome> {
    return this.client.call({
      api: 'card_check',
      method: 'POST',
      path: '/v1.0/card/instances',
      body: {
        cardTemplateId: this.templateId,
        outTrackId: `wenju-check-${randomUUID()}`,
        cardData: { cardParamMap: { flowStatus: FLOW.pending } },
        callbackType: 'STREAM',
        userIdType: 1,
      },
    });
  }
}

/** A card can be made and yet not be delivered, which is told with HTTP 200. */
function isThere(outcome: Outcome): Outcome {
  if (!outcome.ok) return EXISTS.test(outcome.failure.code) ? { ok: true, body: undefined } : outcome;
  const results = createdSchema.safeParse(outcome.body).data?.result?.deliverResults ?? [];
  const failed = results.find(({ success, errorMsg }) => success === false && !EXISTS.test(errorMsg ?? ''));
  if (failed === undefined) return outcome;
  return { ok: false, failure: { kind: 'refused', status: 200, code: 'the card was not delivered' } };
}
