import type { EventEmitter } from 'node:events';
import { DWClient, type DWClientDownStream, TOPIC_CARD, TOPIC_ROBOT } from 'dingtalk-stream';
import * as z from 'zod';
import { messageOf, WenjuError } from '../../src/errors.js';
import type { Logger } from '../../src/log.js';
import { openPlace, type Place } from './gateway.js';
import { describeFailure } from './json-call.js';
import { HANDSHAKE_MS, LARGEST_FRAME } from './limits.js';

export const SUBSCRIPTIONS = [
  { type: 'CALLBACK', topic: TOPIC_ROBOT },
  { type: 'CALLBACK', topic: TOPIC_CARD },
] as const;

const frameSchema = z.looseObject({
  type: z.string(),
  headers: z.looseObject({ topic: z.string(), messageId: z.string().optional() }),
  data: z.string().optional(),
});

/** What the SDK's socket (of the package ws) can do. */
interface Socket extends EventEmitter {
  readonly readyState: number;
  ping(): void;
  close(): void;
  terminate(): void;
}
const OPEN = 1;

interface SdkParts {
  socket?: Socket | undefined;
  dw_url: string;
  sslopts: object;
}

export interface StreamClientOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly gatewayUrl: string;
  readonly callMs: number;
  readonly heartbeatMs: number;
  readonly silenceMs: number;
  readonly log: Logger;
  /** A callback came. It is acknowledged by {@link StreamClient.acknowledge}. */
  readonly onCallback: (topic: string, messageId: string, data: string) => void;
  /** The platform will close this connection soon. */
  readonly onLeave: () => void;
  /** It is over; told once, if it ever opened. */
  readonly onClose: () => void;
}

/**
 * One connection of Stream mode: the SDK's client without its habits. It doesn't reconnect by itself, prints
 * nothing, survives malformed frames, notices a dead line, and asks the gateway that it is told to.
 */
export class StreamClient extends DWClient {
  private readonly own: StreamClientOptions;
  private heardAt = 0;
  private pulse: NodeJS.Timeout | undefined;
  /** Why it could not connect. */
  place: Place | undefined;

  constructor(options: StreamClientOptions) {
    super({ clientId: options.clientId, clientSecret: options.clientSecret, debug: false });
    this.own = options;
    this.config.autoReconnect = false;
    // The SDK shares one list between all of its clients.
    this.config.subscriptions = [...SUBSCRIPTIONS];
    for (const { topic } of SUBSCRIPTIONS) {
      this.on(topic, ({ headers, data }: DWClientDownStream) =>
        options.onCallback(topic, headers.messageId, data),
      );
    }
  }

  get isOpen(): boolean {
    return this.connection?.readyState === OPEN;
  }

  /** Connects, and resolves when frames can come. Unlike the SDK's own, it throws. */
  override async connect(): Promise<void> {
    await this.getEndpoint();
    await this._connect();
  }

  override async getEndpoint(): Promise<this> {
    const { gatewayUrl, clientId, clientSecret, callMs } = this.own;
    this.place = await openPlace({
      gatewayUrl,
      clientId,
      clientSecret,
      subscriptions: SUBSCRIPTIONS,
      timeoutMs: callMs,
    });
    if (!this.place.ok) throw new WenjuError('unavailable', describeFailure(this.place.failure));
    const url = new URL(this.place.endpoint);
    url.searchParams.set('ticket', this.place.ticket);
    this.sdk.dw_url = url.href;
    return this;
  }

  /** The OpenAPI's token is fetched elsewhere; the SDK's way puts the secret into an address. */
  override getAccessToken(): Promise<never> {
    throw new WenjuError('internal', 'the token is not fetched by the SDK');
  }

  override _connect(): Promise<void> {
    const options = { rejectUnauthorized: true, handshakeTimeout: HANDSHAKE_MS, maxPayload: LARGEST_FRAME };
    this.sdk.sslopts = options;
    // It settles by listeners that are taken off below, or when it could not make a socket.
    super._connect().catch(() => undefined);
    const socket = this.connection;
    if (socket === undefined) throw new WenjuError('internal', 'the SDK has made no socket');
    // These two print to the console, addresses and all.
    socket.removeAllListeners('open').removeAllListeners('error');
    return new Promise((resolve, reject) => {
      let wasOpen = false;
      socket.on('error', (error) => {
        this.own.log.debug({ reason: messageOf(error).slice(0, 80) }, 'DingTalk connection error');
        socket.terminate();
        reject(new WenjuError('unavailable', 'the connection failed'));
      });
      socket.on('open', () => {
        wasOpen = true;
        this.connected = true;
        this.watch(socket);
        resolve();
      });
      for (const event of ['message', 'pong', 'ping']) socket.on(event, () => this.hear());
      socket.on('close', () => {
        clearInterval(this.pulse);
        reject(new WenjuError('unavailable', 'the connection was closed before it opened'));
        if (wasOpen) this.own.onClose();
      });
    });
  }

  override onDownStream(data: unknown): void {
    const text = String(data);
    const parsed = frameSchema.safeParse(jsonOf(text));
    if (!parsed.success) {
      this.own.log.warn({ bytes: text.length }, 'DingTalk sent a malformed frame; it is left out');
      return;
    }
    try {
      super.onDownStream(text);
    } catch (error) {
      this.own.log.error({ reason: messageOf(error) }, 'a frame of DingTalk could not be handled');
    }
  }

  override onSystem(frame: DWClientDownStream): void {
    super.onSystem(frame);
    if (frame.headers.topic === 'disconnect') this.own.onLeave();
  }

  /** Answers a callback, so that it isn't delivered again. Returns whether the line was open. */
  acknowledge(messageId: string, result: unknown): boolean {
    if (!this.isOpen) return false;
    this.socketCallBackResponse(messageId, result);
    return true;
  }

  /** Closes the connection; the line is cut when the other side doesn't answer. */
  override disconnect(): void {
    const socket = this.connection;
    if (socket === undefined) return;
    socket.close();
    setTimeout(() => socket.terminate(), this.own.heartbeatMs).unref();
  }

  private get connection(): Socket | undefined {
    return this.sdk.socket;
  }

  /** What the SDK has, and its types call private. */
  private get sdk(): SdkParts {
    return this as unknown as SdkParts;
  }

  private hear(): void {
    this.heardAt = performance.now();
  }

  /** Ends a line over which nothing comes any more, pongs included. */
  private watch(socket: Socket): void {
    const { heartbeatMs, silenceMs, log } = this.own;
    this.hear();
    this.pulse = setInterval(() => {
      if (performance.now() - this.heardAt > silenceMs) {
        log.warn('DingTalk has been silent for too long; connecting anew');
        socket.terminate();
      } else if (socket.readyState === OPEN) {
        socket.ping();
      }
    }, heartbeatMs);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
