import type { Document } from '../corpus/document.js';
import type { Entity } from '../corpus/glossary.js';
import type { Passage } from '../corpus/passage.js';
import type { Snapshot } from '../retrieval/snapshot.js';
import type { LastReload, Problem } from './reload-report.js';

/** What is told of a document beside its text. */
export interface DocumentHead {
  /** Path relative to the corpus folder. */
  readonly source: string;
  readonly title: string;
  readonly publisher?: string;
  /** ISO date, as precise as it is known. */
  readonly published?: string;
  readonly language?: string;
  readonly url?: string;
  /** Length of its text in UTF-16 units. */
  readonly characters: number;
  readonly passages: number;
}

/** What a corpus consists of: the JSON shape of `GET /api/corpus`. */
export interface CorpusView {
  readonly documents: readonly DocumentHead[];
  readonly passages: number;
  readonly snapshot: string;
  /** ISO time. */
  readonly loadedAt: string;
  readonly builtFrom: 'disk' | 'build';
  /** Which embedding made the vectors. */
  readonly embedding: string;
  readonly glossary: readonly Entity[];
  /** Files that could not be used, with why. */
  readonly problems: readonly Problem[];
  readonly lastReload: LastReload | null;
  /** Whether a reload is under way. */
  readonly reloading: boolean;
  /** The snapshot that a rollback goes back to. */
  readonly previous: string | null;
  /** Whether someone went back to this index, so that it is served whatever the folder holds, until a reload. */
  readonly pinned: boolean;
}

/** What a view tells beside the index. */
export type ServingFacts = Pick<CorpusView, 'lastReload' | 'reloading' | 'previous' | 'pinned'> & {
  /** What is wrong beside the documents. */
  readonly problems: readonly Problem[];
};

/** A paragraph as it stands in its document: `text.slice(start, end)` of the document's text. */
export interface ParagraphView {
  /** Its number in the document, from 1; a number may be left out where short list items are one paragraph. */
  readonly paragraph: number;
  /** Headings above it with ` › ` between them. */
  readonly section: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A document with the text that citations point into. */
export interface DocumentView extends DocumentHead {
  /** The index it is part of: a citation of another one may have other offsets. */
  readonly snapshot: string;
  readonly text: string;
  readonly paragraphs: readonly ParagraphView[];
}

/** A passage with its scores. Offsets are UTF-16 units into the document's text. */
export interface FoundPassage {
  readonly source: string;
  readonly title: string;
  readonly section: string;
  readonly paragraph: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly score: number;
  readonly dense: number;
  readonly lexical: number;
}

export function corpusView(snapshot: Snapshot, { problems, ...facts }: ServingFacts): CorpusView {
  const { corpus, id, loadedAt, builtFrom, embeddingIdentity } = snapshot;
  return {
    documents: corpus.documents.map((document) =>
      head(document, snapshot.passagesOf(document.source).length),
    ),
    passages: corpus.passages.length,
    snapshot: id,
    loadedAt: loadedAt.toISOString(),
    builtFrom,
    embedding: embeddingIdentity,
    glossary: corpus.glossary.entities,
    problems: [...corpus.problems.map(({ code, message }) => ({ code, message })), ...problems],
    ...facts,
  };
}

/** @throws WenjuError `not-found` */
export function documentView(snapshot: Snapshot, source: string): DocumentView {
  const document = snapshot.document(source);
  const passages = snapshot.passagesOf(source);
  return {
    ...head(document, passages.length),
    snapshot: snapshot.id,
    text: document.text,
    paragraphs: paragraphs(document, passages),
  };
}

export async function foundPassages(
  snapshot: Snapshot,
  query: string,
  limit: number,
  signal?: AbortSignal,
): Promise<readonly FoundPassage[]> {
  const results = await snapshot.search(query, { limit, signal });
  return results.map(({ passage, score, dense, lexical }) => {
    const { source, section, paragraph, start, end } = passage;
    const { title, text } = snapshot.document(source);
    return {
      source,
      title,
      section: section.join(' › '),
      paragraph,
      start,
      end,
      text: text.slice(start, end),
      score,
      dense,
      lexical,
    };
  });
}

function head({ text, prose: _, ...rest }: Document, passages: number): DocumentHead {
  return { ...rest, characters: text.length, passages };
}

/** Passages of a long paragraph put together again. */
function paragraphs({ text }: Document, passages: readonly Passage[]): ParagraphView[] {
  const found: { paragraph: number; section: string; start: number; end: number }[] = [];
  for (const { paragraph, section, start, end } of passages) {
    const last = found.at(-1);
    if (last?.paragraph === paragraph) last.end = end;
    else found.push({ paragraph, section: section.join(' › '), start, end });
  }
  return found.map((one) => ({ ...one, text: text.slice(one.start, one.end) }));
}
