import { randomUUID } from 'node:crypto';
import { lstat, mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { messageOf, WenjuError } from '../../errors.js';

/**
 * Writes a document into the corpus folder, whole or not at all: whoever reads the folder meanwhile sees the old
 * file or the new one.
 * @param source its path in the folder, with `/` between its parts
 * @throws WenjuError `document-unreadable` where something else is in its place, `not-saved`
 */
export async function saveDocument(
  folder: string,
  source: string,
  text: string,
  { mayReplace }: { readonly mayReplace: boolean },
): Promise<void> {
  const path = join(folder, source);
  // The name is hidden, so that it is not read as a document.
  const temporary = join(dirname(path), `.${randomUUID()}.adding`);
  try {
    await mkdir(folder, { recursive: true });
    await makeFolders(await realpath(folder), source);
    const there = await lstat(path).catch(() => undefined);
    if (there !== undefined && !(mayReplace && there.isFile())) {
      throw new WenjuError(
        'document-unreadable',
        `is not added: ${source} is there already; --as gives another name`,
      );
    }
    await writeFile(temporary, text, { flag: 'wx', flush: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (error instanceof WenjuError) throw error;
    throw new WenjuError(
      'not-saved',
      `can't be kept as ${basename(folder)}/${source} (${messageOf(error)}): make room in CORPUS_DIR, or make it writable`,
      error,
    );
  }
}

/** Makes the folders of a path one by one: none of them may be a link that leads out of the corpus. */
async function makeFolders(root: string, source: string): Promise<void> {
  const inside = root.endsWith(sep) ? root : `${root}${sep}`;
  let folder = root;
  for (const part of source.split('/').slice(0, -1)) {
    folder = join(folder, part);
    await mkdir(folder, { recursive: true });
    if ((await realpath(folder)).startsWith(inside)) continue;
    throw new WenjuError(
      'document-unreadable',
      `is not added: ${part} is a link that leads out of the corpus folder`,
    );
  }
}
