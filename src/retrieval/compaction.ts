import { messageOf, WenjuError } from '../errors.js';
import { isWorn } from './absorbed-segments.js';
import { assembleSnapshot } from './assemble-snapshot.js';
import type { IdentifiedEmbeddings } from './local-embeddings.js';
import { makeSegment } from './make-segment.js';
import type { Snapshot, SnapshotHooks } from './snapshot.js';
import type { WorkOptions } from './time-slices.js';

/** What the work rests after every slice, so that it takes a third of the event loop at most. */
const REST_MS = 16;

interface Compaction {
  readonly stop: AbortController;
  compact?: Snapshot;
  /** Settled when it is over, however it went. */
  readonly done: Promise<void>;
}

const compactions = new WeakMap<Snapshot, Compaction>();

/**
 * Begins to build a worn index anew as one segment, beside the work of answering. The snapshot itself stays as it
 * is; the next update is made from what comes of this, which is in memory beside it until then.
 * @returns settled when it is over, at once for an index that is not worn
 */
export function compactInBackground(
  snapshot: Snapshot,
  embeddings: IdentifiedEmbeddings,
  options: WorkOptions & SnapshotHooks,
): Promise<void> {
  if (!isWorn(snapshot.placed)) return Promise.resolve();
  const stop = new AbortController();
  const signals = [stop.signal, ...(options.signal === undefined ? [] : [options.signal])];
  const work = { ...options, onProgress: undefined, signal: AbortSignal.any(signals), restMs: REST_MS };
  const done = compacted(snapshot, embeddings, work).then(
    (compact) => {
      compaction.compact = compact;
    },
    (error: unknown) => {
      // Stopped, by the next reload or with the server: the index is as good as before.
      if (work.signal.aborted) return;
      const reason = `can't build the index anew in the background (${messageOf(error)})`;
      options.onWarning?.(new WenjuError('internal', `${reason}; it is served as it is`, error));
    },
  );
  const compaction: Compaction = { stop, done };
  compactions.set(snapshot, compaction);
  return done;
}

/** The compact form of a snapshot where it is ready; else itself, and the work on it is given up. */
export function takeCompacted(snapshot: Snapshot): Snapshot {
  const compaction = compactions.get(snapshot);
  compaction?.stop.abort();
  return compaction?.compact ?? snapshot;
}

async function compacted(
  snapshot: Snapshot,
  embeddings: IdentifiedEmbeddings,
  options: WorkOptions & SnapshotHooks,
): Promise<Snapshot> {
  const { id, corpus, builtFrom, vectors } = snapshot;
  const { glossary, problems } = corpus;
  const made = await makeSegment({ fresh: [], absorbed: snapshot.placed, glossary, embeddings }, options);
  // As many vectors as before at most: the width that was measured holds.
  const { graph } = made.segment;
  if (graph !== undefined && vectors.graph !== undefined) graph.ef = vectors.graph.ef;
  const placed = snapshot.placed.map((document) => made.placeOf.get(document) ?? document);
  return assembleSnapshot({ id, placed, glossary, problems, embeddings, builtFrom }, options);
}
