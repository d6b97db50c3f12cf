import * as z from 'zod';
import type { Message, Unreadable } from '../../src/chat/message.js';
import type { SlackAddress } from './address.js';
import { EDIT_WINDOW_MS } from './limits.js';
import { mentionsIn, plainText, readable } from './message-text.js';

/** Slack's events → messages of the chat. Pure: what has to be looked up is said, not done. */

const fileSchema = z.object({ mimetype: z.string().optional() });
const attachmentSchema = z.object({
  is_msg_unfurl: z.boolean().optional(),
  is_share: z.boolean().optional(),
  text: z.string().optional(),
  fallback: z.string().optional(),
});
const postSchema = z.object({
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  text: z.string().default(''),
  ts: z.string(),
  thread_ts: z.string().optional(),
  parent_user_id: z.string().optional(),
  subtype: z.string().optional(),
  team: z.string().optional(),
  files: z.array(fileSchema).optional(),
  attachments: z.array(attachmentSchema).optional(),
  edited: z.object({ user: z.string().optional(), ts: z.string() }).optional(),
  hidden: z.boolean().optional(),
});
type Post = z.infer<typeof postSchema>;

const eventSchema = postSchema.partial({ ts: true }).extend({
  type: z.enum(['message', 'app_mention']),
  channel: z.string(),
  channel_type: z.string().optional(),
  message: postSchema.optional(),
  previous_message: postSchema.partial({ ts: true }).optional(),
});
type SlackEvent = z.infer<typeof eventSchema>;

const bodySchema = z.object({ event_id: z.string(), team_id: z.string().optional(), event: eventSchema });

/** Who the app is. */
export interface Identity {
  readonly userId: string;
  readonly botId: string;
  readonly teamId: string;
}

/** What to do about an event; `undefined`: nothing. */
export interface Heard {
  readonly message: Message;
  /** `in-thread`: only if the app takes part in the thread already. */
  readonly when: 'always' | 'in-thread';
  readonly channel: string;
  readonly threadTs: string;
  readonly ts: string;
  /** Whether it is known that the app began the thread. */
  readonly isOwnThread: boolean;
}

/** Reads the body of an event of type `message` or `app_mention`. */
export function hear(body: unknown, identity: Identity, now = Date.now()): Heard | undefined {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { event, event_id: eventId, team_id: team = identity.teamId } = parsed.data;
  const edit = event.subtype === 'message_changed';
  const post = edit ? event.message : postOf(event);
  if (post?.user === undefined || !isPersonal(post, identity)) return undefined;
  if (edit && !isNewQuestion(event, post, now)) return undefined;

  const mentions = mentionsIn(post.text);
  const isDirect = event.channel_type === 'im' || event.channel.startsWith('D');
  const isAddressed = isDirect || event.type === 'app_mention' || mentions.includes(identity.userId);
  // Who talks to others doesn't talk to the app, and who edits a follow-up wasn't asking anew.
  if (!isAddressed && (edit || post.thread_ts === undefined || mentions.length > 0)) return undefined;

  return {
    message: messageOf(post, { event, eventId, team, identity, isDirect, now }),
    when: isAddressed ? 'always' : 'in-thread',
    channel: event.channel,
    threadTs: post.thread_ts ?? post.ts,
    ts: post.ts,
    isOwnThread: post.parent_user_id === identity.userId,
  };
}

interface Surroundings {
  readonly event: SlackEvent;
  readonly eventId: string;
  readonly team: string;
  readonly identity: Identity;
  readonly isDirect: boolean;
  readonly now: number;
}

