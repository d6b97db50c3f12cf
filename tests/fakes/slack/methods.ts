import * as z from 'zod';
import { checkBlocks, checkView, type FakeBlock, markdownLength } from './block-kit.js';
import { BOT, type FakeMessage, type Workspace } from './workspace.js';

/** What a method gives: its answer, or the name of the error that Slack answers with. */
export type MethodResult =
  | Readonly<Record<string, unknown>>
  | { readonly error: string; readonly detail?: string };

export interface Method {
  /** Scopes of the bot token, one of which is needed in that channel. */
  readonly scope?: string;
  readonly token: 'bot' | 'app';
  readonly run: (args: Readonly<Record<string, string>>, workspace: Workspace) => MethodResult;
}

const LONGEST_TEXT = 40_000;
const json = z.string().transform((value, context): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    context.addIssue('not JSON');
    return z.NEVER;
  }
});
const metadataSchema = json.pipe(
  z.strictObject({
    event_type: z.string().min(1).max(255),
    event_payload: z.record(z.string(), z.unknown()),
  }),
);
const yesOrNo = z.enum(['true', 'false']).optional();
const channelId = z.string().regex(/^[CDGU]\w+$/);
const ts = z.string().regex(/^\d{10,}\.\d{6}$/);
const chunks = json.pipe(z.array(z.strictObject({ type: z.literal('markdown_text'), text: z.string() })));
const viewArgument = json;

const postSchema = z.strictObject({
  channel: channelId,
  text: z.string().optional(),
  blocks: json.optional(),
  thread_ts: ts.optional(),
  metadata: metadataSchema.optional(),
  unfurl_links: yesOrNo,
  unfurl_media: yesOrNo,
  mrkdwn: yesOrNo,
  parse: z.enum(['none', 'full']).optional(),
  team_id: z.string().optional(),
});
const updateSchema = postSchema
  .omit({ thread_ts: true, mrkdwn: true, unfurl_links: true, unfurl_media: true })
  .extend({ ts });
const ephemeralSchema = postSchema
  .omit({ metadata: true, unfurl_links: true, unfurl_media: true, mrkdwn: true })
  .extend({ user: z.string().regex(/^U\w+$/) });
const streamText = { markdown_text: z.string().max(12_000).optional(), chunks: chunks.optional() };
const startSchema = z.strictObject({
  channel: channelId,
  thread_ts: ts,
  recipient_team_id: z.string().optional(),
  recipient_user_id: z.string().optional(),
  team_id: z.string().optional(),
  ...streamText,
});
const appendSchema = z.strictObject({
  channel: channelId,
  ts,
  team_id: z.string().optional(),
  ...streamText,
});
const stopSchema = appendSchema.extend({ blocks: json.optional(), metadata: metadataSchema.optional() });

