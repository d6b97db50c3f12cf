import type { Latency } from './measure.js';

/** A column of a table: its head, and what stands in it for a row. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
}

/** A Markdown table under a heading, with what has to be known to read it. */
export function section<Row>(
  heading: string,
  remark: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): string {
  const lines = [
    columns.map(({ title }) => title),
    columns.map(() => '---'),
    ...rows.map((row) => columns.map(({ cell }) => cell(row))),
  ].map((cells) => `| ${cells.join(' | ')} |`);
  return `## ${heading}\n\n${remark}\n\n${lines.join('\n')}\n`;
}

/** `0.123 / 0.456` */
export function medianAndP99({ median, p99 }: Latency): string {
  return `${median.toFixed(3)} / ${p99.toFixed(3)}`;
}

/** `100,000` */
export function grouped(count: number): string {
  return count.toLocaleString('en');
}
