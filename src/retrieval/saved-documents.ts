import { type CorpusChanges, corpusChanges } from '../corpus/corpus-changes.js';
import type { SourceFile } from '../corpus/read-files.js';
import { readSavedDocuments } from './snapshot-files.js';
import type { SnapshotStore } from './snapshot-store.js';

/**
 * How documents differ from those of the saved snapshot that is nearest to them: several corpora may share a
 * data folder, and no snapshot says of which folder it is. Everything is added where none has anything in common.
 */
export async function changesToSaved(
  files: readonly SourceFile[],
  store: SnapshotStore,
): Promise<CorpusChanges> {
  let nearest = corpusChanges([], files);
  for (const id of await store.ids()) {
    const changes = corpusChanges(await savedDocuments(store.pathOf(id)), files);
    if (isNearer(changes, nearest)) nearest = changes;
  }
  return nearest;
}

/** None of a snapshot that can't be read: it would be built anew as well. */
async function savedDocuments(folder: string): Promise<readonly SourceFile[]> {
  try {
    return await readSavedDocuments(folder);
  } catch {
    return [];
  }
}

function isNearer(changes: CorpusChanges, other: CorpusChanges): boolean {
  if (changes.unchanged !== other.unchanged) return changes.unchanged > other.unchanged;
  if (changes.updated !== other.updated) return changes.updated > other.updated;
  return changes.unchanged + changes.updated > 0 && changes.removed < other.removed;
}
