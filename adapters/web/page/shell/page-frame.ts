import { found } from './element.js';
import { languageTag, switchLanguage, translated, type Wording, words } from './language.js';

/** The keys of the wording that are plain texts. */
type TextKey = { [K in keyof Wording]: Wording[K] extends string ? K : never }[keyof Wording];

/** What every page has: its texts in the reader's language, and the switch to the other one. */
export function setUpFrame(title: TextKey): void {
  const toggle = found('language', HTMLButtonElement);
  toggle.addEventListener('click', switchLanguage);
  translated(() => {
    document.documentElement.lang = languageTag();
    document.title = words()[title];
    for (const node of document.querySelectorAll<HTMLElement>('[data-text]')) {
      node.textContent = textOf(node.dataset.text);
    }
    for (const node of document.querySelectorAll<HTMLElement>('[data-label]')) {
      node.setAttribute('aria-label', textOf(node.dataset.label));
      if (node instanceof HTMLButtonElement) node.title = textOf(node.dataset.label);
    }
    for (const node of document.querySelectorAll<HTMLElement>('[data-placeholder]')) {
      node.setAttribute('placeholder', textOf(node.dataset.placeholder));
    }
    toggle.lang = languageTag() === 'en' ? 'zh-CN' : 'en';
  });
}

function textOf(key: string | undefined): string {
  const text = words()[key as keyof Wording];
  return typeof text === 'string' ? text : '';
}
