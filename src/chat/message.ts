/** A value that survives being written down as JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Someone on a platform. */
export interface Author {
  /** The platform's id of the person. */
  readonly id: string;
  /** The name that the platform shows. */
  readonly name?: string | undefined;
}

/** What came in a message instead of text that can be read. */
export type Unreadable = 'picture' | 'voice' | 'video' | 'file' | 'other';

/** What someone wrote to the bot. Plain data: it is kept until it is answered, across restarts too. */
export interface Message {
  /** The adapter that it came by: `slack`, `dingtalk`. */
  readonly adapter: string;
  /**
   * Every name by which the platform may deliver this same message again, such as the id of its event and the
   * place and time of the message. The first names it.
   */
  readonly keys: readonly [string, ...string[]];
  /** What the memory of earlier questions belongs to: a thread, a person in a group, … */
  readonly conversation: string;
  readonly author: Author;
  /** What was written, as plain text: the mention of the bot cut off, no markup. */
  readonly text: string;
  /** The text of the message that this one quotes. */
  readonly quoted?: string | undefined;
  /** Set when there is nothing in it to read. */
  readonly unreadable?: Unreadable | undefined;
  /** Where the reply goes, as its adapter knows it. Never a secret that outlives the reply. */
  readonly address: { readonly [key: string]: Json };
  /** When it came in, in milliseconds since 1970. */
  readonly receivedAt: number;
}

/** Names the conversation of a message among those of all platforms. */
export function conversationOf({ adapter, conversation }: Message): string {
  return `${adapter}:${conversation}`;
}
