import { webcrypto } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import * as z from 'zod';
import { messageOf, WenjuError } from '../errors.js';

/**
 * Typed arrays in one buffer: eight bytes of magic, the length of a JSON header, the SHA-256 of everything
 * behind it, the header, and the arrays, each starting at a multiple of eight bytes. Little-endian, as every
 * platform that Node.js runs on but one.
 */

const MAGIC = 'WENJUTA1';
const HEADER_AT = 8 + 4 + 32;

const TYPES = { Uint8Array, Int32Array, Uint32Array, Float32Array } as const;
type TypeName = keyof typeof TYPES;
export type SavedArray = Uint8Array | Int32Array | Uint32Array | Float32Array;

const headerSchema = z.strictObject({
  format: z.string(),
  arrays: z.array(
    z.strictObject({
      name: z.string(),
      type: z.enum(['Uint8Array', 'Int32Array', 'Uint32Array', 'Float32Array']),
      length: z.number().int().nonnegative(),
    }),
  ),
});

export interface ArrayFile {
  /** What the arrays are and in which version of their layout. */
  readonly format: string;
  readonly arrays: Readonly<Record<string, SavedArray>>;
}

const aligned = (length: number): number => Math.ceil(length / 8) * 8;

/** The bytes of a file that {@link decodeArrays} reads. */
export async function encodeArrays({ format, arrays }: ArrayFile): Promise<Buffer> {
  const entries = Object.entries(arrays);
  const header = Buffer.from(
    JSON.stringify({
      format,
      arrays: entries.map(([name, array]) => ({ name, type: array.constructor.name, length: array.length })),
    }),
  );
  const start = aligned(HEADER_AT + header.length);
  const size = entries.reduce((sum, [, array]) => sum + aligned(array.byteLength), start);
  const buffer = Buffer.alloc(size);
  buffer.write(MAGIC, 0, 'latin1');
  buffer.writeUInt32LE(header.length, 8);
  header.copy(buffer, HEADER_AT);
  let at = start;
  for (const [, array] of entries) {
    // Copying all of a large index at once would stop the event loop.
    await setImmediate();
    buffer.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += aligned(array.byteLength);
  }
  buffer.set(await sha256(buffer.subarray(HEADER_AT)), 12);
  return buffer;
}

/** Off the event loop: there it would stop for as long as it takes. */
export async function sha256(bytes: Uint8Array): Promise<Buffer> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes));
}

/**
 * Reads what {@link encodeArrays} wrote, without copying.
 * @throws WenjuError `snapshot-damaged` for anything else
 */
export async function decodeArrays(bytes: Uint8Array, format: string): Promise<ArrayFile> {
  // Typed arrays start at multiples of their element size, which a pooled Buffer doesn't promise.
  const aligned8 = bytes.byteOffset % 8 === 0 && bytes.buffer instanceof ArrayBuffer;
  const own = aligned8 ? bytes : Uint8Array.from(bytes);
  const buffer = Buffer.from(own.buffer as ArrayBuffer, own.byteOffset, own.byteLength);
  if (buffer.length < HEADER_AT || buffer.toString('latin1', 0, 8) !== MAGIC) {
    throw new WenjuError('snapshot-damaged', `not a ${format} file`);
  }
  const digest = await sha256(buffer.subarray(HEADER_AT));
  if (!digest.equals(buffer.subarray(12, HEADER_AT))) {
    throw new WenjuError('snapshot-damaged', `the checksum of the ${format} file is wrong`);
  }
  const headerLength = buffer.readUInt32LE(8);
  let header: z.infer<typeof headerSchema>;
  try {
    header = headerSchema.parse(JSON.parse(buffer.toString('utf8', HEADER_AT, HEADER_AT + headerLength)));
  } catch (error) {
    throw new WenjuError('snapshot-damaged', `bad header of the ${format} file: ${messageOf(error)}`, error);
  }
  if (header.format !== format) {
    throw new WenjuError('snapshot-damaged', `expected a ${format} file, got ${header.format}`);
  }
  const arrays: Record<string, SavedArray> = {};
  let at = aligned(HEADER_AT + headerLength);
  for (const { name, type, length } of header.arrays) {
    const byteLength = length * TYPES[type].BYTES_PER_ELEMENT;
    if (at + byteLength > buffer.length)
      throw new WenjuError('snapshot-damaged', `${format}: ${name} is cut off`);
    arrays[name] = arrayOf(type, buffer, at, length);
    at += aligned(byteLength);
  }
  return { format, arrays };
}

function arrayOf(type: TypeName, buffer: Buffer, at: number, length: number): SavedArray {
  return new TYPES[type](buffer.buffer as ArrayBuffer, buffer.byteOffset + at, length);
}
