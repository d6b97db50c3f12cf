import type { Glossary } from '../corpus/glossary.js';
import { loadWordCutter } from '../text/tokens.js';
import { embedRounds } from './embed-batches.js';
import { HnswIndex } from './hnsw-index.js';
import { KeywordIndexBuilder } from './keyword-index-builder.js';
import type { KeywordPostings } from './keyword-postings.js';
import type { IdentifiedEmbeddings } from './local-embeddings.js';
import { mergePostings } from './merge-postings.js';
import { embeddingText, proseOf } from './passage-text.js';
import { firstPassageOf, type IndexedDocument, type PlacedDocument, type Segment } from './segment.js';
import { inSlices, type WorkOptions } from './time-slices.js';

/** Vectors that are taken over at a time. */
const ROUND = 256;

/** A vector as a graph takes it. */
export type Vector = readonly number[] | Float32Array;

export interface SegmentInput {
  /** Documents to be cut into terms and embedded. */
  readonly fresh: readonly IndexedDocument[];
  /** Documents that are taken over from other segments as they are. */
  readonly absorbed?: readonly PlacedDocument[];
  readonly glossary: Glossary;
  readonly embeddings: IdentifiedEmbeddings;
  /** The vector of a text that was embedded before. */
  readonly knownVector?: ((text: string) => Vector | undefined) | undefined;
  /** What every vector must have; by default what the first has. */
  readonly dimension?: number | undefined;
}

/** The documents of a new segment, in its order. */
export interface MadeSegment {
  readonly segment: Segment;
  /** The absorbed ones in the order of their segments, then the fresh ones. */
  readonly placed: readonly PlacedDocument[];
  /** Where each document that was given is now. */
  readonly placeOf: ReadonlyMap<IndexedDocument, PlacedDocument>;
}

/**
 * Indexes documents. What is taken over from other segments is neither cut nor embedded again.
 * @throws WenjuError `embedding-failed`, or the signal's reason
 */
export async function makeSegment(input: SegmentInput, options: WorkOptions = {}): Promise<MadeSegment> {
  const bySegment = grouped(input.absorbed ?? []);
  const given: IndexedDocument[] = [...[...bySegment.values()].flat(), ...input.fresh];
  const cut = await cutTerms(input.fresh, input.glossary, options);
  const sources = Array.from(bySegment, ([{ keywords, documents }, own]) => {
    const isLive = new Uint8Array(documents.length);
    for (const { number } of own) isLive[number] = 1;
    return { postings: keywords, isLive };
  });
  const whole = { postings: cut, isLive: new Uint8Array(input.fresh.length).fill(1) };
  const keywords = sources.length === 0 ? cut : await mergePostings([...sources, whole], options);
  const graph = await buildGraph(input, bySegment, options);
  const documents = given.map(({ document, passages, hash, problems }) => ({
    document,
    passages,
    hash,
    problems,
  }));
  const segment: Segment = { documents, keywords, graph };
  const placed = documents.map((document, number) => ({ ...document, segment, number }));
  const placeOf = new Map<IndexedDocument, PlacedDocument>();
  for (const [number, document] of given.entries()) {
    const place = placed[number];
    if (place !== undefined) placeOf.set(document, place);
  }
  return { segment, placed, placeOf };
}

/**
 * Cuts the titles and passages of documents into terms.
 * @param isWanted by number; the others have their slots, and no term in them
 */
export async function cutTerms(
  documents: readonly IndexedDocument[],
  glossary: Glossary,
  options: WorkOptions = {},
  isWanted: (number: number) => boolean = () => true,
): Promise<KeywordPostings> {
  // Loaded here: a good snapshot is opened without the dictionary.
  const { termsOf } = await import('./terms.js');
  const cutter = await loadWordCutter();
  const builder = new KeywordIndexBuilder();
  const units = unitsOf(documents, isWanted);
  await inSlices(
    'words',
    units.length,
    (i) => {
      const { text, isTitle } = units[i] ?? { text: () => '', isTitle: false };
      const terms = termsOf(text(), cutter, glossary);
      if (isTitle) builder.addDocument(terms);
      else builder.addPassage(terms);
    },
    options,
  );
  return builder.build(options);
}

