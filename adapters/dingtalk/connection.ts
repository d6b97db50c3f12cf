import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../src/errors.js';
import type { Logger } from '../../src/log.js';
import { growingWaits } from './growing-waits.js';
import { type Pace, REFUSED_RECONNECT_MS } from './limits.js';
import { StreamClient, type StreamClientOptions } from './stream-client.js';

export interface ConnectionOptions
  extends Pick<StreamClientOptions, 'clientId' | 'clientSecret' | 'gatewayUrl'> {
  readonly pace: Pace;
  readonly log: Logger;
  /** A callback, with the way to acknowledge it. */
  readonly onCallback: (callback: StreamCallback) => void;
  /** Told when {@link Connection.isConnected} changes. */
  readonly onChange: (isConnected: boolean) => void;
}

export interface StreamCallback {
  readonly topic: string;
  /** JSON text. */
  readonly data: string;
  /** Says that it was taken, with what the platform is to do. */
  acknowledge(result: unknown): void;
}

/**
 * Keeps a connection of Stream mode up. When the platform says that it will close one, the next is opened
 * before, and both are listened to meanwhile.
 */
export class Connection {
  private readonly options: ConnectionOptions;
  /** Those that are open; the last is the newest. */
  private clients: StreamClient[] = [];
  private readonly stopped = new AbortController();
  private connecting: Promise<void> | undefined;
  private wasConnected = false;
  private nextWait: () => number;
  /** Whether the platform has refused the credentials at the last attempt. */
  areCredentialsWrong = false;

  constructor(options: ConnectionOptions) {
    this.options = options;
    this.nextWait = this.newWaits();
  }

  get isConnected(): boolean {
    return this.clients.some(({ isOpen }) => isOpen);
  }

  /** Makes one attempt, and goes on in the background whatever comes of it. */
  async start(): Promise<void> {
    const opened = await this.open();
    if (!opened) void this.ensure(this.nextWait());
  }

  stop(): void {
    this.stopped.abort();
    for (const client of this.clients) client.disconnect();
    this.clients = [];
    this.tell();
  }

  /** Opens a connection unless one is being opened, again and again until it is there. */
  private ensure(firstWaitMs: number): Promise<void> {
    if (this.isStopped) return Promise.resolve();
    this.connecting ??= this.keepTrying(firstWaitMs).finally(() => {
      this.connecting = undefined;
      // The one that was opened may be gone already.
      if (!this.isConnected) void this.ensure(this.nextWait());
    });
    return this.connecting;
  }

  private async keepTrying(firstWaitMs: number): Promise<void> {
    for (let waitMs = firstWaitMs; !this.isStopped; waitMs = this.nextWait()) {
      await this.pause(this.areCredentialsWrong ? REFUSED_RECONNECT_MS : waitMs);
      if (!this.isStopped && (await this.open())) return;
    }
  }

  /** @returns whether it is open */
  private async open(): Promise<boolean> {
    const { log } = this.options;
    const client = this.newClient();
    try {
      await client.connect();
    } catch (error) {
      this.areCredentialsWrong = client.place?.ok === false && client.place.areCredentialsWrong;
      const reason = messageOf(error);
      if (this.areCredentialsWrong) {
        log.error({ reason }, 'DingTalk refuses DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET: check both');
      } else {
        log.warn({ reason }, 'no connection to DingTalk; trying again');
      }
      return false;
    }
    if (this.isStopped) client.disconnect();
    // It may be gone again already.
    if (this.isStopped || !client.isOpen) return false;
    this.areCredentialsWrong = false;
    const older = this.clients;
    this.clients = [...older, client];
    for (const old of older) this.retire(old);
    this.tell();
    return true;
  }

  private newClient(): StreamClient {
    const { clientId, clientSecret, gatewayUrl, pace, log, onCallback } = this.options;
    const madeAt = performance.now();
    // One that lasted as long as the longest wait was a good one.
    const wasSound = (): boolean => performance.now() - madeAt > pace.longestReconnectMs;
    const client: StreamClient = new StreamClient({
      clientId,
      clientSecret,
      gatewayUrl,
      callMs: pace.callMs,
      heartbeatMs: pace.heartbeatMs,
      silenceMs: pace.silenceMs,
      log,
      onCallback: (topic, messageId, data) =>
        onCallback({
          topic,
          data,
          acknowledge: (result) => {
            if (client.acknowledge(messageId, result)) return;
            log.debug('a callback could not be acknowledged; DingTalk will deliver it again');
          },
        }),
      onLeave: () => {
        log.info('DingTalk is about to close the connection; opening the next');
        if (wasSound()) this.nextWait = this.newWaits();
        void this.ensure(wasSound() ? 0 : this.nextWait());
      },
      onClose: () => {
        this.clients = this.clients.filter((one) => one !== client);
        this.tell();
        if (wasSound()) this.nextWait = this.newWaits();
        if (!this.isConnected) void this.ensure(this.nextWait());
      },
    });
    return client;
  }

  /** Lets an old connection bring what is still under way, and closes it unless the platform does. */
  private retire(client: StreamClient): void {
    void this.pause(this.options.pace.overlapMs).then(() => client.disconnect());
  }

  /** Waits, no longer than until the stop. */
  private pause(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: this.stopped.signal, ref: false }).catch(() => undefined);
  }

  private newWaits(): () => number {
    const { firstReconnectMs, longestReconnectMs } = this.options.pace;
    return growingWaits(firstReconnectMs, longestReconnectMs);
  }

  private get isStopped(): boolean {
    return this.stopped.signal.aborted;
  }

  private tell(): void {
    if (this.isConnected === this.wasConnected) return;
    this.wasConnected = this.isConnected;
    this.options.onChange(this.wasConnected);
  }
}
