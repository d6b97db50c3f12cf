import type { IncomingHttpHeaders } from 'node:http';
import type { Cards } from './cards.js';
import { CLIENT_ID, CLIENT_SECRET, TEMPLATE_ID } from './credentials.js';
import { type FakeApi, type Fault, QPS_LIMIT } from './faults.js';
import { type Rooms, singleChat } from './rooms.js';
import {
  createAndDeliverSchema,
  createInstanceSchema,
  groupSendSchema,
  markdownParamSchema,
  openSchema,
  singleSendSchema,
  streamingSchema,
  tokenSchema,
  updateSchema,
} from './shapes.js';

const LARGEST_MESSAGE = 20_000;

interface Route {
  readonly api: FakeApi;
  readonly handle: (body: unknown, headers: IncomingHttpHeaders) => Fault;
}

export interface OpenApiOptions {
  readonly rooms: Rooms;
  readonly cards: Cards;
  readonly place: () => { readonly endpoint: string; readonly ticket: string };
  readonly cardCallsPerSecond: number;
  readonly tokenLifeS: number;
}

/** The interfaces of api.dingtalk.com that a bot needs. */
export class OpenApi {
  readonly routes: ReadonlyMap<string, Route>;
  private readonly options: OpenApiOptions;
  private readonly tokens = new Set<string>();
  private cardCalls: number[] = [];

  constructor(options: OpenApiOptions) {
    this.options = options;
    const { cards } = options;
    this.routes = new Map<string, Route>([
      ['POST /v1.0/gateway/connections/open', { api: 'open', handle: (...call) => this.open(...call) }],
      ['POST /v1.0/oauth2/accessToken', { api: 'token', handle: (body) => this.token(body) }],
      this.withToken('group_send', 'POST /v1.0/robot/groupMessages/send', (body) => this.groupSend(body)),
      this.withToken('single_send', 'POST /v1.0/robot/oToMessages/batchSend', (body) =>
        this.singleSend(body),
      ),
      this.ofCards('card_create', 'POST /v1.0/card/instances/createAndDeliver', (body) =>
        cards.create(createAndDeliverSchema.parse(body)),
      ),
      this.ofCards('card_instance', 'POST /v1.0/card/instances', (body) =>
        createInstanceSchema.parse(body).cardTemplateId === TEMPLATE_ID
          ? undefined
          : { code: 'param.cardTemplateNotExist' },
      ),
      this.ofCards('card_streaming', 'PUT /v1.0/card/streaming', (body) =>
        cards.stream(streamingSchema.parse(body)),
      ),
      this.ofCards('card_update', 'PUT /v1.0/card/instances', (body) =>
        cards.update(updateSchema.parse(body)),
      ),
    ]);
  }

  /** Makes all tokens void before their time. */
  revokeTokens(): void {
    this.tokens.clear();
  }

  private open(body: unknown, headers: IncomingHttpHeaders): Fault {
    const { clientId, clientSecret } = openSchema.parse(body);
    if (headers.accept !== 'application/json') throw new Error('without Accept the answer would be XML');
    if (clientId !== CLIENT_ID || clientSecret !== CLIENT_SECRET) {
      return { status: 401, body: { code: 'authFailed', message: 'authentication failed' } };
    }
    return { status: 200, body: this.options.place() };
  }

  private token(body: unknown): Fault {
    const { appKey, appSecret } = tokenSchema.parse(body);
    if (appKey !== CLIENT_ID || appSecret !== CLIENT_SECRET) {
      return { status: 400, body: { code: 'invalidClientIdOrSecret', message: 'invalid client' } };
    }
    const accessToken = `token-made-up-${this.tokens.size + 1}-${Date.now()}`;
    this.tokens.add(accessToken);
    return { status: 200, body: { accessToken, expireIn: this.options.tokenLifeS } };
  }

  private groupSend(body: unknown): Fault {
    const { openConversationId, msgParam } = groupSendSchema.parse(body);
    this.show(openConversationId, 'group_send', msgParam);
    return { status: 200, body: { processQueryKey: 'key-made-up' } };
  }

  private singleSend(body: unknown): Fault {
    const { userIds, msgParam } = singleSendSchema.parse(body);
    for (const userId of userIds) this.show(singleChat(userId), 'single_send', msgParam);
    return { status: 200, body: { processQueryKey: 'key-made-up', invalidStaffIdList: [] } };
  }

  private show(conversationId: string, via: 'group_send' | 'single_send', msgParam: string): void {
    if (Buffer.byteLength(msgParam) > LARGEST_MESSAGE) throw new Error('the message is too large');
    const markdown = markdownParamSchema.parse(JSON.parse(msgParam));
    this.options.rooms.add(conversationId, { via, ...markdown, mentioned: [] });
  }

  private withToken(api: FakeApi, path: string, handle: (body: unknown) => Fault): [string, Route] {
    return [
      path,
      {
        api,
        handle: (body, headers) => {
          const token = headers['x-acs-dingtalk-access-token'];
          if (typeof token !== 'string' || !this.tokens.has(token)) {
            return { status: 401, body: { code: 'InvalidAuthentication', message: 'bad token' } };
          }
          return handle(body);
        },
      },
    ];
  }

  private ofCards(
    api: FakeApi,
    path: string,
    handle: (body: unknown) => { readonly code: string } | undefined,
  ): [string, Route] {
    return this.withToken(api, path, (body) => {
      const now = performance.now();
      this.cardCalls = this.cardCalls.filter((at) => now - at < 1_000);
      if (this.cardCalls.length >= this.options.cardCallsPerSecond) return QPS_LIMIT;
      this.cardCalls.push(now);
      const refusal = handle(body);
      if (refusal !== undefined) return { status: 400, body: { ...refusal, message: refusal.code } };
      return { status: 200, body: { success: true, result: { deliverResults: [{ success: true }] } } };
    });
  }
}
