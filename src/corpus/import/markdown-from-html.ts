import TurndownService from 'turndown';
import { type DomDocument, type DomElement, type DomNode, ELEMENT, TEXT } from './dom.js';
import { escapeCell, escapeMarkdown } from './escape-markdown.js';
import { joinLines } from './join-lines.js';
import { tidyTables } from './tidy-tables.js';

/**
 * The body of a document in Markdown: headings, lists, tables, quotations and code. What a quote should not be
 * strewn with is left out: emphasis, pictures and the addresses of links.
 */
export function markdownFromHtml(document: DomDocument): string {
  tidyTables(document);
  tidyText(document.body);
  return service()
    .turndown(document.body as never)
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Joins the lines of the source, between Chinese characters without a space. */
function tidyText(node: DomNode): void {
  for (const child of [...node.childNodes]) {
    if (child.nodeType === TEXT && child.nodeValue?.includes('\n')) {
      const text = child.nodeValue;
      const [start = '', end = ''] = [/^\s+/.exec(text)?.[0], /\s+$/.exec(text)?.[0]];
      child.nodeValue = text.trim() === '' ? text : `${start}${joinLines(text.trim())}${end}`;
    } else if (child.nodeType === ELEMENT && (child as DomElement).tagName !== 'PRE') tidyText(child);
  }
}

function service(): TurndownService {
  const turndown = new TurndownService({
    headingStyle: 'atx',
    codeBlockStyle: 'fenced',
    bulletListMarker: '-',
    br: '',
  });
  turndown.escape = escapeMarkdown;
  turndown.addRule('plain text', {
    filter: ['a', 'strong', 'b', 'em', 'i'],
    replacement: (content) => content,
  });
  turndown.addRule('nothing', { filter: ['img', 'script', 'style', 'title'], replacement: () => '' });
  turndown.addRule('list item', { filter: 'li', replacement: listItem });
  turndown.addRule('table', {
    filter: 'table',
    replacement: (_, node) => tableOf(node as unknown as DomElement),
  });
  return turndown;
}

function listItem(content: string, node: unknown): string {
  const item = node as DomElement & { readonly nextSibling: unknown };
  const list = item.parentNode;
  const items = [...(list?.children ?? [])];
  const start = Number(list?.getAttribute('start') ?? 1);
  const number = (Number.isSafeInteger(start) && start >= 0 ? start : 1) + items.indexOf(item);
  const marker = list?.tagName === 'OL' ? `${number}. ` : '- ';
  const indented = content.trim().replace(/\n(?=[^\n])/g, `\n${' '.repeat(marker.length)}`);
  return `${marker}${indented}${item.nextSibling === null ? '' : '\n'}`;
}

/** A table as {@link tidyTables} leaves it. */
function tableOf(table: DomElement): string {
  const rows = [...table.querySelectorAll('tr')].map((row) =>
    [...row.querySelectorAll('th, td')].map((cell) =>
      escapeCell(cell.textContent.replace(/\s+/g, ' ').trim()),
    ),
  );
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const [head = [], ...body] = rows;
  return `\n\n${[line(head), line(head.map(() => '---')), ...body.map(line)].join('\n')}\n\n`;
}
