import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../src/log.js';
import type { Address } from './address.js';
import { type CardApi, type CardParams, cardIdOf, FLOW } from './card.js';
import { LEFT_OUT } from './client.js';
import { growingWaits } from './growing-waits.js';
import { type CallFailure, describeFailure, type Outcome } from './json-call.js';
import type { Pace } from './limits.js';

/** Attempts at an older card before the reply becomes a message. */
const OVERWRITES = 5;

/** Whether cards are used now: after a refusal they rest for a while, for everyone. */
export class CardRest {
  private readonly restMs: number;
  private until = 0;

  constructor(restMs: number) {
    this.restMs = restMs;
  }

  get isOver(): boolean {
    return performance.now() >= this.until;
  }

  begin(): void {
    this.until = performance.now() + this.restMs;
  }
}

export interface CardReplyOptions {
  readonly api: CardApi;
  readonly rest: CardRest;
  readonly address: Address;
  /** The name of who is to be mentioned, in a group. */
  readonly asker?: string | undefined;
  /** Whether an earlier life of the bot may have made the card. */
  readonly mayExist: boolean;
  readonly pace: Pace;
  readonly log: Logger;
}

/** The card that answers one message: made when there is something to show, written to at a pace, finished once. */
export class CardReply {
  private readonly options: CardReplyOptions;
  private readonly cardId: string;
  private wanted = '';
  private shown = '';
  private isMade = false;
  private isBroken = false;
  private readonly finishing = new AbortController();
  private writing: Promise<void> | undefined;

  constructor(options: CardReplyOptions) {
    this.options = options;
    this.cardId = cardIdOf(options.address);
  }

  /** Whether something was shown, so that the reply belongs here too. */
  get isBegun(): boolean {
    return this.writing !== undefined;
  }

  /** Shows a text (Markdown) in place of the one before. Never waits. */
  show(content: string): void {
    // An older card may be final already: nothing can be streamed into it.
    if (this.options.mayExist) return;
    this.wanted = content;
    this.writing ??= this.write();
  }

  /**
   * Puts the reply on the card.
   * @param failed what the card says if that fails
   * @returns false when the card doesn't hold it, so that it must be sent another way
   */
  async finish(content: string, params: CardParams, failed: string): Promise<boolean> {
    this.finishing.abort();
    await this.writing;
    if (this.isBroken) return this.giveUp(failed);
    const last: CardParams = { ...params, content, flowStatus: FLOW.done };
    const { api, address, asker, mayExist } = this.options;
    if (!this.isMade) {
      if (!this.noteFailure(await api.create(address, last, asker, false), 'made')) return false;
      // One that was there keeps what it showed.
      return !mayExist || this.noteFailure(await this.overwrite(last), 'finished');
    }
    if (!this.noteFailure(await api.stream(this.cardId, content, 'is-final'), 'finished'))
      return this.giveUp(failed);
    const outcome = await api.update(this.cardId, last);
    // The text is there; only the buttons are missing.
    if (!outcome.ok) this.options.log.warn(reasonOf(outcome.failure), 'a card has no buttons');
    return true;
  }

  /** Leaves the card: the reply comes another way. */
  async abandon(failed: string): Promise<void> {
    this.finishing.abort();
    await this.writing;
    await this.giveUp(failed);
  }

  private async write(): Promise<void> {
    const { api, address, asker, pace } = this.options;
    await this.pause(pace.cardDelayMs);
    while (!this.isMade) {
      if (this.finishing.signal.aborted) return;
      const content = this.wanted;
      const first = { flowStatus: FLOW.pending, content, evidence: '', note: '', btns: '[]' };
      const made = await api.create(address, first, asker, true);
      this.isMade = made.ok;
      this.shown = content;
      if (isLeftOut(made)) await this.pause(pace.cardPauseMs);
      else if (!this.noteFailure(made, 'made')) return;
    }
    while (!this.finishing.signal.aborted) {
      await this.pause(pace.cardPauseMs);
      if (this.finishing.signal.aborted || this.wanted === this.shown) continue;
      const text = this.wanted;
      const outcome = await api.stream(this.cardId, text, 'goes-on');
      if (outcome.ok) this.shown = text;
      else if (!isLeftOut(outcome) && !this.noteFailure(outcome, 'written to')) return;
    }
  }

  /** Tries for a while: an answer may be on the card already, and would be there twice as a message. */
  private async overwrite(last: CardParams): Promise<Outcome> {
    const { api, pace } = this.options;
    const waits = growingWaits(pace.firstRetryMs, pace.longestRetryMs);
    let outcome = await api.update(this.cardId, last);
    for (let i = 0; i < OVERWRITES && !outcome.ok && outcome.failure.kind !== 'refused'; i++) {
      await sleep(waits());
      outcome = await api.update(this.cardId, last);
    }
    return outcome;
  }

  private pause(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: this.finishing.signal }).catch(() => undefined);
  }

  /** @returns whether it went well; otherwise this card is not used any more, and the others mostly rest */
  private noteFailure(outcome: Outcome, what: string): boolean {
    if (outcome.ok) return true;
    const { log, rest } = this.options;
    this.isBroken = true;
    if (outcome.failure.kind !== 'unavailable') rest.begin();
    log.warn(reasonOf(outcome.failure), `a card could not be ${what}; the reply is Markdown`);
    return false;
  }

  /** Shows, if that still works, that the card comes to nothing. */
  private async giveUp(failed: string): Promise<false> {
    if (!this.isMade) return false;
    await this.options.api.update(this.cardId, { flowStatus: FLOW.failed, content: failed, btns: '[]' });
    return false;
  }
}

function isLeftOut(outcome: Outcome): boolean {
  return !outcome.ok && outcome.failure === LEFT_OUT;
}

function reasonOf(failure: CallFailure): { readonly reason: string } {
  return { reason: describeFailure(failure) };
}
