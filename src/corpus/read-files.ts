import { createHash } from 'node:crypto';
import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { WenjuError } from '../errors.js';

/** One text file of a folder. */
export interface SourceFile {
  /** Path relative to the folder, with `/` between its parts. */
  readonly source: string;
  /** UTF-8 decoded, byte order mark removed. */
  readonly text: string;
}

/** A file as it was read. */
export interface ScannedFile extends SourceFile {
  /** See {@link contentHash}. */
  readonly hash: string;
  /**
   * Size, times and number of the file when it was read: while they stay, so does its text. The time of change
   * is among them, which no program can set back. Absent where the file was changed just before it was read:
   * the clock of the file system may be too coarse to tell the next change.
   */
  readonly stamp?: string | undefined;
}

/** A file or folder that can't be used. */
export interface UnusableFile {
  readonly source: string;
  readonly isFolder: boolean;
  /** What is wrong with it and how to mend it, to be read behind its name. */
  readonly what: string;
  readonly cause?: unknown;
}

export interface FolderFiles {
  /** In code point order of their sources. */
  readonly files: readonly ScannedFile[];
  /** In code point order of their sources. */
  readonly unusable: readonly UnusableFile[];
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** What is known of a file from an earlier reading. One whose stamp is the same is not read again. */
  readonly known?: ((source: string) => ScannedFile | undefined) | undefined;
}

/** The largest file that is read. */
export const LARGEST_FILE_BYTES = 8 * 1024 * 1024;

/** Files looked at at a time. Each time the event loop may have others to serve first. */
const LOOK_BATCH = 512;
/** Files read at a time; each is open meanwhile. */
const READ_BATCH = 64;

/** A file that was changed less than this before it was read has no stamp. File systems count in up to 2 s. */
const SETTLED_MS = 2_500;

/**
 * Reads the files below a folder whose names pass. Hidden files and folders (`.git`) are passed over, a link is
 * followed to a file inside the folder only.
 * @throws WenjuError `corpus-unreadable` for the folder itself, or the signal's reason
 */
export async function readFiles(
  folder: string,
  isWanted: (source: string) => boolean,
  { signal, known = () => undefined }: ReadOptions = {},
): Promise<FolderFiles> {
  const root = await realFolder(folder);
  const unusable: UnusableFile[] = [];
  const sources = await listSources(root, isWanted, unusable, signal);
  const files: ScannedFile[] = [];
  const unread: FoundFile[] = [];
  for (const found of await inBatches(sources, LOOK_BATCH, (source) => findFile(root, source), signal)) {
    const last = known(found.source);
    if ('what' in found) unusable.push(found);
    else if (found.stamp !== undefined && found.stamp === last?.stamp) files.push(last);
    else unread.push(found);
  }
  for (const read of await inBatches(unread, READ_BATCH, (found) => readFound(root, found, known), signal)) {
    if ('what' in read) unusable.push(read);
    else files.push(read);
  }
  files.sort((a, b) => compareCodePoints(a.source, b.source));
  return { files, unusable: unusable.sort((a, b) => compareCodePoints(a.source, b.source)) };
}

/** Tells a text from every other. */
export function contentHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
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
  unusableFiles: UnusableFile[],
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
      const what = `is a folder that can't be listed (${reasonOf(error)})`;
      unusableFiles.push({ source: folder, isFolder: true, what, cause: error });
      continue;
    }
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const source = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(source);
      else if (entry.isSymbolicLink() && (await isFolderLink(root, source))) {
        // A folder inside is read where it is.
        if (!(await staysInside(root, source))) {
          unusableFiles.push({ ...leavesFolder(source), isFolder: true });
        }
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

type FoundFile = Pick<ScannedFile, 'source' | 'stamp'>;

async function findFile(root: string, source: string): Promise<FoundFile | UnusableFile> {
  const path = join(root, source);
  try {
    let stats = await lstat(path);
    if (stats.isSymbolicLink()) {
      if (!(await staysInside(root, source))) return leavesFolder(source);
      stats = await stat(path);
    }
    // Opening a pipe would wait for its other end.
    if (!stats.isFile()) return unusable(source, 'is no regular file: replace it by one');
    return stats.size > LARGEST_FILE_BYTES ? tooLarge(source) : { source, stamp: stampOf(stats) };
  } catch (error) {
    return cannotBeRead(source, error);
  }
}

async function readFound(
  root: string,
  { source, stamp }: FoundFile,
  known: (source: string) => ScannedFile | undefined,
): Promise<ScannedFile | UnusableFile> {
  try {
    const bytes = await readFile(join(root, source));
    if (bytes.length > LARGEST_FILE_BYTES) return tooLarge(source);
    const text = decodeSource(source, bytes);
    if (typeof text !== 'string') return text;
    const hash = contentHash(text);
    const last = known(source);
    // The text that is in memory already is kept there.
    return { source, text: hash === last?.hash ? last.text : text, hash, stamp };
  } catch (error) {
    return cannotBeRead(source, error);
  }
}

async function inBatches<From, To>(
  all: readonly From[],
  size: number,
  work: (one: From) => Promise<To>,
  signal: AbortSignal | undefined,
): Promise<To[]> {
  const done: To[] = [];
  for (let i = 0; i < all.length; i += size) {
    signal?.throwIfAborted();
    done.push(...(await Promise.all(all.slice(i, i + size).map(work))));
  }
  return done;
}

function stampOf({ size, mtimeMs, ctimeMs, ino, dev }: Stats): string | undefined {
  return Date.now() - ctimeMs < SETTLED_MS ? undefined : [size, mtimeMs, ctimeMs, ino, dev].join(' ');
}

/** Decodes the bytes of a file; an error (`document-unreadable`) is given back for what is no UTF-8 text. */
export function decodeSource(source: string, bytes: Uint8Array): string | UnusableFile {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return unusable(source, 'is encoded in UTF-16: save it as UTF-8');
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const nulls = text.split('\0').length - 1;
    if (nulls * 4 <= text.length) return text;
    return unusable(source, 'is no text, or one encoded in UTF-16: save it as UTF-8');
  } catch (error) {
    return unusable(source, 'is not encoded in UTF-8 (in GBK or Big5 perhaps): save it as UTF-8', error);
  }
}

function cannotBeRead(source: string, error: unknown): UnusableFile {
  return unusable(source, `can't be read (${reasonOf(error)}): mend or remove it`, error);
}

function tooLarge(source: string): UnusableFile {
  const limit = LARGEST_FILE_BYTES / (1024 * 1024);
  return unusable(source, `is larger than ${limit} MiB: split it into several files`);
}

function leavesFolder(source: string): UnusableFile {
  return unusable(source, 'is a link to outside the corpus folder: put the file itself there');
}

function unusable(source: string, what: string, cause?: unknown): UnusableFile {
  return { source, isFolder: false, what, cause };
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
