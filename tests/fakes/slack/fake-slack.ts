import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkBlocks, type FakeBlock } from './block-kit.js';
import { METHODS, type MethodResult } from './methods.js';
import { SocketMode } from './socket-mode.js';
import { Workspace } from './workspace.js';

/** What goes wrong with a call. */
export type Fault =
  | { readonly status: 429; readonly retryAfter: number }
  /** @param hasEffect whether the call was carried out before it failed */
  | { readonly status: 500; readonly hasEffect?: boolean }
  | { readonly error: string; readonly needed?: string };

export interface Call {
  readonly method: string;
  readonly args: Readonly<Record<string, string>>;
  readonly at: number;
  /** What Slack answered when it wasn't “ok”. */
  readonly error?: string;
  readonly detail?: string;
}

export const BOT_TOKEN = 'xoxb-fake-bot-token';
export const APP_TOKEN = 'xapp-fake-app-token';
export const SIGNING_SECRET = 'fake-signing-secret';

const ALL_SCOPES = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'chat:write',
  'commands',
  'groups:history',
  'im:history',
];

/** A reply to a command through its response_url. */
export interface Response {
  readonly id: string;
  readonly text: string;
  readonly blocks: readonly FakeBlock[];
  readonly replaces: boolean;
}

/** A Slack on loopback: the Web API, Socket Mode and response_urls over real HTTP and WebSockets. */
export class FakeSlack {
  readonly workspace = new Workspace();
  readonly sockets = new SocketMode();
  readonly calls: Call[] = [];
  readonly responses: Response[] = [];
  scopes: readonly string[] = ALL_SCOPES;
  isRevoked = false;
  /** Decides about each call what goes wrong with it. */
  fault: (method: string, args: Readonly<Record<string, string>>) => Fault | undefined = () => undefined;
  /** Milliseconds before a call is answered. */
  delayMs: (method: string) => number = () => 0;
  private readonly server: Server;
  private readonly urlUses = new Map<string, number>();

  private constructor() {
    this.server = createServer((request, response) => {
      this.handle(request, response).catch((error: unknown) => {
        response.writeHead(599).end(String(error));
      });
    });
    this.sockets.attach(this.server);
  }

  static async start(): Promise<FakeSlack> {
    const slack = new FakeSlack();
    await new Promise<void>((resolve) => slack.server.listen(0, '127.0.0.1', resolve));
    return slack;
  }

  async stop(): Promise<void> {
    this.sockets.close();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get apiUrl(): string {
    return `${this.address}/api/`;
  }

  /** Calls of a method that Slack carried out. */
  done(method: string): Call[] {
    return this.calls.filter((call) => call.method === method && call.error === undefined);
  }

  /** A new address to answer a command at, good for five replies. */
  responseUrl(id: string): string {
    this.urlUses.set(id, 0);
    return `${this.address}/response/${id}`;
  }

  /** The headers that Slack signs a request with. */
  static sign(body: string, secret = SIGNING_SECRET, seconds = Math.floor(Date.now() / 1_000)) {
    const signature = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
    return { 'x-slack-signature': `v0=${signature}`, 'x-slack-request-timestamp': String(seconds) };
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    const path = request.url ?? '';
    if (path.startsWith('/response/')) return this.respond(path.slice('/response/'.length), body, response);
    const method = path.replace(/^\/api\//, '');
    const args = Object.fromEntries(new URLSearchParams(body));
    const delay = this.delayMs(method);
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    const fault = this.fault(method, args);
    if (fault !== undefined && 'status' in fault) {
      if (fault.status === 500 && fault.hasEffect === true) this.run(method, args, token);
      this.calls.push({ method, args, at: performance.now(), error: `http_${fault.status}` });
      response.writeHead(
        fault.status,
        fault.status === 429 ? { 'Retry-After': String(fault.retryAfter) } : {},
      );
      return void response.end(
        JSON.stringify({ ok: false, error: fault.status === 429 ? 'ratelimited' : 'internal_error' }),
      );
    }
    const result: MethodResult =
      fault === undefined ? this.run(method, args, token) : { ...fault, provided: this.scopes.join(',') };
    const error =
      'error' in result
        ? { error: String(result.error), ...('detail' in result ? { detail: String(result.detail) } : {}) }
        : {};
    this.calls.push({ method, args, at: performance.now(), ...error });
    response.writeHead(200, { 'Content-Type': 'application/json', 'X-OAuth-Scopes': this.scopes.join(',') });
    response.end(JSON.stringify({ ok: !('error' in result), ...result }));
  }

  private run(method: string, args: Readonly<Record<string, string>>, token: string): MethodResult {
    if (method === 'apps.connections.open') {
      if (token !== APP_TOKEN)
        return { error: token === BOT_TOKEN ? 'not_allowed_token_type' : 'invalid_auth' };
      return { url: `${this.address.replace('http', 'ws')}/socket` };
    }
    const known = METHODS[method];
    if (known === undefined) return { error: 'unknown_method' };
    if (token !== BOT_TOKEN) return { error: token === '' ? 'not_authed' : 'invalid_auth' };
    if (this.isRevoked) return { error: 'token_revoked' };
    const needed = known.scope === 'history' ? this.historyScope(args.channel ?? '') : known.scope;
    if (needed !== undefined && !this.scopes.includes(needed)) {
      return { error: 'missing_scope', needed, provided: this.scopes.join(',') };
    }
    return known.run(args, this.workspace);
  }

  private historyScope(channel: string): string {
    const type = this.workspace.channels.get(channel)?.type ?? 'channel';
    return { channel: 'channels:history', group: 'groups:history', im: 'im:history' }[type];
  }

  private respond(id: string, body: string, response: ServerResponse): void {
    const uses = this.urlUses.get(id);
    if (uses === undefined || uses >= 5) return void response.writeHead(404).end('expired_url');
    this.urlUses.set(id, uses + 1);
    const { text = '', blocks = [], replace_original = false } = JSON.parse(body) as Record<string, never>;
    const checked = checkBlocks(blocks, 'message');
    if ('problem' in checked) return void response.writeHead(400).end(`invalid_blocks ${checked.problem}`);
    this.responses.push({ id, text, blocks: checked.blocks, replaces: replace_original });
    response.writeHead(200).end('ok');
  }
}

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => resolve(Buffer.concat(parts).toString()));
    request.on('error', reject);
  });
}
