/**
 * Brings files into a corpus folder: checked, turned into Markdown where they are something else, and with what
 * is known of where they came from.
 */
import { readFile, stat } from 'node:fs/promises';
import { basename, posix } from 'node:path';
import { messageOf, WenjuError } from '../../errors.js';
import { parseDocument } from '../parse-document.js';
import { LARGEST_FILE_BYTES } from '../read-files.js';
import { safeName, safePath } from './file-name.js';
import { type FileKind, importFile, kindOf, largestOf } from './import-file.js';
import { KnownDocuments } from './known-documents.js';
import { type InputFile, listInputs } from './list-inputs.js';
import { hashOf, originFrontMatter, type StatedFields, withFields } from './origin.js';
import { saveDocument } from './save-document.js';

export interface AddOptions extends StatedFields {
  /** The corpus folder; it is made when it isn't there. */
  readonly folder: string;
  /** The path that the only document is to have in the folder. @default after the file's name */
  readonly name?: string | undefined;
  /** Replaces an earlier edition, and adds what is there under another name. */
  readonly isForced?: boolean | undefined;
  /** Does everything but write. */
  readonly isDryRun?: boolean | undefined;
  /** The day that is noted. @default today */
  readonly now?: Date | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What came of one file. */
export interface AddResult {
  /** Its path as the caller wrote it. */
  readonly file: string;
  readonly status: 'added' | 'replaced' | 'already-there' | 'failed';
  /** The document in the corpus folder; none where it failed. */
  readonly source?: string;
  readonly title?: string;
  readonly passages?: number;
  /** What of it could not be used as it was meant. */
  readonly notes?: readonly string[];
  readonly error?: WenjuError;
}

/**
 * Adds files, and those in folders, one after the other. What can't be added is a result of its own, and the
 * others are still added.
 * @throws WenjuError `bad-usage`, `corpus-unreadable`, or the signal's reason
 */
export async function* addDocuments(
  paths: readonly string[],
  options: AddOptions,
): AsyncGenerator<AddResult> {
  const inputs = await listInputs(paths);
  refuseUsage(inputs.length, options);
  const known = await KnownDocuments.of(options.folder, options.signal);
  for (const input of inputs) {
    options.signal?.throwIfAborted();
    yield 'error' in input
      ? { file: input.path, status: 'failed', error: input.error }
      : await addDocument(input, known, options);
  }
}

function refuseUsage(files: number, { name, title, url }: AddOptions): void {
  if (files !== 1 && [name, title, url].some((option) => option !== undefined)) {
    throw new WenjuError('bad-usage', '--as, --title and --url are for one file at a time');
  }
  if (title !== undefined && title.trim() === '') throw new WenjuError('bad-usage', '--title is empty');
  if (url !== undefined && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) {
    throw new WenjuError('bad-usage', `--url ${url} is no address that begins with http:// or https://`);
  }
}

async function addDocument(
  { path, folders }: InputFile,
  known: KnownDocuments,
  options: AddOptions,
): Promise<AddResult> {
  try {
    const file = basename(path).normalize('NFC');
    const { bytes, kind } = await readInput(path);
    const hash = hashOf(bytes);
    const there = options.isForced ? undefined : known.sourceOf(hash);
    if (there !== undefined) return { file: path, status: 'already-there', source: there };
    const text = await documentText(bytes, { kind, file, hash }, options);
    const same = options.isForced ? undefined : known.sourceOf(hashOf(text));
    if (same !== undefined) return { file: path, status: 'already-there', source: same };
    const { source, isThere } = placeOf(file, folders, kind, known, options);
    const { document, passages, problems } = parseDocument({ source, text });
    if (passages.length === 0) throw new WenjuError('document-unreadable', 'holds no text to answer from');
    if (Buffer.byteLength(text) > LARGEST_FILE_BYTES) {
      throw new WenjuError('document-unreadable', 'holds more text than one document may have: split it');
    }
    if (!options.isDryRun)
      await saveDocument(options.folder, source, text, { mayReplace: options.isForced === true });
    known.add(source, text);
    const notes = problems.map(({ message }) => message);
    const status = isThere ? 'replaced' : 'added';
    return { file: path, status, source, title: document.title, passages: passages.length, notes };
  } catch (error) {
    if (options.signal?.aborted || !(error instanceof WenjuError) || error.code === 'bad-usage') throw error;
    return {
      file: path,
      status: 'failed',
      error: new WenjuError(error.code, `${path} ${error.message}`, error),
    };
  }
}

async function readInput(path: string): Promise<{ readonly bytes: Uint8Array; readonly kind: FileKind }> {
  const kind = kindOf(path);
  if (kind === undefined) {
    throw new WenjuError(
      'document-unreadable',
      'is no kind of document that is read: save it as .md, .txt, .html, .pdf or .docx',
    );
  }
  try {
    const stats = await stat(path);
    // Opening a pipe would wait for its other end.
    if (!stats.isFile()) throw new WenjuError('document-unreadable', 'is no regular file');
    const largest = largestOf(kind);
    const bytes = stats.size > largest ? undefined : await readFile(path);
    if (bytes !== undefined && bytes.length <= largest) return { bytes, kind };
    throw new WenjuError(
      'document-unreadable',
      `is larger than ${largest / (1024 * 1024)} MiB: split it into several files`,
    );
  } catch (error) {
    if (error instanceof WenjuError) throw error;
    throw new WenjuError('document-unreadable', `can't be read (${messageOf(error)})`, error);
  }
}

/** The text of the document as it is to be in the corpus. Markdown and text stay as they are. */
async function documentText(
  bytes: Uint8Array,
  { kind, file, hash }: { readonly kind: FileKind; readonly file: string; readonly hash: string },
  { title, url, now = new Date(), signal }: AddOptions,
): Promise<string> {
  const { markdown, ...found } = await imported(bytes, kind, signal);
  if (kind === 'markdown' || kind === 'text') {
    return title === undefined && url === undefined ? markdown : withFields(markdown, { title, url });
  }
  const fields = {
    ...found,
    title: title ?? found.title ?? nameOf(file),
    url: url ?? found.url,
    added: now.toISOString().slice(0, 10),
  };
  return `${originFrontMatter({ ...fields, file, hash })}\n${markdown}\n`;
}

/** Files of unknown origin bring parsers to fail in ways of their own: each is this file's fault and no other's. */
async function imported(bytes: Uint8Array, kind: FileKind, signal: AbortSignal | undefined) {
  try {
    return await importFile(bytes, kind, signal);
  } catch (error) {
    if (error instanceof WenjuError || signal?.aborted) throw error;
    throw new WenjuError(
      'document-unreadable',
      `can't be read as what it is called (${messageOf(error)})`,
      error,
    );
  }
}

/**
 * Where a document goes: after its file's name. An earlier edition of it is in the way, another document of the
 * same name is not: that one's neighbour is called `name-2.md`.
 */
function placeOf(
  file: string,
  folders: readonly string[],
  kind: FileKind,
  known: KnownDocuments,
  { name, isForced }: AddOptions,
): { readonly source: string; readonly isThere: boolean } {
  const ending = kind === 'text' || kind === 'markdown' ? posix.extname(file).toLowerCase() : '.md';
  const wanted = name === undefined ? [...folders, nameOf(file)].map(safeName).join('/') : undefined;
  for (let number = 1; ; number++) {
    const source =
      wanted === undefined
        ? safePath(name ?? '', ending)
        : `${wanted}${number === 1 ? '' : `-${number}`}${ending}`;
    const there = known.at(source);
    if (there === undefined) return { source, isThere: false };
    if (wanted !== undefined && (there.isNew || there.madeOf !== file)) continue;
    if (isForced) return { source: there.source, isThere: true };
    throw new WenjuError(
      'document-unreadable',
      `is not added: ${there.source} is there with another content; --force replaces it, --as gives another name`,
    );
  }
}

function nameOf(file: string): string {
  return file.slice(0, file.length - posix.extname(file).length);
}
