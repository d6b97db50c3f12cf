import type { CorpusState, DocumentSummary } from '../api/shapes.js';
import { button, element, webLink } from '../shell/element.js';
import { words } from '../shell/language.js';

/** The documents, each with a button that opens it. */
export function documentsView(
  { documents }: CorpusState,
  open: (document: DocumentSummary, opener: string) => void,
): HTMLElement {
  const items = documents.map((document, index) => {
    const { source, title, language, publisher, published, url, characters, passages } = document;
    const wording = words();
    const id = `document-${index + 1}`;
    const size = `${wording.passageCount(passages)} · ${wording.characterCount(characters)}`;
    const edition = [publisher, published, language].filter((part) => typeof part === 'string');
    return element(
      'li',
      {},
      button({ id, class: 'open', 'aria-haspopup': 'dialog' }, () => open(document, id), title),
      edition.length > 0 && element('p', { class: 'note' }, edition.join(' · ')),
      element('p', { class: 'note' }, element('code', {}, source), ` · ${size}`),
      webLink(url, wording.original),
    );
  });
  return element('ul', { class: 'cards' }, ...items);
}

/** The files that could not be used, with why. */
export function problemsView({ problems }: CorpusState): HTMLElement {
  const items = problems.map(({ code, message }) =>
    element('li', {}, element('code', {}, code), ' ', message),
  );
  return element('ul', { class: 'problems' }, ...items);
}