/** Methods of the Web API by name. */
export const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': {
    token: 'bot',
    run: () => ({ user_id: BOT.userId, bot_id: BOT.botId, team_id: BOT.teamId, team: 'Fake', user: 'wenju' }),
  },
  'chat.postMessage': method('chat:write', postSchema, (args, workspace) => {
    const place = writable(args.channel, workspace);
    if ('error' in place) return place;
    const content = contentOf(args);
    if ('error' in content) return content;
    const { channel } = place;
    if (args.parse === 'full') return { error: 'fake_refuses_parse_full' };
    const message = workspace.add({
      channel,
      user: BOT.userId,
      bot_id: BOT.botId,
      ...content,
      isLiteral: args.mrkdwn === 'false',
      ...(args.thread_ts === undefined ? {} : { thread_ts: args.thread_ts }),
      ...(args.metadata === undefined ? {} : { metadata: args.metadata }),
    });
    return { channel, ts: message.ts, message: shown(message) };
  }),
  'chat.update': method('chat:write', updateSchema, (args, workspace) => {
    const message = ownMessage(args.channel, args.ts, workspace);
    if ('error' in message) return message;
    if (message.found.isStreaming) return { error: 'streaming_state_conflict' };
    const content = contentOf(args);
    if ('error' in content) return content;
    Object.assign(message.found, content, args.metadata === undefined ? {} : { metadata: args.metadata });
    message.found.edits++;
    return { channel: args.channel, ts: args.ts, text: content.text };
  }),
  'chat.delete': method('chat:write', appendSchema, (args, workspace) => {
    const message = ownMessage(args.channel, args.ts, workspace);
    if ('error' in message) return message;
    message.found.isDeleted = true;
    return { channel: args.channel, ts: args.ts };
  }),
  'chat.postEphemeral': method('chat:write', ephemeralSchema, (args, workspace) => {
    const place = writable(args.channel, workspace);
    if ('error' in place) return place;
    const content = contentOf(args);
    if ('error' in content) return content;
    const { channel, user, thread_ts } = args;
    workspace.whispers.push({ channel, user, ...content, ...(thread_ts === undefined ? {} : { thread_ts }) });
    return { message_ts: workspace.nextTs() };
  }),
  'chat.startStream': method('chat:write', startSchema, (args, workspace) => {
    const place = writable(args.channel, workspace);
    if ('error' in place) return place;
    const { channel } = place;
    const { type, takesStreams } = workspace.channel(channel);
    if (!takesStreams) return { error: 'channel_type_not_supported' };
    if (type !== 'im' && args.recipient_team_id === undefined) return { error: 'missing_recipient_team_id' };
    if (type !== 'im' && args.recipient_user_id === undefined) return { error: 'missing_recipient_user_id' };
    const text = textOf(args);
    if (text.length > 12_000) return { error: 'msg_too_long' };
    const message = workspace.add({
      channel,
      user: BOT.userId,
      bot_id: BOT.botId,
      text,
      blocks: text === '' ? [] : [{ type: 'markdown', text }],
      thread_ts: args.thread_ts,
      isStreaming: true,
    });
    return { channel, ts: message.ts };
  }),
  'chat.appendStream': method('chat:write', appendSchema, (args, workspace) => {
    const stream = openStream(args.channel, args.ts, workspace);
    if ('error' in stream) return stream;
    const text = textOf(args);
    if (text === '') return { error: 'no_text' };
    return grow(stream.found, text) ?? { channel: args.channel, ts: args.ts };
  }),
  'chat.stopStream': method('chat:write', stopSchema, (args, workspace) => {
    const stream = openStream(args.channel, args.ts, workspace);
    if ('error' in stream) return stream;
    const checked = args.blocks === undefined ? { blocks: [] } : checkBlocks(args.blocks, 'message');
    if ('problem' in checked) return { error: 'invalid_blocks', detail: checked.problem };
    const refused = grow(stream.found, textOf(args));
    if (refused !== undefined) return refused;
    stream.found.blocks = [...stream.found.blocks, ...checked.blocks];
    stream.found.isStreaming = false;
    if (args.metadata !== undefined) stream.found.metadata = args.metadata;
    return { channel: args.channel, ts: args.ts, message: shown(stream.found) };
  }),
  'conversations.replies': {
    token: 'bot',
    scope: 'history',
    run: (raw, workspace) => {
      const schema = z.object({
        channel: channelId,
        ts,
        limit: z.coerce.number().max(1_000).optional(),
        cursor: z.string().optional(),
      });
      const parsed = schema.safeParse(raw);
      if (!parsed.success) return { error: 'invalid_arguments', detail: z.prettifyError(parsed.error) };
      const { channel, ts: root, limit = 1_000, cursor = '0' } = parsed.data;
      const place = readable(channel, workspace);
      if ('error' in place) return place;
      const thread = workspace.thread(channel, root);
      if (thread.length === 0) return { error: 'thread_not_found' };
      const start = Number(cursor);
      const next = start + limit < thread.length ? String(start + limit) : '';
      const withMetadata = raw.include_all_metadata === 'true';
      return {
        messages: thread.slice(start, start + limit).map((one) => shown(one, withMetadata)),
        has_more: next !== '',
        response_metadata: { next_cursor: next },
      };
    },
  },
  'views.open': method(
    undefined,
    z.strictObject({ trigger_id: z.string(), view: viewArgument, team_id: z.string().optional() }),
    (args, workspace) => {
      const checked = checkView(args.view, 'modal');
      if ('problem' in checked) return { error: 'invalid_arguments', detail: checked.problem };
      const id = workspace.nextId('V');
      workspace.modals.set(id, checked.view);
      return { view: { id, ...checked.view } };
    },
  ),
  'views.update': method(
    undefined,
    z.strictObject({ view_id: z.string(), view: viewArgument, team_id: z.string().optional() }),
    (args, workspace) => {
      const checked = checkView(args.view, 'modal');
      if ('problem' in checked) return { error: 'invalid_arguments', detail: checked.problem };
      if (!workspace.modals.has(args.view_id)) return { error: 'not_found' };
      workspace.modals.set(args.view_id, checked.view);
      return { view: { id: args.view_id } };
    },
  ),
  'views.publish': method(
    undefined,
    z.strictObject({ user_id: z.string(), view: viewArgument, team_id: z.string().optional() }),
    (args, workspace) => {
      const checked = checkView(args.view, 'home');
      if ('problem' in checked) return { error: 'invalid_arguments', detail: checked.problem };
      workspace.homes.set(args.user_id, checked.view);
      return { view: { id: workspace.nextId('V') } };
    },
  ),
  'assistant.threads.setStatus': method(
    'assistant:write',
    threadSchema({ status: z.string().max(100) }),
    (args, workspace) => {
      workspace.statuses.push({ channel: args.channel_id, thread: args.thread_ts, status: args.status });
      return {};
    },
  ),
  'assistant.threads.setTitle': method(
    'assistant:write',
    threadSchema({ title: z.string().min(1) }),
    (args, workspace) => {
      workspace.titles.set(`${args.channel_id}:${args.thread_ts}`, args.title);
      return {};
    },
  ),
  'assistant.threads.setSuggestedPrompts': method(
    'assistant:write',
    threadSchema({
      title: z.string().optional(),
      prompts: json.pipe(
        z
          .array(z.strictObject({ title: z.string().min(1), message: z.string().min(1) }))
          .min(1)
          .max(4),
      ),
    }),
    (args, workspace) => {
      workspace.prompts.push({ channel: args.channel_id, title: args.title, prompts: args.prompts });
      return {};
    },
  ),
};

