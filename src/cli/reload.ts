import type { Command } from 'commander';
import type { AdminServer } from './admin-server.js';
import { changesText, goldenLine } from './changes-text.js';
import { counted } from './counted.js';
import { FAILED } from './exit-code.js';
import type { CorpusOption } from './open-app.js';

import { colorsFor, warn, writeLine } from './terminal.js';

export interface ReloadOptions extends CorpusOption {
  readonly dryRun?: true;
  readonly force?: true;
  readonly json?: true;
}

export function addReloadCommand(program: Command): void {
  program
    .command('reload')
    .summary('bring the index up to date with the corpus folder')
    .description('Brings the index up to date with the corpus folder as it is now.')
    .option('--dry-run', 'say what has changed and which golden answers would, and do nothing')
    .option('--force', 'serve the new index even where it breaks golden questions')
    .option('--json', 'print what came of it as JSON')
    .option('--corpus <dir>', 'index this folder of .md and .txt files')
    .addHelpText(
      'after',
      `
With ADMIN_TOKEN set, a server that answers on HOST and PORT reloads and swaps its index; else the index is built
here, for the next start. With --corpus, always here. Ctrl-C cancels it.

A corpus may hold golden.yaml, a list of {question, answer, cites, refuse}: an index that breaks more of them than
GOLDEN_ALLOWED_FAILURES (0) is held back.

Examples:
  $ wenju reload
  $ wenju reload --dry-run
  $ wenju reload --force`,
    )
    .action(reload);
}

/** Brings the index up to date, in a running server where one answers. */
export async function reload({ dryRun, ...options }: ReloadOptions): Promise<void> {
  if (dryRun) return preview(options);
  const { adminServer } = await import('./admin-server.js');
  const server = options.corpus === undefined ? await adminServer() : undefined;
  await (server === undefined ? reloadHere(options) : reloadServed(server, options));
}

async function preview(options: ReloadOptions): Promise<void> {
  const [{ previewReload }, { renderPreview }, { engineConfig }, { buildProgress }] = await Promise.all([
    import('../indexes.js'),
    import('./render-reload.js'),
    import('./open-app.js'),
    import('./build-progress.js'),
  ]);
  const progress = buildProgress(process.stderr);
  try {
    const found = await previewReload(engineConfig(options), {
      onProgress: progress.update,
      onWarning: ({ message }) => warn(message),
    });
    progress.stop();
    await writeLine(options.json ? JSON.stringify(found) : renderPreview(found, colorsFor(process.stdout)));
  } finally {
    progress.stop();
  }
}

async function reloadServed({ address, token }: AdminServer, { force, json }: ReloadOptions): Promise<void> {
  const [{ reloadServer, cancelServerReload }, { buildProgress }, { onInterrupt }] = await Promise.all([
    import('./running-server.js'),
    import('./build-progress.js'),
    import('./interrupt.js'),
  ]);
  const progress = buildProgress(process.stderr);
  let isOurs: boolean | undefined;
  let isUnwanted = false;
  const giveUp = (): void => {
    if (isOurs) return void cancelServerReload(address, token).catch(({ message }) => warn(message));
    warn('someone else began this reload, and it goes on');
    process.exit(FAILED);
  };
  const restore = onInterrupt(() => {
    progress.stop();
    isUnwanted = true;
    // Whose it is comes with the head of the answer.
    if (isOurs !== undefined) giveUp();
  });
  try {
    const report = await reloadServer(address, token, {
      force: force === true,
      onProgress: progress.update,
      onBegun: (isStarted) => {
        isOurs = isStarted;
        if (isUnwanted) giveUp();
      },
    });
    progress.stop();
    if (json) return await writeLine(JSON.stringify(report));
    const { passages, snapshot, ms } = report;
    const now = `${counted(passages, 'passage')}, snapshot ${snapshot}, ${ms} ms`;
    await writeLine(`reloaded by the server at ${address}: ${changesText(report)}; ${now}`);
    await writeGolden(report);
  } finally {
    restore();
    progress.stop();
  }
}

async function reloadHere(options: ReloadOptions): Promise<void> {
  const [{ openApp, engineConfig }, { findIndex }, { localActor }, { buildProgress }, { onInterrupt }] =
    await Promise.all([
      import('./open-app.js'),
      import('../indexes.js'),
      import('./local-actor.js'),
      import('./build-progress.js'),
      import('./interrupt.js'),
    ]);
  const by = localActor();
  const before = await findIndex(engineConfig(options));
  const { corpus, snapshot, isOfFolder } = await openApp(options, { state: 'keep', stays: true, by });
  if (isOfFolder) {
    const what = snapshot.builtFrom === 'disk' ? 'up to date' : 'built';
    const { changes } = before;
    const { documents, passages } = snapshot.corpus;
    if (options.json) {
      return writeLine(JSON.stringify({ ...changes, passages: passages.length, snapshot: snapshot.id }));
    }
    return writeLine(
      `${what}: ${changesText(changes)}; ${sizeText(documents.length, passages.length, snapshot.id)}`,
    );
  }
  const progress = buildProgress(process.stderr);
  const restore = onInterrupt(() => corpus.cancelReload(by));
  try {
    const report = await corpus.reload({ by, force: options.force === true, onProgress: progress.update });
    progress.stop();
    for (const { message } of report.problems) warn(message);
    if (options.json) return await writeLine(JSON.stringify(report));
    const { id, builtFrom, corpus: documents } = corpus.snapshot;
    const what = id === snapshot.id ? 'up to date' : builtFrom === 'disk' ? 'loaded' : 'built';
    const size = sizeText(documents.documents.length, report.passages, id);
    await writeLine(`${what}: ${changesText(report)}; ${size}`);
    await writeGolden(report);
  } finally {
    restore();
    progress.stop();
  }
}

function sizeText(documents: number, passages: number, snapshot: string): string {
  return `${counted(documents, 'document')}, ${counted(passages, 'passage')}, snapshot ${snapshot}`;
}

async function writeGolden(report: Parameters<typeof goldenLine>[0]): Promise<void> {
  const line = goldenLine(report);
  if (line !== undefined) await writeLine(line);
}
