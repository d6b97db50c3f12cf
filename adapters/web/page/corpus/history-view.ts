import type { AuditEntry } from '../api/shapes.js';
import { element } from '../shell/element.js';
import { timeText, words } from '../shell/language.js';
import { reloadCounts } from './reload-counts.js';

/** Who changed what is served, or tried to, newest first. */
export function historyView(entries: readonly AuditEntry[]): HTMLElement {
  const { actions, results, noHistory } = words();
  if (entries.length === 0) return element('p', { class: 'note' }, noHistory);
  const items = entries.map(({ time, by, action, result, error, ...counts }) => {
    const who = [by.door, by.id, by.name].filter((part) => typeof part === 'string').join(' ');
    const what = `${actions[action] ?? action} · ${results[result] ?? result}`;
    const { added, updated = 0, removed = 0, unchanged = 0 } = counts;
    const change =
      added === undefined ? error?.message : reloadCounts({ added, updated, removed, unchanged });
    return element(
      'li',
      {},
      element('p', {}, element('time', { datetime: time }, timeText(time)), ` · ${what} · ${who}`),
      change !== undefined && change !== '' && element('p', { class: 'note' }, change),
    );
  });
  return element('ul', { class: 'history' }, ...items);
}
