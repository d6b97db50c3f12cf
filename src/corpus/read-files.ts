import type { Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { WenjuError } from '../errors.js';

/** One text file of a folder. */
export interface SourceFile {
  /** Path relative to the folder, with `/` between its parts. */
  readonly source: string;
  /** UTF-8 decoded, byte order mark removed. */
  readonly text: string;
}

export interface FolderFiles {
  /** In code point order of their sources. */
  readonly files: readonly SourceFile[];
  /** `document-unreadable`, one for each file that is left out. */
  readonly problems: readonly WenjuError[];
}

/** The largest file that is read. */
export const LARGEST_FILE_BYTES = 8 * 1024 * 1024;

/** Files read at a time. */
const BATCH = 32;

/**
 * Reads the files below a folder whose names pass. Hidden files and folders (`.git`) are passed over, a link is
 * followed to a file inside the folder only.
 * @throws WenjuError `corpus-unreadable` for the folder itself, or the signal's reason
 */
export async function readFiles(
  folder: string,
  isWanted: (source: string) => boolean,
  signal?: AbortSignal | undefined,
): Promise<FolderFiles> {
  const root = await realFolder(folder);
  const problems: WenjuError[] = [];
  const sources = await listSources(root, isWanted, problems, signal);
  const files: SourceFile[] = [];
  for (let i = 0; i < sources.length; i += BATCH) {
    signal?.throwIfAborted();
    const batch = sources.slice(i, i + BATCH);
    for (const read of await Promise.all(batch.map((source) => readSource(root, source)))) {
      if (read instanceof WenjuError) problems.push(read);
      else files.push(read);
    }
  }
  // The messages begin with the sources.
  return { files, problems: problems.sort((a, b) => compareCodePoints(a.message, b.message)) };
}

/** Compares by code points, where `<` compares by UTF-16 units. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all other units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

async function realFolder(folder: string): Promise<string> {
  try {
    const root = await realpath(folder);
    if ((await stat(root)).isDirectory()) return root;
  } catch (error) {
    throw new WenjuError(
      'corpus-unreadable',
      `can't read the corpus folder ${folder} (${reasonOf(error)}): create it and put .md or .txt files there, or set CORPUS_DIR to another folder`,
      error,
    );
  }
  throw new WenjuError(
    'corpus-unreadable',
    `${folder} is no folder: set CORPUS_DIR to the folder of documents`,
  );
}

async function listSources(
  root: string,
  isWanted: (source: string) => boolean,
  problems: WenjuError[],
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const sources: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    signal?.throwIfAborted();
    let entries: Dirent[];
    try {
      entries = await readdir(join(root, folder), { withFileTypes: true });
    } catch (error) {
      if (folder === '') {
        throw new WenjuError('corpus-unreadable', `can't list the corpus folder (${reasonOf(error)})`, error);
      }
      problems.push(unreadable(folder, `is a folder that can't be listed (${reasonOf(error)})`, error));
      continue;
    }
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const source = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(source);
      else if (entry.isSymbolicLink() && (await isFolderLink(root, source))) {
        // A folder inside is read where it is.
        if (!(await staysInside(root, source))) problems.push(leavesFolder(source));
      } else if (isWanted(source)) sources.push(source);
    }
  }
  return sources.sort(compareCodePoints);
}

async function isFolderLink(root: string, source: string): Promise<boolean> {
  return stat(join(root, source)).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

async function staysInside(root: string, source: string): Promise<boolean> {
  const real = await realpath(join(root, source));
  return real.startsWith(root.endsWith(sep) ? root : root + sep) || real === root;
}

async function readSource(root: string, source: string): Promise<SourceFile | WenjuError> {
  const path = join(root, source);
  try {
    if (!(await staysInside(root, source))) return leavesFolder(source);
    const stats = await stat(path);
    // Opening a pipe would wait for its other end.
    if (!stats.isFile()) return unreadable(source, 'is no regular file: replace it by one');
    if (stats.size > LARGEST_FILE_BYTES) return tooLarge(source);
    const bytes = await readFile(path);
    if (bytes.length > LARGEST_FILE_BYTES) return tooLarge(source);
    return decodeSource(source, bytes);
  } catch (error) {
    return unreadable(source, `can't be read (${reasonOf(error)}): mend or remove it`, error);
  }
}

/** Decodes the bytes of a file; an error (`document-unreadable`) is given back for what is no UTF-8 text. */
export function decodeSource(source: string, bytes: Uint8Array): SourceFile | WenjuError {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return unreadable(source, 'is encoded in UTF-16: save it as UTF-8');
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const nulls = text.split('\0').length - 1;
    if (nulls * 4 <= text.length) return { source, text };
    return unreadable(source, 'is no text, or one encoded in UTF-16: save it as UTF-8');
  } catch (error) {
    return unreadable(source, 'is not encoded in UTF-8 (in GBK or Big5 perhaps): save it as UTF-8', error);
  }
}

function tooLarge(source: string): WenjuError {
  const limit = LARGEST_FILE_BYTES / (1024 * 1024);
  return unreadable(source, `is larger than ${limit} MiB: split it into several files`);
}

function leavesFolder(source: string): WenjuError {
  return unreadable(source, 'is a link to outside the corpus folder: put the file itself there');
}

function unreadable(source: string, what: string, cause?: unknown): WenjuError {
  return new WenjuError('document-unreadable', `${source} ${what}; it is left out`, cause);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "it isn't there",
  EACCES: 'no permission',
  EPERM: 'no permission',
  ENOTDIR: 'a part of the path is no folder',
  ELOOP: 'a link that leads to itself',
};

/** Why the file system refused, without the path, which may differ from one machine to the next. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return REASONS[code] ?? code;
}
