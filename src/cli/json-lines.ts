import { open } from 'node:fs/promises';
import { messageOf, WenjuError } from '../errors.js';

/** The longest line that is read, in bytes. */
const LONGEST_LINE = 1024 * 1024;
const LINE_FEED = 0x0a;

/**
 * The bytes of a file, or of standard input when none or `-` is named.
 * @throws WenjuError `not-found` when the file can't be read
 */
export async function openInput(path: string | undefined): Promise<AsyncIterable<Uint8Array>> {
  if (path === undefined || path === '-') return process.stdin;
  try {
    const file = await open(path);
    if (!(await file.stat()).isDirectory()) return file.createReadStream();
    await file.close();
  } catch (error) {
    throw new WenjuError('not-found', `can't read ${path}: ${messageOf(error)}`, error);
  }
  throw new WenjuError('not-found', `can't read ${path}: it is a folder`);
}

/**
 * The lines of a stream as they come, without their ends; a line that is no text is given as an error.
 * They end at line feeds alone: JSON may hold other line separators.
 */
export async function* linesOf(
  input: AsyncIterable<Uint8Array>,
  longest: number = LONGEST_LINE,
): AsyncGenerator<string | WenjuError> {
  let parts: Uint8Array[] = [];
  let size = 0;
  const take = (part: Uint8Array): void => {
    size += part.length;
    if (size <= longest) parts.push(part);
    else parts = [];
  };
  const line = (): string | WenjuError => {
    const text =
      size <= longest ? decoded(parts) : new WenjuError('too-large', `a line over ${longest} bytes`);
    parts = [];
    size = 0;
    return text;
  };
  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      take(chunk.subarray(start, end));
      yield line();
      start = end + 1;
    }
    take(chunk.subarray(start));
  }
  if (size > 0) yield line();
}

function decoded(parts: readonly Uint8Array[]): string | WenjuError {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
  } catch (error) {
    return new WenjuError('bad-request', 'the line is not UTF-8', error);
  }
}
