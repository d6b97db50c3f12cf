import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '../../src/chat/message.js';
import type { Reply, ReplySink, Update } from '../../src/chat/reply.js';
import { WenjuError } from '../../src/errors.js';
import type { SlackAddress } from './address.js';
import { AnswerStream } from './answer-stream.js';
import { escapeMarkdown, settledPart } from './escape.js';
import { EDIT_MS, LONGEST_MARKDOWN, STATUS_DELAY_MS, STREAM_MS, WORTH_TELLING_MS } from './limits.js';
import { type Content, markOf, type Place } from './posting.js';
import { isBadForm, isClosedChannel } from './problems.js';
import { partialMessage, plainMessages, progressMessage, renderReply } from './render.js';
import { renderAnswer } from './render-answer.js';
import { type Services, undeliverable } from './services.js';
import { PROGRESS_EVENT, REPLY_EVENT } from './threads.js';

/**
 * The reply to one message, as one message in its thread: streamed where Slack streams, else posted and edited,
 * else posted whole. Keeps the whole text all the while, so that a way that breaks off loses nothing.
 */
export class ThreadSink implements ReplySink {
  private readonly services: Services;
  private readonly message: Message;
  private readonly address: SlackAddress;
  private readonly key: string;
  /** All of the answer so far. */
  private text = '';
  /** How the work stands, for while there is no text. */
  private progress: string | undefined;
  private stream: AnswerStream | undefined;
  /** The message that is edited. */
  private place: Place | undefined;
  private hasStatus = false;
  private isFinished = false;
  /** What is being shown: one thing after the other. */
  private showing: Promise<void> | undefined;
  private isStale = false;
  private lastShown = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;

  constructor(services: Services, message: Message, address: SlackAddress) {
    this.services = services;
    this.message = message;
    this.address = address;
    this.key = message.keys[0];
  }

  update(update: Update): void {
    if (this.isFinished) return;
    if (update.kind === 'delta') this.text += update.text;
    else if (update.kind === 'progress') this.progress = update.text;
    else {
      if (update.kind === 'queued' && update.waitMs >= WORTH_TELLING_MS) this.progress = update.text;
      this.status(update.text);
      return;
    }
    this.schedule();
  }

  async finish(reply: Reply): Promise<void> {
    this.isFinished = true;
    clearTimeout(this.timer);
    await this.showing;
    try {
      await this.deliver(reply);
    } catch (error) {
      this.services.problems.tell('reply', error);
      throw error instanceof WenjuError ? error : undeliverable(error);
    } finally {
      if (this.hasStatus) this.services.statuses.clear(this.address);
    }
  }

  /** A status line under the thread, where Slack has one. It goes away by itself when the reply comes. */
  private status(text: string): void {
    this.hasStatus = true;
    const show = async (): Promise<void> => {
      if (this.isFinished || this.text !== '') return;
      const isShown = await this.services.statuses.show(this.address, text);
      if (!isShown && this.progress !== undefined) this.schedule();
    };
    setTimeout(() => void show(), STATUS_DELAY_MS).unref();
  }

