import { type DomDocument, type DomElement, type DomNode, ELEMENT, TEXT } from './dom.js';
import { joinLines } from './join-lines.js';
import { MOST_CELLS, MOST_COLUMNS } from './limits.js';

/**
 * Makes every table one of plain cells, as Markdown has them: its first row is the head, a merged cell's text
 * stands in each cell that it covers, and a table that only arranges the page (with tables inside, or of one
 * column) is taken away around what it holds.
 */
export function tidyTables(document: DomDocument): void {
  // Outer ones come first, so that what was arranged by them is tidied after them.
  for (const table of [...document.querySelectorAll('table')]) {
    const rows = [...table.querySelectorAll('tr')].filter((row) => row.closest('table') === table);
    const cells = rows.map(cellsOf);
    const isLayout = table.querySelector('table') !== null || cells.every(({ length }) => length <= 1);
    if (isLayout) unwrap(document, table, cells.flat());
    else rewrite(document, table, expanded(cells));
  }
}

function cellsOf(row: DomElement): DomElement[] {
  return [...row.children].filter(({ tagName }) => tagName === 'TD' || tagName === 'TH');
}

function unwrap(document: DomDocument, table: DomElement, cells: readonly DomElement[]): void {
  const parts = cells.map((cell) => {
    const part = document.createElement('div');
    part.append(...cell.childNodes);
    return part;
  });
  table.replaceWith(...parts);
}

function rewrite(document: DomDocument, table: DomElement, rows: readonly (readonly string[])[]): void {
  const caption = table.querySelector('caption');
  if (caption !== null) {
    const paragraph = document.createElement('p');
    paragraph.textContent = textOf(caption);
    table.before(paragraph);
  }
  const width = Math.max(...rows.map(({ length }) => length));
  const plain = document.createElement('table');
  for (const [i, row] of rows.entries()) {
    const line = document.createElement('tr');
    for (let column = 0; column < width; column++) {
      const cell = document.createElement(i === 0 ? 'th' : 'td');
      cell.textContent = row[column] ?? '';
      line.append(cell);
    }
    plain.append(line);
  }
  table.replaceWith(plain);
}

/** The texts of the cells, those of merged ones in each place. Huge spans are not believed. */
function expanded(rows: readonly (readonly DomElement[])[]): string[][] {
  const texts: string[][] = rows.map(() => []);
  let count = 0;
  for (const [y, cells] of rows.entries()) {
    let x = 0;
    for (const cell of cells) {
      while (texts[y]?.[x] !== undefined) x++;
      const text = textOf(cell);
      const right = Math.min(x + span(cell, 'colspan'), MOST_COLUMNS);
      const bottom = Math.min(y + span(cell, 'rowspan'), rows.length);
      for (let row = y; row < bottom; row++) {
        for (let column = x; column < right && count < MOST_CELLS; column++, count++) {
          const line = texts[row];
          if (line !== undefined) line[column] ??= text;
        }
      }
      x = right;
    }
  }
  return texts
    .map((row) => Array.from(row, (text) => text ?? ''))
    .filter((row) => row.some((text) => text !== ''));
}

function span(cell: DomElement, name: 'colspan' | 'rowspan'): number {
  const written = Number(cell.getAttribute(name) ?? 1);
  return Number.isInteger(written) && written >= 1 ? written : 1;
}

const APART = new Set([
  'P',
  'DIV',
  'LI',
  'BR',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'UL',
  'OL',
  'PRE',
  'SECTION',
]);

/** The text of a cell in one line, its paragraphs with spaces between them. */
function textOf(cell: DomElement): string {
  const parts: string[] = [];
  const read = (node: DomNode): void => {
    if (node.nodeType === TEXT) parts.push(joinLines((node.nodeValue ?? '').replace(/\s*\n\s*/g, '\n')));
    if (node.nodeType !== ELEMENT) return;
    const isApart = APART.has((node as DomElement).tagName);
    if (isApart) parts.push(' ');
    for (const child of node.childNodes) read(child);
    if (isApart) parts.push(' ');
  };
  for (const child of cell.childNodes) read(child);
  return parts.join('').replace(/\s+/g, ' ').trim();
}
