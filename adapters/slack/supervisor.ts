import type { ReceiverEvent } from '@slack/bolt';
import type { Logger } from '../../src/log.js';
import { Connection } from './connection.js';
import { growingPause } from './growing-pause.js';
import {
  FIRST_RECONNECT_MS,
  GOODBYE_MS,
  LAST_RECONNECT_MS,
  REFUSED_RETRY_MS,
  SLEPT_MS,
  WATCH_MS,
} from './limits.js';
import { isRefusal, type ProblemLog } from './problems.js';

export interface SupervisorOptions {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly log: Logger;
  readonly problems: ProblemLog;
  readonly receive: (event: ReceiverEvent) => void;
  readonly onChange: (isConnected: boolean) => void;
  /** The first pause before connecting again, in milliseconds. @default 500 */
  readonly firstReconnectMs?: number;
  readonly helloMs?: number;
}

/**
 * Keeps a connection to Slack up: opens another before the one that Slack is about to close goes, one at once
 * when one was lost, and goes on trying with growing, jittered pauses. Nothing here rejects unheard.
 */
export class Supervisor {
  private readonly options: SupervisorOptions;
  private readonly connections = new Set<Connection>();
  /** Whether another connection is being opened, and for how often that failed in a row. */
  private isOpening = false;
  private failures = 0;
  /** Slack says that Socket Mode is off: no attempt before. */
  private heldUntil = 0;
  private isStopped = false;
  private wasConnected = false;
  private retry: NodeJS.Timeout | undefined;
  private watch: NodeJS.Timeout | undefined;

  constructor(options: SupervisorOptions) {
    this.options = options;
  }

  get isConnected(): boolean {
    return [...this.connections].some((connection) => connection.isAlive);
  }

  /**
   * Tries to connect once, and from then on keeps on trying.
   * @throws what the SDK throws when Slack refuses the token for good
   */
  async start(): Promise<void> {
    let last = Date.now();
    this.watch = setInterval(() => {
      const now = Date.now();
      this.look(now - last > SLEPT_MS);
      last = now;
    }, WATCH_MS);
    this.watch.unref();
    const failure = await this.open();
    if (failure !== undefined && isRefusal(failure)) {
      await this.stop();
      throw failure;
    }
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.retry);
    clearInterval(this.watch);
    await Promise.all([...this.connections].map((connection) => connection.close()));
    this.tell();
  }

  /** Opens a further connection, and closes those there were. Returns what went wrong. */
  private async open(): Promise<unknown> {
    if (this.isOpening || this.isStopped) return undefined;
    this.isOpening = true;
    clearTimeout(this.retry);
    const before = [...this.connections];
    const connection = this.connection();
    try {
      await connection.open();
      if (this.isStopped) return void (await connection.close());
      this.failures = 0;
      this.connections.add(connection);
      this.options.log.debug({ connections: this.connections.size }, 'Slack: connected');
      clearTimeout(this.retry);
      // Later, so that what came by them is still acknowledged.
      setTimeout(() => before.forEach((old) => void old.close()), GOODBYE_MS).unref();
      return undefined;
    } catch (error) {
      this.failures++;
      this.options.problems.tell('apps.connections.open', error);
      this.again(error);
      return error;
    } finally {
      this.isOpening = false;
      this.tell();
      // Lost while this one was being opened.
      if (this.failures === 0 && !this.isConnected) this.again();
    }
  }

  private reopen(): void {
    this.open().catch((error: unknown) => this.options.problems.tell('Socket Mode', error));
  }

  private connection(): Connection {
    const { appToken, apiUrl, log, receive, helloMs } = this.options;
    const connection: Connection = new Connection({
      appToken,
      apiUrl,
      log,
      receive,
      ...(helloMs === undefined ? {} : { helloMs }),
      onLeaving: (reason) => this.leave(connection, reason),
      onClosed: () => this.lose(connection),
    });
    return connection;
  }

  private leave(connection: Connection, reason: string): void {
    this.options.log.debug({ reason }, 'Slack asks for a new connection');
    if (reason !== 'link_disabled') {
      this.reopen();
      return;
    }
    this.heldUntil = performance.now() + REFUSED_RETRY_MS;
    this.options.problems.tell('Socket Mode', {
      code: 'slack_webapi_platform_error',
      data: { error: 'link_disabled' },
    });
    void connection.close();
  }

  private lose(connection: Connection): void {
    this.connections.delete(connection);
    this.tell();
    if (!this.isConnected) this.again();
  }

  /** A socket that is closing is as good as gone; after a sleep all of them are. */
  private look(hasSlept: boolean): void {
    if (hasSlept) {
      this.options.log.info('Slack: this machine slept; connecting anew');
      this.failures = 0;
      this.reopen();
      return;
    }
    this.tell();
    if (this.connections.size > 0 && !this.isConnected) this.reopen();
  }

  private again(error?: unknown): void {
    if (this.isStopped) return;
    clearTimeout(this.retry);
    const pause = Math.max(this.pauseMs(error), this.heldUntil - performance.now());
    this.retry = setTimeout(() => this.reopen(), pause);
    this.retry.unref();
  }

  /** At once after a loss; longer and longer while it fails. */
  private pauseMs(error: unknown): number {
    if (error !== undefined && isRefusal(error)) return REFUSED_RETRY_MS;
    const { firstReconnectMs = FIRST_RECONNECT_MS } = this.options;
    if (this.failures === 0) return Math.random() * firstReconnectMs * 0.2;
    return growingPause(firstReconnectMs, this.failures, LAST_RECONNECT_MS);
  }

  private tell(): void {
    const { isConnected } = this;
    if (isConnected === this.wasConnected) return;
    this.wasConnected = isConnected;
    this.options.onChange(isConnected);
  }
}