function messageOf(post: Post, { event, eventId, team, identity, isDirect, now }: Surroundings): Message {
  const { channel } = event;
  const user = post.user ?? '';
  const place = `${channel}:${post.ts}`;
  const { text, quoted } = plainText(post.text, identity.userId);
  const all = [quoted, ...sharedTexts(post)].filter((part) => part !== undefined && part !== '').join('\n');
  const address: SlackAddress = {
    kind: 'channel',
    channel,
    user,
    team: post.team ?? team,
    threadTs: post.thread_ts ?? post.ts,
    ts: post.ts,
    ...(post.edited === undefined ? {} : { edits: place }),
  };
  return {
    adapter: 'slack',
    // The place comes first: a message can be delivered under several event ids, and as a mention as well.
    keys: [post.edited === undefined ? place : `${place}:${post.edited.ts}`, eventId],
    conversation: conversationOf(channel, post, isDirect),
    author: { id: user },
    text,
    quoted: all === '' ? undefined : all,
    unreadable: text === '' && all === '' ? unreadableIn(post) : undefined,
    address,
    receivedAt: now,
  };
}

/** Outside of threads a direct message goes on with the one before; in a channel each is the start of a thread. */
function conversationOf(channel: string, { thread_ts, ts }: Post, isDirect: boolean): string {
  if (thread_ts === undefined && isDirect) return `slack:${channel}`;
  return `slack:${channel}:${thread_ts ?? ts}`;
}

function postOf(event: SlackEvent): Post | undefined {
  return event.ts === undefined ? undefined : { ...event, ts: event.ts };
}

/** From a person, and no join, topic or tombstone. */
function isPersonal(post: Post, identity: Identity): boolean {
  const { user, bot_id: botId, subtype, hidden } = post;
  if (user === identity.userId || user === 'USLACKBOT' || (botId !== undefined && botId !== null))
    return false;
  return (
    hidden !== true && (subtype === undefined || subtype === 'file_share' || subtype === 'thread_broadcast')
  );
}

/** Slack tells of an unfurled link as of an edit: the text must have changed, by its author, soon after. */
function isNewQuestion({ previous_message: previous }: SlackEvent, post: Post, now: number): boolean {
  const { edited, user, ts, text } = post;
  if (edited === undefined || previous === undefined) return false;
  if (edited.user !== undefined && edited.user !== user) return false;
  return readable(previous.text) !== readable(text) && now - Number(ts) * 1_000 < EDIT_WINDOW_MS;
}

/** The texts of messages that were shared into this one. */
function sharedTexts({ attachments = [] }: Post): string[] {
  return attachments
    .filter((one) => one.is_msg_unfurl === true || one.is_share === true)
    .map(({ text, fallback }) => readable(text ?? fallback ?? ''));
}

function unreadableIn({ files = [], attachments = [] }: Post): Unreadable | undefined {
  const type = files[0]?.mimetype ?? '';
  if (type.startsWith('image/')) return 'picture';
  if (type.startsWith('audio/')) return 'voice';
  if (type.startsWith('video/')) return 'video';
  if (files.length > 0) return 'file';
  return attachments.length > 0 ? 'other' : undefined;
}

const commandSchema = z.object({
  text: z.string().default(''),
  user_id: z.string(),
  user_name: z.string().optional(),
  channel_id: z.string(),
  team_id: z.string().default(''),
  trigger_id: z.string(),
  response_url: z.string(),
});

/** Reads the body of a slash command; one without words asks for help. */
export function hearCommand(body: unknown, identity: Identity, now = Date.now()): Message | undefined {
  const parsed = commandSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { text, user_id: user, channel_id: channel, team_id: team, trigger_id, response_url } = parsed.data;
  const address: SlackAddress = { kind: 'command', channel, user, team, responseUrl: response_url };
  const { text: plain, quoted } = plainText(text, identity.userId);
  return {
    adapter: 'slack',
    keys: [`command:${trigger_id}`],
    conversation: `slack:${channel}:command:${user}`,
    author: { id: user, name: parsed.data.user_name },
    text: plain === '' ? 'help' : plain,
    quoted,
    address,
    receivedAt: now,
  };
}

/** What someone pressed a button for, as if they had written it to the app directly. */
export function pressedMessage(text: string, user: string, team: string, key: string): Message {
  const address: SlackAddress = { kind: 'direct', channel: user, user, team };
  return {
    adapter: 'slack',
    keys: [`press:${key}`],
    conversation: `slack:home:${user}`,
    author: { id: user },
    text,
    address,
    receivedAt: Date.now(),
  };
}
