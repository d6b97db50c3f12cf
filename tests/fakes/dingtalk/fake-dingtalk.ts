import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cards, type FakeCard } from './cards.js';
import { CLIENT_ID, TEMPLATE_ID } from './credentials.js';
import { type FakeApi, type Fault, Faults } from './faults.js';
import { OpenApi } from './open-api.js';
import { Rooms, type Seen, singleChat } from './rooms.js';
import { pressAnswerSchema } from './shapes.js';
import { StreamGateway } from './stream-gateway.js';
import { Webhooks } from './webhooks.js';

export interface FakeOptions {
  /** @default 60000, as the real one */
  readonly redeliverAfterMs?: number;
  /** Messages that a group takes from webhooks in a window. @default 20 in 60000 ms */
  readonly webhookMessages?: number;
  readonly webhookWindowMs?: number;
  /** Calls of card interfaces in a second, more are refused with 403. @default no limit */
  readonly cardCallsPerSecond?: number;
  /** Seconds that a token lives. @default 7200 */
  readonly tokenLifeS?: number;
  /** How long its answers take after it has done what was asked, in milliseconds. @default 0 */
  readonly latencyMs?: number;
}

/** Something that someone says to the bot. */
export interface Saying {
  readonly text?: string;
  /** Staff id; absent for someone outside the organisation. */
  readonly by?: string;
  readonly name?: string;
  /** The group; absent in a single chat. */
  readonly group?: string;
  /** How long its webhook works. @default 60 minutes */
  readonly webhookLifeMs?: number;
  /** Fields of the message in place of those of a text message. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** DingTalk on loopback: the gateway of Stream mode, webhooks, the robot's OpenAPI and cards, with their rules. */
export class FakeDingtalk {
  readonly faults = new Faults();
  readonly rooms = new Rooms();
  readonly cards = new Cards(this.rooms, TEMPLATE_ID);
  /** Calls so far by interface, those with a fault among them. */
  readonly calls = new Map<FakeApi, number>();
  /** Requests that break a rule of the wire, with which. */
  readonly violations: string[] = [];
  readonly webhooks: Webhooks;
  readonly openApi: OpenApi;
  readonly gateway: StreamGateway;
  private readonly http: Server;
  private readonly latencyMs: number;
  private said = 0;

  private constructor(options: FakeOptions) {
    this.latencyMs = options.latencyMs ?? 0;
    this.http = createServer((request, response) => void this.serve(request, response));
    this.gateway = new StreamGateway(this.http, options.redeliverAfterMs ?? 60_000);
    this.webhooks = new Webhooks(
      this.rooms,
      options.webhookMessages ?? 20,
      options.webhookWindowMs ?? 60_000,
    );
    this.openApi = new OpenApi({
      rooms: this.rooms,
      cards: this.cards,
      place: () => ({ endpoint: `${this.url.replace('http', 'ws')}/connect`, ticket: this.gateway.ticket() }),
      cardCallsPerSecond: options.cardCallsPerSecond ?? Number.POSITIVE_INFINITY,
      tokenLifeS: options.tokenLifeS ?? 7_200,
    });
  }

  static async start(options: FakeOptions = {}): Promise<FakeDingtalk> {
    const fake = new FakeDingtalk(options);
    await new Promise<void>((resolve) => fake.http.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  async stop(): Promise<void> {
    this.gateway.stop();
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }

  get url(): string {
    const { port } = this.http.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Someone says something to the bot. Resolves when it was acknowledged; `msgId` names it. */
  say(saying: Saying): { readonly msgId: string; readonly acknowledged: Promise<string> } {
    const data = this.robotMessage(saying);
    return { msgId: String(data.msgId), acknowledged: this.deliver(data) };
  }

  /** Delivers a robot message, perhaps not for the first time. */
  deliver(data: unknown): Promise<string> {
    return this.gateway.callback('/v1.0/im/bot/messages/get', data);
  }

  robotMessage({ text = '', by, name = 'Somebody', group, webhookLifeMs = 3_600_000, fields }: Saying) {
    const msgId = `msg-${++this.said}-${randomUUID()}`;
    const conversationId = group ?? singleChat(by ?? 'outsider');
    return {
      conversationId,
      conversationType: group === undefined ? '1' : '2',
      conversationTitle: group,
      isInAtList: group !== undefined,
      atUsers: [{ dingtalkId: '$:made-up:robot' }],
      chatbotUserId: '$:made-up:robot',
      chatbotCorpId: 'corp-made-up',
      msgId,
      senderNick: name,
      senderId: `$:made-up:${by ?? 'outsider'}`,
      ...(by === undefined ? {} : { senderStaffId: by }),
      robotCode: CLIENT_ID,
      createAt: Date.now(),
      sessionWebhook: `${this.url}/robot/sendBySession?session=${this.webhooks.open(conversationId, webhookLifeMs)}`,
      sessionWebhookExpiredTime: Date.now() + webhookLifeMs,
      msgtype: 'text',
      text: { content: ` ${text}` },
      ...fields,
    };
  }

  /** Someone presses the button of a card. Resolves with the time that the answer took, in milliseconds. */
  async press(card: FakeCard, actionId: string, userId: string): Promise<number> {
    const buttons: { event: { params: { actionId: string; params: unknown } } }[] = JSON.parse(
      card.params.btns ?? '[]',
    );
    const button = buttons.find(({ event }) => event.params.actionId === actionId);
    if (button === undefined) throw new RangeError(`the card has no button ${actionId}`);
    const start = performance.now();
    const content = JSON.stringify({
      cardPrivateData: { actionIds: [actionId], params: button.event.params.params },
    });
    const answer = await this.gateway.callback('/v1.0/card/instances/callback', {
      type: 'actionCallback',
      corpId: 'corp-made-up',
      outTrackId: card.id,
      userId,
      userIdType: 1,
      content,
    });
    const { response } = pressAnswerSchema.parse(JSON.parse(answer));
    if ('cardData' in response) this.cards.update({ outTrackId: card.id, cardData: response.cardData });
    return performance.now() - start;
  }

  seen(conversationId: string): readonly Seen[] {
    return this.rooms.in(conversationId);
  }

  callsOf(api: FakeApi): number {
    return this.calls.get(api) ?? 0;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const url = new URL(request.url ?? '/', this.url);
    const route = this.openApi.routes.get(`${request.method} ${url.pathname}`);
    const isWebhook = request.method === 'POST' && url.pathname === '/robot/sendBySession';
    const api = isWebhook ? 'webhook' : route?.api;
    if (api === undefined) return this.reply(response, { status: 404, body: { code: 'NotFound' } });
    this.calls.set(api, this.callsOf(api) + 1);
    const fault = this.faults.take(api);
    if (fault !== undefined) return this.reply(response, fault);
    try {
      const body: unknown = JSON.parse(text);
      const answer =
        route === undefined
          ? this.webhooks.post(url.searchParams.get('session') ?? '', body)
          : route.handle(body, request.headers);
      if (this.latencyMs > 0) await sleep(this.latencyMs);
      this.reply(response, answer);
    } catch (error) {
      this.violations.push(`${api}: ${String(error)}`);
      this.reply(response, { status: 400, body: { code: 'InvalidParameter' } });
    }
  }

  private reply(response: ServerResponse, { status, body = {}, retryAfterS, hangMs }: Fault): void {
    if (hangMs !== undefined) {
      setTimeout(() => response.destroy(), hangMs);
      return;
    }
    if (retryAfterS !== undefined) response.setHeader('Retry-After', retryAfterS);
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  }
}
