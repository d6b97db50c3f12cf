import type { Message } from '../../src/chat/message.js';
import type { Reply, ReplySink, Update } from '../../src/chat/reply.js';
import type { Logger } from '../../src/log.js';
import { type Address, addressOf } from './address.js';
import { CardApi } from './card.js';
import { buttonsFor } from './card-buttons.js';
import { CardReply, type CardRest } from './card-reply.js';
import type { ConversationPace } from './conversation-pace.js';
import { type Pace, TEXT_BYTES } from './limits.js';
import { asMarkdown } from './markdown.js';
import type { Messenger } from './messenger.js';
import { ProgressMessages } from './progress-messages.js';
import { languageOf, messagesOf, type RenderOptions, renderReply, titleOf } from './render.js';
import { messageBytes } from './split-text.js';
import { words } from './wording.js';

export interface SinkOptions extends RenderOptions {
  readonly messenger: Messenger;
  readonly allowance: ConversationPace;
  /** Absent when replies are Markdown. */
  readonly cards?: CardApi | undefined;
  readonly rest: CardRest;
  /** When this life of the bot began, in milliseconds since 1970. */
  readonly bornAt: number;
  readonly pace: Pace;
  readonly log: Logger;
}

/** The way back for one message: an AI card while cards work, else messages in Markdown. */
export class DingtalkReplySink implements ReplySink {
  private readonly options: SinkOptions;
  private readonly address: Address;
  private readonly asker: string | undefined;
  private readonly card: CardReply | undefined;
  private readonly progress: ProgressMessages;
  private answered = '';

  constructor(message: Message, options: SinkOptions) {
    this.options = options;
    this.address = addressOf(message);
    const { author, receivedAt } = message;
    this.asker = this.address.isGroup ? (author.name ?? this.address.staffId) : undefined;
    const { cards, rest, pace, log, messenger, allowance, bornAt } = options;
    if (cards !== undefined && rest.isOver && CardApi.reaches(this.address)) {
      const mayExist = receivedAt < bornAt;
      this.card = new CardReply({
        api: cards,
        rest,
        address: this.address,
        asker: this.asker,
        mayExist,
        pace,
        log,
      });
    }
    this.progress = new ProgressMessages({ messenger, allowance, address: this.address, pace, log });
  }

  update(update: Update): void {
    if (this.card === undefined) {
      this.progress.update(update);
      return;
    }
    if (update.kind === 'delta') this.answered += update.text;
    this.card.show(asMarkdown(update.kind === 'delta' ? this.answered : update.text));
  }

  async finish(reply: Reply): Promise<void> {
    await this.progress.end();
    const text = renderReply(reply, this.options);
    const title = titleOf(reply);
    const isPrivate = reply.kind === 'notice' && reply.isPrivate && this.address.isGroup;
    if (isPrivate && this.card?.isBegun !== true && (await this.toAskerAlone(title, text, reply))) return;
    if (await this.onCard(text, reply)) return;
    await this.inMessages(title, `${text}${this.hint(reply)}`, reply);
  }

  private async onCard(text: string, reply: Reply): Promise<boolean> {
    if (this.card === undefined) return false;
    const { continuedBelow } = words(languageOf(reply));
    if (messageBytes(text) <= TEXT_BYTES) {
      return this.card.finish(text, { btns: buttonsFor(reply), evidence: '', note: '' }, continuedBelow);
    }
    await this.card.abandon(continuedBelow);
    return false;
  }

  private async inMessages(title: string, text: string, reply: Reply): Promise<void> {
    const messages = messagesOf(title, text, languageOf(reply));
    for (const [i, message] of messages.entries()) {
      await this.options.messenger.send(this.address, i === 0 ? { ...message, for: this.asker } : message);
    }
  }

  private async toAskerAlone(title: string, text: string, reply: Reply): Promise<boolean> {
    for (const message of messagesOf(title, text, languageOf(reply))) {
      if (!(await this.options.messenger.sendToPerson(this.address, message))) return false;
    }
    return true;
  }

  /** What can be written in place of the buttons of a card. */
  private hint(reply: Reply): string {
    if (reply.kind !== 'answer') return '';
    const { language, citations } = reply.answer;
    return `\n\n${words(language).withoutButtons(citations.length > 0)}`;
  }
}
