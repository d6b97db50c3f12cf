import type { Corpus } from '../corpus/corpus.js';
import type { Document } from '../corpus/document.js';
import { WenjuError } from '../errors.js';
import { sentences } from '../text/sentences.js';
import { loadWordCutter } from '../text/tokens.js';
import { embedAll, embedRounds } from './embed-batches.js';
import { HnswIndex } from './hnsw-index.js';
import type { KeywordIndex } from './keyword-index.js';
import { KeywordIndexBuilder } from './keyword-index-builder.js';
import type { IdentifiedEmbeddings } from './local-embeddings.js';
import { embeddingText, proseOf } from './passage-text.js';
import { Snapshot, type SnapshotHooks, snapshotId } from './snapshot.js';
import { termsOf } from './terms.js';
import { inSlices, type WorkOptions } from './time-slices.js';
import { vectorStore } from './vector-view.js';

/** Query-like texts on which `ef` is calibrated. */
const CALIBRATION_SAMPLE = 300;
/** The longest of them, in UTF-16 units. */
const LONGEST_SAMPLE = 30;

export type BuildOptions = WorkOptions & SnapshotHooks;

/**
 * Builds the index of a corpus in memory.
 * @param fingerprint what tells this corpus from every other
 * @throws WenjuError `embedding-failed`, or the signal's reason
 */
export async function buildSnapshot(
  corpus: Corpus,
  fingerprint: string,
  embeddings: IdentifiedEmbeddings,
  options: BuildOptions = {},
): Promise<Snapshot> {
  const documentOf = new Map(corpus.documents.map((document) => [document.source, document]));
  const keywords = await buildKeywords(corpus, documentOf, options);
  const index = await buildVectors(corpus, documentOf, embeddings, options);
  const vectors = vectorStore(index, corpus, embeddings);
  const id = snapshotId(fingerprint, embeddings);
  return new Snapshot({ id, corpus, keywords, vectors, embeddings, builtFrom: 'build' }, options);
}

async function buildKeywords(
  corpus: Corpus,
  documentOf: ReadonlyMap<string, Document>,
  options: WorkOptions,
): Promise<KeywordIndex> {
  const cutter = await loadWordCutter();
  const builder = new KeywordIndexBuilder();
  let source: string | undefined;
  await inSlices(
    'words',
    corpus.passages.length,
    (number) => {
      const passage = corpus.passages[number];
      const document = passage && documentOf.get(passage.source);
      if (passage === undefined || document === undefined) {
        throw new WenjuError('internal', `passage ${number} has no document`);
      }
      if (passage.source !== source) builder.addDocument(termsOf(document.title, cutter, corpus.glossary));
      source = passage.source;
      const text = [...passage.section, proseOf(document, passage)].join('\n');
      builder.addPassage(termsOf(text, cutter, corpus.glossary));
    },
    options,
  );
  return builder.build();
}

async function buildVectors(
  corpus: Corpus,
  documentOf: ReadonlyMap<string, Document>,
  embeddings: IdentifiedEmbeddings,
  { onProgress, signal }: WorkOptions,
): Promise<HnswIndex | undefined> {
  const total = corpus.passages.length;
  const textOf = (number: number): string => {
    const passage = corpus.passages[number];
    const document = passage && documentOf.get(passage.source);
    return passage === undefined || document === undefined ? '' : embeddingText(document, passage);
  };
  let index: HnswIndex | undefined;
  onProgress?.({ phase: 'embed', done: 0, total });
  for await (const vectors of embedRounds(embeddings, { length: total, text: textOf }, { signal })) {
    index ??= HnswIndex.create(vectors[0]?.length ?? 0);
    index.reserve(total);
    await index.add(vectors, { signal });
    onProgress?.({ phase: 'embed', done: index.count, total });
  }
  if (index === undefined) return undefined;
  const samples = sampleQueries(total, textOf);
  await index.calibrate(await embedAll(embeddings, samples, { dimension: index.dimension, signal }), {
    onProgress,
    signal,
  });
  return index;
}

/** Stand-ins for questions: the head of a passage (its title) with the first words of one of its sentences. */
function sampleQueries(total: number, textOf: (number: number) => string): string[] {
  const wanted = Math.min(CALIBRATION_SAMPLE, total);
  return Array.from({ length: wanted }, (_, i) => {
    const text = textOf(Math.floor((i * total) / wanted));
    const [title = '', ...rest] = text.split('\n');
    const body = rest.at(-1) ?? '';
    const spans = sentences(body);
    const span = spans[i % Math.max(1, spans.length)];
    const clause = span === undefined ? '' : body.slice(span.start, span.start + LONGEST_SAMPLE);
    return i % 3 === 0
      ? clause || title
      : `${title.slice(0, LONGEST_SAMPLE)} ${clause.slice(0, LONGEST_SAMPLE / 2)}`;
  });
}
