import type { KnownBlock, MessageMetadata } from '@slack/types';
import type { ChatStreamer } from '@slack/web-api';
import type { SlackAddress } from './address.js';
import type { SlackClient } from './client.js';
import { STREAM_PATIENCE_MS } from './limits.js';
import type { Place } from './posting.js';
import { isUncertain, type ProblemLog, problemOf } from './problems.js';

/** How a stream stands. */
export type StreamState =
  /** Nothing was sent yet. */
  | 'new'
  | 'open'
  /** Slack doesn't stream there. */
  | 'refused'
  /** Slack has no room for another stream just now. */
  | 'limited'
  /** It isn't known whether Slack began one. */
  | 'uncertain'
  /** It began, and what it holds isn't known or isn't whole: its message is completed by an edit. */
  | 'broken'
  | 'complete';

/** One message under way by Slack's streaming API, through the SDK's own helper. */
export class AnswerStream {
  state: StreamState = 'new';
  /** What was sent at first: what a message begun without our knowledge holds. */
  beginning = '';
  private sent = '';
  private readonly address: SlackAddress;
  private readonly client: SlackClient;
  private readonly problems: ProblemLog;
  private readonly streamer: ChatStreamer;

  constructor(client: SlackClient, problems: ProblemLog, address: SlackAddress) {
    const { channel, threadTs = '', team, user } = address;
    this.address = address;
    this.client = client;
    this.problems = problems;
    // What is collected before a piece is sent is decided by the caller, by time.
    this.streamer = client.web.chatStream({
      channel,
      thread_ts: threadTs,
      recipient_team_id: team,
      recipient_user_id: user,
      buffer_size: 1,
    });
  }

  /** Its message, once there is one. */
  get place(): Place | undefined {
    const { ts } = this.streamer;
    return ts === undefined ? undefined : { channel: this.address.channel, ts };
  }

  /** Brings the stream up to a text that begins with what was sent. Never throws: see {@link state}. */
  async write(markdown: string): Promise<void> {
    if (this.state !== 'new' && this.state !== 'open') return;
    if (!markdown.startsWith(this.sent)) {
      this.state = 'broken';
      return;
    }
    const piece = markdown.slice(this.sent.length);
    if (piece === '') return;
    const isFirst = this.state === 'new';
    if (isFirst) this.beginning = piece;
    const method = isFirst ? 'chat.startStream' : 'chat.appendStream';
    try {
      // The helper keeps a piece that failed, and sends it again when it is told to send nothing more.
      await this.client.call(
        method,
        'if-refused',
        (attempt) => this.streamer.append(attempt === 1 ? { markdown_text: piece } : { chunks: [] }),
        STREAM_PATIENCE_MS,
      );
      this.sent = markdown;
      this.state = 'open';
    } catch (error) {
      this.problems.tell(method, error);
      if (!isFirst) this.state = 'broken';
      else if (problemOf(error) === 'ratelimited') this.state = 'limited';
      else this.state = isUncertain(error) ? 'uncertain' : 'refused';
    }
  }

  /** Sends the rest and what stands under it, and ends the stream. Returns whether all of it is there. */
  async complete(markdown: string, footer: readonly KnownBlock[], mark: MessageMetadata): Promise<boolean> {
    if (this.state !== 'open') return false;
    if (!markdown.startsWith(this.sent)) {
      this.state = 'broken';
      return false;
    }
    const rest = markdown.slice(this.sent.length);
    const end = { blocks: [...footer], metadata: mark };
    try {
      await this.client.call('chat.stopStream', 'if-refused', (attempt) =>
        this.streamer.stop(attempt === 1 && rest !== '' ? { ...end, markdown_text: rest } : end),
      );
      this.state = 'complete';
      return true;
    } catch (error) {
      this.problems.tell('chat.stopStream', error);
      this.state = 'broken';
      return false;
    }
  }

  /** Ends a stream whose message will be edited, or one that was begun without our knowledge. */
  async abandon({ channel, ts }: Place): Promise<void> {
    if (this.state === 'complete') return;
    try {
      await this.client.call('chat.stopStream', 'if-refused', () =>
        this.client.web.chat.stopStream({ channel, ts }),
      );
    } catch {
      // Slack ended it, or will: a stream left alone is ended after some minutes.
    }
  }
}
