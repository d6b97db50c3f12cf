import { setTimeout as sleep } from 'node:timers/promises';
import { WenjuError } from '../../src/errors.js';
import type { Logger } from '../../src/log.js';
import type { Address } from './address.js';
import type { DingtalkClient } from './client.js';
import { ConversationPace } from './conversation-pace.js';
import { growingWaits } from './growing-waits.js';
import { type CallFailure, describeFailure, type Outcome } from './json-call.js';
import { PATIENCE_MS, type Pace, WEBHOOK_ATTEMPTS, WEBHOOK_MARGIN_MS, WEBHOOK_MESSAGES } from './limits.js';
import { asLine } from './markdown.js';
import { postToWebhook, trustedWebhook } from './webhook.js';

/** A message in the Markdown that DingTalk renders. */
export interface Markdown {
  readonly title: string;
  readonly text: string;
  /** The name of someone in the group whom it is for: mentioned where that can be done. */
  readonly for?: string | undefined;
}

export interface MessengerOptions {
  readonly client: DingtalkClient;
  readonly oapiUrl: string;
  readonly pace: Pace;
  readonly log: Logger;
}

/** Sends Markdown to a conversation: by the webhook of the message while it works, else by the robot's OpenAPI. */
export class Messenger {
  private readonly options: MessengerOptions;
  private readonly conversations: ConversationPace;

  constructor(options: MessengerOptions) {
    this.options = options;
    this.conversations = new ConversationPace(WEBHOOK_MESSAGES, options.pace.webhookWindowMs);
  }

  /**
   * Sends a message, again and again while DingTalk is busy, and resolves when it has it.
   * @param forMs how long it is tried
   * @throws WenjuError `undeliverable`
   */
  async send(address: Address, message: Markdown, forMs = this.options.pace.retryForMs): Promise<void> {
    const { pace, log } = this.options;
    const giveUpAt = performance.now() + forMs;
    const waits = growingWaits(pace.firstRetryMs, pace.longestRetryMs);
    const openApi = { send: () => this.byOpenApi(address, message), attempts: 1, isClosed: false };
    const webhook = {
      send: () => this.byWebhook(address, message, !openApi.isClosed),
      attempts: WEBHOOK_ATTEMPTS,
      isClosed: false,
    };
    const ways = [webhook, openApi];
    let why = 'no way to answer';
    for (let attempt = 0; ; attempt++) {
      let retryAfterMs = 0;
      for (const way of ways) {
        if (way.isClosed) continue;
        const outcome = await way.send();
        if (outcome?.ok === true) return;
        const failure = outcome?.failure;
        if (failure !== undefined) why = describeFailure(failure);
        way.isClosed = failure === undefined || isHopeless(failure);
        retryAfterMs = Math.max(retryAfterMs, failure?.retryAfterMs ?? 0);
        // What is only busy is tried some times before the next way.
        if (!way.isClosed && failure !== FULL && (attempt + 1) % way.attempts !== 0) break;
      }
      const waitMs = Math.max(waits(), retryAfterMs);
      if (ways.every(({ isClosed }) => isClosed) || performance.now() + waitMs > giveUpAt) break;
      log.debug({ reason: why, attempt, waitMs }, 'a reply waits for DingTalk');
      await sleep(waitMs);
    }
    throw new WenjuError('undeliverable', `DingTalk takes no reply in this conversation (${why})`);
  }

  /**
   * Sends a message to one person alone.
   * @returns whether DingTalk took it
   */
  async sendToPerson(address: Address, message: Markdown): Promise<boolean> {
    const outcome = await this.byOpenApi({ ...address, isGroup: false }, message);
    return outcome?.ok === true;
  }

  /**
   * `undefined` without a webhook that can be used.
   * @param isImpatient whether another way is better than to wait for the turn
   */
  private async byWebhook(
    { webhook, webhookExpiresAt = 0, conversationId, staffId }: Address,
    { title, text, for: name }: Markdown,
    isImpatient: boolean,
  ): Promise<Outcome | undefined> {
    const { client, oapiUrl, pace } = this.options;
    const url = trustedWebhook(webhook, oapiUrl);
    const isOver = (): boolean => Date.now() + WEBHOOK_MARGIN_MS > webhookExpiresAt;
    if (url === undefined || isOver()) return undefined;
    if (isImpatient && this.conversations.waitFor(conversationId) > PATIENCE_MS) {
      return { ok: false, failure: FULL };
    }
    await this.conversations.turn(conversationId);
    // Its turn may have come late.
    if (isOver()) return undefined;
    const mention = name === undefined ? undefined : staffId;
    const outcome = await postToWebhook(
      url,
      {
        title,
        text: mention === undefined ? addressed(text, name) : `@${mention}\n\n${text}`,
        mention: mention === undefined ? [] : [mention],
      },
      pace.callMs,
    );
    client.count('webhook', outcome);
    if (!outcome.ok && outcome.failure.kind === 'throttled') {
      this.conversations.pause(conversationId, outcome.failure.retryAfterMs ?? pace.firstRetryMs);
    }
    return outcome;
  }

  /** `undefined` for a person outside the organisation, who can't be written to this way. */
  private async byOpenApi(
    { isGroup, conversationId, robotCode, staffId }: Address,
    { title, text, for: name }: Markdown,
  ): Promise<Outcome | undefined> {
    const { client } = this.options;
    const msgParam = JSON.stringify({ title, text: addressed(text, isGroup ? name : undefined) });
    const message = { robotCode, msgKey: 'sampleMarkdown', msgParam };
    if (isGroup) {
      return client.call({
        api: 'group_send',
        method: 'POST',
        path: '/v1.0/robot/groupMessages/send',
        body: { ...message, openConversationId: conversationId },
      });
    }
    if (staffId === undefined) return undefined;
    return client.call({
      api: 'single_send',
      method: 'POST',
      path: '/v1.0/robot/oToMessages/batchSend',
      body: { ...message, userIds: [staffId] },
    });
  }
}

/** The webhook has had as many messages as it takes for now. */
const FULL: CallFailure = { kind: 'throttled', status: 0, code: 'the webhook has had its messages' };

function addressed(text: string, name: string | undefined): string {
  return name === undefined ? text : `@${asLine(name)}\n\n${text}`;
}

function isHopeless({ kind }: CallFailure): boolean {
  return kind === 'refused' || kind === 'unauthorized';
}
