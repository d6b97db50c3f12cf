import { WenjuError } from '../../errors.js';
import { DOCUMENT_FILE } from '../document.js';

/** Most file systems take names of 255 bytes; a suffix of ours must fit in. */
const LONGEST_NAME_BYTES = 200;
/** Control and invisible characters, and what Windows or a shell can't take in a name. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029\\/:*?"<>|]+/gu;
/** Names of devices on Windows. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** A name of a file without its ending, as it may be given to a file of the corpus. */
export function safeName(name: string): string {
  const cleaned = name
    .normalize('NFC')
    .replace(UNSAFE, ' ')
    .replace(/\s+/g, ' ')
    // A file whose name begins with a dot is hidden, and not read.
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const short = shortened(cleaned).trim();
  if (short === '') return 'document';
  return DEVICE.test(short) ? `_${short}` : short;
}

/**
 * The path that a document is to have in the corpus folder, as the caller wrote it.
 * @param ending the one that it must have: what is Markdown can't be called .txt
 * @throws WenjuError `bad-usage` for a path that leads elsewhere
 */
export function safePath(written: string, ending: string): string {
  const parts = written.split(/[\\/]/);
  const isInside =
    parts.every((part) => part !== '' && part !== '..' && part !== '.') && !/^[a-z]:/i.test(written);
  if (!isInside) {
    throw new WenjuError(
      'bad-usage',
      `--as ${written} leads out of the corpus folder: give a name, or a path inside it`,
    );
  }
  const given = DOCUMENT_FILE.exec(written)?.[0] ?? '';
  if (given !== '' && isMarkdown(given) !== isMarkdown(ending)) {
    throw new WenjuError('bad-usage', `--as ${written}: the document is to end with ${ending}`);
  }
  const last = parts.pop() ?? '';
  const name = safeName(given === '' ? last : last.slice(0, -given.length));
  return [...parts.map(safeName), `${name}${given === '' ? ending : given}`].join('/');
}

function isMarkdown(ending: string): boolean {
  return ending.toLowerCase() !== '.txt';
}

function shortened(name: string): string {
  let bytes = 0;
  let short = '';
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > LONGEST_NAME_BYTES) break;
    short += character;
  }
  return short;
}
