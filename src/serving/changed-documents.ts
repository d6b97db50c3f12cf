import type { SourceFile } from '../corpus/read-files.js';

/** The sources of the documents by which a corpus differs from an earlier state of it. */
export interface ChangedDocuments {
  readonly added: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
}

/** Compares two states of a corpus by the texts of their documents. */
export function changedDocuments(
  before: Iterable<SourceFile>,
  after: Iterable<SourceFile>,
): ChangedDocuments {
  const textOf = new Map(Array.from(before, ({ source, text }) => [source, text]));
  const added: string[] = [];
  const updated: string[] = [];
  for (const { source, text } of after) {
    const earlier = textOf.get(source);
    if (earlier === undefined) added.push(source);
    else if (earlier !== text) updated.push(source);
    textOf.delete(source);
  }
  return { added, updated, removed: [...textOf.keys()] };
}
