import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { acknowledgementSchema } from './shapes.js';

interface Frame {
  readonly topic: string;
  readonly messageId: string;
  readonly data: string;
  readonly acknowledged: (data: string) => void;
  sentAt: number | undefined;
}

interface Line {
  readonly socket: WebSocket;
  readonly raw: Duplex;
  isLeaving: boolean;
  isFrozen: boolean;
}

/** Stream mode: tickets for one connection each, frames, and delivery again of what isn't acknowledged. */
export class StreamGateway {
  /** How many times a callback was sent, by the id of its frame. */
  readonly deliveries = new Map<string, number>();
  /** Frames that came up and were none: a defect of ours. */
  readonly malformed: string[] = [];
  /** Data that the client answered pings with. */
  readonly pongs: string[] = [];
  connections = 0;
  mostAtOnce = 0;
  private readonly tickets = new Set<string>();
  private readonly lines: Line[] = [];
  private readonly pending = new Map<string, Frame>();
  private readonly server = new WebSocketServer({ noServer: true });
  private readonly sweep: NodeJS.Timeout;

  constructor(http: Server, redeliverAfterMs: number) {
    http.on('upgrade', (request, raw, head) => this.upgrade(request, raw, head));
    this.sweep = setInterval(
      () => this.redeliver(redeliverAfterMs),
      Math.max(10, Math.min(redeliverAfterMs / 4, 500)),
    );
  }

  stop(): void {
    clearInterval(this.sweep);
    for (const { socket } of this.lines) socket.terminate();
    this.server.close();
  }

  ticket(): string {
    const ticket = randomUUID();
    this.tickets.add(ticket);
    return ticket;
  }

  get openLines(): number {
    return this.lines.filter(({ socket }) => socket.readyState === socket.OPEN).length;
  }

  /** Frames that nobody has acknowledged. */
  get unacknowledged(): number {
    return this.pending.size;
  }

  /** Delivers a callback, now or when someone connects, until it is acknowledged. Resolves with the answer. */
  callback(topic: string, data: unknown): Promise<string> {
    return new Promise((acknowledged) => {
      const messageId = randomUUID();
      const frame = { topic, messageId, data: JSON.stringify(data), acknowledged, sentAt: undefined };
      this.pending.set(messageId, frame);
      this.send(frame);
    });
  }

  /** Sends a SYSTEM frame over the newest connection. */
  system(topic: string, data: unknown = {}): void {
    const line = this.usableLine();
    line?.socket.send(frameText('SYSTEM', topic, randomUUID(), JSON.stringify(data)));
  }

  /** Sends something that is no frame. */
  nonsense(text: string): void {
    this.usableLine()?.socket.send(text);
  }

  /** Announces the end of the newest connection, sends nothing over it any more, and closes it later. */
  leave(graceMs: number): void {
    const line = this.usableLine();
    if (line === undefined) return;
    this.system('disconnect', { reason: 'connection is expired' });
    line.isLeaving = true;
    setTimeout(() => line.socket.close(), graceMs);
  }

  /** Cuts the newest connection without a word. */
  cut(): void {
    this.usableLine()?.raw.destroy();
  }

  /** Lets the newest connection go silent: it stays open, and nothing passes any more. */
  freeze(): void {
    const line = this.usableLine();
    if (line === undefined) return;
    line.isFrozen = true;
    line.raw.pause();
  }

  private upgrade(request: IncomingMessage, raw: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://fake').searchParams.get('ticket') ?? '';
    if (!this.tickets.delete(ticket)) {
      raw.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
      return;
    }
    this.server.handleUpgrade(request, raw, head, (socket) => {
      const line: Line = { socket, raw, isLeaving: false, isFrozen: false };
      this.lines.push(line);
      this.connections++;
      this.mostAtOnce = Math.max(this.mostAtOnce, this.openLines);
      socket.on('message', (text) => this.receive(String(text)));
      socket.on('error', () => undefined);
      socket.on('close', () => this.lines.splice(this.lines.indexOf(line), 1));
      for (const topic of ['CONNECTED', 'REGISTERED']) this.system(topic);
      for (const frame of this.pending.values()) if (frame.sentAt === undefined) this.send(frame);
    });
  }

  private receive(text: string): void {
    const parsed = acknowledgementSchema.safeParse(JSON.parse(text));
    if (!parsed.success) {
      this.malformed.push(text);
      return;
    }
    const { messageId } = parsed.data.headers;
    const frame = this.pending.get(messageId);
    if (frame === undefined) this.pongs.push(parsed.data.data);
    this.pending.delete(messageId);
    frame?.acknowledged(parsed.data.data);
  }

  private send(frame: Frame): void {
    const line = this.usableLine();
    if (line === undefined) return;
    frame.sentAt = performance.now();
    this.deliveries.set(frame.messageId, (this.deliveries.get(frame.messageId) ?? 0) + 1);
    if (line.isFrozen) return;
    line.socket.send(frameText('CALLBACK', frame.topic, frame.messageId, frame.data));
  }

  private redeliver(afterMs: number): void {
    const now = performance.now();
    for (const frame of this.pending.values()) {
      if (frame.sentAt === undefined || now - frame.sentAt >= afterMs) this.send(frame);
    }
  }

  private usableLine(): Line | undefined {
    return this.lines.findLast(({ socket, isLeaving }) => socket.readyState === socket.OPEN && !isLeaving);
  }
}

function frameText(type: string, topic: string, messageId: string, data: string): string {
  const headers = {
    appId: 'app-made-up',
    connectionId: 'connection-made-up',
    contentType: 'application/json',
    messageId,
    time: String(Date.now()),
    topic,
  };
  return JSON.stringify({ specVersion: '1.0', type, headers, data });
}
