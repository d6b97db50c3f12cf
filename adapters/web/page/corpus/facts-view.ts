import type { CorpusState } from '../api/shapes.js';
import { element } from '../shell/element.js';
import { timeText, words } from '../shell/language.js';
import { reloadCounts } from './reload-counts.js';

/** Characters of a snapshot's name that are shown; the whole name is in the title. */
const SHORT = 12;

/** What there is at a glance: how much, which index, since when. */
export function factsView(state: CorpusState): HTMLElement {
  const wording = words();
  const { documents, passages, snapshot, loadedAt, embedding, lastReload } = state;
  return element(
    'dl',
    { class: 'facts' },
    fact(wording.documents, String(documents.length), 'figure'),
    fact(wording.passages, String(passages), 'figure'),
    fact(wording.loadedAt, timeText(loadedAt)),
    fact(wording.snapshot, element('code', { title: snapshot }, snapshot.slice(0, SHORT))),
    typeof embedding === 'string' && fact(wording.embedding, element('code', {}, embedding)),
    fact(wording.lastReload, lastReloadText(lastReload)),
  );
}

function lastReloadText(lastReload: CorpusState['lastReload']): string {
  const wording = words();
  if (lastReload === null || lastReload === undefined) return wording.never;
  const { at, result, error } = lastReload;
  const name = wording.results[result] ?? result;
  const outcome = {
    done: reloadCounts(lastReload),
    forced: `${name} · ${reloadCounts(lastReload)}`,
    held: name,
    cancelled: name,
    failed: `${name}: ${error?.message ?? ''}`,
  }[result];
  return `${timeText(at)} · ${outcome}`;
}

function fact(name: string, value: string | Node, className?: string): HTMLElement {
  return element('div', {}, element('dt', {}, name), element('dd', { class: className }, value));
}
