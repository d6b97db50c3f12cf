import * as z from 'zod';
import type { Corpus } from '../corpus/corpus.js';
import { BLANK, type Document } from '../corpus/document.js';
import { entitySchema, Glossary } from '../corpus/glossary.js';
import type { Passage } from '../corpus/passage.js';
import { type ErrorCode, WenjuError } from '../errors.js';

/** A corpus as one JSON file, so that a start with a good snapshot parses no Markdown. */

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
  /** The heading paths of its passages, each once. */
  sections: z.array(z.array(z.string())),
  /** Section, paragraph, start and end of each passage in turn. */
  passages: z.array(offset),
});

const corpusSchema = z.strictObject({
  documents: z.array(documentSchema),
  entities: z.array(entitySchema),
  problems: z.array(z.strictObject({ code: z.string(), message: z.string() })),
});
type SavedDocument = z.infer<typeof documentSchema>;

const NUMBERS_OF_A_PASSAGE = 4;

export function encodeCorpus({ documents, passages, glossary, problems }: Corpus): string {
  const saved = new Map(documents.map((document) => [document.source, savedDocument(document)]));
  const sectionNumbers = new Map<SavedDocument, Map<string, number>>();
  for (const { source, section, paragraph, start, end } of passages) {
    const document = saved.get(source);
    if (document === undefined)
      throw new WenjuError('internal', `a passage of ${source}, which is no document`);
    const numbers = sectionNumbers.get(document) ?? new Map<string, number>();
    sectionNumbers.set(document, numbers);
    const key = JSON.stringify(section);
    const number = numbers.get(key) ?? document.sections.push([...section]) - 1;
    numbers.set(key, number);
    document.passages.push(number, paragraph, start, end);
  }
  return JSON.stringify({
    documents: [...saved.values()],
    entities: glossary.entities,
    problems: problems.map(({ code, message }) => ({ code, message })),
  } satisfies z.infer<typeof corpusSchema>);
}

/** Throws for anything that {@link encodeCorpus} did not write. */
export function decodeCorpus(bytes: Uint8Array): Corpus {
  const saved = corpusSchema.parse(
    JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')),
  );
  return {
    documents: saved.documents.map(loadedDocument),
    passages: saved.documents.flatMap(loadedPassages),
    glossary: new Glossary(saved.entities),
    problems: saved.problems.map(({ code, message }) => new WenjuError(code as ErrorCode, message)),
  };
}

function savedDocument({ prose, ...document }: Document): SavedDocument {
  return { ...document, blanks: blanksOf(prose), sections: [], passages: [] };
}

function loadedDocument({ blanks, sections: _, passages: __, ...document }: SavedDocument): Document {
  let prose = '';
  let at = 0;
  for (let i = 0; i + 1 < blanks.length; i += 2) {
    const start = blanks[i] ?? 0;
    const end = blanks[i + 1] ?? start;
    prose += document.text.slice(at, start) + BLANK.repeat(end - start);
    at = end;
  }
  const { published, publisher, language, url, ...rest } = document;
  return {
    ...rest,
    prose: prose + document.text.slice(at),
    ...(published === undefined ? {} : { published }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(language === undefined ? {} : { language }),
    ...(url === undefined ? {} : { url }),
  };
}

function loadedPassages({ source, sections, passages }: SavedDocument): Passage[] {
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
