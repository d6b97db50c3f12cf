import { inflateRawSync } from 'node:zlib';
import { WenjuError } from '../../errors.js';
import { LARGEST_UNPACKED_BYTES, MOST_ZIP_ENTRIES } from './limits.js';

/** Signatures and sizes of a ZIP archive's records (PKWARE's APPNOTE 4.3). */
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 1;

/**
 * Unpacks an archive to see that it can be unpacked: what its parts really come to, whatever it says.
 * @returns the names of its parts with the bytes that each unpacks to
 * @throws WenjuError `document-unreadable` when it is damaged, encrypted, or more than a document is
 */
export function checkZip(
  bytes: Uint8Array,
  largest: number = LARGEST_UNPACKED_BYTES,
): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  let left = largest;
  for (const { name, data, method } of entriesOf(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  )) {
    const size = method === STORED ? data.length : unpackedLength(data, left);
    sizes.set(name, size);
    left -= size;
    if (left < 0) throw bomb(largest);
  }
  return sizes;

  function unpackedLength(data: Buffer, most: number): number {
    try {
      return inflateRawSync(data, { maxOutputLength: Math.max(1, most) }).length;
    } catch (error) {
      if (error instanceof RangeError) throw bomb(largest);
      throw damaged(error);
    }
  }
}

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  /** As it is packed. */
  readonly data: Buffer;
}

function* entriesOf(zip: Buffer): Generator<ZipEntry> {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + END_BYTES > zip.length) throw damaged();
  const count = zip.readUInt16LE(end + 10);
  const size = zip.readUInt32LE(end + 12);
  let at = zip.readUInt32LE(end + 16);
  // Where something is in between, another reader might see another archive than this one.
  if (zip.readUInt32LE(end) !== END || at + size !== end) throw damaged();
  if (count > MOST_ZIP_ENTRIES) {
    throw new WenjuError('document-unreadable', `has more than ${MOST_ZIP_ENTRIES} parts: no document has`);
  }
  for (let i = 0; i < count; i++) {
    if (at + CENTRAL_BYTES > end || zip.readUInt32LE(at) !== CENTRAL) throw damaged();
    const [flags, method] = [zip.readUInt16LE(at + 8), zip.readUInt16LE(at + 10)];
    if ((flags & ENCRYPTED_FLAG) !== 0) {
      throw new WenjuError('document-unreadable', 'is encrypted: save it without a password');
    }
    if (method !== STORED && method !== DEFLATED) throw damaged();
    const length = zip.readUInt32LE(at + 20);
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameLength);
    at += CENTRAL_BYTES + nameLength + extra + comment;
    if (local + LOCAL_BYTES > zip.length || zip.readUInt32LE(local) !== LOCAL) throw damaged();
    const start = local + LOCAL_BYTES + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    if (start + length > zip.length) throw damaged();
    yield { name, method, data: zip.subarray(start, start + length) };
  }
  if (at !== end) throw damaged();
}

function damaged(cause?: unknown): WenjuError {
  return new WenjuError('document-unreadable', 'is damaged: open it and save it anew', cause);
}

function bomb(largest: number): WenjuError {
  return new WenjuError(
    'document-unreadable',
    `unpacks to more than ${Math.floor(largest / (1024 * 1024))} MiB: take large pictures out, or split it`,
  );
}
