import { WenjuError } from '../../errors.js';
import { decodeSource, LARGEST_FILE_BYTES } from '../read-files.js';
import type { ImportedText } from './imported-text.js';
import { LARGEST_BINARY_BYTES, LARGEST_PAGE_BYTES } from './limits.js';

export type FileKind = 'markdown' | 'text' | 'page' | 'pdf' | 'docx';

const KINDS: readonly (readonly [RegExp, FileKind])[] = [
  [/\.(?:md|markdown)$/i, 'markdown'],
  [/\.txt$/i, 'text'],
  [/\.(?:html?|xhtml)$/i, 'page'],
  [/\.pdf$/i, 'pdf'],
  [/\.docx$/i, 'docx'],
];

/** What files of other kinds begin with, and what to do about it. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ['d0cf11e0a1b11ae1', 'is an old or a password-protected Office file: save it as .docx without a password'],
  ['7b5c727466', 'is an RTF file: save it as .docx'],
  ['1f8b', 'is a gzip archive: unpack it first'],
  ['526172211a07', 'is a RAR archive: unpack it first'],
  ['377abcaf271c', 'is a 7z archive: unpack it first'],
  ['89504e47', 'is a picture: have its text recognised (OCR) first'],
  ['ffd8ff', 'is a picture: have its text recognised (OCR) first'],
  ['47494638', 'is a picture: have its text recognised (OCR) first'],
  ['4d5a9000', 'is a program'],
  ['7f454c46', 'is a program'],
];
const PDF_START = '%PDF-';
/** Where a PDF may begin: some have a few bytes before. */
const PDF_START_WITHIN = 1024;
const ZIP_START = '504b0304';

/** The kind of document that a name promises. */
export function kindOf(name: string): FileKind | undefined {
  return KINDS.find(([ending]) => ending.test(name))?.[1];
}

/** The most bytes that a file of a kind may have. */
export function largestOf(kind: FileKind): number {
  if (kind === 'markdown' || kind === 'text') return LARGEST_FILE_BYTES;
  return kind === 'page' ? LARGEST_PAGE_BYTES : LARGEST_BINARY_BYTES;
}

/**
 * Reads a file as the kind of document that its name promises.
 * @throws WenjuError `document-unreadable` with a message that goes on after the file's name
 */
export async function importFile(
  bytes: Uint8Array,
  kind: FileKind,
  signal?: AbortSignal | undefined,
): Promise<ImportedText> {
  if (bytes.length === 0) throw new WenjuError('document-unreadable', 'is empty');
  refuseForeign(bytes, kind);
  switch (kind) {
    case 'markdown':
    case 'text':
      return { markdown: decodedText(bytes) };
    case 'page':
      return (await import('./import-page.js')).importPage(bytes);
    case 'pdf':
      return (await import('./import-pdf.js')).importPdf(bytes, signal);
    case 'docx':
      return (await import('./import-docx.js')).importDocx(bytes);
  }
}

function refuseForeign(bytes: Uint8Array, kind: FileKind): void {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('hex');
  const foreign = FOREIGN.find(([signature]) => start.startsWith(signature));
  if (foreign !== undefined) throw new WenjuError('document-unreadable', foreign[1]);
  const isPdf = Buffer.from(bytes.subarray(0, PDF_START_WITHIN)).includes(PDF_START);
  const isZip = start.startsWith(ZIP_START);
  if (kind === 'pdf' && !isPdf)
    throw new WenjuError('document-unreadable', 'is no PDF, whatever its name says');
  if (kind === 'docx' && !isZip) {
    throw new WenjuError(
      'document-unreadable',
      'is no Word document, or a damaged one: open it and save it anew',
    );
  }
  if (kind !== 'pdf' && start.startsWith(Buffer.from(PDF_START).toString('hex'))) {
    throw new WenjuError('document-unreadable', 'is a PDF: call it .pdf');
  }
  if (kind !== 'docx' && isZip) {
    throw new WenjuError(
      'document-unreadable',
      'is a ZIP archive or an Office document: unpack it, or call it .docx',
    );
  }
}

function decodedText(bytes: Uint8Array): string {
  const read = decodeSource('', bytes);
  if (!(read instanceof WenjuError)) return read.text;
  const [what = read.message] = read.message.trim().split('; it is left out');
  throw new WenjuError('document-unreadable', what, read);
}
