import * as z from 'zod';
import type { Message, Unreadable } from '../../src/chat/message.js';
import type { Address } from './address.js';
import { quotedText, richTextOf, richTextSchema } from './quoted.js';

const GROUP = '2';

const robotMessageSchema = z.looseObject({
  msgId: z.string().min(1),
  msgtype: z.string(),
  conversationId: z.string().min(1),
  conversationType: z.coerce.string(),
  isInAtList: z.boolean().optional(),
  senderId: z.string().optional(),
  senderStaffId: z.string().optional(),
  senderNick: z.string().optional(),
  chatbotUserId: z.string().optional(),
  robotCode: z.string().optional(),
  sessionWebhook: z.string().optional(),
  sessionWebhookExpiredTime: z.coerce.number().optional(),
  text: z.looseObject({ content: z.string().default(''), repliedMsg: z.unknown().optional() }).optional(),
  content: z.unknown().optional(),
  quoteMessage: z.unknown().optional(),
});
type RobotMessage = z.infer<typeof robotMessageSchema>;

const contentSchema = z
  .looseObject({
    richText: richTextSchema.optional(),
    recognition: z.string().optional(),
    text: z.string().optional(),
    repliedMsg: z.unknown().optional(),
    quoteContent: z.string().optional(),
  })
  .catch({});

const UNREADABLE: Readonly<Record<string, Unreadable>> = {
  picture: 'picture',
  richText: 'picture',
  audio: 'voice',
  video: 'video',
  file: 'file',
};

export interface EventOptions {
  /** What the memory of earlier questions in a group belongs to. */
  readonly conversation: 'person' | 'group';
  /** The robot, for messages that don't say it. */
  readonly clientId: string;
}

/**
 * A robot message as DingTalk delivers it → a message for the chat. `undefined` for what isn't said to the bot,
 * and for what it says itself.
 * @throws ZodError when it is no robot message
 */
export function messageFrom(data: unknown, { conversation, clientId }: EventOptions): Message | undefined {
  const event = robotMessageSchema.parse(data);
  const isGroup = event.conversationType === GROUP;
  if (isGroup && event.isInAtList === false) return undefined;
  if (event.senderId !== undefined && event.senderId === event.chatbotUserId) return undefined;
  const author = given(event.senderStaffId) ?? given(event.senderId) ?? 'unknown';
  const content = contentSchema.parse(event.content ?? {});
  const text = textOf(event, content).trim();
  const quoted =
    quotedText(event.text?.repliedMsg ?? content.repliedMsg ?? event.quoteMessage) ??
    given(content.quoteContent);
  const address: Address = {
    msgId: event.msgId,
    conversationId: event.conversationId,
    isGroup,
    webhook: given(event.sessionWebhook),
    webhookExpiresAt: event.sessionWebhookExpiredTime,
    staffId: given(event.senderStaffId),
    robotCode: given(event.robotCode) ?? clientId,
  };
  return {
    adapter: 'dingtalk',
    keys: [event.msgId],
    conversation:
      isGroup && conversation === 'person' ? `${event.conversationId}/${author}` : event.conversationId,
    author: { id: author, name: given(event.senderNick) },
    text,
    quoted,
    unreadable: text === '' ? unreadableOf(event) : undefined,
    address: withoutGaps(address),
    receivedAt: Date.now(),
  };
}

function textOf({ msgtype, text }: RobotMessage, content: z.infer<typeof contentSchema>): string {
  if (msgtype === 'text') return text?.content ?? '';
  if (content.richText !== undefined) return richTextOf(content.richText);
  return content.recognition ?? content.text ?? text?.content ?? '';
}

function unreadableOf({ msgtype }: RobotMessage): Unreadable | undefined {
  return msgtype === 'text' ? undefined : (UNREADABLE[msgtype] ?? 'other');
}

function given(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}

/** It is kept as JSON, which has no undefined. */
function withoutGaps(address: Address): Message['address'] {
  return Object.fromEntries(
    Object.entries(address).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
