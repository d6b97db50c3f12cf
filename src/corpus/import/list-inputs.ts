import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { messageOf, WenjuError } from '../../errors.js';
import { compareCodePoints } from '../read-files.js';
import { kindOf } from './import-file.js';
import { MOST_FILES } from './limits.js';

/** A file that is to be added. */
export interface InputFile {
  /** As the caller wrote it, or below the folder that the caller wrote. */
  readonly path: string;
  /** The folders that it keeps in the corpus: those below the folder that was given, and that one. */
  readonly folders: readonly string[];
}

/**
 * The files of the command line: those named, and in the folders named those that can be documents. Hidden ones
 * and links are passed over there.
 * @returns an error for each that can't be had, in its place
 */
export async function listInputs(
  paths: readonly string[],
): Promise<(InputFile | { path: string; error: WenjuError })[]> {
  const found: (InputFile | { path: string; error: WenjuError })[] = [];
  for (const path of paths) {
    try {
      if ((await stat(path)).isDirectory()) {
        const inside = await filesBelow(path, [basename(resolve(path))]);
        if (inside.length === 0) throw new WenjuError('not-found', `${path} holds no document`);
        found.push(...inside);
      } else found.push({ path, folders: [] });
    } catch (error) {
      found.push({ path, error: error instanceof WenjuError ? error : missing(path, error) });
    }
    if (found.length > MOST_FILES) {
      throw new WenjuError('bad-usage', `these are more than ${MOST_FILES} files: add them folder by folder`);
    }
  }
  return found;
}

async function filesBelow(folder: string, folders: readonly string[]): Promise<InputFile[]> {
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true });
  const found: InputFile[] = [];
  for (const entry of entries.sort((a, b) => compareCodePoints(a.name, b.name))) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || entry.name.startsWith('~$')) continue;
    if (entry.isDirectory()) found.push(...(await filesBelow(path, [...folders, entry.name])));
    else if (entry.isFile() && kindOf(entry.name) !== undefined) found.push({ path, folders });
    if (found.length > MOST_FILES) break;
  }
  return found;
}

function missing(path: string, error: unknown): WenjuError {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return new WenjuError(
    'not-found',
    `${path} ${isMissing ? "isn't there" : `can't be read (${messageOf(error)})`}`,
    error,
  );
}
