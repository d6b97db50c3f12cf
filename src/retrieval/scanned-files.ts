import type { CorpusScan } from '../corpus/read-corpus.js';
import type { ScannedFile } from '../corpus/read-files.js';
import type { ServedFiles } from '../corpus/served-files.js';
import type { Snapshot } from './snapshot.js';

/** What is known of the files behind a snapshot and is no part of it: when they were read. */
interface ScanMemory {
  readonly stamps: ReadonlyMap<string, string>;
  readonly glossaryHash: string | undefined;
}

const memories = new WeakMap<Snapshot, ScanMemory>();

/** Remembers the scan that a snapshot is the index of, so that the next one reads only what was changed since. */
export function rememberScan(snapshot: Snapshot, { files, glossaryFile }: CorpusScan): void {
  const stamps = new Map<string, string>();
  for (const { source, stamp } of files) if (stamp !== undefined) stamps.set(source, stamp);
  // A glossary that could not be used is looked at again.
  const isGood = !snapshot.corpus.problems.some(({ code }) => code === 'bad-glossary');
  memories.set(snapshot, { stamps, glossaryHash: isGood ? glossaryFile?.hash : undefined });
}

/**
 * The files of a snapshot as a scan takes them.
 * @param read files that were read since
 */
export function servedFiles(snapshot: Snapshot, read: readonly ScannedFile[] = []): ServedFiles {
  const memory = memories.get(snapshot);
  const newer = new Map(read.map((file) => [file.source, file]));
  const file = (source: string): ScannedFile | undefined => {
    const placed = snapshot.placedDocument(source);
    if (placed === undefined) return newer.get(source);
    const { hash, document } = placed;
    const again = newer.get(source);
    // The text that is in memory with the snapshot is the one to keep.
    if (again !== undefined) return again.hash === hash ? { ...again, text: document.text } : again;
    return { source, text: document.text, hash, stamp: memory?.stamps.get(source) };
  };
  return {
    file,
    below: (folder) =>
      snapshot.placed
        .filter(({ document }) => document.source.startsWith(`${folder}/`))
        .flatMap(({ document }) => file(document.source) ?? []),
    glossary: snapshot.corpus.glossary,
    glossaryHash: memory?.glossaryHash,
  };
}
