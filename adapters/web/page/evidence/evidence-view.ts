import type { CorpusDocument } from '../api/shapes.js';
import { element, webLink } from '../shell/element.js';
import { icon } from '../shell/icon.js';
import { words } from '../shell/language.js';
import { paragraphsOf, standing, type Target } from './excerpt.js';
import { excerptView } from './excerpt-view.js';

/** Paragraphs that are shown before and after the marked ones. */
const NEIGHBOURS = 2;
/** Paragraphs that are shown of a document in which nothing is marked. */
const OPENING = 12;

/**
 * A stretch of a document in its paragraph, with where it stands. When the document has changed since the
 * stretch was cited, it says so, and shows the quote where it stands now or as it was.
 */
export function evidenceView(document: CorpusDocument, target: Target, scroller: HTMLElement): HTMLElement[] {
  const { state, start, end } = standing(document, target);
  const isWhole = target.quote === '';
  const { from, to } = paragraphsOf(document, start, end);
  const marked = state === 'gone' ? { start: 0, end: 0 } : { start, end };
  const excerpt = {
    document,
    marked,
    from: Math.max(0, from - (isWhole ? 0 : NEIGHBOURS)),
    to: isWhole ? from + OPENING : to + NEIGHBOURS,
  };
  return [
    headView(document, target, isWhole ? undefined : `${start}–${end}`),
    ...(state === 'as-cited' ? [] : [changedView(target, state)]),
    excerptView(excerpt, scroller),
  ];
}

/** What is shown of a citation whose document can't be had. */
export function failedView(target: Target, isGone: boolean): HTMLElement[] {
  const { documentGone, documentFailed } = words();
  return [
    element('h3', {}, target.title),
    element('p', { class: 'notice' }, icon('warning'), isGone ? documentGone : documentFailed),
    ...(target.quote === '' ? [] : [element('blockquote', {}, target.quote)]),
  ];
}

function headView(document: CorpusDocument, target: Target, offsets: string | undefined): HTMLElement {
  const wording = words();
  const { title, publisher, published, url, source } = document;
  const edition = [publisher, published]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' · ');
  return element(
    'div',
    { class: 'head' },
    element('h3', { lang: document.language ?? undefined }, title),
    edition !== '' && element('p', { class: 'note' }, edition),
    offsets !== undefined && element('p', { class: 'place' }, placeOf(target)),
    element('p', { class: 'file' }, offsets === undefined ? source : `${source}:${offsets}`),
    webLink(url, wording.original),
  );
}

function placeOf({ section, paragraph }: Target): string {
  const wording = words();
  return section === '' ? wording.paragraph(paragraph) : wording.place(section, paragraph);
}

function changedView(target: Target, state: 'moved' | 'gone'): HTMLElement {
  const wording = words();
  return element(
    'div',
    { class: 'notice' },
    icon('warning'),
    element(
      'div',
      {},
      element('p', {}, element('strong', {}, wording.changed), ` ${wording[state]}`),
      state === 'gone' && element('blockquote', {}, target.quote),
    ),
  );
}
