import { type Document, withoutBlanks } from '../corpus/document.js';
import type { Passage } from '../corpus/passage.js';
import type { SearchResult } from '../retrieval/search-result.js';
import type { Snapshot } from '../retrieval/snapshot.js';
import { fold } from '../text/fold.js';
import { type Span, sentences } from '../text/sentences.js';
import { type EventDates, eventDates } from './event-dates.js';

/** A sentence that may answer, with what stands around it. */
export interface Evidence extends Span {
  readonly document: Document;
  readonly passage: Passage;
  /** The sentence as a person reads it: no markup, no line breaks. */
  readonly text: string;
  readonly folded: string;
  /** The sentence before it in the same paragraph, folded; empty for the first. */
  readonly before: string;
  /** The one after it, likewise. */
  readonly after: string;
  /** Its paragraph without it, folded. */
  readonly paragraph: string;
  /** The headings above it and the title, folded. */
  readonly headings: string;
  /** When what it tells happened. */
  readonly dates: EventDates;
  /** Score of its passage in the search, as a part of the best; 0 when the search didn't find it. */
  readonly retrieval: number;
  /** Place of its document among those found, from 0. */
  readonly documentRank: number;
  /** Place of the sentence in its document, from 0; of the sentences that were gathered. */
  readonly position: number;
}

/** Of a document with at most so many passages, all are read; of a longer one, those around what was found. */
const WHOLE_DOCUMENT = 60;
/** A day that is named in the same paragraph, if at all; “同一天” goes on with that of the paragraph before. */
const OWN_DAY = /当[天日]/;
/** Documents whose other passages are read as well. */
const DOCUMENTS_READ = 2;

/** The sentences of the passages that were found, and of those around them in the best documents. */
export function gatherEvidence(results: readonly SearchResult[], snapshot: Snapshot): Evidence[] {
  const best = results[0]?.score ?? 0;
  const scores = new Map(results.map(({ passage, score }) => [passage, best > 0 ? score / best : 0]));
  const sources = [...new Set(results.map(({ passage }) => passage.source))];
  return sources.flatMap((source, documentRank) => {
    const document = snapshot.document(source);
    const passages = snapshot.passagesOf(source);
    const found = results.map(({ passage }) => passage).filter((passage) => passage.source === source);
    const read = documentRank < DOCUMENTS_READ ? withNeighbours(passages, found) : found;
    const standing: Standing = { documentRank, retrievalOf: (passage) => scores.get(passage) ?? 0 };
    let last: Evidence | undefined;
    return paragraphsOf(passages, read).flatMap((pieces) => {
      const isNext = last !== undefined && (pieces[0]?.paragraph ?? 0) - last.passage.paragraph <= 1;
      const gathered = evidenceOf(document, pieces, standing, isNext ? last?.dates.current : undefined);
      last = gathered.at(-1) ?? last;
      return gathered;
    });
  });
}

function withNeighbours(passages: readonly Passage[], found: readonly Passage[]): readonly Passage[] {
  if (passages.length <= WHOLE_DOCUMENT) return passages;
  const numbers = new Set(
    found.flatMap((passage) => [-1, 0, 1].map((step) => passages.indexOf(passage) + step)),
  );
  return passages.filter((_, number) => numbers.has(number));
}

/** The pieces of each paragraph that has a piece among `read`, in the order of the document. */
function paragraphsOf(passages: readonly Passage[], read: readonly Passage[]): Passage[][] {
  const wanted = new Set(read);
  const paragraphs: Passage[][] = [];
  let last: Passage | undefined;
  for (const passage of passages) {
    if (last !== undefined && last.paragraph === passage.paragraph) paragraphs.at(-1)?.push(passage);
    else paragraphs.push([passage]);
    last = passage;
  }
  return paragraphs.filter((pieces) => pieces.some((piece) => wanted.has(piece)));
}

interface Standing {
  readonly documentRank: number;
  readonly retrievalOf: (passage: Passage) => number;
}

function evidenceOf(
  document: Document,
  pieces: readonly Passage[],
  standing: Standing,
  date: string | undefined,
): Evidence[] {
  const spans = pieces.flatMap((passage) =>
    sentences(document.prose, passage.start, passage.end).map((span) => ({ ...span, passage })),
  );
  const texts = spans.map((span) => proseText(document, span));
  const folded = texts.map(fold);
  let current = date;
  return spans.flatMap(({ start, end, passage }, i) => {
    const text = texts[i] ?? '';
    if (!/[\p{L}\p{N}]/u.test(text)) return [];
    const previous = i === 0 && OWN_DAY.test(folded[i] ?? '') ? undefined : current;
    const when = eventDates(folded[i] ?? '', document.published, previous);
    current = when.current ?? current;
    return {
      document,
      passage,
      start,
      end,
      text,
      folded: folded[i] ?? '',
      before: folded[i - 1] ?? '',
      after: folded[i + 1] ?? '',
      paragraph: folded.filter((_, other) => other !== i).join('\n'),
      headings: fold([document.title, ...passage.section].join('\n')),
      dates: when,
      retrieval: standing.retrievalOf(passage),
      documentRank: standing.documentRank,
      position: start,
    };
  });
}

/** A stretch of a document as a person reads it: without markup, on one line. */
export function proseText(document: Document, { start, end }: Span): string {
  return withoutBlanks(document.prose.slice(start, end))
    .replace(/(?<=[\x21-\x7e])\s*\n\s*(?=[\x21-\x7e])/g, ' ')
    .replace(/\s*\n\s*/g, '')
    .trim();
}
