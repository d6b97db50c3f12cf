import { words } from '../shell/language.js';

/** How a reload changed the documents, in a line; what did not happen is left out. */
export function reloadCounts(counts: {
  readonly added: number;
  readonly updated: number;
  readonly removed: number;
  readonly unchanged: number;
}): string {
  const { added, updated, removed, unchanged, nameAndCount, listed } = words();
  const rows: readonly (readonly [string, number])[] = [
    [added, counts.added],
    [updated, counts.updated],
    [removed, counts.removed],
    [unchanged, counts.unchanged],
  ];
  return listed(rows.filter(([, count]) => count > 0).map(([name, count]) => nameAndCount(name, count)));
}
