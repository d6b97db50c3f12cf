import { isStop } from '../api/api-failure.js';
import { searchCorpus } from '../api/corpus-calls.js';
import type { FoundPassage } from '../api/shapes.js';
import { announce } from '../shell/announce.js';
import { button, element, found } from '../shell/element.js';
import { bar } from '../shell/icon.js';
import { translated, words } from '../shell/language.js';

/** The search whose query is in the address of the page, so that the back button and a link lead to it. */
export class CorpusSearch {
  private readonly form = found('search', HTMLFormElement);
  private readonly field = found('search-query', HTMLInputElement);
  private readonly results = found('results', HTMLElement);
  private readonly open: (passage: FoundPassage, opener: string) => void;
  private passages: readonly FoundPassage[] | undefined;
  private running: AbortController | undefined;

  constructor(open: (passage: FoundPassage, opener: string) => void) {
    this.open = open;
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      const query = this.field.value.trim();
      if (query !== queryOf(location.search)) {
        history.pushState(
          null,
          '',
          query === '' ? location.pathname : `?${new URLSearchParams({ q: query })}`,
        );
      }
      void this.search(query);
    });
    addEventListener('popstate', () => this.follow());
    translated(() => {
      if (this.passages !== undefined) this.render(this.passages);
    });
    this.follow();
  }

  /** Shows what the address asks for. */
  private follow(): void {
    const query = queryOf(location.search);
    this.field.value = query;
    void this.search(query);
  }

  private async search(query: string): Promise<void> {
    this.running?.abort();
    this.passages = undefined;
    if (query === '') {
      this.results.replaceChildren();
      return;
    }
    const running = new AbortController();
    this.running = running;
    this.say(words().searching);
    try {
      const passages = await searchCorpus(query, running.signal);
      this.passages = passages;
      this.render(passages);
      announce(passages.length === 0 ? words().nothingFound : words().foundCount(passages.length));
    } catch (error) {
      if (isStop(error)) return;
      this.say(words().searchFailed);
      announce(words().searchFailed);
    }
  }

  private say(text: string): void {
    this.results.replaceChildren(element('p', { class: 'note' }, text));
  }

  private render(passages: readonly FoundPassage[]): void {
    const { nothingFound, foundCount, scoreNote } = words();
    if (passages.length === 0) {
      this.say(nothingFound);
      return;
    }
    const most = {
      score: Math.max(...passages.map(({ score }) => score)),
      dense: Math.max(...passages.map(({ dense }) => dense)),
      lexical: Math.max(...passages.map(({ lexical }) => lexical)),
    };
    this.results.replaceChildren(
      element('p', { class: 'note' }, foundCount(passages.length)),
      element('ol', { class: 'ranked' }, ...passages.map((passage, index) => this.row(passage, index, most))),
      element('p', { class: 'note' }, scoreNote),
    );
  }

  private row(passage: FoundPassage, index: number, most: Scores): HTMLElement {
    const { title, section, paragraph, text } = passage;
    const wording = words();
    const id = `passage-${index + 1}`;
    const place = wording.place(section === '' ? title : section, paragraph);
    return element(
      'li',
      {},
      element(
        'div',
        { class: 'found' },
        button({ id, class: 'open', 'aria-haspopup': 'dialog' }, () => this.open(passage, id), place),
        section !== '' && element('p', { class: 'note' }, title),
        element('blockquote', {}, text),
      ),
      scoresView(passage, most),
    );
  }
}

interface Scores {
  readonly score: number;
  readonly dense: number;
  readonly lexical: number;
}

function scoresView(scores: Scores, most: Scores): HTMLElement {
  const { fused, dense, lexical } = words();
  const row = (name: string, key: keyof Scores): HTMLElement =>
    element(
      'div',
      { class: key },
      element('dt', {}, name),
      element(
        'dd',
        {},
        bar(most[key] > 0 ? scores[key] / most[key] : 0),
        element('span', {}, scores[key].toFixed(3)),
      ),
    );
  return element(
    'dl',
    { class: 'scores' },
    row(fused, 'score'),
    row(dense, 'dense'),
    row(lexical, 'lexical'),
  );
}

function queryOf(search: string): string {
  return new URLSearchParams(search).get('q')?.trim() ?? '';
}
