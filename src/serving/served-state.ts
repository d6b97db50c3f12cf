import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { messageOf, WenjuError } from '../errors.js';
import { flush } from '../retrieval/snapshot-files.js';

/** Corpora that are remembered in one data folder; the one that was changed longest ago is forgotten first. */
const KEPT_CORPORA = 8;

const acceptedSchema = z.object({
  /** The name of a snapshot, and so of a folder: nothing else may stand here. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  /** Keys of the golden questions that failed when it was let in. */
  failing: z.array(z.string()),
});
const servedSchema = z.object({
  /** What is served. */
  accepted: acceptedSchema,
  /** What was served before it. */
  previous: acceptedSchema.nullable(),
  /** Whether it is served whatever the folder holds, because someone went back to it. */
  pinned: z.boolean(),
  /** ISO time of the change. */
  at: z.string(),
});
const fileSchema = z.object({ format: z.literal(1), corpora: z.record(z.string(), servedSchema) });

/** An index that was let in. */
export type Accepted = z.infer<typeof acceptedSchema>;
/** What is served of a corpus. */
export type Served = z.infer<typeof servedSchema>;

export interface ServedStateOptions {
  /** Where `served.json` is. */
  readonly dataDir: string;
  /** The corpus folder that it is about: several may share a data folder. */
  readonly folder: string;
}

/** What is served, kept over restarts in `served.json`. */
export class ServedState {
  private readonly folder: string;
  private readonly dataDir: string;

  constructor({ dataDir, folder }: ServedStateOptions) {
    this.dataDir = dataDir;
    this.folder = folder;
  }

  /**
   * What is served of this corpus; `undefined` when none ever was.
   * @throws WenjuError `snapshot-damaged` when the file can't be used
   */
  async read(): Promise<Served | undefined> {
    return (await this.readAll())[this.folder];
  }

  /**
   * Puts another state in place in one step.
   * @throws WenjuError `not-saved`
   */
  async write(served: Omit<Served, 'at'>): Promise<void> {
    // A damaged file is replaced: what it said is lost, and of other corpora with it.
    const others = await this.readAll().catch(() => ({}));
    const corpora = { ...others, [this.folder]: { ...served, at: new Date().toISOString() } };
    const latest = Object.entries(corpora).sort(([, a], [, b]) => b.at.localeCompare(a.at));
    const content = { format: 1, corpora: Object.fromEntries(latest.slice(0, KEPT_CORPORA)) };
    try {
      await mkdir(this.dataDir, { recursive: true });
      await replaceFile(this.path, JSON.stringify(content, undefined, 2));
    } catch (error) {
      throw new WenjuError(
        'not-saved',
        `can't keep in ${this.dataDir} what is served (${messageOf(error)}); the next start goes by the corpus folder alone`,
        error,
      );
    }
  }

  /** The snapshots that are served or were just before, of all corpora of the data folder. */
  async ids(): Promise<string[]> {
    const all = await this.readAll().catch(() => ({}));
    return Object.values(all).flatMap(({ accepted, previous }) => [
      accepted.id,
      ...(previous === null ? [] : [previous.id]),
    ]);
  }

  private get path(): string {
    return join(this.dataDir, 'served.json');
  }

  private async readAll(): Promise<Record<string, Served>> {
    try {
      return fileSchema.parse(JSON.parse(await readFile(this.path, 'utf8'))).corpora;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
      const why = error instanceof z.ZodError ? 'it has another form' : messageOf(error);
      throw new WenjuError('snapshot-damaged', `can't use ${this.path} (${why}); it is written anew`, error);
    }
  }
}

/** Leaves the old content or the new, whatever happens. */
async function replaceFile(path: string, content: string): Promise<void> {
  const temporary = `${path}.${process.pid}-${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await flush(join(path, '..'));
  } finally {
    await rm(temporary, { force: true });
  }
}
