import type { CorpusDocument } from '../api/shapes.js';
import { button, element } from '../shell/element.js';
import { languageTag, words } from '../shell/language.js';
import { pieces } from './excerpt.js';

/** Paragraphs that one press shows more of. */
const STEP = 10;

export interface Excerpt {
  readonly document: CorpusDocument;
  /** The paragraphs that are shown first, as indices: from the first to before the last. */
  readonly from: number;
  readonly to: number;
  /** What is marked in them. Offsets are UTF-16 units into the document's text. */
  readonly marked: { readonly start: number; readonly end: number };
}

/** Paragraphs of a document as they stand in it, the marked stretch highlighted, with buttons for more of them. */
export function excerptView({ document, from, to, marked }: Excerpt, scroller: HTMLElement): HTMLElement {
  const view = element('div', { class: 'excerpt', lang: document.language ?? undefined });
  render();
  return view;

  function render(): void {
    const total = document.paragraphs.length;
    const shown = document.paragraphs.slice(from, to).flatMap((paragraph, index) => {
      const above = document.paragraphs[from + index - 1]?.section;
      const isNewSection = paragraph.section !== '' && (index === 0 || paragraph.section !== above);
      const row = paragraphView(document, paragraph, marked);
      return isNewSection ? [element('p', { class: 'section' }, paragraph.section), row] : [row];
    });
    view.replaceChildren(
      ...(from > 0 ? [more(words().above, showAbove)] : []),
      ...shown,
      ...(to < total ? [more(words().below, showBelow)] : []),
    );
  }

  /** Keeps what is read now where it is. */
  function showAbove(): void {
    const before = scroller.scrollHeight;
    from = Math.max(0, from - STEP);
    render();
    scroller.scrollTop += scroller.scrollHeight - before;
    scroller.focus();
  }

  function showBelow(): void {
    to = Math.min(document.paragraphs.length, to + STEP);
    render();
    scroller.focus();
  }
}

function more(label: string, show: () => void): HTMLElement {
  return button({ class: 'more', lang: languageTag() }, show, label);
}

function paragraphView(
  document: CorpusDocument,
  paragraph: CorpusDocument['paragraphs'][number],
  range: Excerpt['marked'],
): HTMLElement {
  const { before, marked, after } = pieces(document, paragraph, range);
  const isMarked = marked !== '';
  return element(
    'div',
    { class: isMarked ? 'paragraph marked' : 'paragraph' },
    element('span', { class: 'number', 'aria-hidden': 'true' }, String(paragraph.paragraph)),
    element('p', {}, before, isMarked && element('mark', {}, marked), after),
  );
}
