import type { FakeSlack } from './fake-slack.js';
import { BOT, type FakeMessage } from './workspace.js';

export interface Said {
  readonly channel?: string;
  readonly user?: string;
  readonly text: string;
  readonly thread?: string;
  readonly eventId?: string;
  /** Anything else of the event. */
  readonly more?: Readonly<Record<string, unknown>>;
}

type Body = Readonly<Record<string, unknown>>;
type Deliver = (type: 'events_api' | 'slash_commands' | 'interactive', payload: Body, retry?: number) => void;

/** What people do in a workspace, and the events that Slack makes of it. */
export class People {
  private readonly slack: FakeSlack;
  private readonly deliver: Deliver;
  private count = 0;

  /** @param deliver how events reach the app; by Socket Mode when left out */
  constructor(slack: FakeSlack, deliver?: Deliver) {
    this.slack = slack;
    this.deliver =
      deliver ??
      ((type, payload, retry) =>
        slack.sockets.send({
          envelope_id: this.id('envelope'),
          type,
          payload,
          accepts_response_payload: type !== 'events_api',
          ...(retry === undefined ? {} : { retry_attempt: retry, retry_reason: 'timeout' }),
        }));
  }

  id(prefix: string): string {
    return `${prefix}${++this.count}`;
  }

  /** The body of an event as Slack sends it. */
  eventBody(event: Body, eventId = this.id('Ev')): Body {
    return {
      type: 'event_callback',
      token: 'fake',
      team_id: BOT.teamId,
      api_app_id: 'A00000001',
      event_id: eventId,
      event_time: Math.floor(Date.now() / 1_000),
      authorizations: [{ enterprise_id: null, team_id: BOT.teamId, user_id: BOT.userId, is_bot: true }],
      event,
    };
  }

  event(event: Body, eventId?: string, retry?: number): void {
    this.deliver('events_api', this.eventBody(event, eventId), retry);
  }

  /** Mentions the app: Slack tells of it twice, as a mention and as a message. */
  mention(said: Said): FakeMessage {
    const message = this.write({ ...said, text: `<@${BOT.userId}> ${said.text}` });
    this.event({ ...eventOf(message), type: 'app_mention', ...said.more }, said.eventId);
    this.event({ ...eventOf(message), type: 'message', channel_type: 'channel', ...said.more });
    return message;
  }

  /** Writes in a channel without a mention. */
  say(said: Said): FakeMessage {
    const message = this.write(said);
    this.event({ ...eventOf(message), type: 'message', channel_type: 'channel', ...said.more }, said.eventId);
    return message;
  }

  /** Writes to the app directly. */
  direct(said: Said): FakeMessage {
    const channel = this.slack.workspace.direct(said.user ?? 'U00000001').id;
    const message = this.write({ ...said, channel });
    this.event({ ...eventOf(message), type: 'message', channel_type: 'im', ...said.more }, said.eventId);
    return message;
  }

  edit(message: FakeMessage, text: string, more: Body = {}): void {
    const { channel } = message;
    const previous = { ...eventOf(message), type: 'message' };
    message.text = text;
    this.event({
      type: 'message',
      subtype: 'message_changed',
      hidden: true,
      channel,
      channel_type: 'channel',
      ts: this.slack.workspace.nextTs(),
      previous_message: previous,
      message: {
        ...eventOf(message),
        type: 'message',
        edited: { user: message.user, ts: this.slack.workspace.nextTs() },
        ...more,
      },
    });
  }

  /** Opens the side panel. Returns its thread. */
  openPanel(user = 'U00000001'): { channel: string; thread: string } {
    const { id: channel } = this.slack.workspace.direct(user);
    const root = this.slack.workspace.add({ channel, user: BOT.userId, text: 'New Assistant Thread' });
    this.event({
      type: 'assistant_thread_started',
      event_ts: root.ts,
      assistant_thread: {
        user_id: user,
        channel_id: channel,
        thread_ts: root.ts,
        context: { channel_id: 'C00000001', team_id: BOT.teamId },
      },
    });
    return { channel, thread: root.ts };
  }

  command(text: string, { user = 'U00000001', channel = 'C00000001' } = {}): string {
    const id = this.id('response');
    this.deliver('slash_commands', {
      command: '/wenju',
      text,
      user_id: user,
      user_name: 'somebody',
      channel_id: channel,
      team_id: BOT.teamId,
      trigger_id: this.id('trigger'),
      response_url: this.slack.responseUrl(id),
      api_app_id: 'A00000001',
    });
    return id;
  }

  /** Presses a button of a message or of a home tab. */
  press(
    action: { action_id: string; value?: string },
    { user = 'U00000001', message = undefined as FakeMessage | undefined } = {},
  ): void {
    const at =
      message === undefined
        ? {}
        : { channel: { id: message.channel }, message: { ts: message.ts, thread_ts: message.thread_ts } };
    this.deliver('interactive', {
      type: 'block_actions',
      user: { id: user, team_id: BOT.teamId },
      team: { id: BOT.teamId, domain: 'fake' },
      api_app_id: 'A00000001',
      trigger_id: this.id('trigger'),
      ...at,
      actions: [{ type: 'button', block_id: 'b', action_ts: this.slack.workspace.nextTs(), ...action }],
    });
  }

  /** Sends a modal off, or closes it. */
  leave(type: 'view_submission' | 'view_closed', view: Body, user = 'U00000001'): void {
    this.deliver('interactive', {
      type,
      user: { id: user, team_id: BOT.teamId },
      team: { id: BOT.teamId },
      view,
    });
  }

  private write({ channel = 'C00000001', user = 'U00000001', text, thread }: Said): FakeMessage {
    this.slack.workspace.channel(channel);
    return this.slack.workspace.add({
      channel,
      user,
      text,
      ...(thread === undefined ? {} : { thread_ts: thread }),
    });
  }
}

function eventOf({ channel, user, text, ts, thread_ts }: FakeMessage): Body {
  return {
    channel,
    user,
    text,
    ts,
    event_ts: ts,
    team: BOT.teamId,
    ...(thread_ts === undefined ? {} : { thread_ts }),
  };
}
