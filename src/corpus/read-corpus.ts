/**
 * The room of documents: folder → documents → passages, with offsets into the texts, and the glossary.
 * May import src/text and errors.
 */
import { createHash } from 'node:crypto';
import { messageOf, WenjuError } from '../errors.js';
import { DOCUMENT_FILE, GLOSSARY_FILE } from './document.js';
import type { Glossary } from './glossary.js';
import { readFiles, type ScannedFile } from './read-files.js';
import { keepServed, type ServedFiles } from './served-files.js';

/** Raised whenever the same files would give other documents or passages. */
const PARSER_VERSION = 2;

/** The files of a corpus folder, read but not parsed. */
export interface CorpusScan {
  /** Tells this corpus from every other: the same one, the same documents, passages, names and problems. */
  readonly fingerprint: string;
  /** The documents, in code point order of their sources. */
  readonly files: readonly ScannedFile[];
  readonly glossaryFile?: ScannedFile | undefined;
  /** The glossary where it is known without reading the file: that of what is served. */
  readonly servedGlossary?: Glossary | undefined;
  readonly fallbackGlossary?: Glossary | undefined;
  readonly problems: readonly WenjuError[];
  /** Whether any file can't be used, so that another scan knows more when it is told what is served. */
  readonly isBroken: boolean;
}

export interface ScanOptions {
  /** The names to know when the folder has no usable `glossary.yaml`. @default none */
  readonly fallbackGlossary?: Glossary | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What is served: files that are as they were are not read again, files that can't be used are served on. */
  readonly served?: ServedFiles | undefined;
}

/**
 * Reads all `.md`, `.markdown` and `.txt` files below a folder, and its `glossary.yaml`. Files that can't be used
 * are problems of the scan.
 * @throws WenjuError `corpus-unreadable`, `corpus-empty`, or the signal's reason
 */
export async function scanCorpus(
  folder: string,
  { fallbackGlossary, signal, served }: ScanOptions = {},
): Promise<CorpusScan> {
  const isWanted = (source: string): boolean => DOCUMENT_FILE.test(source) || source === GLOSSARY_FILE;
  const read = await readFiles(folder, isWanted, { signal, known: (source) => served?.file(source) });
  const { files: all, problems } = keepServed(read, served);
  const files = all.filter(({ source }) => source !== GLOSSARY_FILE);
  if (files.length === 0) {
    const why = problems.map(({ message }) => ` (${message})`).slice(0, 3);
    throw new WenjuError(
      'corpus-empty',
      `there is no document in ${folder}${why.join('')}: put .md or .txt files there, or set CORPUS_DIR to another folder`,
    );
  }
  const glossaryFile = all.find(({ source }) => source === GLOSSARY_FILE);
  const isUnreadable = read.unusable.some(({ source }) => source === GLOSSARY_FILE);
  const glossary = await glossaryOf(glossaryFile, isUnreadable, served);
  const scan = {
    files,
    glossaryFile,
    fallbackGlossary,
    servedGlossary: glossary.served,
    problems: [...problems, ...glossary.problems],
    isBroken: read.unusable.length > 0,
  };
  return { ...scan, fingerprint: fingerprintOf(scan, glossary.isKept) };
}

interface GlossaryOutcome {
  readonly served?: Glossary;
  /** Whether it stands in for a file that can't be used. */
  readonly isKept: boolean;
  readonly problems: readonly WenjuError[];
}

/** A glossary that can't be used any more is served on, as a document is. */
async function glossaryOf(
  file: ScannedFile | undefined,
  isUnreadable: boolean,
  served: ServedFiles | undefined,
): Promise<GlossaryOutcome> {
  if (served === undefined) return { isKept: false, problems: [] };
  if (isUnreadable) return { served: served.glossary, isKept: true, problems: [] };
  if (file === undefined) return { isKept: false, problems: [] };
  if (file.hash === served.glossaryHash) return { served: served.glossary, isKept: false, problems: [] };
  try {
    const { readGlossary } = await import('./read-glossary.js');
    return { served: readGlossary(file), isKept: false, problems: [] };
  } catch (error) {
    const message = `${messageOf(error)}; the glossary that was read before is served on`;
    const problem = new WenjuError('bad-glossary', message, error);
    return { served: served.glossary, isKept: true, problems: [problem] };
  }
}

function fingerprintOf(scan: Omit<CorpusScan, 'fingerprint'>, keepsGlossary: boolean): string {
  const { files, problems, glossaryFile, servedGlossary, fallbackGlossary } = scan;
  const told = {
    version: PARSER_VERSION,
    fallback: fallbackGlossary?.entities ?? [],
    documents: files.map(({ source, hash }) => [source, hash]),
    glossary: keepsGlossary ? servedGlossary?.entities : glossaryFile?.hash,
    problems: problems.map(({ message }) => message),
  };
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
}
