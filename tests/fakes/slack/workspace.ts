import type { FakeBlock, FakeView } from './block-kit.js';

export interface FakeMessage {
  readonly channel: string;
  readonly ts: string;
  readonly user?: string;
  readonly bot_id?: string;
  text: string;
  blocks: FakeBlock[];
  readonly thread_ts?: string;
  metadata?: { readonly event_type: string; readonly event_payload: Record<string, unknown> };
  isStreaming: boolean;
  isDeleted: boolean;
  edits: number;
  /** Sent with `mrkdwn: false`. */
  readonly isLiteral: boolean;
}

export interface FakeChannel {
  readonly id: string;
  readonly type: 'channel' | 'group' | 'im';
  readonly user?: string;
  isMember: boolean;
  isArchived: boolean;
  takesStreams: boolean;
}

export interface Whisper {
  readonly channel: string;
  readonly user: string;
  readonly thread_ts?: string;
  readonly text: string;
  readonly blocks: readonly FakeBlock[];
}

export interface OpenView {
  readonly id: string;
  readonly view: FakeView;
}

export const BOT = { userId: 'UBOT00001', botId: 'BBOT00001', teamId: 'T00000001' };

/** What people of a workspace would see. */
export class Workspace {
  readonly channels = new Map<string, FakeChannel>();
  readonly messages: FakeMessage[] = [];
  readonly whispers: Whisper[] = [];
  /** Modals that were opened, as they are now. */
  readonly modals = new Map<string, FakeView>();
  readonly homes = new Map<string, FakeView>();
  readonly statuses: { channel: string; thread: string; status: string }[] = [];
  readonly prompts: {
    channel: string;
    title: string | undefined;
    prompts: { title: string; message: string }[];
  }[] = [];
  readonly titles = new Map<string, string>();
  private lastTs = 0;
  private lastId = 0;

  channel(id: string, type: FakeChannel['type'] = 'channel', user?: string): FakeChannel {
    const found = this.channels.get(id);
    if (found !== undefined) return found;
    const made: FakeChannel = {
      id,
      type,
      isMember: true,
      isArchived: false,
      takesStreams: true,
      ...(user === undefined ? {} : { user }),
    };
    this.channels.set(id, made);
    return made;
  }

  /** The conversation of a person with the app. */
  direct(user: string): FakeChannel {
    const found = [...this.channels.values()].find((one) => one.user === user);
    return found ?? this.channel(`D${user.slice(1)}`, 'im', user);
  }

  nextTs(): string {
    this.lastTs = Math.max(this.lastTs + 1, Date.now() * 1_000);
    const digits = String(this.lastTs);
    return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  }

  nextId(prefix: string): string {
    return `${prefix}${String(++this.lastId).padStart(8, '0')}`;
  }

  add(message: Pick<FakeMessage, 'channel' | 'text'> & Partial<FakeMessage>): FakeMessage {
    const added: FakeMessage = {
      blocks: [],
      isStreaming: false,
      isDeleted: false,
      isLiteral: false,
      edits: 0,
      ts: this.nextTs(),
      ...message,
    };
    this.messages.push(added);
    return added;
  }

  find(channel: string, ts: string): FakeMessage | undefined {
    return this.messages.findLast((one) => one.channel === channel && one.ts === ts && !one.isDeleted);
  }

  /** A message and what was written under it, as anyone sees it. */
  thread(channel: string, ts: string): FakeMessage[] {
    return this.messages.filter(
      (one) => one.channel === channel && !one.isDeleted && (one.ts === ts || one.thread_ts === ts),
    );
  }

  /** The app's messages in a thread. */
  replies(channel: string, ts: string): FakeMessage[] {
    return this.thread(channel, ts).filter((one) => one.bot_id === BOT.botId);
  }

  own(channel: string): FakeMessage[] {
    return this.messages.filter(
      (one) => one.channel === channel && one.bot_id === BOT.botId && !one.isDeleted,
    );
  }
}
