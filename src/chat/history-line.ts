import { actorText } from '../serving/actor.js';
import type { AuditEntry } from '../serving/audit-log.js';
import type { HistoryLine } from './wording.js';

/** An entry of the audit log as the chat words it. */
export function historyLine(entry: AuditEntry): HistoryLine {
  const { time, by, action, result, added, updated, removed } = entry;
  const counts = added === undefined ? undefined : { added, updated: updated ?? 0, removed: removed ?? 0 };
  return { at: time, who: actorText(by), action, result, counts };
}
