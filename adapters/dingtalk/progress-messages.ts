import type { Update } from '../../src/chat/reply.js';
import type { Logger } from '../../src/log.js';
import type { Address } from './address.js';
import type { ConversationPace } from './conversation-pace.js';
import { type Pace, PROGRESS_MESSAGES, TOLD_WAIT_MS } from './limits.js';
import { asMarkdown } from './markdown.js';
import type { Messenger } from './messenger.js';

export interface ProgressOptions {
  readonly messenger: Messenger;
  /** Of such messages in each conversation. */
  readonly allowance: ConversationPace;
  readonly address: Address;
  readonly pace: Pace;
  readonly log: Logger;
}

/** Tells without a card how the work on a message stands: in a few messages, since none can be changed. */
export class ProgressMessages {
  private readonly options: ProgressOptions;
  private readonly startedAt = performance.now();
  private told = 0;
  private toldAt = Number.NEGATIVE_INFINITY;
  private sending: Promise<void> = Promise.resolve();
  private isOver = false;

  constructor(options: ProgressOptions) {
    this.options = options;
  }

  update(update: Update): void {
    const { allowance, address } = this.options;
    if (!this.isWorthTelling(update) || !allowance.tryTurn(address.conversationId)) return;
    this.told++;
    this.toldAt = performance.now();
    this.sending = this.sending.then(() => this.send(update.text));
  }

  /** Tells nothing more, and resolves when what was told is sent. */
  async end(): Promise<void> {
    this.isOver = true;
    await this.sending;
  }

  private isWorthTelling(update: Update): boolean {
    if (this.isOver || this.told >= PROGRESS_MESSAGES) return false;
    if (update.kind === 'queued') return this.told === 0 && update.waitMs >= TOLD_WAIT_MS;
    if (update.kind !== 'progress') return false;
    const { progressAfterMs, progressPauseMs } = this.options.pace;
    const now = performance.now();
    return now - this.startedAt >= progressAfterMs && now - this.toldAt >= progressPauseMs;
  }

  private async send(text: string): Promise<void> {
    const { messenger, address, log } = this.options;
    if (this.isOver) return;
    try {
      await messenger.send(address, { title: text, text: asMarkdown(text) }, 0);
    } catch {
      log.debug('a message about progress was not taken');
    }
  }
}
