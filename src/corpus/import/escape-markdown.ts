/** The marks that would be read as Markdown where they stand. Others stay as they are: quotes show the file's text. */
const ESCAPES: readonly (readonly [RegExp, string])[] = [
  [/\\(?=[!-/:-@[-`{-~])/g, '\\\\'],
  [/`/g, '\\`'],
  // Only beside a word can it be emphasis: 2 * 3 stays.
  [/\*(?=\S)|(?<=\S)\*/g, '\\*'],
  [/(?<![\p{L}\p{N}])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}])/gu, '\\_'],
  [/~(?=~)/g, '\\~'],
  [/<(?=[a-z/!?])/gi, '\\<'],
  [/&(?=#?\w{1,31};)/g, '\\&'],
  [/\[(?=[^\]\n]{0,1000}\][(:[])/g, '\\['],
  [/^(\s*)(#{1,6}(?=\s|$)|={2,}\s*$|-{2,}\s*$)/gm, '$1\\$2'],
];

/** Plain text as Markdown that reads as that text. */
export function escapeMarkdown(text: string): string {
  return ESCAPES.reduce((escaped, [mark, replacement]) => escaped.replace(mark, replacement), text);
}

/** The text of a table cell. */
export function escapeCell(text: string): string {
  return escapeMarkdown(text).replace(/\|/g, '\\|');
}
