import type { SourceFile } from './read-files.js';

/** How a corpus differs from an earlier state of it, in documents. */
export interface CorpusChanges {
  readonly added: number;
  /** Those of the same source with another text. */
  readonly updated: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** Compares two states of a corpus by the texts of their documents; a renamed one is removed and added. */
export function corpusChanges(before: Iterable<SourceFile>, after: Iterable<SourceFile>): CorpusChanges {
  const textOf = new Map(Array.from(before, ({ source, text }) => [source, text]));
  const changes = { added: 0, updated: 0, removed: textOf.size, unchanged: 0 };
  for (const { source, text } of after) {
    const earlier = textOf.get(source);
    if (earlier === undefined) {
      changes.added++;
      continue;
    }
    changes.removed--;
    if (earlier === text) changes.unchanged++;
    else changes.updated++;
  }
  return changes;
}
