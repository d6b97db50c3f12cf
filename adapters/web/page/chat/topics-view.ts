import { button, element } from '../shell/element.js';

/** Questions or topics to choose from. */
export function topicsView(topics: readonly string[], choose: (topic: string) => void): HTMLElement {
  return element(
    'ul',
    { class: 'topics' },
    ...topics.map((topic) =>
      element(
        'li',
        {},
        button({ class: 'topic' }, () => choose(topic), topic),
      ),
    ),
  );
}
