import type * as z from 'zod';
import { type Rooms, singleChat } from './rooms.js';
import type { createAndDeliverSchema, streamingSchema, updateSchema } from './shapes.js';

/** What a card may hold in one variable, in bytes. */
const LARGEST_VALUE = 20_000;

export interface FakeCard {
  readonly id: string;
  readonly conversationId: string;
  readonly params: Record<string, string>;
  /** Each text that was streamed into it. */
  readonly streamed: string[];
  /** When it was written to, in milliseconds. */
  readonly writtenAt: number[];
  isFinal: boolean;
}

/** Why a card call is refused; `undefined` when it is done. */
type Refusal = { readonly code: string } | undefined;

/** AI cards with the rules of the card interface. */
export class Cards {
  readonly cards = new Map<string, FakeCard>();
  private readonly guids = new Set<string>();
  private readonly rooms: Rooms;
  private readonly templateId: string;
  /** How a card is taken that is there already: as done, or with an error that says so. */
  whenThere: 'done' | 'refused' = 'done';

  constructor(rooms: Rooms, templateId: string) {
    this.rooms = rooms;
    this.templateId = templateId;
  }

  create(call: z.infer<typeof createAndDeliverSchema>): Refusal {
    if (call.cardTemplateId !== this.templateId) return { code: 'param.cardTemplateNotExist' };
    if (this.cards.has(call.outTrackId)) {
      return this.whenThere === 'done' ? undefined : { code: 'card.outTrackIdExist' };
    }
    const [, space = '', target = ''] = /^dtv1\.card\/\/(\w+)\.(.+)$/.exec(call.openSpaceId) ?? [];
    const model = space === 'IM_GROUP' ? call.imGroupOpenDeliverModel : call.imRobotOpenDeliverModel;
    if (model === undefined) return { code: 'param.openDeliverModelInvalid' };
    if (Object.values(call.cardData.cardParamMap).some(isTooLarge)) return { code: 'param.tooLarge' };
    const conversationId = space === 'IM_GROUP' ? target : singleChat(target);
    const card: FakeCard = {
      id: call.outTrackId,
      conversationId,
      params: { ...call.cardData.cardParamMap },
      streamed: [],
      writtenAt: [performance.now()],
      isFinal: false,
    };
    this.cards.set(card.id, card);
    this.rooms.add(conversationId, {
      via: 'card',
      title: '',
      get text() {
        return card.params.content ?? '';
      },
      mentioned: Object.keys(call.imGroupOpenDeliverModel?.atUserIds ?? {}),
      card,
    });
    return undefined;
  }

  stream(call: z.infer<typeof streamingSchema>): Refusal {
    const card = this.cards.get(call.outTrackId);
    if (card === undefined) return { code: 'card.notExist' };
    if (card.isFinal) return { code: 'card.alreadyFinalized' };
    if (this.guids.has(call.guid)) return { code: 'param.guidRepeated' };
    if (call.key === 'content' && !call.isFull) return { code: 'param.markdownNeedsFull' };
    if (isTooLarge(call.content)) return { code: 'param.tooLarge' };
    this.guids.add(call.guid);
    card.params[call.key] = call.content;
    card.params.flowStatus = call.isError ? '5' : call.isFinalize ? '3' : '2';
    card.isFinal = call.isFinalize || call.isError;
    card.streamed.push(call.content);
    card.writtenAt.push(performance.now());
    return undefined;
  }

  update(call: Pick<z.infer<typeof updateSchema>, 'outTrackId' | 'cardData'>): Refusal {
    const card = this.cards.get(call.outTrackId);
    if (card === undefined) return { code: 'card.notExist' };
    if (Object.values(call.cardData.cardParamMap).some(isTooLarge)) return { code: 'param.tooLarge' };
    Object.assign(card.params, call.cardData.cardParamMap);
    if (['3', '5'].includes(card.params.flowStatus ?? '')) card.isFinal = true;
    return undefined;
  }
}

function isTooLarge(text: string): boolean {
  return Buffer.byteLength(text) > LARGEST_VALUE;
}
