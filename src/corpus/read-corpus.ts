/**
 * The room of documents: folder → documents → passages, with offsets into the texts, and the glossary.
 * May import src/text and errors.
 */
import { createHash } from 'node:crypto';
import { WenjuError } from '../errors.js';
import { DOCUMENT_FILE } from './document.js';
import type { Glossary } from './glossary.js';
import { readFiles, type SourceFile } from './read-files.js';

/** Raised whenever the same files would give other documents or passages. */
const PARSER_VERSION = 1;

const GLOSSARY = 'glossary.yaml';

/** The files of a corpus folder, read but not parsed. */
export interface CorpusScan {
  /** Tells this corpus from every other: the same one, the same documents, passages, names and problems. */
  readonly fingerprint: string;
  /** The documents, in code point order of their sources. */
  readonly files: readonly SourceFile[];
  readonly glossaryFile?: SourceFile | undefined;
  readonly fallbackGlossary?: Glossary | undefined;
  readonly problems: readonly WenjuError[];
}

export interface ScanOptions {
  /** The names to know when the folder has no usable `glossary.yaml`. @default none */
  readonly fallbackGlossary?: Glossary | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads all `.md`, `.markdown` and `.txt` files below a folder, and its `glossary.yaml`. Files that can't be used
 * are problems of the scan.
 * @throws WenjuError `corpus-unreadable`, `corpus-empty`, or the signal's reason
 */
export async function scanCorpus(
  folder: string,
  { fallbackGlossary, signal }: ScanOptions = {},
): Promise<CorpusScan> {
  const isWanted = (source: string): boolean => DOCUMENT_FILE.test(source) || source === GLOSSARY;
  const { files: all, problems } = await readFiles(folder, isWanted, signal);
  const files = all.filter(({ source }) => source !== GLOSSARY);
  if (files.length === 0) {
    const why = problems.map(({ message }) => ` (${message})`).slice(0, 3);
    throw new WenjuError(
      'corpus-empty',
      `there is no document in ${folder}${why.join('')}: put .md or .txt files there, or set CORPUS_DIR to another folder`,
    );
  }
  const scan = {
    files,
    glossaryFile: all.find(({ source }) => source === GLOSSARY),
    fallbackGlossary,
    problems,
  };
  return { ...scan, fingerprint: fingerprintOf(scan) };
}

function fingerprintOf(scan: Omit<CorpusScan, 'fingerprint'>): string {
  const hash = createHash('sha256');
  const add = (...parts: readonly string[]): void => {
    hash.update(JSON.stringify(parts.map((part) => part.length)));
    for (const part of parts) hash.update(part);
  };
  add(String(PARSER_VERSION), JSON.stringify(scan.fallbackGlossary?.entities ?? []));
  for (const { source, text } of scan.files) add('document', source, text);
  if (scan.glossaryFile !== undefined) add('glossary', scan.glossaryFile.text);
  for (const { message } of scan.problems) add('problem', message);
  return hash.digest('hex');
}
