import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageMetadata } from '@slack/types';
import type { SlackAddress } from './address.js';
import type { SlackClient } from './client.js';
import { growingPause } from './growing-pause.js';
import { FIRST_PAUSE_MS, MOST_ATTEMPTS } from './limits.js';
import { isUncertain } from './problems.js';
import type { RenderedMessage } from './render.js';
import { PROGRESS_EVENT, REPLY_EVENT, type Threads } from './threads.js';

/** Where a message of the app stands. */
export interface Place {
  readonly channel: string;
  readonly ts: string;
}

/** A message as text alone, where Slack takes no blocks. */
export type Content = RenderedMessage | { readonly text: string; readonly blocks?: undefined };

/** Marks a message of the app with the message that it replies to. Nothing of it is secret. */
export function markOf(key: string, isFinal: boolean): MessageMetadata {
  return { event_type: isFinal ? REPLY_EVENT : PROGRESS_EVENT, event_payload: { message: key } };
}

/** Text that nobody wrote for Slack must not be read as its markup, nor unfurl anything. */
const AS_IS = { unfurl_links: false, unfurl_media: false, mrkdwn: false, parse: 'none' as const };

/** Puts messages into Slack, each once. */
export class Posting {
  private readonly client: SlackClient;
  private readonly threads: Threads;

  constructor(client: SlackClient, threads: Threads) {
    this.client = client;
    this.threads = threads;
  }

  /**
   * Posts a message. When it isn't known whether Slack took it, the thread is searched for its mark before it is
   * posted again.
   * @throws what the SDK throws
   */
  async post(address: SlackAddress, content: Content, mark?: MessageMetadata): Promise<Place> {
    const { web } = this.client;
    const { channel, threadTs, ts: since } = address;
    const options = {
      channel,
      ...AS_IS,
      ...bodyOf(content),
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
      ...(mark === undefined ? {} : { metadata: mark }),
    };
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await this.client.call('chat.postMessage', 'if-refused', () =>
          web.chat.postMessage(options),
        );
        if (threadTs !== undefined) this.threads.join(channel, threadTs, since);
        return { channel: answer.channel ?? channel, ts: answer.ts ?? '' };
      } catch (error) {
        if (!isUncertain(error) || attempt >= MOST_ATTEMPTS) throw error;
        await sleep(growingPause(FIRST_PAUSE_MS, attempt));
        const ts = await this.posted(address, mark);
        if (ts !== undefined) return { channel, ts };
      }
    }
  }

  private async posted(
    address: SlackAddress,
    mark: MessageMetadata | undefined,
  ): Promise<string | undefined> {
    const key = mark?.event_payload.message;
    if (mark === undefined || typeof key !== 'string') return undefined;
    return this.threads.replyTo(address, key, [mark.event_type]);
  }

  /** @throws what the SDK throws */
  async edit({ channel, ts }: Place, content: Content, mark?: MessageMetadata): Promise<void> {
    const options = {
      channel,
      ts,
      parse: 'none' as const,
      ...(content.blocks === undefined ? { text: content.text, blocks: [] } : bodyOf(content)),
      ...(mark === undefined ? {} : { metadata: mark }),
    };
    await this.client.call('chat.update', 'always', () => this.client.web.chat.update(options));
  }

  /** @throws what the SDK throws */
  async remove({ channel, ts }: Place): Promise<void> {
    await this.client.call('chat.delete', 'always', () => this.client.web.chat.delete({ channel, ts }));
  }

  /**
   * Shows a message to one person only.
   * @throws what the SDK throws
   */
  async whisper({ channel, user, threadTs, ts }: SlackAddress, content: Content): Promise<void> {
    // In a thread that has no other message yet, nobody would see it.
    const isThread = threadTs !== undefined && threadTs !== ts;
    const options = {
      channel,
      user,
      parse: 'none' as const,
      ...bodyOf(content),
      ...(isThread ? { thread_ts: threadTs } : {}),
    };
    await this.client.call('chat.postEphemeral', 'always', () => this.client.web.chat.postEphemeral(options));
  }
}

function bodyOf({ text, blocks }: Content) {
  return blocks === undefined ? { text } : { text, blocks: [...blocks] };
}
