import { button, element } from '../shell/element.js';
import { icon } from '../shell/icon.js';
import { words } from '../shell/language.js';
import type { Turn } from './turn.js';

/** Says why there is no whole answer, with a button for another try once that is welcome. */
export function failureView({ state, failure }: Turn, retry: () => void): HTMLElement {
  const wording = words();
  const isOwn = state === 'stopped' || state === 'interrupted';
  const line = isOwn ? wording[state] : wording.failures[failure?.kind ?? 'broken'];
  const again = button({ class: 'retry' }, retry, icon('again'), element('span', {}, wording.retry));
  countDown(again, failure?.retryAt ?? 0);
  return element(
    'div',
    { class: isOwn ? 'failure own' : 'failure' },
    element('p', {}, !isOwn && icon('warning'), line),
    failure?.kind === 'rejected' &&
      failure.message !== '' &&
      element('p', { class: 'note' }, failure.message),
    again,
  );
}

/** Keeps the button from being pressed before its time, and says how long that is. */
function countDown(again: HTMLButtonElement, retryAt: number): void {
  const label = again.querySelector('span');
  const tick = (): void => {
    const seconds = Math.ceil((retryAt - Date.now()) / 1000);
    again.disabled = seconds > 0;
    if (label !== null) label.textContent = seconds > 0 ? words().retryIn(seconds) : words().retry;
    // A view that is no longer shown needs no ticks; the first comes before it is shown.
    if (seconds > 0) setTimeout(() => again.isConnected && tick(), 1000);
  };
  tick();
}
