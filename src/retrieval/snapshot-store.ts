import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, WenjuError } from '../errors.js';
import type { IdentifiedEmbeddings } from './local-embeddings.js';
import type { Snapshot, SnapshotHooks } from './snapshot.js';
import {
  flush,
  MANIFEST_FILE,
  readManifest,
  readSnapshotFiles,
  writeSnapshotFiles,
} from './snapshot-files.js';

/** Snapshots that stay on the disk: the current one and two to go back to. */
const KEPT = 3;
/** A temporary folder that nobody has written to for this long was left by a process that died. */
const STALE_MS = 10 * 60_000;
const TEMPORARY = '.tmp-';
const SNAPSHOT = /^[0-9a-f]{32}$/;

export interface SnapshotStoreOptions {
  /** How many snapshots stay on the disk, at least 1. @default 3 */
  readonly keep?: number | undefined;
  /** Ids of snapshots that stay whatever their number. */
  readonly protect?: Iterable<string> | undefined;
  /** Whether snapshots are only read: none is saved, marked as used or removed. @default false */
  readonly readOnly?: boolean | undefined;
}

/** What is told of a snapshot on the disk. */
export interface SavedSnapshot {
  readonly id: string;
  /** ISO time. */
  readonly savedAt: string;
  readonly documents: number;
  readonly passages: number;
}

/** The folder of snapshots in `DATA_DIR`: a folder each, complete or not there at all. */
export class SnapshotStore {
  private readonly folder: string;
  private readonly kept: number;
  private readonly protected: ReadonlySet<string>;
  private readonly readOnly: boolean;

  constructor(dataDir: string, { keep = KEPT, protect = [], readOnly = false }: SnapshotStoreOptions = {}) {
    this.folder = join(dataDir, 'snapshots');
    this.kept = Math.max(1, keep);
    this.protected = new Set(protect);
    this.readOnly = readOnly;
  }

  /** Where a snapshot is, or would be. */
  pathOf(id: string): string {
    return join(this.folder, id);
  }

  /** The ids of the snapshots that are there. */
  async ids(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names.filter((name) => SNAPSHOT.test(name));
  }

  /** The snapshots that are there, newest first; one whose manifest can't be read is left out. */
  async list(): Promise<SavedSnapshot[]> {
    const found = await Promise.all(
      (await this.ids()).map(async (id) => {
        const manifest = await readManifest(this.pathOf(id)).catch(() => undefined);
        if (manifest === undefined) return [];
        const { builtAt: savedAt, documents, passages } = manifest;
        return [{ id, savedAt, documents, passages }];
      }),
    );
    return found.flat().sort((a, b) => b.savedAt.localeCompare(a.savedAt));
  }

  /**
   * The snapshot of an id, `undefined` when there is none. Needs no corpus folder.
   * @throws WenjuError `snapshot-damaged`
   */
  async load(
    id: string,
    embeddings: IdentifiedEmbeddings,
    hooks: SnapshotHooks,
  ): Promise<Snapshot | undefined> {
    const folder = this.pathOf(id);
    if (!(await exists(folder))) return undefined;
    const snapshot = await readSnapshotFiles(folder, id, embeddings, hooks);
    if (this.readOnly) return snapshot;
    const now = new Date();
    // The folder's time says when it was last used, by which old ones are removed; a read-only one has no need.
    await utimes(folder, now, now).catch(() => undefined);
    return snapshot;
  }

  /**
   * Writes a snapshot beside the others and puts it in place in one step. Another process may do the same at
   * the same time: both write the same content, and the first to be ready is kept.
   * @throws what the file system says
   */
  async save(snapshot: Snapshot): Promise<void> {
    if (this.readOnly) return;
    await mkdir(this.folder, { recursive: true });
    const temporary = this.temporaryPath();
    await mkdir(temporary);
    try {
      await writeSnapshotFiles(temporary, snapshot);
      await flush(temporary);
      await this.place(temporary, this.pathOf(snapshot.id));
      await flush(this.folder);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
    await this.prune(snapshot.id);
  }

  /** Moves a damaged snapshot out of the way. */
  async discard(id: string): Promise<void> {
    if (this.readOnly) return;
    const aside = this.temporaryPath();
    await rename(this.pathOf(id), aside).catch(() => undefined);
    await rm(aside, { recursive: true, force: true });
  }

  /** Removes all but the last snapshots, and what dead processes left. Never the one named or a protected one. */
  private async prune(current: string): Promise<void> {
    const entries = await readdir(this.folder, { withFileTypes: true });
    const folders = await Promise.all(
      entries
        .filter((entry) => entry.isDirectory())
        .map(async ({ name }) => ({ name, usedAt: await modifiedAt(join(this.folder, name)) })),
    );
    const stale = folders.filter(
      ({ name, usedAt }) => name.startsWith(TEMPORARY) && Date.now() - usedAt > STALE_MS,
    );
    const old = folders
      .filter(({ name }) => SNAPSHOT.test(name) && name !== current)
      .sort((a, b) => b.usedAt - a.usedAt)
      .slice(this.kept - 1)
      .filter(({ name }) => !this.protected.has(name));
    for (const { name } of stale) await rm(join(this.folder, name), { recursive: true, force: true });
    // Moved first, so that no other process finds half of it.
    for (const { name } of old) await this.discard(name);
  }

  private async place(temporary: string, target: string): Promise<void> {
    try {
      await rename(temporary, target);
    } catch (error) {
      // The target exists: another process was faster. (A damaged one was moved away before the build.)
      if (!(await exists(join(target, MANIFEST_FILE)))) throw error;
    }
  }

  private temporaryPath(): string {
    return join(this.folder, `${TEMPORARY}${process.pid}-${randomUUID()}`);
  }
}

/** What to tell an admin when a snapshot can't be kept. */
export function notSaved(dataDir: string, error: unknown): WenjuError {
  return new WenjuError(
    'bad-config',
    `can't save the index in ${dataDir} (${messageOf(error)}); it is served from memory and built again at the next start`,
    error,
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function modifiedAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
