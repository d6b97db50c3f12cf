import { type Language, WORDING } from './wording.js';

/** The parts of the API's Answer that the page shows. */
export interface Answer {
  readonly answer: string;
  readonly refused: boolean;
  readonly language: Language;
  readonly citations: readonly Citation[];
  readonly suggestions?: readonly string[];
}

interface Citation {
  readonly n: number;
  readonly source: string;
  readonly title: string;
  readonly section: string;
  readonly paragraph: number;
  readonly quote: string;
  readonly start: number;
  readonly end: number;
  readonly url: string | null;
}

/** An element with a class and content; text goes in as text, whatever it looks like. */
export function element(tag: string, className: string, ...content: (string | Node)[]): HTMLElement {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.append(...content);
  return made;
}

/**
 * An answer with its citations under it.
 * @param key sets its citations' ids apart from those of other answers
 * @param choose called with a suggestion that was chosen
 */
export function answerView(answer: Answer, key: string, choose: (suggestion: string) => void): HTMLElement {
  const view = element('article', answer.refused ? 'answer refused' : 'answer', textView(answer, key));
  view.lang = answer.language;
  if (answer.citations.length > 0) view.append(citationsView(answer, key));
  if (answer.suggestions !== undefined && answer.suggestions.length > 0) {
    view.append(suggestionsView(answer.suggestions, answer.language, choose));
  }
  return view;
}

/** The text with each `[n]` as a link to its citation. */
function textView({ answer, citations }: Answer, key: string): HTMLElement {
  const known = new Set(citations.map(({ n }) => n));
  const text = element('p', '');
  for (const part of answer.split(/(\[\d+\])/)) {
    const n = Number(/^\[(\d+)\]$/.exec(part)?.[1]);
    if (!known.has(n)) {
      text.append(part);
      continue;
    }
    const link = document.createElement('a');
    link.className = 'marker';
    link.href = `#${key}-${n}`;
    link.append(part);
    text.append(link);
  }
  return text;
}

function citationsView({ citations, language }: Answer, key: string): HTMLElement {
  const items = citations.map((citation) => {
    const { n, title, section, paragraph, quote, source, start, end } = citation;
    const place = WORDING[language].place(section === '' ? title : `${title} › ${section}`, paragraph);
    const item = element(
      'li',
      '',
      element('span', 'place', `[${n}] ${place}`),
      element('blockquote', '', element('mark', '', quote)),
      element('span', 'source', `${source}:${start}–${end} `, ...linkTo(citation)),
    );
    item.id = `${key}-${n}`;
    item.tabIndex = -1;
    return item;
  });
  return element('ol', 'citations', ...items);
}

/** Only web addresses become links: a document may name any. */
function linkTo({ url }: Citation): Node[] {
  if (url === null || !/^https?:\/\//i.test(url)) return [];
  const link = document.createElement('a');
  link.href = url;
  link.target = '_blank';
  link.rel = 'noreferrer';
  link.append(url);
  return [link];
}

function suggestionsView(
  suggestions: readonly string[],
  language: Language,
  choose: (suggestion: string) => void,
): HTMLElement {
  const items = suggestions.map((suggestion) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(suggestion);
    button.addEventListener('click', () => choose(suggestion));
    return element('li', '', button);
  });
  return element(
    'div',
    '',
    element('p', '', WORDING[language].suggestions),
    element('ul', 'suggestions', ...items),
  );
}
