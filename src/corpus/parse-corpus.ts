import { WenjuError } from '../errors.js';
import type { Corpus } from './corpus.js';
import { Glossary } from './glossary.js';
import { type ParsedDocument, parseDocument } from './parse-document.js';
import type { CorpusScan } from './read-corpus.js';
import { readGlossary } from './read-glossary.js';

/**
 * Parses what was scanned. Front matter and a glossary that can't be used are problems of the corpus.
 * @param parsed the files of the scan, where they have been parsed already
 */
export function parseCorpus(
  scan: CorpusScan,
  parsed: readonly ParsedDocument[] = scan.files.map(parseDocument),
): Corpus {
  const { glossary, problems } = scannedGlossary(scan);
  return {
    documents: parsed.map(({ document }) => document),
    passages: parsed.flatMap(({ passages }) => passages),
    glossary,
    problems: [...scan.problems, ...parsed.flatMap((document) => document.problems), ...problems],
  };
}

/** The glossary of a scan, or what stands in for one that can't be used, with why it can't. */
export function scannedGlossary({ glossaryFile, servedGlossary, fallbackGlossary }: CorpusScan): {
  readonly glossary: Glossary;
  readonly problems: readonly WenjuError[];
} {
  if (servedGlossary !== undefined) return { glossary: servedGlossary, problems: [] };
  const problems: WenjuError[] = [];
  if (glossaryFile !== undefined) {
    try {
      return { glossary: readGlossary(glossaryFile), problems };
    } catch (error) {
      if (!(error instanceof WenjuError)) throw error;
      problems.push(error);
    }
  }
  return { glossary: fallbackGlossary ?? new Glossary([]), problems };
}