function threadSchema<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({ channel_id: channelId, thread_ts: ts, team_id: z.string().optional(), ...shape });
}

function method<Schema extends z.ZodType>(
  scope: string | undefined,
  schema: Schema,
  run: (args: z.infer<Schema>, workspace: Workspace) => MethodResult,
): Method {
  return {
    token: 'bot',
    ...(scope === undefined ? {} : { scope }),
    run: (raw, workspace) => {
      const parsed = schema.safeParse(raw);
      if (!parsed.success) return { error: 'invalid_arguments', detail: z.prettifyError(parsed.error) };
      return run(parsed.data, workspace);
    },
  };
}

function readable(id: string, workspace: Workspace): { channel: string } | { error: string } {
  if (/^U/.test(id)) return { channel: workspace.direct(id).id };
  const channel = workspace.channels.get(id);
  if (channel === undefined) return { error: 'channel_not_found' };
  return channel.isMember ? { channel: id } : { error: 'not_in_channel' };
}

function writable(id: string, workspace: Workspace): { channel: string } | { error: string } {
  const place = readable(id, workspace);
  if ('error' in place) return place;
  return workspace.channel(place.channel).isArchived ? { error: 'is_archived' } : place;
}

function ownMessage(
  channel: string,
  at: string,
  workspace: Workspace,
): { found: FakeMessage } | { error: string } {
  const found = workspace.find(channel, at);
  if (found === undefined) return { error: 'message_not_found' };
  return found.bot_id === BOT.botId ? { found } : { error: 'cant_update_message' };
}

function openStream(
  channel: string,
  at: string,
  workspace: Workspace,
): { found: FakeMessage } | { error: string } {
  const message = ownMessage(channel, at, workspace);
  if ('error' in message) return message;
  return message.found.isStreaming ? message : { error: 'message_not_in_streaming_state' };
}

function grow(message: FakeMessage, text: string): { error: string } | undefined {
  const whole = message.text + text;
  if (whole.length > 12_000) return { error: 'msg_too_long' };
  message.text = whole;
  message.blocks = whole === '' ? [] : [{ type: 'markdown', text: whole }];
  return undefined;
}

function textOf({
  markdown_text = '',
  chunks: parts = [],
}: {
  markdown_text?: string | undefined;
  chunks?: { text: string }[] | undefined;
}): string {
  return markdown_text + parts.map((part) => part.text).join('');
}

function contentOf({
  text = '',
  blocks,
}: {
  text?: string | undefined;
  blocks?: unknown;
}): { text: string; blocks: FakeBlock[] } | { error: string; detail?: string } {
  const checked = blocks === undefined ? { blocks: [] } : checkBlocks(blocks, 'message');
  if ('problem' in checked) return { error: 'invalid_blocks', detail: checked.problem };
  if (text === '' && checked.blocks.length === 0) return { error: 'no_text' };
  if (text.length > LONGEST_TEXT) return { error: 'msg_too_long' };
  if (markdownLength(checked.blocks) > 12_000) return { error: 'msg_blocks_too_long' };
  return { text, blocks: checked.blocks };
}

function shown(message: FakeMessage, withMetadata = false): Record<string, unknown> {
  const { user, bot_id, text, blocks, ts: at, thread_ts, metadata } = message;
  return {
    type: 'message',
    user,
    bot_id,
    text,
    blocks,
    ts: at,
    thread_ts,
    ...(withMetadata ? { metadata } : {}),
  };
}
