import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

export interface Envelope {
  readonly envelope_id: string;
  readonly type: 'events_api' | 'slash_commands' | 'interactive';
  readonly payload: unknown;
  readonly accepts_response_payload: boolean;
  readonly retry_attempt?: number;
  readonly retry_reason?: string;
}

interface Outstanding {
  readonly envelope: Envelope;
  sentAt: number;
  socket: WebSocket | undefined;
  timer: NodeJS.Timeout | undefined;
  attempt: number;
}

/** Milliseconds until what wasn't acknowledged is sent again. */
const REDELIVERY_MS = 3_000;

/** Slack's end of Socket Mode: hello, envelopes with their acknowledgements timed, redelivery, goodbyes. */
export class SocketMode {
  /** Milliseconds from sending an envelope to its acknowledgement. */
  readonly ackMs: number[] = [];
  readonly acknowledged = new Set<string>();
  /** Connections that were ever opened. */
  opened = 0;
  /** Whether new sockets get their hello. */
  saysHello = true;
  private readonly server = new WebSocketServer({ noServer: true });
  private readonly sockets = new Set<WebSocket>();
  private readonly outstanding = new Map<string, Outstanding>();

  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.server.handleUpgrade(request, socket, head, (opened) => this.accept(opened));
    });
  }

  get open(): number {
    return this.sockets.size;
  }

  /** What was sent and not acknowledged yet. */
  get waiting(): number {
    return this.outstanding.size;
  }

  send(envelope: Envelope): void {
    this.deliver({
      envelope,
      sentAt: 0,
      socket: undefined,
      timer: undefined,
      attempt: envelope.retry_attempt ?? 0,
    });
  }

  /** Cuts every connection without a word. */
  drop(): void {
    for (const socket of this.sockets) socket.terminate();
  }

  /** Announces that the connections will be closed. */
  sayGoodbye(reason: 'refresh_requested' | 'warning' | 'link_disabled'): void {
    for (const socket of this.sockets) socket.send(JSON.stringify({ type: 'disconnect', reason }));
  }

  /** From now on the connections there are answer nothing, pings included, as after a network went away. */
  goSilent(): void {
    for (const socket of this.sockets) {
      socket.pause();
      this.sockets.delete(socket);
    }
  }

  /** A frame as it is, for what Slack never sends. */
  sendRaw(text: string): void {
    for (const socket of this.sockets) socket.send(text);
  }

  close(): void {
    for (const { timer } of this.outstanding.values()) clearTimeout(timer);
    this.outstanding.clear();
    for (const socket of this.server.clients) socket.terminate();
    this.server.close();
  }

  private accept(socket: WebSocket): void {
    this.opened++;
    socket.on('message', (data) => this.acknowledge(String(data)));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.sockets.delete(socket);
      for (const one of this.outstanding.values()) if (one.socket === socket) this.again(one, 50);
    });
    if (!this.saysHello) return;
    this.sockets.add(socket);
    socket.send(JSON.stringify({ type: 'hello', num_connections: this.sockets.size }));
    socket.ping();
    for (const one of this.outstanding.values()) if (one.socket === undefined) this.deliver(one);
  }

  private deliver(one: Outstanding): void {
    const { envelope } = one;
    this.outstanding.set(envelope.envelope_id, one);
    clearTimeout(one.timer);
    const socket = [...this.sockets].findLast(({ readyState, OPEN }) => readyState === OPEN);
    one.socket = socket;
    if (socket === undefined) return;
    one.sentAt = performance.now();
    const retry = one.attempt > 0 ? { retry_attempt: one.attempt, retry_reason: 'timeout' } : {};
    socket.send(JSON.stringify({ ...envelope, ...retry }));
    one.timer = setTimeout(() => this.again(one, 0), REDELIVERY_MS);
  }

  private again(one: Outstanding, delayMs: number): void {
    clearTimeout(one.timer);
    one.socket = undefined;
    one.attempt++;
    one.timer = setTimeout(() => this.deliver(one), delayMs);
  }

  private acknowledge(data: string): void {
    const { envelope_id: id } = JSON.parse(data) as { envelope_id: string };
    const one = this.outstanding.get(id);
    if (one === undefined) return;
    clearTimeout(one.timer);
    this.outstanding.delete(id);
    this.acknowledged.add(id);
    this.ackMs.push(performance.now() - one.sentAt);
  }
}
