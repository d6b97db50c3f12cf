import { setImmediate } from 'node:timers/promises';
import type { Glossary } from '../corpus/glossary.js';
import type { Passage } from '../corpus/passage.js';
import type { WenjuError } from '../errors.js';
import { KeywordIndex } from './keyword-index.js';
import type { IdentifiedEmbeddings } from './local-embeddings.js';
import { placementOf } from './placement.js';
import type { PlacedDocument } from './segment.js';
import { SegmentedVectors } from './segmented-vectors.js';
import { Snapshot, type SnapshotHooks } from './snapshot.js';
import type { WorkOptions } from './time-slices.js';
import { vectorStore } from './vector-view.js';

export interface SnapshotContent {
  readonly id: string;
  /** In the order of the corpus. */
  readonly placed: readonly PlacedDocument[];
  readonly glossary: Glossary;
  readonly problems: readonly WenjuError[];
  readonly embeddings: IdentifiedEmbeddings;
  readonly builtFrom: 'disk' | 'build';
}

/** Makes a snapshot of documents that are indexed already. */
export async function assembleSnapshot(
  { id, placed, glossary, problems, embeddings, builtFrom }: SnapshotContent,
  options: WorkOptions & SnapshotHooks,
): Promise<Snapshot> {
  const placement = placementOf(placed);
  const keywords = await KeywordIndex.of(placement, options);
  // Each of these goes through all documents or passages: in one turn they would stop the event loop too long.
  await setImmediate();
  const passages: Passage[] = [];
  for (const document of placed) passages.push(...document.passages);
  const corpus = { documents: placed.map(({ document }) => document), passages, glossary, problems };
  await setImmediate();
  const vectors = vectorStore(SegmentedVectors.of(placement), corpus, embeddings);
  return new Snapshot({ id, corpus, placed, keywords, vectors, embeddings, builtFrom }, options);
}
