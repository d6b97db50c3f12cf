import type { EvaluationFailure, EvaluationReport, Share } from './evaluation-report.js';

/** Characters that take two columns of a terminal. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;
const GAP = '  ';

type Row = readonly string[];

/**
 * A report for the terminal, without colour.
 * @param options `failures`: whether to list what was not right or not cited
 */
export function formatReport(
  report: EvaluationReport,
  { failures = false }: { readonly failures?: boolean } = {},
): string {
  const { questions, missing } = report;
  const blocks = [
    `${counted(questions, 'question')}${missing > 0 ? `, ${missing} failed with an error` : ''}`,
    table(groupRows(report)),
    table(searchRows(report)),
    figureLines(report),
    failures ? failureList(report.failures) : '',
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function groupRows({ groups }: EvaluationReport): Row[] {
  const rows = Object.entries(groups).map(([name, { n, right, rightAndCited }]) => [
    onOneLine(name),
    String(n),
    percent(right),
    percent(rightAndCited),
  ]);
  return [['answers', 'n', 'right', 'right and cited'], ...rows];
}

function searchRows({ retrieval: { documents, passages } }: EvaluationReport): Row[] {
  const rows: Row[] = [];
  if (documents !== undefined) {
    const { n, recallAt1, recallAt5, mrrAt10 } = documents;
    rows.push(['right document', String(n), percent(recallAt1), percent(recallAt5), fixed(mrrAt10, 4)]);
  }
  if (passages !== undefined) {
    const { n, recallAt1, recallAt5 } = passages;
    rows.push(['passage with evidence', String(n), percent(recallAt1), percent(recallAt5)]);
  }
  return rows.length === 0 ? [] : [['search', 'n', 'recall@1', 'recall@5', 'MRR@10'], ...rows];
}

function figureLines({ refusal, citations, documents, answerChars, latencyMs }: EvaluationReport): string {
  const lines: [label: string, ...figures: string[]][] = [
    ['refusals', `precision ${percent(refusal.precision)}`, `recall ${percent(refusal.recall)}`],
    [
      'quotes',
      String(citations.quotes),
      `word for word ${percent(citations.verbatim)}`,
      `offsets exact ${percent(citations.offsetsExact)}`,
      `markers consistent ${percent(citations.markersConsistent)}`,
    ],
  ];
  if (documents !== undefined) {
    lines.push([
      'documents',
      `cited first ${percent(documents.citedFirst)}`,
      `cited ${percent(documents.citedAny)}`,
      `answer in a cited sentence ${percent(documents.citedSentenceHoldsAnswer)}`,
    ]);
  }
  lines.push(
    ['characters', `median ${fixed(answerChars.median, 0)}`, `p95 ${fixed(answerChars.p95, 0)}`],
    ['latency, ms', `median ${fixed(latencyMs.p50, 1)}`, `p99 ${fixed(latencyMs.p99, 1)}`],
  );
  return table(lines.map(([label, ...figures]) => [label, figures.join(', ')]));
}

function failureList(failures: readonly EvaluationFailure[]): string {
  const lines = failures.flatMap((failure) => [
    [onOneLine(String(failure.id)), verdictOf(failure), onOneLine(failure.question)].join(GAP),
    `${GAP}${GAP}${onOneLine(failure.error?.message ?? failure.answer)}`,
  ]);
  return [counted(failures.length, 'failure'), ...lines].join('\n');
}

function verdictOf({ right, refused, error }: EvaluationFailure): string {
  if (error !== undefined) return error.code;
  if (right) return 'not cited';
  return refused ? 'refused' : 'wrong';
}

/** The first and the last of two columns to the left, all others to the right. */
function table(rows: readonly Row[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, width(cell));
  }
  const isLeft = (column: number): boolean => column === 0 || widths.length === 2;
  const padded = (cell: string, column: number): string => {
    const space = ' '.repeat((widths[column] ?? 0) - width(cell));
    return isLeft(column) ? cell + space : space + cell;
  };
  return rows.map((row) => row.map(padded).join(GAP).trimEnd()).join('\n');
}

function width(cell: string): number {
  return cell.length + (cell.match(WIDE)?.length ?? 0);
}

/** What a corpus or a set holds may not steer the terminal. */
function onOneLine(text: string): string {
  return text.replace(CONTROL, ' ').trim();
}

function percent(share: Share): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)} %`;
}

function fixed(value: number | null, digits: number): string {
  return value?.toFixed(digits) ?? '–';
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
