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
  const problems = [...scan.problems, ...parsed.flatMap((document) => document.problems)];
  return {
    documents: parsed.map(({ document }) => document),
    passages: parsed.flatMap(({ passages }) => passages),
    glossary: glossaryOf(scan, problems),
    problems,
  };
}

function glossaryOf({ glossaryFile, fallbackGlossary }: CorpusScan, problems: WenjuError[]): Glossary {
  if (glossaryFile !== undefined) {
    try {
      return readGlossary(glossaryFile);
    } catch (error) {
      if (!(error instanceof WenjuError)) throw error;
      problems.push(error);
    }
  }
  return fallbackGlossary ?? new Glossary([]);
}