/** What is cut: the title of each document, then its passages under their headings. */
interface Unit {
  readonly isTitle: boolean;
  readonly text: () => string;
}

function unitsOf(documents: readonly IndexedDocument[], isWanted: (number: number) => boolean): Unit[] {
  const nothing = (): string => '';
  return documents.flatMap(({ document, passages }, number) => {
    const isCut = isWanted(number);
    return [
      { isTitle: true, text: isCut ? () => document.title : nothing },
      ...passages.map((passage) => ({
        isTitle: false,
        text: isCut ? () => [...passage.section, proseOf(document, passage)].join('\n') : nothing,
      })),
    ];
  });
}

async function buildGraph(
  { fresh, embeddings, knownVector, dimension }: SegmentInput,
  absorbed: ReadonlyMap<Segment, readonly PlacedDocument[]>,
  { onProgress, signal, restMs }: WorkOptions,
): Promise<HnswIndex | undefined> {
  const kept = Array.from(absorbed, ([segment, own]) => vectorsOf(segment, own)).flat();
  const texts = fresh.flatMap(({ document, passages }) =>
    passages.map((passage) => () => embeddingText(document, passage)),
  );
  const total = kept.length + texts.length;
  let index: HnswIndex | undefined;
  const add = async (vectors: readonly Vector[]): Promise<void> => {
    const [first] = vectors;
    if (first === undefined) return;
    index ??= HnswIndex.create(first.length);
    index.reserve(total);
    await index.add(vectors, { signal, restMs });
    onProgress?.({ phase: 'embed', done: index.count, total });
  };
  onProgress?.({ phase: 'embed', done: 0, total });
  for (let from = 0; from < kept.length; from += ROUND) {
    await add(kept.slice(from, from + ROUND).map((vector) => vector()));
  }
  const vectors = embeddedTexts(texts, embeddings, { knownVector, dimension, signal });
  for await (const round of vectors) await add(round);
  return index;
}

/** The vectors of texts in their order, some at a time; only those that are not known are embedded. */
async function* embeddedTexts(
  texts: readonly (() => string)[],
  embeddings: IdentifiedEmbeddings,
  { knownVector, dimension, signal }: Pick<SegmentInput, 'knownVector' | 'dimension'> & WorkOptions,
): AsyncGenerator<Vector[]> {
  const known = new Map<number, Vector>();
  const unknown: number[] = [];
  const sort = (i: number): void => {
    const vector = knownVector?.(texts[i]?.() ?? '');
    if (vector === undefined) unknown.push(i);
    else known.set(i, vector);
  };
  await inSlices('embed', texts.length, sort, { signal });
  const source = { length: unknown.length, text: (i: number) => texts[unknown[i] ?? 0]?.() ?? '' };
  let next = 0;
  let embedded = 0;
  for await (const round of embedRounds(embeddings, source, { dimension, signal })) {
    const vectors: Vector[] = [];
    for (const vector of round) {
      for (const at = unknown[embedded++] ?? 0; next < at; next++) vectors.push(known.get(next) ?? []);
      vectors.push(vector);
      next++;
    }
    yield vectors;
  }
  yield Array.from({ length: texts.length - next }, (_, i) => known.get(next + i) ?? []);
}

/** The vectors of the passages of some documents of a segment, each read when it is asked for. */
function vectorsOf(segment: Segment, documents: readonly PlacedDocument[]): (() => Vector)[] {
  return documents.flatMap(({ number, passages }) => {
    const first = firstPassageOf(segment, number);
    return passages.map((_, i) => () => segment.graph?.vector(first + i) ?? []);
  });
}

/** Documents by their segments, in the order that they have there. */
function grouped(documents: readonly PlacedDocument[]): Map<Segment, PlacedDocument[]> {
  const bySegment = new Map<Segment, PlacedDocument[]>();
  for (const document of documents) {
    const own = bySegment.get(document.segment);
    if (own === undefined) bySegment.set(document.segment, [document]);
    else own.push(document);
  }
  for (const own of bySegment.values()) own.sort((a, b) => a.number - b.number);
  return bySegment;
}
