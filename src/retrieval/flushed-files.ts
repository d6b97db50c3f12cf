import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, link, open, readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { WenjuError } from '../errors.js';
import { sha256 } from './typed-array-file.js';

/** Texts are written in pieces of about this many UTF-16 units, others have a turn between them. */
const PIECE = 1 << 19;
const READ_BYTES = 1 << 20;

/** Writes a new file that is on the disk when this returns. Returns its SHA-256 in hexadecimal. */
export async function writeFlushed(file: string, data: string | Uint8Array): Promise<string> {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return (await sha256(bytes)).toString('hex');
}

/** {@link writeFlushed} for lines that are made as they are written, so that they are never all in memory. */
export async function writeLinesFlushed(file: string, lines: Iterable<string>): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(file, 'wx');
  const write = async (piece: string): Promise<void> => {
    const bytes = Buffer.from(piece);
    hash.update(bytes);
    await handle.writeFile(bytes);
  };
  try {
    let piece = '';
    for (const line of lines) {
      piece += `${line}\n`;
      if (piece.length < PIECE) continue;
      await write(piece);
      piece = '';
    }
    await write(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

/**
 * Puts a file that is there already at another path as well: as a second name of it, or where the file system has
 * no such thing as a copy.
 */
export async function linkFlushed(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw error;
    await copyFile(from, to);
    await flush(to);
  }
}

/** @throws WenjuError `snapshot-damaged` when the file isn't what was written */
export async function readChecked(file: string, expected: string, name: string): Promise<Buffer> {
  const bytes = await readFile(file);
  if ((await sha256(bytes)).toString('hex') === expected) return bytes;
  throw new WenjuError('snapshot-damaged', `the checksum of ${name} is wrong`);
}

/** The SHA-256 of a file in hexadecimal. */
export async function fileSha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: READ_BYTES }), hash);
  return hash.digest('hex');
}

/** Waits until a file, or the entries of a folder, are on the disk. */
export async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
