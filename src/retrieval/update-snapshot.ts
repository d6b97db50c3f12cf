import type { Glossary } from '../corpus/glossary.js';
import type { CorpusScan } from '../corpus/read-corpus.js';
import { WenjuError } from '../errors.js';
import { absorbedSegments } from './absorbed-segments.js';
import { assembleSnapshot } from './assemble-snapshot.js';
import { calibrateSegment } from './calibrate-segment.js';
import type { IdentifiedEmbeddings } from './local-embeddings.js';
import { cutTerms, type MadeSegment, makeSegment, type Vector } from './make-segment.js';
import { embeddingText } from './passage-text.js';
import { planUpdate } from './plan-update.js';
import { firstPassageOf, type IndexedDocument, type PlacedDocument, type Segment } from './segment.js';
import { type Snapshot, type SnapshotHooks, snapshotId } from './snapshot.js';
import { inSlices, type WorkOptions } from './time-slices.js';

/** A graph that has grown by more than this is measured again; below it, the width that was measured holds. */
const RECALIBRATE_AT = 1.5;

/**
 * Makes the snapshot of a scan out of an earlier one, which stays as it is. What is in both is shared: only new
 * and changed documents are parsed and cut into terms, and only passages whose text is new are embedded. Another
 * glossary has all documents cut again.
 * @throws WenjuError `embedding-failed`, or the signal's reason
 */
export async function updateSnapshot(
  previous: Snapshot,
  scan: CorpusScan,
  embeddings: IdentifiedEmbeddings,
  options: WorkOptions & SnapshotHooks = {},
): Promise<Snapshot> {
  const [{ parseDocument }, { scannedGlossary }] = await Promise.all([
    import('../corpus/parse-document.js'),
    import('../corpus/parse-corpus.js'),
  ]);
  const read = scannedGlossary(scan);
  const isSameGlossary = sameEntities(read.glossary, previous.corpus.glossary);
  const glossary = isSameGlossary ? previous.corpus.glossary : read.glossary;
  const plan = await planUpdate(previous, scan, parseDocument, options);
  const documents = isSameGlossary ? plan.documents : await recut(plan.documents, glossary, options);
  const placed = await placeAll(documents, plan.donors, previous, { glossary, embeddings }, options);
  const problems = [
    ...scan.problems,
    ...placed.flatMap((document) =>
      document.problems.map((message) => new WenjuError('document-unreadable', message)),
    ),
    ...read.problems,
  ];
  const id = snapshotId(scan.fingerprint, embeddings);
  return assembleSnapshot({ id, placed, glossary, problems, embeddings, builtFrom: 'build' }, options);
}

/** Gives a place to the documents that have none. */
async function placeAll(
  documents: readonly (IndexedDocument | PlacedDocument)[],
  donors: readonly PlacedDocument[],
  previous: Snapshot,
  made: { readonly glossary: Glossary; readonly embeddings: IdentifiedEmbeddings },
  options: WorkOptions,
): Promise<PlacedDocument[]> {
  const kept = documents.filter(isPlaced);
  const fresh = documents.filter((document) => !isPlaced(document));
  const freshPassages = fresh.reduce((sum, { passages }) => sum + passages.length, 0);
  const absorbed = absorbedSegments(kept, freshPassages);
  if (fresh.length === 0 && absorbed.size === 0) return kept;
  const graph = previous.vectors.graph;
  const segment = await makeSegment(
    {
      ...made,
      fresh,
      absorbed: kept.filter((document) => absorbed.has(document.segment)),
      knownVector: await vectorsByText(donors, options),
      dimension: graph?.dimension,
    },
    options,
  );
  await setWidth(segment, graph, made.embeddings, options);
  return documents.map((document) => {
    const place = segment.placeOf.get(document) ?? (isPlaced(document) ? document : undefined);
    if (place === undefined) throw new WenjuError('internal', `${document.document.source} was not indexed`);
    return place;
  });
}

/** Sets how wide a new graph is searched: as those before, unless it is much larger than they were together. */
async function setWidth(
  { segment }: MadeSegment,
  before: { readonly count: number; readonly ef: number } | undefined,
  embeddings: IdentifiedEmbeddings,
  options: WorkOptions,
): Promise<void> {
  const { graph } = segment;
  if (graph === undefined) return;
  if (before === undefined || graph.count > before.count * RECALIBRATE_AT) {
    await calibrateSegment(segment, embeddings, options);
  } else graph.ef = before.ef;
}

/** The vectors of texts that are indexed, for texts of new documents that are the same. */
async function vectorsByText(
  donors: readonly PlacedDocument[],
  { signal }: WorkOptions,
): Promise<(text: string) => Vector | undefined> {
  const places = new Map<string, { readonly segment: Segment; readonly passage: number }>();
  const note = (i: number): void => {
    const donor = donors[i];
    if (donor === undefined) return;
    const { segment, number, document } = donor;
    const first = firstPassageOf(segment, number);
    for (const [at, passage] of donor.passages.entries()) {
      places.set(embeddingText(document, passage), { segment, passage: first + at });
    }
  };
  await inSlices('embed', donors.length, note, { signal });
  return (text) => {
    const place = places.get(text);
    return place?.segment.graph?.vector(place.passage);
  };
}

/** The same documents in segments whose terms know another glossary. Their vectors stay. */
async function recut(
  documents: readonly (IndexedDocument | PlacedDocument)[],
  glossary: Glossary,
  options: WorkOptions,
): Promise<(IndexedDocument | PlacedDocument)[]> {
  const live = new Map<Segment, Map<number, PlacedDocument>>();
  for (const document of documents) {
    if (!isPlaced(document)) continue;
    const own = live.get(document.segment) ?? new Map<number, PlacedDocument>();
    live.set(document.segment, own.set(document.number, document));
  }
  const anew = new Map<Segment, Segment>();
  for (const [segment, own] of live) {
    const isWanted = (number: number): boolean => own.has(number);
    const keywords = await cutTerms(segment.documents, glossary, options, isWanted);
    anew.set(segment, { ...segment, keywords });
  }
  return documents.map((document) =>
    isPlaced(document) ? { ...document, segment: anew.get(document.segment) ?? document.segment } : document,
  );
}

function isPlaced(document: IndexedDocument | PlacedDocument): document is PlacedDocument {
  return 'segment' in document;
}

function sameEntities(a: Glossary, b: Glossary): boolean {
  return a === b || JSON.stringify(a.entities) === JSON.stringify(b.entities);
}
