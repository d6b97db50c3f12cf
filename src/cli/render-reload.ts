import type { ReloadPreview } from '../indexes.js';
import { expectationText, type GoldenFailure, gotText } from '../serving/golden-failure.js';
import { changesText } from './changes-text.js';
import { counted } from './counted.js';
import { type Colors, printable } from './terminal.js';

/** Documents of a kind, and golden questions, that are listed. */
const LISTED = 20;

/** What a reload would change. */
export function renderPreview(preview: ReloadPreview, colors: Colors): string {
  const { state, snapshot, changes, documents, golden } = preview;
  const head = `${STATES[state]}: ${changesText(changes)}, snapshot ${snapshot}`;
  const lists =
    documents === undefined
      ? []
      : [
          ...listed(documents.added, (source) => colors.green(`+ ${source}`)),
          ...listed(documents.updated, (source) => colors.yellow(`~ ${source}`)),
          ...listed(documents.removed, (source) => colors.red(`- ${source}`)),
        ];
  const problems = golden.problems.map(({ message }) => colors.yellow(printable(message)));
  return [head, ...lists, ...problems, ...goldenLines(golden, colors)].join('\n');
}

/** A golden question that came out wrong, with what was wanted. */
export function renderFailure({ question, expected, got }: GoldenFailure): string {
  return `${printable(question)}\n    must have ${printable(expectationText(expected))}\n    gets ${printable(gotText(got))}`;
}

const STATES: Readonly<Record<ReloadPreview['state'], string>> = {
  'up to date': 'up to date',
  saved: 'to be loaded',
  'to be built': 'to be built',
};

function listed(sources: readonly string[], line: (source: string) => string): string[] {
  const more = sources.length - LISTED;
  const shown = sources.slice(0, LISTED).map((source) => line(printable(source)));
  return more > 0 ? [...shown, line(`… and ${more} more`)] : shown;
}

function goldenLines(golden: ReloadPreview['golden'], colors: Colors): string[] {
  const { questions, changes, broken, isHeld } = golden;
  if (questions === 0) return [];
  const outcome = isHeld ? colors.red(', so the reload would be held back') : '';
  const head = `${counted(questions, 'golden question')}: ${counted(changes.length, 'answer')} would change, ${broken.length} would break${outcome}`;
  const verdict = (isPassed: boolean): string => (isPassed ? colors.green('holds') : colors.red('fails'));
  const shown = changes
    .slice(0, LISTED)
    .map(({ question, expected, before, after }) =>
      [
        `${after.isPassed ? colors.green('✓') : colors.red('✗')} ${printable(question)}`,
        ...(after.isPassed ? [] : [`    must have ${printable(expectationText(expected))}`]),
        ...(before === null
          ? []
          : [`    now  ${verdict(before.isPassed)}: ${printable(gotText(before.got))}`]),
        `    then ${verdict(after.isPassed)}: ${printable(gotText(after.got))}`,
      ].join('\n'),
    );
  const more = changes.length - shown.length;
  return [head, ...shown, ...(more > 0 ? [`… and ${more} more`] : [])];
}
