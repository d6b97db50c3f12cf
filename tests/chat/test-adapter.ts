import type { Chat, ChatAdapter, EarlierMessage } from '../../src/chat/adapter.js';
import type { Message } from '../../src/chat/message.js';
import type { Reply, ReplySink, Update } from '../../src/chat/reply.js';

/** What one message got. */
export interface Got {
  readonly message: Message;
  readonly updates: Update[];
  readonly replies: Reply[];
}

let count = 0;

/** A message as an adapter makes it, each with a key of its own. */
export function messageOf(text: string, rest: Partial<Message> = {}): Message {
  count++;
  return {
    adapter: 'test',
    keys: [`key-${count}`],
    conversation: 'talk',
    author: { id: 'U1' },
    text,
    address: {},
    receivedAt: Date.now(),
    ...rest,
  };
}

/** A platform in memory: the simplest thing that keeps the adapter's promises. */
export class TestAdapter implements ChatAdapter {
  readonly name = 'test';
  isConnected = false;
  chat: Chat | undefined;
  readonly got: Got[] = [];
  /** What `finish` does before it notes the reply. */
  onFinish: (message: Message) => Promise<void> = async () => undefined;
  earlierMessages: readonly EarlierMessage[] = [];
  answered: boolean | undefined;

  async start(chat: Chat): Promise<void> {
    this.chat = chat;
    this.isConnected = true;
  }

  async stop(): Promise<void> {
    this.isConnected = false;
  }

  reply(message: Message): ReplySink {
    const got: Got = { message, updates: [], replies: [] };
    this.got.push(got);
    return {
      update: (update) => got.updates.push(update),
      finish: async (reply) => {
        await this.onFinish(message);
        got.replies.push(reply);
      },
    };
  }

  async earlier(): Promise<readonly EarlierMessage[]> {
    return this.earlierMessages;
  }

  async wasAnswered(): Promise<boolean | undefined> {
    return this.answered;
  }

  /** The replies so far, to all messages. */
  get replies(): Reply[] {
    return this.got.flatMap(({ replies }) => replies);
  }
}
