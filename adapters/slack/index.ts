/**
 * The Slack adapter: Bolt's events become messages, replies become messages of Slack's. Socket Mode with an app
 * token, else HTTP requests that the web server hands over.
 * May import errors, and the types of src/chat, src/serving, src/answer, src/text, log, metrics and config.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Chat, ChatAdapter } from '../../src/chat/adapter.js';
import type { Message } from '../../src/chat/message.js';
import { WenjuError } from '../../src/errors.js';
import type { Logger } from '../../src/log.js';
import { addressOf } from './address.js';
import { SlackClient } from './client.js';
import { CommandSink } from './command-sink.js';
import { httpDoor } from './http.js';
import { Identification } from './identification.js';
import { KEPT_THREADS, REFUSED_MS, REFUSED_RETRY_MS } from './limits.js';
import { listen } from './listeners.js';
import { Posting } from './posting.js';
import { adviceFor, isRefusal, ProblemLog } from './problems.js';
import { EventReceiver } from './receiver.js';
import { RecentMap } from './recent-map.js';
import { ThreadSink } from './reply-sink.js';
import type { Services } from './services.js';
import { Statuses } from './statuses.js';
import { Supervisor } from './supervisor.js';
import { Threads } from './threads.js';

export interface SlackAdapterOptions {
  readonly botToken: string;
  /** Socket Mode when given, else HTTP mode. */
  readonly appToken?: string | undefined;
  /** What HTTP requests are signed with. */
  readonly signingSecret?: string | undefined;
  readonly apiUrl: string;
  /** Whether a thread that the app takes part in can go on without mentions. */
  readonly threadFollowUps: boolean;
  readonly log: Logger;
  /** Told whenever messages can come in again, or no more. */
  readonly onConnection?: ((isConnected: boolean) => void) | undefined;
  /** Patience, in milliseconds, for tests that have less of it. */
  readonly patience?: {
    readonly firstPauseMs?: number;
    readonly firstReconnectMs?: number;
    readonly helloMs?: number;
  };
}

export interface SlackAdapter extends ChatAdapter {
  readonly name: 'slack';
  /** Takes a request to `POST /slack/events`, its body unread. Only used in HTTP mode. Never throws. */
  readonly handleHttp: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

export function createSlackAdapter(options: SlackAdapterOptions): SlackAdapter {
  return new BoltAdapter(options);
}

class BoltAdapter implements SlackAdapter {
  readonly name = 'slack';
  readonly handleHttp: SlackAdapter['handleHttp'];
  private readonly options: SlackAdapterOptions;
  private readonly services: Services;
  private readonly identification: Identification;
  private readonly receiver: EventReceiver;
  private readonly supervisor: Supervisor | undefined;
  private chat: Chat | undefined;
  private isStopped = false;
  private isRefused = false;
  private wasConnected = false;
  private recovery: NodeJS.Timeout | undefined;

  constructor(options: SlackAdapterOptions) {
    const { botToken, apiUrl, log, signingSecret = '', threadFollowUps } = options;
    this.options = options;
    const problems = new ProblemLog(log);
    const client = new SlackClient({
      botToken,
      apiUrl,
      log,
      problems,
      onRefused: (isRefused) => this.refused(isRefused),
      ...(options.patience?.firstPauseMs === undefined
        ? {}
        : { firstPauseMs: options.patience.firstPauseMs }),
    });
    this.identification = new Identification(client, problems);
    const threads = new Threads(client, () => this.identification.wait());
    const refusals = new RecentMap<true>(KEPT_THREADS, REFUSED_MS);
    this.services = {
      client,
      posting: new Posting(client, threads),
      threads,
      statuses: new Statuses(client, problems, refusals),
      problems,
      log,
      refusals,
      startedAt: Date.now(),
    };
    this.receiver = new EventReceiver(log);
    listen({
      botToken,
      apiUrl,
      receiver: this.receiver,
      services: this.services,
      identification: this.identification,
      threadFollowUps,
      chat: () => (this.isStopped ? undefined : this.chat),
      onRevoked: () => this.recheck(0),
    });
    this.supervisor = this.supervise();
    this.handleHttp = httpDoor({
      signingSecret,
      receiver: this.receiver,
      log,
      isOpen: () => this.isConnected,
    });
  }

  get isConnected(): boolean {
    if (this.isStopped || this.isRefused || this.chat === undefined) return false;
    return this.identification.current !== undefined && (this.supervisor?.isConnected ?? true);
  }

  async start(chat: Chat): Promise<void> {
    this.chat = chat;
    try {
      if (await this.identification.ask()) await this.supervisor?.start();
      else void this.identification.insist().then(() => this.connectLater());
    } catch (error) {
      if (!isRefusal(error)) throw error;
      throw new WenjuError('bad-config', `Slack refuses the credentials: ${adviceFor(error)}`, error);
    } finally {
      this.tell();
    }
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.recovery);
    this.identification.stop();
    await this.supervisor?.stop();
    this.tell();
  }

  reply(message: Message) {
    const address = addressOf(message);
    const Sink = address.kind === 'command' ? CommandSink : ThreadSink;
    return new Sink(this.services, message, address);
  }

  async earlier(message: Message) {
    return this.services.threads.earlier(addressOf(message));
  }

  async wasAnswered(message: Message): Promise<boolean | undefined> {
    const address = addressOf(message);
    if (address.kind !== 'channel') return undefined;
    try {
      return (await this.services.threads.replyTo(address, message.keys[0])) !== undefined;
    } catch (error) {
      this.services.problems.tell('conversations.replies', error);
      return undefined;
    }
  }

  private supervise(): Supervisor | undefined {
    const { appToken, apiUrl, log, patience } = this.options;
    if (appToken === undefined) return undefined;
    return new Supervisor({
      appToken,
      apiUrl,
      log,
      problems: this.services.problems,
      receive: (event) => void this.receiver.receive(event),
      onChange: () => this.tell(),
      ...patience,
    });
  }

  private async connectLater(): Promise<void> {
    if (this.isStopped) return;
    try {
      await this.supervisor?.start();
    } catch (error) {
      this.services.problems.tell('apps.connections.open', error);
    }
    this.tell();
  }

  private refused(isRefused: boolean): void {
    this.isRefused = isRefused;
    this.tell();
    if (isRefused) this.recheck(REFUSED_RETRY_MS);
  }

  /** A token that was refused may be good again: an admin reinstalled the app. */
  private recheck(afterMs: number): void {
    clearTimeout(this.recovery);
    if (this.isStopped) return;
    this.recovery = setTimeout(() => {
      this.identification.ask().catch(() => this.recheck(REFUSED_RETRY_MS));
    }, afterMs);
    this.recovery.unref();
  }

  private tell(): void {
    const { isConnected } = this;
    if (isConnected === this.wasConnected) return;
    this.wasConnected = isConnected;
    const { log, onConnection } = this.options;
    if (isConnected)
      log.info({ mode: this.supervisor === undefined ? 'HTTP' : 'Socket Mode' }, 'Slack: connected');
    else if (!this.isStopped) log.warn('Slack: not connected; trying again');
    onConnection?.(isConnected);
  }
}
