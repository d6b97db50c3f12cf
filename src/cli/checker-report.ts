import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckerFact } from '../eval/checker-set.js';
import type { CheckerReport, OpenedQuestion } from '../eval/evaluate-checker.js';
import { packagePath } from '../package-path.js';

/** The checker's own test set; an installed package has none. */
export function checkerSet(): string | undefined {
  const path = packagePath('tests/fixtures/checker');
  return existsSync(path) ? path : undefined;
}

/** The figures of the checker on the part of its set that it is fitted on, and on the rest. */
export async function checkerReports(
  folder: string,
): Promise<{ readonly name: string; readonly report: CheckerReport }[]> {
  const [{ openApp }, { readCheckerSet }, { evaluateChecker }, { findEvidence }, { openPassages }] =
    await Promise.all([
      import('./open-app.js'),
      import('../eval/checker-set.js'),
      import('../eval/evaluate-checker.js'),
      import('../answer/find-evidence.js'),
      import('../answer/generative/passages.js'),
    ]);
  const corpora: Readonly<Record<CheckerFact['corpus'], string>> = {
    bundled: packagePath('corpus'),
    invented: join(folder, 'corpus'),
  };
  const bundled = await openApp({ corpus: corpora.bundled });
  const invented = await openApp({ corpus: corpora.invented });
  const open = async ({ corpus, question }: CheckerFact): Promise<OpenedQuestion> => {
    const { snapshot } = corpus === 'bundled' ? bundled : invented;
    const { passages, checker } = openPassages(await findEvidence({ text: question, history: [] }, snapshot));
    return { passages, check: (sentence) => checker.check(sentence) };
  };
  const facts = await readCheckerSet(join(folder, 'facts.jsonl'));
  const reports: { name: string; report: CheckerReport }[] = [];
  for (const part of ['fit', 'held-out'] as const) {
    const own = facts.filter((fact) => fact.part === part);
    const name = part === 'fit' ? 'on what it was fitted on' : 'on what it was not fitted on';
    reports.push({ name, report: await evaluateChecker(own, open) });
  }
  return reports;
}