  /** Has what is new shown, as soon as Slack takes it. */
  private schedule(): void {
    this.isStale = true;
    if (this.showing !== undefined || this.timer !== undefined || this.isFinished) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.isStale = false;
      this.showing = this.show()
        .catch((error: unknown) => this.services.problems.tell('progress of a reply', error))
        .finally(() => {
          this.showing = undefined;
          this.lastShown = performance.now();
          if (this.isStale) this.schedule();
        });
    }, this.pauseMs());
  }

  private pauseMs(): number {
    const between = this.stream?.state === 'open' ? STREAM_MS : EDIT_MS;
    return Math.max(0, this.lastShown + between - performance.now());
  }

  private async show(): Promise<void> {
    await this.adopt();
    if (this.text === '') return this.showProgress();
    if (this.place !== undefined) return this.showEdited();
    const { client, problems, refusals } = this.services;
    if (this.stream === undefined) {
      const { channel, threadTs } = this.address;
      if (threadTs === undefined || refusals.get(`stream:${channel}`) === true) return this.showEdited();
      this.stream = new AnswerStream(client, problems, this.address);
    }
    await this.stream.write(this.settled());
    if (this.stream.state === 'refused') {
      refusals.set(`stream:${this.address.channel}`, true);
      await this.showEdited();
    }
  }

  private async showProgress(): Promise<void> {
    if (this.progress !== undefined) await this.put(progressMessage(this.progress), false);
  }

  private async showEdited(): Promise<void> {
    const settled = this.settled();
    if (settled !== '') await this.put(partialMessage(settled, this.text), false);
  }

  /** What can be shown of the text so far. Whether a model writes is known at the end; until then it is literal. */
  private settled(): string {
    const markdown = escapeMarkdown(settledPart(this.text));
    // What doesn't fit is shown at the end, cut where it should be.
    return markdown.length > LONGEST_MARKDOWN - 100 ? '' : markdown;
  }

  /** Posts the message, or edits it where it is there already. */
  private async put(content: Content, isFinal: boolean): Promise<void> {
    const mark = markOf(this.key, isFinal);
    if (this.place === undefined) this.place = await this.services.posting.post(this.address, content, mark);
    else await this.services.posting.edit(this.place, content, mark);
  }

  /** Finds what was left by a reply before a restart, or by the reply to the question before it was edited. */
  private async adopt(): Promise<void> {
    const { address, services, message, place, stream } = this;
    if (place !== undefined || stream !== undefined || address.threadTs === undefined) return;
    const { edits } = address;
    if (edits === undefined && message.receivedAt >= services.startedAt) return;
    // A reply that is still being written is left to whoever writes it.
    const marks = edits === undefined ? [REPLY_EVENT, PROGRESS_EVENT] : [REPLY_EVENT];
    const ts = await services.threads.replyTo(address, edits ?? this.key, marks);
    if (ts !== undefined) this.place = { channel: address.channel, ts };
  }

  private async deliver(reply: Reply): Promise<void> {
    if (reply.kind === 'notice' && reply.isPrivate) return this.deliverPrivately(reply);
    await this.adopt().catch((error: unknown) => this.services.problems.tell('conversations.replies', error));
    if (await this.deliverByStream(reply)) return;
    try {
      await this.deliverWhole(reply);
    } catch (error) {
      if (!isClosedChannel(error) || this.address.kind === 'direct') throw error;
      this.services.problems.tell('chat.postMessage', error);
      await this.deliverDirectly(reply);
    }
  }

  private async deliverByStream(reply: Reply): Promise<boolean> {
    const { stream, services, address } = this;
    if (stream === undefined || /^(?:refused|limited)$/.test(stream.state)) return false;
    if (reply.kind === 'answer') {
      const { markdown, footer } = renderAnswer(reply);
      if (await stream.complete(markdown, footer, markOf(this.key, true))) return true;
    }
    if (stream.state === 'uncertain') {
      const looked = services.threads.beginningAfter(address, stream.beginning);
      const ts = await looked.catch(
        (error: unknown) => void services.problems.tell('conversations.replies', error),
      );
      if (ts !== undefined) this.place = { channel: address.channel, ts };
    } else this.place = stream.place;
    if (this.place !== undefined) await stream.abandon(this.place);
    return false;
  }

  private async deliverWhole(reply: Reply): Promise<void> {
    const [first, ...rest] = renderReply(reply);
    try {
      await this.putFinal(first);
    } catch (error) {
      if (!isBadForm(error)) throw error;
      this.services.problems.tell('chat.postMessage', error);
      return this.deliverPlainly(reply);
    }
    for (const content of rest) await this.services.posting.post(this.address, content);
  }

  /** Edits the message that is there; one that can't be edited is left behind and the reply posted anew. */
  private async putFinal(content: Content): Promise<void> {
    const { place } = this;
    if (place !== undefined && this.stream?.state !== 'broken') await sleep(this.pauseMs());
    try {
      await this.put(content, true);
    } catch (error) {
      if (place === undefined || isBadForm(error) || isClosedChannel(error)) throw error;
      this.services.problems.tell('chat.update', error);
      this.place = undefined;
      await this.put(content, true);
    }
  }

  /** The last piece bears the mark: only then is the reply there. */
  private async deliverPlainly(reply: Reply): Promise<void> {
    const texts = plainMessages(reply);
    for (const [i, text] of texts.entries()) {
      const isLast = i === texts.length - 1;
      if (i === 0) await (isLast ? this.putFinal({ text }) : this.put({ text }, false));
      else
        await this.services.posting.post(this.address, { text }, isLast ? markOf(this.key, true) : undefined);
    }
  }

  private async deliverPrivately(reply: Reply): Promise<void> {
    const { address, services, place } = this;
    // Between the two of them nothing needs to be hidden.
    if (address.kind === 'direct' || address.channel.startsWith('D')) return this.deliverWhole(reply);
    if (place !== undefined) await services.posting.remove(place).catch(() => undefined);
    try {
      for (const content of renderReply(reply)) await services.posting.whisper(address, content);
    } catch (error) {
      services.problems.tell('chat.postEphemeral', error);
      await this.deliverDirectly(reply);
    }
  }

  /** To the person who asked, where the channel takes nothing. */
  private async deliverDirectly(reply: Reply): Promise<void> {
    const { user, team } = this.address;
    const direct: SlackAddress = { kind: 'direct', channel: user, user, team };
    for (const content of renderReply(reply)) {
      await this.services.posting.post(direct, content, markOf(this.key, true));
    }
  }
}
