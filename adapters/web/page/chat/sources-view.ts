import type { Answer, Citation } from '../api/shapes.js';
import { button, element } from '../shell/element.js';
import { words } from '../shell/language.js';

/** Where a citation stands, in words. */
export function placeOf({ title, section, paragraph }: Citation): string {
  const wording = words();
  const titled = wording.titled(title);
  return wording.place(section === '' ? titled : `${titled} › ${section}`, paragraph);
}

/**
 * The list of an answer's sources. A quote that the answer itself says word for word is not said again.
 * @param idOf the id that the button of a citation gets
 */
export function sourcesView(
  { answer, citations }: Answer,
  idOf: (citation: Citation) => string,
  open: (citation: Citation, opener: string) => void,
): HTMLElement {
  const wording = words();
  const items = citations.map((citation) => {
    const id = idOf(citation);
    const place = placeOf(citation);
    return element(
      'li',
      {},
      button(
        { id, class: 'source', 'aria-haspopup': 'dialog' },
        () => open(citation, id),
        element('span', { class: 'number' }, `[${citation.n}]`),
        ` ${place}`,
      ),
      !answer.includes(citation.quote) && element('blockquote', {}, citation.quote),
    );
  });
  return element(
    'section',
    { class: 'sources', 'aria-label': wording.sources },
    element('h3', {}, wording.sources),
    element('ol', {}, ...items),
  );
}
