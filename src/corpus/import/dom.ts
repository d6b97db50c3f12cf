import { parseHTML } from 'linkedom';
import { WenjuError } from '../../errors.js';
import { DEEPEST_ELEMENT, MOST_ELEMENTS } from './limits.js';

/** What is used of the DOM here; its own types would bring a browser's globals. */
export interface DomNode {
  readonly nodeType: number;
  nodeValue: string | null;
  textContent: string;
  readonly parentNode: DomElement | null;
  readonly childNodes: Iterable<DomNode> & { readonly length: number };
}

export interface DomElement extends DomNode {
  readonly tagName: string;
  readonly children: Iterable<DomElement> & { readonly length: number };
  innerHTML: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement> & { readonly length: number };
  closest(selector: string): DomElement | null;
  append(...nodes: (DomNode | string)[]): void;
  before(...nodes: (DomNode | string)[]): void;
  replaceWith(...nodes: (DomNode | string)[]): void;
  remove(): void;
  normalize(): void;
}

export interface DomDocument {
  readonly documentElement: DomElement;
  readonly body: DomElement;
  readonly title: string;
  createElement(name: string): DomElement;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement> & { readonly length: number };
}

export const ELEMENT = 1;
export const TEXT = 3;

/** @throws WenjuError `document-unreadable` for more elements than are read, or deeper ones */
export function parsePage(html: string): DomDocument {
  // A fragment would have no body to look into.
  const whole = /<body\b/i.test(html)
    ? html
    : `<!doctype html><html><head></head><body>${html}</body></html>`;
  const { document } = parseHTML(whole) as { readonly document: DomDocument };
  const depths = new Map<DomElement | null, number>();
  for (const element of document.querySelectorAll('*')) {
    const depth = (depths.get(element.parentNode) ?? 0) + 1;
    if (depth > DEEPEST_ELEMENT) {
      throw new WenjuError('document-unreadable', 'nests its markup deeper than is read: simplify it');
    }
    depths.set(element, depth);
  }
  if (depths.size > MOST_ELEMENTS) {
    throw new WenjuError(
      'document-unreadable',
      `has more than ${MOST_ELEMENTS} elements: split it into several pages`,
    );
  }
  // The parser makes a text of its own of each character reference.
  document.documentElement.normalize();
  return document;
}
