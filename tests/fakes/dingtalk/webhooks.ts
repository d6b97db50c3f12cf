import { randomUUID } from 'node:crypto';
import { type Fault, TOO_FAST } from './faults.js';
import type { Rooms } from './rooms.js';
import { webhookSchema } from './shapes.js';

/** The largest message, in bytes. */
const LARGEST_MESSAGE = 20_000;
const OVER: Fault = { status: 200, body: { errcode: 300_001, errmsg: 'session is expired' } };

/** Webhooks of sessions, which end, and take so many messages of a conversation in a window. */
export class Webhooks {
  /** Refusals because someone was too fast. */
  tooFast = 0;
  /** Calls after the end of a session. */
  tooLate = 0;
  private readonly sessions = new Map<string, { readonly conversationId: string; readonly until: number }>();
  private readonly sentAt = new Map<string, number[]>();
  private readonly rooms: Rooms;
  private readonly most: number;
  private readonly windowMs: number;

  constructor(rooms: Rooms, most: number, windowMs: number) {
    this.rooms = rooms;
    this.most = most;
    this.windowMs = windowMs;
  }

  open(conversationId: string, lifeMs: number): string {
    const session = randomUUID();
    this.sessions.set(session, { conversationId, until: Date.now() + lifeMs });
    return session;
  }

  /** Ends all sessions before their time. */
  revokeAll(): void {
    this.sessions.clear();
  }

  post(session: string, body: unknown): Fault {
    const { markdown, at } = webhookSchema.parse(body);
    for (const staffId of at.atUserIds) {
      if (!markdown.text.includes(`@${staffId}`)) throw new Error('a mention is not in the text');
    }
    if (Buffer.byteLength(JSON.stringify(body)) > LARGEST_MESSAGE)
      throw new Error('the message is too large');
    const known = this.sessions.get(session);
    if (known === undefined || known.until < Date.now()) {
      this.tooLate++;
      return OVER;
    }
    if (!this.fits(known.conversationId)) {
      this.tooFast++;
      return TOO_FAST;
    }
    this.rooms.add(known.conversationId, { via: 'webhook', ...markdown, mentioned: at.atUserIds });
    return { status: 200, body: { errcode: 0, errmsg: 'ok' } };
  }

  private fits(conversationId: string): boolean {
    const now = performance.now();
    const sentAt = (this.sentAt.get(conversationId) ?? []).filter((at) => now - at < this.windowMs);
    if (sentAt.length >= this.most) return false;
    this.sentAt.set(conversationId, [...sentAt, now]);
    return true;
  }
}
