import { announce } from '../shell/announce.js';
import { element } from '../shell/element.js';
import { icon } from '../shell/icon.js';
import { iconButton } from '../shell/icon-button.js';
import { words } from '../shell/language.js';

/** How long the button says that it has copied, in milliseconds. */
const CONFIRMED_MS = 2_000;

/** A button that copies what `text` gives when it is pressed. */
export function copyButton(text: () => string): HTMLButtonElement {
  const copy = iconButton('copy', words().copy, async () => {
    const isCopied = await copied(text());
    announce(isCopied ? words().copied : words().notCopied);
    copy.replaceChildren(icon(isCopied ? 'check' : 'warning'));
    setTimeout(() => copy.replaceChildren(icon('copy')), CONFIRMED_MS);
  });
  return copy;
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedBySelection(text);
  }
}

/** A plain http page of another machine has no clipboard; the older way works there. */
function copiedBySelection(text: string): boolean {
  const field = element('textarea', { class: 'only-read', readonly: true, 'aria-hidden': 'true' });
  field.value = text;
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return isCopied;
}
