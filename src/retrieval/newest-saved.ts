import { stat } from 'node:fs/promises';
import { WenjuError } from '../errors.js';
import type { IdentifiedEmbeddings } from './local-embeddings.js';
import type { Snapshot, SnapshotHooks } from './snapshot.js';
import { type Manifest, readManifest } from './snapshot-files.js';
import type { SnapshotStore } from './snapshot-store.js';

interface Candidate {
  readonly id: string;
  readonly usedAt: number;
}

/**
 * The saved snapshot of a corpus folder that was used last, to make the next one of; those that are damaged are
 * removed with a warning. Undefined where there is none.
 * @param corpusFolder without links in its path
 */
export async function newestSaved(
  store: SnapshotStore,
  corpusFolder: string,
  embeddings: IdentifiedEmbeddings,
  hooks: SnapshotHooks,
): Promise<Snapshot | undefined> {
  const candidates: Candidate[] = [];
  for (const id of await store.ids()) {
    const manifest = await manifestOf(store.pathOf(id));
    if (manifest?.corpusFolder !== corpusFolder || manifest.embeddings !== embeddings.identity) continue;
    const usedAt = await stat(store.pathOf(id)).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
    candidates.push({ id, usedAt });
  }
  candidates.sort((a, b) => b.usedAt - a.usedAt);
  for (const { id } of candidates) {
    try {
      const snapshot = await store.load(id, embeddings, hooks);
      if (snapshot !== undefined) return snapshot;
    } catch (error) {
      if (!(error instanceof WenjuError)) throw error;
      hooks.onWarning?.(error);
      await store.discard(id);
    }
  }
  return undefined;
}

/** Undefined for what is no snapshot of this version: it is left for those who can read it. */
function manifestOf(folder: string): Promise<Manifest | undefined> {
  return readManifest(folder).catch(() => undefined);
}
