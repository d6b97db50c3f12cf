import { corpusChanges } from '../corpus/corpus-changes.js';
import { messageOf, WenjuError } from '../errors.js';
import type { Snapshot } from '../retrieval/snapshot.js';
import type { WorkOptions } from '../retrieval/time-slices.js';
import type { Actor } from './actor.js';
import type { AuditEntry, AuditLog } from './audit-log.js';
import { goldenFailureText } from './golden-failure.js';
import type { GateVerdict, ReloadGate } from './reload-gate.js';
import type { Problem } from './reload-report.js';
import type { Served, ServedState } from './served-state.js';

export interface OpenServedOptions extends WorkOptions {
  /** Opens the index of the corpus folder as it is now. */
  readonly open: (options: WorkOptions) => Promise<Snapshot>;
  /** Opens a saved index; `undefined` when it is not on the disk. */
  readonly load: (id: string) => Promise<Snapshot | undefined>;
  readonly gate: ReloadGate;
  readonly state: ServedState;
  /** Where a change of what is served is written down; without it, the state is read and left as it is. */
  readonly audit?: AuditLog | undefined;
  /** Who starts this, as what. @default a start from the command line */
  readonly by?: Actor | undefined;
  readonly action?: 'start' | 'reload' | undefined;
  /** Whether what was served last is opened even where the folder has changed. @default false */
  readonly stays?: boolean | undefined;
  readonly onWarning?: ((warning: WenjuError) => void) | undefined;
}

export interface OpenedIndex {
  readonly snapshot: Snapshot;
  readonly served: Omit<Served, 'at'>;
  readonly problems: readonly Problem[];
  /** Whether it is the index of the folder as it is now, rather than one that was kept. */
  readonly isOfFolder: boolean;
}

/**
 * Opens what is to be served at a start. That is the index of the corpus folder, unless someone went back to an
 * earlier one, or the folder has changed and its index is held back: then it is the one that was served last.
 * Whatever is in `DATA_DIR`, a start comes to serve something: what can't be used there is a warning.
 * @throws WenjuError `corpus-unreadable`, `corpus-empty`, `embedding-failed`, …
 */
export async function openServed(options: OpenServedOptions): Promise<OpenedIndex> {
  const { state, gate, onWarning, stays = false } = options;
  const last = await state.read().catch((error: unknown) => warned(error, onWarning));
  if (last !== undefined && (last.pinned || stays)) {
    const kept = await loaded(last, options);
    if (kept !== undefined) return { snapshot: kept, served: last, problems: [], isOfFolder: false };
  }
  const snapshot = await options.open(options);
  if (last !== undefined && snapshot.id === last.accepted.id) {
    const served = { ...last, pinned: false };
    return { snapshot, served, problems: [], isOfFolder: true };
  }
  const verdict = await gate.judge(snapshot, last?.accepted.failing ?? [], options.signal);
  for (const { code, message } of verdict.problems) onWarning?.(new WenjuError(code, message));
  if (last !== undefined && verdict.isHeld) {
    const kept = await keptInstead(last, verdict, options);
    if (kept !== undefined) {
      return { snapshot: kept, served: last, problems: verdict.problems, isOfFolder: false };
    }
  }
  warnOfFailures(verdict, onWarning);
  const accepted = { id: snapshot.id, failing: [...verdict.failing] };
  const served = { accepted, previous: last?.accepted ?? null, pinned: false };
  await writeDown(snapshot, served, verdict, options);
  return { snapshot, served, problems: verdict.problems, isOfFolder: true };
}

/** What was served last, where it is still there. */
async function loaded(
  { accepted, pinned }: Served,
  { load, onWarning, stays }: OpenServedOptions,
): Promise<Snapshot | undefined> {
  const snapshot = await load(accepted.id).catch((error: unknown) => warned(error, onWarning));
  if (snapshot === undefined && (pinned || stays !== true)) {
    onWarning?.(
      new WenjuError(
        'snapshot-damaged',
        `the index that was served last (${accepted.id}) can't be had any more: that of the corpus folder is served`,
      ),
    );
  }
  return snapshot;
}

async function keptInstead(
  last: Served,
  { broken }: GateVerdict,
  options: OpenServedOptions,
): Promise<Snapshot | undefined> {
  const kept = await loaded(last, options);
  if (kept === undefined) return undefined;
  const { code, message } = options.gate.refusal(broken);
  options.onWarning?.(new WenjuError(code, message));
  await audit(
    { result: 'held', before: kept.id, after: kept.id, error: { code, message }, broken: [...broken] },
    options,
  );
  return kept;
}

async function writeDown(
  snapshot: Snapshot,
  served: Omit<Served, 'at'>,
  { broken }: GateVerdict,
  options: OpenServedOptions,
): Promise<void> {
  if (options.audit === undefined) return;
  await options.state.write(served).catch((error: unknown) => warned(error, options.onWarning));
  const { documents, passages } = snapshot.corpus;
  const before = served.previous?.id;
  await audit(
    {
      result: 'done',
      ...(before === undefined ? corpusChanges([], documents) : { before }),
      after: snapshot.id,
      passages: passages.length,
      ...(broken.length > 0 && { broken: [...broken] }),
    },
    options,
  );
}

async function audit(
  entry: Omit<AuditEntry, 'time' | 'by' | 'action'>,
  { audit: log, by = { door: 'cli' }, action = 'start', onWarning }: OpenServedOptions,
): Promise<void> {
  await log?.append({ by, action, ...entry }).catch((error: unknown) => warned(error, onWarning));
}

function warnOfFailures({ broken }: GateVerdict, onWarning: OpenServedOptions['onWarning']): void {
  for (const failure of broken) {
    onWarning?.(new WenjuError('reload-held', `a golden question fails: ${goldenFailureText(failure)}`));
  }
}

function warned(error: unknown, onWarning: OpenServedOptions['onWarning']): undefined {
  onWarning?.(error instanceof WenjuError ? error : new WenjuError('internal', messageOf(error), error));
  return undefined;
}
