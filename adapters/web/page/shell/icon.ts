const SVG = 'http://www.w3.org/2000/svg';

/** Outlines on a grid of 24 units. */
const PATHS = {
  close: 'M6 6l12 12M18 6L6 18',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  up: 'M7 11v9H4v-9zm0 0l4-8c1.7 0 2.6 1.2 2.3 2.8L12.8 9H18c1.5 0 2.4 1.2 2.1 2.6l-1.3 6.4c-.3 1.2-1.2 2-2.5 2H7',
  down: 'M7 13V4H4v9zm0 0l4 8c1.7 0 2.6-1.2 2.3-2.8L12.8 15H18c1.5 0 2.4-1.2 2.1-2.6L18.8 6c-.3-1.2-1.2-2-2.5-2H7',
  send: 'M12 19V6M6 11.5L12 5.5l6 6',
  stop: 'M6.5 6.5h11v11h-11z',
  before: 'M14.5 6l-6 6 6 6',
  after: 'M9.5 6l6 6-6 6',
  again: 'M19 12a7 7 0 1 1-2.2-5.1M19 3v4.5h-4.5',
  nothing: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20M8 10.5h5',
  warning: 'M12 4.5L21 20H3zM12 10.5v4M12 17v.5',
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside a text that says the same, and so hidden from screen readers. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

/**
 * A bar for a number that stands beside it.
 * @param share of the full width, 0 to 1
 */
export function bar(share: number): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'bar');
  svg.setAttribute('aria-hidden', 'true');
  const filled = document.createElementNS(SVG, 'rect');
  filled.setAttribute('width', `${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}%`);
  filled.setAttribute('height', '100%');
  svg.append(filled);
  return svg;
}
