import type { Judgement as AnswerJudgement, GivenAnswer } from '../serving/feedback-log.js';
import type { Language } from '../text/language.js';
import type { Evidence } from './evidence.js';
import type { HomeView } from './home.js';
import type { Author, Message } from './message.js';
import type { ReplySink } from './reply.js';

/** What became of a message that was handed in. */
export type Receipt =
  /** It is written down and will be answered. */
  | 'accepted'
  /** It is being answered, or was. */
  | 'duplicate';

/** A chat platform: turns its events into messages, and replies into its own markup. */
export interface ChatAdapter {
  readonly name: string;
  /**
   * Connects and begins to hand in messages. Resolves when it has begun; the connection may come later and is
   * kept up until {@link stop}.
   * @throws WenjuError `bad-config` when the platform refuses the credentials for good
   */
  start(chat: Chat): Promise<void>;
  /** Takes no more messages. Replies can still be sent. */
  stop(): Promise<void>;
  /** Whether messages can come in now. */
  readonly isConnected: boolean;
  /** The way back to the author of a message, perhaps of one that came before the last restart. */
  reply(message: Message): ReplySink;
  /**
   * What was written in the message's thread before it, oldest first, where the platform can tell. Only asked
   * when the chat itself remembers nothing of the conversation.
   */
  earlier?(message: Message): Promise<readonly EarlierMessage[]>;
  /**
   * Whether the reply to a message has reached the platform, asked after a crash while it was being sent.
   * `undefined`: it can't be told.
   */
  wasAnswered?(message: Message): Promise<boolean | undefined>;
}

/** A message of a thread, as context for a later one. */
export interface EarlierMessage {
  readonly text: string;
  readonly isOwn: boolean;
}

/** What someone thinks of an answer, and who that is. */
export interface Judgement extends AnswerJudgement {
  readonly by: Author;
}

/** What the chat offers its adapters. */
export interface Chat {
  /** Takes a message in: it is on the disk when this returns, so acknowledge it after. Never throws. */
  receive(message: Message): Receipt;
  /**
   * The quote of a citation in its paragraph, as it was when it was cited.
   * @throws WenjuError `not-found` when the answer or the citation is forgotten or never was
   */
  evidence(answerId: string, n: number): Promise<Evidence>;
  /** An answer given before; `undefined` when it is forgotten. */
  given(answerId: string): GivenAnswer | undefined;
  /**
   * Writes down what someone thinks of an answer.
   * @throws WenjuError `not-found`, `not-saved`
   */
  judge(answerId: string, judgement: Judgement): Promise<void>;
  /** Questions that the corpus answers. */
  suggestions(language: Language): Promise<readonly string[]>;
  /** What a home page shows to someone. */
  home(adapter: string, author: Author): Promise<HomeView>;
  isAdmin(adapter: string, userId: string): boolean;
}
