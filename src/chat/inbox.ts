import * as z from 'zod';
import type { Database } from './database.js';
import type { Json, Message } from './message.js';

/** How a message stands: `sending` while its reply is on the way, `failed` when no way was left. */
export type MessageState = 'waiting' | 'sending' | 'done' | 'failed';

/** A message with its number in the inbox. */
export interface InboxEntry {
  readonly id: number;
  readonly message: Message;
  readonly state: MessageState;
}

/** Platforms deliver again for some minutes, and people look back for some hours. */
const KEPT_MS = 48 * 60 * 60_000;
const PURGE_EVERY_MS = 10 * 60_000;

const jsonSchema: z.ZodType<Json> = z.json();
const messageSchema = z.object({
  adapter: z.string(),
  keys: z.tuple([z.string()], z.string()),
  conversation: z.string(),
  author: z.object({ id: z.string(), name: z.string().optional() }),
  text: z.string(),
  quoted: z.string().optional(),
  unreadable: z.enum(['picture', 'voice', 'video', 'file', 'other']).optional(),
  address: z.record(z.string(), jsonSchema),
  receivedAt: z.number(),
});
const entrySchema = z.object({
  id: z.number(),
  body: z.string(),
  state: z.enum(['waiting', 'sending', 'done', 'failed']),
});

/** Every message of the last two days, on the disk before it is acknowledged: none is lost, none is taken twice. */
export class Inbox {
  private readonly database: Database;
  private readonly now: () => number;
  private purgedAt = 0;

  /** @param now milliseconds since 1970 */
  constructor(database: Database, now: () => number = Date.now) {
    this.database = database;
    this.now = now;
  }

  /**
   * Writes a message down, unless it is there already by one of its keys. One that failed is taken up again.
   * @returns its entry, or `undefined` for one that is in hand or done
   * @throws what the database says
   */
  take(message: Message): InboxEntry | undefined {
    this.purge();
    const enter = this.database.transaction((): InboxEntry | undefined => {
      const known = this.find(message);
      if (known === undefined) return this.insert(message);
      this.addKeys(known.id, message);
      if (known.state !== 'failed') return undefined;
      this.mark(known.id, 'waiting');
      return { id: known.id, message, state: 'waiting' };
    });
    return enter.immediate();
  }

  mark(id: number, state: MessageState): void {
    this.database
      .prepare('UPDATE message SET state = ?, changed_at = ? WHERE id = ?')
      .run(state, this.now(), id);
  }

  /** What was taken in and not finished, oldest first: after a start, what the last process left. */
  unfinished(): InboxEntry[] {
    const rows = this.database
      .prepare("SELECT id, body, state FROM message WHERE state IN ('waiting', 'sending') ORDER BY id")
      .all();
    return rows.map((row) => {
      const { id, body, state } = entrySchema.parse(row);
      return { id, message: readMessage(body), state };
    });
  }

  private find({ adapter, keys }: Message): { id: number; state: MessageState } | undefined {
    const places = keys.map(() => '?').join(', ');
    const row = this.database
      .prepare(
        `SELECT id, body, state FROM message WHERE id IN
           (SELECT message FROM message_key WHERE adapter = ? AND key IN (${places})) LIMIT 1`,
      )
      .get(adapter, ...keys);
    return row === undefined ? undefined : entrySchema.parse(row);
  }

  private insert(message: Message): InboxEntry {
    const { lastInsertRowid } = this.database
      .prepare('INSERT INTO message (adapter, body, state, changed_at) VALUES (?, ?, ?, ?)')
      .run(message.adapter, JSON.stringify(message), 'waiting', this.now());
    const id = Number(lastInsertRowid);
    this.addKeys(id, message);
    return { id, message, state: 'waiting' };
  }

  private addKeys(id: number, { adapter, keys }: Message): void {
    const add = this.database.prepare(
      'INSERT OR IGNORE INTO message_key (adapter, key, message) VALUES (?, ?, ?)',
    );
    for (const key of keys) add.run(adapter, key, id);
  }

  private purge(): void {
    const now = this.now();
    if (now - this.purgedAt < PURGE_EVERY_MS) return;
    this.purgedAt = now;
    this.database.prepare('DELETE FROM message WHERE changed_at < ?').run(now - KEPT_MS);
  }
}

function readMessage(body: string): Message {
  return messageSchema.parse(JSON.parse(body));
}
