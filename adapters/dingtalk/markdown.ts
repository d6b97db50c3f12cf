/**
 * Plain text → the Markdown that DingTalk renders: headings, bold, links, lists, quotes. It has no tables, and a
 * line break is two spaces at the end of a line.
 */

const TABLE_ROW = /^\s*\|.*\|\s*$/;
const TABLE_RULE = /^\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$/;
const LIST_ITEM = /^(\s*(?:[-*•]|\d{1,3}[.)、])\s+)(.*)$/;

/** A text as paragraphs, lists and line breaks, with nothing in it that could be taken for markup. */
export function asMarkdown(text: string): string {
  return withoutTables(text.split('\n'))
    .map((line) => {
      const item = LIST_ITEM.exec(line);
      return item === null ? escaped(line) : `${listMark(item[1] ?? '')}${escaped(item[2] ?? '')}`;
    })
    .join('  \n')
    .replace(/(?: {2}\n){2,}/g, '\n\n')
    .trim();
}

/** A text as a quote, a line for each of its lines. */
export function asQuote(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${escaped(line.trim())}`)
    .join('  \n');
}

/** A text on one line without markup. */
export function asLine(text: string): string {
  return escaped(text.replace(/\s*\n\s*/g, ' ').trim());
}

/** A link; brackets in its text would end it. */
export function link(text: string, url: string): string {
  const safe = url.replace(/[()\s<>]/g, (character) =>
    encodeURIComponent(character).replace(/[()]/g, percent),
  );
  return `[${escaped(text.replace(/[[\]]/g, ' ').trim())}](${safe})`;
}

/**
 * Puts a backslash where a character would begin markup. `[1]` stays as it is: without an address behind it,
 * it is no link; nor is `_` inside a word.
 */
function escaped(line: string): string {
  return line
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\')
    .replace(/[*`<]|~~/g, (mark) => [...mark].map((one) => `\\${one}`).join(''))
    .replace(/\](?=\()/g, '\\]')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/^(\s*)([#>+=-]|\d{1,9}[.)](?=\s))/, markAtStart);
}

function markAtStart(_: string, indent: string, mark: string): string {
  return /^\d/.test(mark) ? `${indent}${mark.slice(0, -1)}\\${mark.slice(-1)}` : `${indent}\\${mark}`;
}

/** The marks of lists that DingTalk knows. */
function listMark(mark: string): string {
  return mark.replace(/[*•]/, '-').replace(/[)、]/, '.');
}

function percent(character: string): string {
  return character === '(' ? '%28' : '%29';
}

/** Each row of a table as a list item: `- head: cell; head: cell`. */
function withoutTables(lines: readonly string[]): string[] {
  const found: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (!TABLE_ROW.test(line) || !TABLE_RULE.test(lines[i + 1] ?? '')) {
      found.push(line);
      continue;
    }
    const heads = cellsOf(line);
    for (i += 2; TABLE_ROW.test(lines[i] ?? ''); i++)
      found.push(`- ${rowText(heads, cellsOf(lines[i] ?? ''))}`);
    i--;
  }
  return found;
}

function cellsOf(row: string): string[] {
  return row
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function rowText(heads: readonly string[], cells: readonly string[]): string {
  return cells
    .flatMap((cell, i) => {
      const head = heads[i] ?? '';
      if (cell === '') return [];
      return [head === '' ? cell : `${head}${/\p{Script=Han}/u.test(head) ? '：' : ': '}${cell}`];
    })
    .join(cells.some((cell) => /\p{Script=Han}/u.test(cell)) ? '；' : '; ');
}
