import * as z from 'zod';
import type { EarlierMessage } from '../../src/chat/adapter.js';
import type { SlackAddress } from './address.js';
import type { SlackClient } from './client.js';
import type { Identity } from './events.js';
import { KEPT_THREADS, MOST_EARLIER, MOST_THREAD_PAGES, REFUSED_MS, THREAD_PAGE } from './limits.js';
import { mentionsIn, plainText } from './message-text.js';
import { RecentMap } from './recent-map.js';

/** The mark on a message of the app that is the reply to a message. */
export const REPLY_EVENT = 'wenju_reply';
/** The mark on one that will become it. */
export const PROGRESS_EVENT = 'wenju_progress';

const postSchema = z.object({
  ts: z.string(),
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  text: z.string().default(''),
  subtype: z.string().optional(),
  metadata: z
    .object({ event_type: z.string(), event_payload: z.object({ message: z.string() }).partial().optional() })
    .optional()
    .catch(undefined),
});
type ThreadPost = z.infer<typeof postSchema>;

/** What Slack knows of threads: who takes part, what was said, and which of the app's replies are there. */
export class Threads {
  private readonly client: SlackClient;
  private readonly identity: () => Promise<Identity>;
  /** Threads that the app takes part in, with since when. */
  private readonly joined = new RecentMap<string>(KEPT_THREADS);
  private readonly notJoined = new RecentMap<true>(KEPT_THREADS, REFUSED_MS);
  private readonly looking = new Map<string, Promise<void>>();

  constructor(client: SlackClient, identity: () => Promise<Identity>) {
    this.client = client;
    this.identity = identity;
  }

  /**
   * The app answers in this thread.
   * @param since the `ts` of what made it; what was written before wasn't meant for the app
   */
  join(channel: string, threadTs: string, since = '0'): void {
    const key = `${channel}:${threadTs}`;
    const before = this.joined.get(key);
    if (before === undefined || since < before) this.joined.set(key, since);
  }

  /**
   * Whether the app took part in a thread when a message was written there, before a restart too. Slack is asked
   * once for each thread.
   */
  async takesPart(channel: string, threadTs: string, ts: string): Promise<boolean> {
    const key = `${channel}:${threadTs}`;
    const since = this.joined.get(key);
    if (since !== undefined) return since < ts;
    if (this.notJoined.get(key) === true) return false;
    const looking =
      this.looking.get(key) ??
      this.look(channel, threadTs).finally(() => {
        this.looking.delete(key);
      });
    this.looking.set(key, looking);
    await looking;
    return (this.joined.get(key) ?? ts) < ts;
  }

  private async look(channel: string, threadTs: string): Promise<void> {
    const identity = await this.identity();
    for await (const post of this.posts(channel, threadTs)) {
      // Who mentions the app is going to be answered.
      if (!isOwn(post, identity) && !mentionsIn(post.text).includes(identity.userId)) continue;
      this.join(channel, threadTs, post.ts);
      return;
    }
    this.notJoined.set(`${channel}:${threadTs}`, true);
  }

  /** What was said in a thread before a message, oldest first. */
  async earlier({ channel, threadTs, ts }: SlackAddress): Promise<readonly EarlierMessage[]> {
    if (threadTs === undefined || ts === undefined || threadTs === ts) return [];
    const identity = await this.identity();
    const found: EarlierMessage[] = [];
    for await (const post of this.posts(channel, threadTs)) {
      if (post.ts >= ts) break;
      const isFromApp = isOwn(post, identity);
      if (!isFromApp && (post.user === undefined || post.bot_id != null)) continue;
      // Joins, topics, and the start of a thread in the side panel are nothing that was said.
      const isSaid =
        post.subtype === undefined || /^(?:file_share|thread_broadcast|bot_message)$/.test(post.subtype);
      if (!isSaid || post.metadata?.event_type === PROGRESS_EVENT) continue;
      const { text, quoted } = plainText(post.text, identity.userId);
      const whole = text === '' ? (quoted ?? '') : text;
      if (whole !== '') found.push({ text: whole, isOwn: isFromApp });
    }
    return found.slice(-MOST_EARLIER);
  }

  /** The app's message that is the reply to a message, or will be. */
  async replyTo(
    address: Pick<SlackAddress, 'channel' | 'threadTs'>,
    key: string,
    marks: readonly string[] = [REPLY_EVENT],
  ): Promise<string | undefined> {
    if (address.threadTs === undefined) return undefined;
    let found: string | undefined;
    for await (const { ts, metadata } of this.posts(address.channel, address.threadTs)) {
      const isMarked = marks.includes(metadata?.event_type ?? '');
      const of = metadata?.event_payload?.message;
      // The last one, and the reply to an edit of the message too.
      if (isMarked && (of === key || of?.startsWith(`${key}:`) === true)) found = ts;
    }
    return found;
  }

  /** The app's unmarked message after a message that holds just this text: the beginning of a stream. */
  async beginningAfter(address: SlackAddress, text: string): Promise<string | undefined> {
    if (address.threadTs === undefined) return undefined;
    const identity = await this.identity();
    for await (const post of this.posts(address.channel, address.threadTs)) {
      const isLater = post.ts > (address.ts ?? address.threadTs);
      if (isLater && isOwn(post, identity) && post.metadata === undefined && post.text === text)
        return post.ts;
    }
    return undefined;
  }

  private async *posts(channel: string, threadTs: string): AsyncGenerator<ThreadPost> {
    let cursor: string | undefined;
    for (let page = 0; page < MOST_THREAD_PAGES; page++) {
      const options = { channel, ts: threadTs, limit: THREAD_PAGE, include_all_metadata: true };
      const answer = await this.client.call('conversations.replies', 'always', () =>
        this.client.web.conversations.replies(cursor === undefined ? options : { ...options, cursor }),
      );
      for (const raw of answer.messages ?? []) {
        const parsed = postSchema.safeParse(raw);
        if (parsed.success) yield parsed.data;
      }
      cursor = answer.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) return;
    }
  }
}

function isOwn({ user, bot_id: botId }: ThreadPost, identity: Identity): boolean {
  return user === identity.userId || botId === identity.botId;
}
