import { escapeMarkdown } from './escape-markdown.js';
import { lineJoint } from './join-lines.js';
import type { PdfLine } from './pdf-lines.js';

/** Letters that are so much larger than the text make a heading. */
const HEADING_RATIO = 1.15;
const LONGEST_HEADING = 120;
/** A gap between lines, against the usual one, that parts paragraphs. */
const WIDE_GAP = 1.35;
/** Where lines are this far apart, in letters, a sentence's end ends the paragraph. */
const LOOSE_GAP = 1.8;
/** How far to the right the first line of a paragraph begins, in letters, at least and at most. */
const INDENT = { least: 0.8, most: 6 };
/** A line that ends so many letters before the margin ends a paragraph if it ends a sentence. */
const SHORT_BY = 2;
/** A line of less than this part of the width ends a paragraph in any case. */
const SHORT_PART = 0.6;

const SENTENCE_END = /[。！？!?….;；:：][”’」』）)》"'】]*$/;
const HYPHENATED = /(\p{L}+)[-\u00ad\u2010]$/u;
const BULLET = /^[•·●○■□◆◇▪▫‣⁃∙]\s*/;
const MARKER =
  /^(?:[•·●○■□◆◇▪▫‣⁃∙]|[-–*]\s|\d{1,3}[.)]\s|\d{1,3}(?:[、．]|\.\d{1,3}\.?\s)|[（(](?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百零\d]{1,6}[章节条篇])/;

/** Lines of one column, from top to bottom. */
interface Column {
  readonly lines: readonly PdfLine[];
  readonly left: number;
  readonly right: number;
}

interface Paragraph {
  readonly lines: PdfLine[];
  readonly column: Column;
}

/** Puts the lines of a document together again to headings and paragraphs, in Markdown. */
export function pdfMarkdown(pages: readonly (readonly PdfLine[])[]): string {
  const lines = pages.flat();
  const bodySize = commonSize(lines);
  const columns = pages.flatMap(columnsOf);
  const usualGap = median(columns.flatMap(gapsOf)) ?? LOOSE_GAP;
  const paragraphs: Paragraph[] = [];
  for (const column of columns) {
    for (const line of column.lines) {
      const last = paragraphs.at(-1);
      if (last !== undefined && goesOn(last, line, column, usualGap)) last.lines.push(line);
      else paragraphs.push({ lines: [line], column });
    }
  }
  const levels = headingSizes(paragraphs, bodySize);
  const compounds = new Set(lines.flatMap(({ text }) => text.match(/\p{L}+-\p{L}+/gu) ?? []));
  return paragraphs
    .map(({ lines: own }) => {
      const text = joined(own, compounds);
      const level = levels.indexOf(roundedSize(own[0]));
      const isHeading = level >= 0 && text.length <= LONGEST_HEADING;
      if (isHeading) return `${'#'.repeat(Math.min(level + 1, 4))} ${escapeMarkdown(text)}`;
      return BULLET.test(text) ? `- ${escapeMarkdown(text.replace(BULLET, ''))}` : escapeMarkdown(text);
    })
    .join('\n\n');
}

/** The largest heading of the first page: the title, most probably. */
export function pdfHeading(pages: readonly (readonly PdfLine[])[]): string | undefined {
  const bodySize = commonSize(pages.flat());
  const first = pages[0] ?? [];
  const largest = Math.max(0, ...first.map(roundedSize));
  if (largest < bodySize * HEADING_RATIO) return undefined;
  const start = first.findIndex((line) => roundedSize(line) === largest);
  const end = first.findIndex((line, i) => i > start && roundedSize(line) !== largest);
  const heading = joined(first.slice(start, end < 0 ? undefined : end), new Set());
  return heading.length <= LONGEST_HEADING ? heading : undefined;
}

function columnsOf(lines: readonly PdfLine[]): Column[] {
  const runs: PdfLine[][] = [];
  for (const line of lines) {
    const above = runs.at(-1)?.at(-1);
    if (above !== undefined && line.y < above.y + above.size / 2) runs.at(-1)?.push(line);
    else runs.push([line]);
  }
  return runs.map((run) => ({
    lines: run,
    left: Math.min(...run.map(({ left }) => left)),
    right: Math.max(...run.map(({ right }) => right)),
  }));
}

function goesOn(
  { lines, column: before }: Paragraph,
  line: PdfLine,
  column: Column,
  usualGap: number,
): boolean {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return false;
  if (Math.abs(line.size - last.size) > last.size * 0.1 || MARKER.test(line.text)) return false;
  const isListItem = MARKER.test(first.text);
  const indent = (line.left - column.left) / line.size;
  const isIndented = indent >= INDENT.least && indent <= INDENT.most && line.left > last.left + line.size / 2;
  if (isIndented && !(isListItem && lines.length === 1)) return false;
  if (HYPHENATED.test(last.text) && /^\p{Ll}/u.test(line.text)) return true;
  const isEnd = SENTENCE_END.test(last.text);
  const missing = before.right - last.right;
  const isShort = missing > last.size * SHORT_BY;
  if (before !== column) return !isEnd && !isShort && before.lines.length > 1;
  const gap = (last.y - line.y) / last.size;
  if (gap > usualGap * WIDE_GAP || (isEnd && gap > LOOSE_GAP)) return false;
  if (column.lines.length < 2) return false;
  return !(isShort && isEnd) && last.right - column.left > (column.right - column.left) * SHORT_PART;
}

/** The gaps between lines, in letters. */
function gapsOf({ lines }: Column): number[] {
  return lines.slice(1).flatMap((line, i) => {
    const above = lines[i];
    if (above === undefined || above.size === 0) return [];
    const gap = (above.y - line.y) / above.size;
    return gap > 0.5 && gap < 4 ? [gap] : [];
  });
}

function joined(lines: readonly PdfLine[], compounds: ReadonlySet<string>): string {
  let text = '';
  for (const { text: line } of lines) {
    const broken = HYPHENATED.exec(text)?.[1];
    const next = /^\p{Ll}+/u.exec(line)?.[0];
    if (broken !== undefined && next !== undefined) {
      const isCompound = text.endsWith('-') && compounds.has(`${broken}-${next}`);
      text = `${isCompound ? text : text.slice(0, -1)}${line}`;
    } else text += `${text === '' ? '' : lineJoint(text, line)}${line}`;
  }
  return text.replaceAll('\u00ad', '');
}

/** The size in which most of the text is. */
function commonSize(lines: readonly PdfLine[]): number {
  const lengths = new Map<number, number>();
  for (const line of lines)
    lengths.set(roundedSize(line), (lengths.get(roundedSize(line)) ?? 0) + line.text.length);
  return [...lengths].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [0, 0])[0];
}

/** Sizes of headings, the largest first. */
function headingSizes(paragraphs: readonly Paragraph[], bodySize: number): number[] {
  const sizes = paragraphs
    .filter(({ lines }) => lines.length <= 3)
    .map(({ lines }) => roundedSize(lines[0]))
    .filter((size) => size >= bodySize * HEADING_RATIO);
  return [...new Set(sizes)].sort((a, b) => b - a);
}

function roundedSize(line: PdfLine | undefined): number {
  return Math.round((line?.size ?? 0) * 2) / 2;
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
