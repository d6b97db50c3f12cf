import type { Corpus } from '../corpus/corpus.js';
import type { Passage } from '../corpus/passage.js';
import { contentHash } from '../corpus/read-files.js';
import { assembleSnapshot } from './assemble-snapshot.js';
import { calibrateSegment } from './calibrate-segment.js';
import type { IdentifiedEmbeddings } from './local-embeddings.js';
import { makeSegment } from './make-segment.js';
import type { IndexedDocument } from './segment.js';
import { type Snapshot, type SnapshotHooks, snapshotId } from './snapshot.js';
import type { WorkOptions } from './time-slices.js';

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
  const { glossary, problems } = corpus;
  const { segment, placed } = await makeSegment(
    { fresh: documentsOf(corpus), glossary, embeddings },
    options,
  );
  await calibrateSegment(segment, embeddings, options);
  const id = snapshotId(fingerprint, embeddings);
  return assembleSnapshot({ id, placed, glossary, problems, embeddings, builtFrom: 'build' }, options);
}

function documentsOf({ documents, passages, problems }: Corpus): IndexedDocument[] {
  const passagesOf = new Map<string, Passage[]>(documents.map(({ source }) => [source, []]));
  for (const passage of passages) passagesOf.get(passage.source)?.push(passage);
  const messages = problems.map(({ message }) => message);
  return documents.map((document) => ({
    document,
    passages: passagesOf.get(document.source) ?? [],
    hash: contentHash(document.text),
    problems: messages.filter((message) => message.startsWith(`${document.source}: `)),
  }));
}
