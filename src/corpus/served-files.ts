import { WenjuError } from '../errors.js';
import { GLOSSARY_FILE } from './document.js';
import type { Glossary } from './glossary.js';
import { compareCodePoints, type FolderFiles, type ScannedFile, type UnusableFile } from './read-files.js';

/** What is answered from already: a file that has become unusable is served on from it. */
export interface ServedFiles {
  file(source: string): ScannedFile | undefined;
  /** The files below a folder, by its path without a slash at the end. */
  below(folder: string): readonly ScannedFile[];
  readonly glossary: Glossary;
  /** {@link contentHash} of the file that the glossary was read from, where that is known. */
  readonly glossaryHash?: string | undefined;
}

export interface KeptFiles {
  /** With the last good versions of those that can't be used, in code point order of their sources. */
  readonly files: readonly ScannedFile[];
  /** `document-unreadable`, one for each that can't be used, with what is done about it. */
  readonly problems: readonly WenjuError[];
}

/** Puts the last good versions of unusable files among the others: a broken file loses nothing that was served. */
export function keepServed({ files, unusable }: FolderFiles, served: ServedFiles | undefined): KeptFiles {
  const kept = new Map<string, ScannedFile>();
  const problems = unusable.map((broken) => {
    const own = keptOf(broken, served);
    // Read again next time, whatever its stamp.
    for (const { source, text, hash } of own) kept.set(source, { source, text, hash });
    // The glossary is no document: what it said is kept with what is served.
    const isKeptGlossary = served !== undefined && broken.source === GLOSSARY_FILE;
    return problemOf(broken, isKeptGlossary ? 1 : own.length);
  });
  if (kept.size === 0) return { files, problems };
  for (const { source } of files) kept.delete(source);
  return {
    files: [...files, ...kept.values()].sort((a, b) => compareCodePoints(a.source, b.source)),
    problems,
  };
}

function keptOf({ source, isFolder }: UnusableFile, served: ServedFiles | undefined): readonly ScannedFile[] {
  if (isFolder) return served?.below(source) ?? [];
  const last = served?.file(source);
  return last === undefined ? [] : [last];
}

function problemOf({ source, isFolder, what, cause }: UnusableFile, kept: number): WenjuError {
  let outcome = 'it is left out';
  if (kept > 0) {
    outcome = isFolder
      ? `what was read of it before is served on (documents: ${kept})`
      : 'its last good version is served on';
  }
  return new WenjuError('document-unreadable', `${source} ${what}; ${outcome}`, cause);
}
