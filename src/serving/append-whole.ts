import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';

/** What is kept of people's questions and doings is for the admins alone. */
const OWNER_ONLY = 0o600;

/**
 * Appends a line to a file in one write, on a line of its own whatever was cut off before. What a full disk took
 * of it is cut off again.
 * @param line without its end
 * @param largest bytes that the file may have
 * @throws what the file system says
 */
export async function appendWhole(path: string, line: string, largest: number): Promise<void> {
  const bytes = Buffer.from(`${line}\n`);
  const file = await open(path, 'a+', OWNER_ONLY);
  try {
    const { size } = await file.stat();
    if (size + bytes.length >= largest) throw new Error(`${basename(path)} is full: move it away`);
    const whole = (await endsInsideLine(file, size)) ? Buffer.concat([Buffer.from('\n'), bytes]) : bytes;
    try {
      const { bytesWritten } = await file.write(whole);
      if (bytesWritten < whole.length) throw new Error('no space left on the device');
    } catch (error) {
      await file.truncate(size).catch(() => undefined);
      throw error;
    }
  } finally {
    await file.close();
  }
}

/** As after a power failure. */
async function endsInsideLine(file: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() !== '\n';
}
