import { mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { messageOf, WenjuError } from '../errors.js';
import { actorSchema } from './actor.js';
import { appendWhole } from './append-whole.js';
import { goldenFailureSchema } from './golden-failure.js';
import { latestLines } from './latest-lines.js';

/** A file that has this many bytes is put aside, in place of the one that was before. */
const LARGEST_FILE_BYTES = 16 * 1024 * 1024;
/** Refused attempts that are written down in a minute: whoever makes more is not to push out the rest. */
const DENIALS_A_MINUTE = 30;
const MINUTE_MS = 60_000;

const entrySchema = z.object({
  /** ISO time of its end. */
  time: z.string(),
  by: actorSchema,
  /** `start`: a server that began to serve another index, or held one back. */
  action: z.enum(['reload', 'rollback', 'cancel', 'start']),
  /** `forced`: it would have been held back; `denied`: by someone who may not. */
  result: z.enum(['done', 'held', 'forced', 'failed', 'cancelled', 'denied']),
  ms: z.number().optional(),
  /** What was served before it, and after. */
  before: z.string().optional(),
  after: z.string().optional(),
  /** In documents. */
  added: z.number().optional(),
  updated: z.number().optional(),
  removed: z.number().optional(),
  unchanged: z.number().optional(),
  passages: z.number().optional(),
  /** Why nothing came of it. */
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  /** The golden questions that it breaks. */
  broken: z.array(goldenFailureSchema).optional(),
});

/** A change of what is served, or an attempt at one. */
export type AuditEntry = z.infer<typeof entrySchema>;
/** What was attempted. */
export type AuditAction = AuditEntry['action'];

export interface AuditLogOptions {
  /** Where `audit.jsonl` is. */
  readonly dataDir: string;
  /** @default 16 MiB */
  readonly largestFileBytes?: number;
}

/** The file of who changed what is served: a line of JSON for each change and each attempt. */
export class AuditLog {
  private readonly options: AuditLogOptions;
  /** The append under way: they run one after the other. */
  private appended: Promise<void> = Promise.resolve();
  private denials = { since: 0, count: 0 };

  constructor(options: AuditLogOptions) {
    this.options = options;
  }

  /**
   * Writes an entry down. Of refused attempts, no more than some in a minute.
   * @throws WenjuError `not-saved`
   */
  async append(entry: Omit<AuditEntry, 'time'>): Promise<void> {
    const time = new Date().toISOString();
    if (entry.result === 'denied' && !this.mayDeny()) return;
    const line = JSON.stringify({ time, ...entry, by: actorSchema.parse(entry.by) });
    const append = this.appended.then(() => this.write(line));
    this.appended = append.catch(() => undefined);
    await append;
  }

  /**
   * The last entries, newest first.
   * @throws WenjuError `not-found` when the file can't be read
   */
  async latest(limit: number): Promise<readonly AuditEntry[]> {
    await this.appended;
    const entries = await latestLines(this.path, entrySchema);
    if (entries.length < limit) entries.push(...(await latestLines(this.formerPath, entrySchema)));
    return entries.slice(0, limit);
  }

  private get path(): string {
    return join(this.options.dataDir, 'audit.jsonl');
  }

  private get formerPath(): string {
    return join(this.options.dataDir, 'audit.1.jsonl');
  }

  private mayDeny(): boolean {
    const now = Date.now();
    if (now - this.denials.since >= MINUTE_MS) this.denials = { since: now, count: 0 };
    return ++this.denials.count <= DENIALS_A_MINUTE;
  }

  private async write(line: string): Promise<void> {
    const { dataDir, largestFileBytes = LARGEST_FILE_BYTES } = this.options;
    try {
      await mkdir(dataDir, { recursive: true });
      const { size } = await stat(this.path).catch(() => ({ size: 0 }));
      if (size + Buffer.byteLength(line) >= largestFileBytes - 1) await rename(this.path, this.formerPath);
      await appendWhole(this.path, line, Number.POSITIVE_INFINITY);
    } catch (error) {
      throw new WenjuError(
        'not-saved',
        `the audit log can't be kept (${messageOf(error)}); make room in DATA_DIR`,
        error,
      );
    }
  }
}
