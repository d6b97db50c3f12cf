import type { CheckerReport, CheckerRow } from './evaluate-checker.js';

/** What the checker's figures look like on a terminal. */
export function formatCheckerReport(
  parts: readonly { readonly name: string; readonly report: CheckerReport }[],
  { failures = false }: { readonly failures?: boolean } = {},
): string {
  const blocks = parts.map(({ name, report }) => {
    const { sentences, precision, recall, citedAgain, errors, notFound } = report;
    const lines = [
      `checker, ${name}: ${sentences} sentences, precision ${percent(precision)}, recall ${percent(recall)}`,
      `  true sentences passed  ${share(report.true)}, ${citedAgain} of them with other citations`,
      ...Object.entries(errors).map(([kind, row]) => `  wrong ${kind} caught`.padEnd(25) + share(row)),
      ...(notFound.length === 0 ? [] : [`  not found by the search  ${notFound.join(', ')}`]),
    ];
    const mistakes = failures
      ? report.mistakes.map(({ id, kind, verdict, text }) => `  ${id}  ${kind}  ${verdict}\n    ${text}`)
      : [];
    return [...lines, ...mistakes].join('\n');
  });
  return blocks.join('\n\n');
}

function share({ n, right }: CheckerRow): string {
  return `${right} of ${n} (${percent(n === 0 ? null : right / n)})`;
}

function percent(value: number | null): string {
  return value === null ? '–' : `${(value * 100).toFixed(1)} %`;
}
