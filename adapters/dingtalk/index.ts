/**
 * DingTalk in Stream mode: frames → messages for the chat, replies → AI cards or Markdown.
 * May import the types of src/chat, src/serving, src/answer and src/text, errors, and the types of log and metrics.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { TOPIC_CARD } from 'dingtalk-stream';
import type { Chat, ChatAdapter } from '../../src/chat/adapter.js';
import type { Message } from '../../src/chat/message.js';
import type { ReplySink } from '../../src/chat/reply.js';
import type { DingtalkConfig } from '../../src/config.js';
import { messageOf, WenjuError } from '../../src/errors.js';
import type { Logger } from '../../src/log.js';
import type { Metrics } from '../../src/metrics.js';
import { addressOf } from './address.js';
import { CardApi } from './card.js';
import { cardUpdate, doPress, pressFrom } from './card-actions.js';
import { CardRest } from './card-reply.js';
import { DingtalkClient } from './client.js';
import { Connection, type StreamCallback } from './connection.js';
import { ConversationPace } from './conversation-pace.js';
import { messageFrom } from './events.js';
import { describeFailure } from './json-call.js';
import { type Pace, PROGRESS_OF_CONVERSATION, START_MS, USUAL_PACE } from './limits.js';
import { Messenger } from './messenger.js';
import { DingtalkReplySink } from './reply-sink.js';

export interface DingtalkAdapterOptions {
  readonly config: DingtalkConfig;
  /** Where people reach the web page, for links to evidence. */
  readonly publicUrl?: string | undefined;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Waits that differ from the usual ones. */
  readonly pace?: Partial<Pace>;
}

export function createDingtalkAdapter(options: DingtalkAdapterOptions): ChatAdapter {
  return new DingtalkAdapter(options);
}

class DingtalkAdapter implements ChatAdapter {
  readonly name = 'dingtalk';
  private readonly options: DingtalkAdapterOptions;
  private readonly pace: Pace;
  private readonly connection: Connection;
  private readonly messenger: Messenger;
  private readonly allowance: ConversationPace;
  private readonly cards: CardApi | undefined;
  private readonly rest: CardRest;
  private readonly bornAt = Date.now();
  private chat: Chat | undefined;

  constructor(options: DingtalkAdapterOptions) {
    this.options = options;
    this.pace = { ...USUAL_PACE, ...options.pace };
    const { config, log, metrics } = options;
    const { pace } = this;
    const client = new DingtalkClient({ ...config, pace, log, metrics });
    this.messenger = new Messenger({ client, oapiUrl: config.oapiUrl, pace, log });
    this.allowance = new ConversationPace(PROGRESS_OF_CONVERSATION, pace.webhookWindowMs);
    this.rest = new CardRest(pace.cardRestMs);
    if (config.cardTemplateId !== undefined) this.cards = new CardApi(client, config.cardTemplateId);
    this.connection = new Connection({
      ...config,
      pace,
      log,
      onCallback: (callback) => this.take(callback),
      onChange: (isConnected) => {
        metrics.adapter(this.name, isConnected);
        log.info({ isConnected }, isConnected ? 'connected to DingTalk' : 'not connected to DingTalk');
      },
    });
    metrics.adapter(this.name, false);
  }

  get isConnected(): boolean {
    return this.connection.isConnected;
  }

  async start(chat: Chat): Promise<void> {
    this.chat = chat;
    await Promise.race([this.connection.start(), sleep(START_MS, undefined, { ref: false })]);
    if (!this.connection.areCredentialsWrong) return;
    await this.stop();
    throw new WenjuError(
      'bad-config',
      'DingTalk refuses DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET: copy both from the page of the application at open-dev.dingtalk.com',
    );
  }

  async stop(): Promise<void> {
    this.connection.stop();
  }

  reply(message: Message): ReplySink {
    const { messenger, allowance, cards, rest, bornAt, pace } = this;
    const { publicUrl, log } = this.options;
    return new DingtalkReplySink(message, {
      messenger,
      allowance,
      cards,
      rest,
      bornAt,
      pace,
      publicUrl,
      log,
    });
  }

  /** A card is found again by its id, so that it can't be there twice; a message can't be looked up. */
  async wasAnswered(message: Message): Promise<boolean | undefined> {
    return this.cards !== undefined && CardApi.reaches(addressOf(message)) ? false : undefined;
  }

  private take(callback: StreamCallback): void {
    if (callback.topic === TOPIC_CARD) void this.takePress(callback);
    else this.takeMessage(callback);
  }

  private takeMessage({ data, acknowledge }: StreamCallback): void {
    const { config, log } = this.options;
    let message: Message | undefined;
    try {
      message = messageFrom(JSON.parse(data), config);
    } catch {
      // It would come again and again, no better than now.
      log.warn({ bytes: data.length }, 'DingTalk sent a message that can not be read; it is left out');
    }
    if (message !== undefined) {
      const receipt = this.chat?.receive(message);
      if (receipt === undefined) return;
      log.debug({ receipt }, 'a message of DingTalk');
    }
    acknowledge({});
  }

  /** Answers within the time that DingTalk gives, and changes the card later where that is too short. */
  private async takePress({ data, acknowledge }: StreamCallback): Promise<void> {
    const { log } = this.options;
    const press = pressFrom(safeJson(data));
    if (press === undefined || this.chat === undefined) return acknowledge({});
    const work = doPress(press, this.chat, log);
    const inTime = await Promise.race([work, sleep(this.pace.actionMs, undefined, { ref: false })]);
    acknowledge(inTime === undefined ? {} : cardUpdate(inTime));
    if (inTime !== undefined) return;
    const outcome = await this.cards?.update(press.cardId, await work);
    if (outcome?.ok === false)
      log.warn({ reason: describeFailure(outcome.failure) }, 'a card was not updated');
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return messageOf(error);
  }
}
