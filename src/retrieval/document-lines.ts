import * as z from 'zod';
import { BLANK, type Document } from '../corpus/document.js';
import type { Passage } from '../corpus/passage.js';
import type { IndexedDocument } from './segment.js';

/** Documents as lines of JSON, so that a start with a good snapshot parses no Markdown. */

const offset = z.number().int().nonnegative();

const documentSchema = z.strictObject({
  source: z.string(),
  title: z.string(),
  text: z.string(),
  /** Where the prose is blank: starts and ends in turn. */
  blanks: z.array(offset),
  published: z.string().optional(),
  publisher: z.string().optional(),
  language: z.string().optional(),
  url: z.string().optional(),
  hash: z.string(),
  problems: z.array(z.string()),
  /** The heading paths of its passages, each once. */
  sections: z.array(z.array(z.string())),
  /** Section, paragraph, start and end of each passage in turn. */
  passages: z.array(offset),
});
type SavedDocument = z.infer<typeof documentSchema>;

const NUMBERS_OF_A_PASSAGE = 4;

export function encodeDocument({ document, passages, hash, problems }: IndexedDocument): string {
  const { prose, ...fields } = document;
  const sections: string[][] = [];
  const numbers = new Map<string, number>();
  const places = passages.flatMap(({ section, paragraph, start, end }) => {
    const key = JSON.stringify(section);
    const number = numbers.get(key) ?? sections.push([...section]) - 1;
    numbers.set(key, number);
    return [number, paragraph, start, end];
  });
  const saved: SavedDocument = {
    ...fields,
    blanks: blanksOf(prose),
    hash,
    problems: [...problems],
    sections,
    passages: places,
  };
  return JSON.stringify(saved);
}

/** Throws for anything that {@link encodeDocument} did not write. */
export function decodeDocument(line: string): IndexedDocument {
  const { blanks, hash, problems, sections, passages, ...fields } = documentSchema.parse(JSON.parse(line));
  return {
    document: loadedDocument(fields, blanks),
    passages: loadedPassages(fields.source, sections, passages),
    hash,
    problems,
  };
}

function loadedDocument(
  {
    published,
    publisher,
    language,
    url,
    ...rest
  }: Omit<SavedDocument, 'blanks' | 'hash' | 'problems' | 'sections' | 'passages'>,
  blanks: readonly number[],
): Document {
  let prose = '';
  let at = 0;
  for (let i = 0; i + 1 < blanks.length; i += 2) {
    const start = blanks[i] ?? 0;
    const end = blanks[i + 1] ?? start;
    prose += rest.text.slice(at, start) + BLANK.repeat(end - start);
    at = end;
  }
  return {
    ...rest,
    prose: prose + rest.text.slice(at),
    ...(published === undefined ? {} : { published }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(language === undefined ? {} : { language }),
    ...(url === undefined ? {} : { url }),
  };
}

function loadedPassages(
  source: string,
  sections: readonly (readonly string[])[],
  passages: readonly number[],
): Passage[] {
  return Array.from({ length: passages.length / NUMBERS_OF_A_PASSAGE }, (_, i) => {
    const at = i * NUMBERS_OF_A_PASSAGE;
    return {
      source,
      section: sections[passages[at] ?? 0] ?? [],
      paragraph: passages[at + 1] ?? 0,
      start: passages[at + 2] ?? 0,
      end: passages[at + 3] ?? 0,
    };
  });
}

/** Starts and ends of the stretches of blanks. */
function blanksOf(prose: string): number[] {
  const found: number[] = [];
  for (let i = prose.indexOf(BLANK); i >= 0; i = prose.indexOf(BLANK, i)) {
    const start = i;
    while (i < prose.length && prose.charAt(i) === BLANK) i++;
    found.push(start, i);
  }
  return found;
}
