import { type ReceiverEvent, SocketModeReceiver } from '@slack/bolt';
import type { Logger } from '../../src/log.js';
import { webOptions } from './client.js';
import { GOODBYE_MS, HELLO_MS } from './limits.js';

/** The SDK's Socket Mode client, reached through Bolt. */
type SocketClient = SocketModeReceiver['client'];

export interface ConnectionOptions {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly log: Logger;
  /** Takes what Slack delivers. Never throws. */
  readonly receive: (event: ReceiverEvent) => void;
  /** Slack is going to close this connection; another one is wanted first. */
  readonly onLeaving: (reason: string) => void;
  readonly onClosed: () => void;
  /** How long Slack may take for its hello, in milliseconds. */
  readonly helloMs?: number;
}

interface SlackEventArguments {
  readonly body: Record<string, unknown>;
  readonly ack: (response?: unknown) => Promise<void>;
  readonly retry_num?: number;
  readonly retry_reason?: string;
}

/**
 * One WebSocket to Slack, for as long as it lasts. The SDK's own reconnecting is off: it waits five seconds and
 * more while messages pass by, and dies of an unhandled rejection when Slack can't be reached at that moment.
 */
export class Connection {
  private readonly client: SocketClient;
  private readonly options: ConnectionOptions;
  private isReady = false;
  private isClosed = false;

  constructor(options: ConnectionOptions) {
    this.options = options;
    const { appToken, apiUrl, log } = options;
    const clientOptions = webOptions({ apiUrl, log });
    this.client = new SocketModeReceiver({
      appToken,
      logger: clientOptions.logger,
      autoReconnectEnabled: false,
      installerOptions: { clientOptions },
    }).client;
    this.client.on('slack_event', (event: SlackEventArguments) => this.deliver(event));
    this.client.on('disconnected', () => this.closed());
    this.interceptGoodbyes();
  }

  /** Whether its socket is open. A half-open one is found out by the SDK's pings after some seconds. */
  get isAlive(): boolean {
    return this.isReady && !this.isClosed && this.client.websocket?.isActive() === true;
  }

  /** @throws what the SDK throws, and when Slack doesn't say hello in time */
  async open(): Promise<void> {
    const { helloMs = HELLO_MS } = this.options;
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      const error = Object.assign(new Error('Slack did not say hello'), {
        code: 'slack_webapi_request_error',
      });
      timer = setTimeout(() => reject(error), helloMs);
    });
    const started = this.client.start().catch((error: unknown) => {
      // A socket that closes before its hello rejects with nothing.
      throw error ?? Object.assign(new Error('closed'), { code: 'slack_webapi_request_error' });
    });
    try {
      await Promise.race([started, tooLate]);
      this.isReady = true;
    } catch (error) {
      started.catch(() => undefined);
      await this.close();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    this.isReady = false;
    if (this.client.websocket === undefined) return this.closed();
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, GOODBYE_MS);
    });
    await Promise.race([this.client.disconnect(), patience]);
    clearTimeout(timer);
    // A second time it doesn't wait for Slack's part of the goodbye, which a dead socket never says.
    if (!this.isClosed) void this.client.disconnect();
    this.closed();
  }

  /** The SDK closes the socket as soon as Slack announces that it will: here another one is opened before. */
  private interceptGoodbyes(): void {
    const [handle] = this.client.listeners('ws_message');
    this.client.removeAllListeners('ws_message');
    this.client.on('ws_message', (data: unknown, isBinary: boolean) => {
      const reason = isBinary ? undefined : goodbyeOf(String(data));
      if (reason !== undefined) this.options.onLeaving(reason);
      else Promise.resolve(handle?.(data, isBinary)).catch(() => undefined);
    });
  }

  private deliver({ body, ack, retry_num, retry_reason }: SlackEventArguments): void {
    if (typeof body !== 'object' || body === null) return;
    this.options.receive({
      body,
      ack,
      ...(retry_num === undefined ? {} : { retryNum: retry_num }),
      ...(retry_reason === undefined ? {} : { retryReason: retry_reason }),
    });
  }

  private closed(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.options.onClosed();
  }
}

function goodbyeOf(data: string): string | undefined {
  if (!data.includes('"disconnect"')) return undefined;
  try {
    const message: unknown = JSON.parse(data);
    if (typeof message !== 'object' || message === null || !('type' in message)) return undefined;
    if (message.type !== 'disconnect') return undefined;
    return 'reason' in message ? String(message.reason) : 'unknown';
  } catch {
    return undefined;
  }
}
