import type { GlossaryEntry } from '../api/shapes.js';
import { button, element } from '../shell/element.js';
import { words } from '../shell/language.js';

/** Names that are shown at once. */
const SHOWN = 24;

/** The names of the glossary that hold a text in any of their forms, the first of them or all. */
export function namesView(entries: readonly GlossaryEntry[], filter: string, most = SHOWN): HTMLElement {
  const wanted = filter.trim().toLowerCase();
  const fitting = entries.filter((entry) =>
    formsOf(entry).some((form) => form.toLowerCase().includes(wanted)),
  );
  const shown = fitting.slice(0, most);
  const { shownOf, noNames, showAll } = words();
  const view = element(
    'div',
    { tabindex: -1 },
    element(
      'p',
      { class: 'note', role: 'status' },
      shown.length === 0 ? noNames : shownOf(shown.length, entries.length),
    ),
    element('ul', { class: 'names' }, ...shown.map(nameView)),
    shown.length < fitting.length && button({ class: 'more' }, showMore, showAll(fitting.length)),
  );
  function showMore(): void {
    const all = namesView(entries, filter, Number.POSITIVE_INFINITY);
    view.replaceWith(all);
    all.focus({ preventScroll: true });
  }
  return view;
}

function formsOf({ name, english, aliases, vendor, parent }: GlossaryEntry): string[] {
  return [name, english ?? '', vendor ?? '', parent ?? '', ...aliases];
}

function nameView({ name, kind, english, aliases, vendor, parent }: GlossaryEntry): HTMLElement {
  const { kinds, vendor: by, parent: partOf } = words();
  const others = [...new Set([english ?? name, ...aliases])].filter((other) => other !== name);
  return element(
    'li',
    {},
    element('span', { class: 'name' }, name),
    element('span', { class: 'kind' }, kinds[kind] ?? kind),
    typeof vendor === 'string' && element('span', { class: 'note' }, by(vendor)),
    typeof parent === 'string' && element('span', { class: 'note' }, partOf(parent)),
    others.length > 0 && element('span', { class: 'aliases' }, others.join(' · ')),
  );
}
