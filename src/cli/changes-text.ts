interface Changes {
  readonly added: number;
  readonly updated: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** How documents changed, in a line. */
export function changesText({ added, updated, removed, unchanged }: Changes): string {
  return `${added} added, ${updated} updated, ${removed} removed, ${unchanged} unchanged`;
}

/** A line about the golden questions of a reload; nothing where none were asked. */
export function goldenLine(report: {
  readonly golden?: { readonly questions: number; readonly failing: number } | undefined;
  readonly forced?: true | undefined;
}): string | undefined {
  if (report.golden === undefined) return undefined;
  const { questions, failing } = report.golden;
  const passed = `golden questions: ${questions - failing} of ${questions} hold`;
  return report.forced ? `${passed} (forced)` : passed;
}
