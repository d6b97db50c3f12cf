/** What can be put into an element: text goes in as text, whatever it looks like. */
export type Content = string | Node | false | undefined;

/**
 * An element with attributes and content.
 * @param attributes an attribute that is false or undefined is left out, one that is true is empty
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number | boolean | undefined>> = {},
  ...content: Content[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== undefined) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...content.filter((part): part is string | Node => part !== false && part !== undefined));
  return made;
}

/** A button that does something on this page. */
export function button(
  attributes: Readonly<Record<string, string | number | boolean | undefined>>,
  onClick: (event: MouseEvent) => void,
  ...content: Content[]
): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, ...content);
  made.addEventListener('click', onClick);
  return made;
}

/** A link to the web; nothing for any other address, since a document may name any. */
export function webLink(url: string | null | undefined, text: string): HTMLAnchorElement | undefined {
  if (url === null || url === undefined || !/^https?:\/\//i.test(url)) return undefined;
  return element('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text);
}

/** The element of the page's own HTML with this id. */
export function found<T extends HTMLElement>(id: string, type: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no ${id}`);
  return element;
}
