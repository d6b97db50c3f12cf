import { WenjuError } from '../../errors.js';

/** Where a page says how it is encoded, in bytes. */
const HEAD_BYTES = 8 * 1024;
const CHARSET =
  /<meta\b[^>]{0,500}?\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{2,40})/i;
/** Of so many characters one may be damaged: texts that were cut by bytes have them. */
const CHARACTERS_PER_DAMAGE = 500;

/**
 * Decodes a web page: by its byte order mark, by what it declares, else as UTF-8 or GB 18030 (with GBK and
 * GB 2312 inside), whichever fits.
 * @throws WenjuError `document-unreadable`
 */
export function decodePage(bytes: Uint8Array): string {
  const marked = byteOrderMark(bytes);
  if (marked !== undefined) return new TextDecoder(marked).decode(bytes);
  const declared = declaredCharset(bytes);
  const candidates = [...new Set([...(declared === undefined ? [] : [declared]), 'utf-8', 'gb18030'])];
  for (const charset of candidates) {
    const text = decoded(bytes, charset);
    if (text !== undefined) return text;
  }
  const text = new TextDecoder(declared ?? 'utf-8').decode(bytes);
  const damaged = text.split('\ufffd').length - 1;
  if (damaged * CHARACTERS_PER_DAMAGE <= text.length) return text;
  throw new WenjuError(
    'document-unreadable',
    `is not encoded as it says (${declared ?? 'nothing is declared'}), nor in UTF-8 or GB 18030: save it as UTF-8`,
  );
}

function byteOrderMark([a, b, c]: Uint8Array): string | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
}

function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1');
  const match = CHARSET.exec(head);
  try {
    const name = new TextDecoder(match?.[1] ?? match?.[2] ?? '').encoding;
    // What could be read without knowing the encoding is not in UTF-16. GB 18030 holds what GBK pages use of it.
    if (name.startsWith('utf-16')) return 'utf-8';
    return name === 'gbk' ? 'gb18030' : name;
  } catch {
    return undefined;
  }
}

function decoded(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
