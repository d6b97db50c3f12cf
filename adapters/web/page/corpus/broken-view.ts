import type { GoldenFailure } from '../api/shapes.js';
import { element } from '../shell/element.js';
import { words } from '../shell/language.js';

/** The golden questions that a reload breaks, each with what its answer must be and what it would be. */
export function brokenView(broken: readonly GoldenFailure[]): HTMLElement {
  const wording = words();
  const items = broken.map(({ question, expected, got }) =>
    element(
      'li',
      {},
      element('strong', {}, question),
      element('p', { class: 'note' }, wording.mustBe(expectationText(expected))),
      element('p', { class: 'note' }, wording.wouldBe(gotText(got))),
    ),
  );
  return element('ul', { class: 'broken' }, ...items);
}

function expectationText({ answer = [], cites, refuse }: GoldenFailure['expected']): string {
  const wording = words();
  if (refuse) return wording.aRefusal;
  const held = answer.map((one) => one.map(wording.quoted).join(wording.or)).join(wording.and);
  const source = typeof cites === 'string' ? wording.cites(cites) : '';
  return [held === '' ? wording.anAnswer : held, source].filter((part) => part !== '').join(' · ');
}

function gotText({ answer, refused, sources }: GoldenFailure['got']): string {
  return refused ? words().aRefusal : [words().quoted(answer), ...sources].join(' · ');
}
