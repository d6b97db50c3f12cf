import { realpath, stat } from 'node:fs/promises';
import { basename, relative, sep } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { messageOf, WenjuError } from '../errors.js';

/** How long nothing may have changed before a reload: editors and copies write in steps. */
const QUIET_MS = 500;
/** How long changes are gathered at most. */
const LONGEST_MS = 5_000;
/** How often it is looked whether the folder itself is still there, and the same. */
const CHECK_MS = 1_000;

/** What a corpus is made of. Files of editors (`.a.md.swp`, `a.md~`, `4913`) and hidden ones are not. */
const WATCHED_FILE = /\.(?:md|markdown|txt|yaml)$/i;

export interface CorpusWatcherOptions {
  readonly folder: string;
  /** Brings the index up to date. What it throws is the caller's to tell of: watching goes on. */
  readonly reload: () => Promise<unknown>;
  /** Told when the folder can't be watched as it should. */
  readonly onProblem?: ((problem: WenjuError) => void) | undefined;
  /** In milliseconds. @default 500 */
  readonly quietMs?: number;
  /** In milliseconds. @default 5000 */
  readonly longestMs?: number;
  /** In milliseconds. @default 1000 */
  readonly checkMs?: number;
}

/**
 * Watches a corpus folder and reloads after its documents changed: when nothing has changed for a moment, or when
 * changes went on for long. What changes while a reload is under way leads to one more.
 */
export class CorpusWatcher {
  private readonly options: Required<Omit<CorpusWatcherOptions, 'onProblem'>> & CorpusWatcherOptions;
  private watcher: FSWatcher | undefined;
  /** Which folder is watched; `undefined` while there is none. */
  private identity: string | undefined;
  private quiet: NodeJS.Timeout | undefined;
  private longest: NodeJS.Timeout | undefined;
  private check: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isChanged = false;
  private isStopped = false;
  private readonly told = new Set<string>();

  constructor(options: CorpusWatcherOptions) {
    this.options = { quietMs: QUIET_MS, longestMs: LONGEST_MS, checkMs: CHECK_MS, ...options };
  }

  /** Resolves when every later change is seen. A folder that isn't there yet is waited for. */
  async start(): Promise<void> {
    this.identity = await identityOf(this.options.folder);
    await this.open().catch((error: unknown) => this.tell(error));
    this.checkLater();
  }

  /** Resolves when nothing of it is left but a reload that is under way. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.check);
    this.clearGathering();
    await this.watcher?.close();
  }

  private async open(): Promise<void> {
    await this.watcher?.close();
    if (this.identity === undefined) return;
    const folder = await realpath(this.options.folder);
    if (this.isStopped) return;
    const watcher = watch(folder, {
      ignoreInitial: true,
      // Links are read only where they lead inside, and there it is watched anyway.
      followSymlinks: false,
      ignored: (path, stats) => isIgnored(relative(folder, path), stats?.isFile() === true),
    });
    this.watcher = watcher;
    let isReady = false;
    watcher.on('all', (_event, _path, stats) => {
      // Links that are there from the beginning are told of in spite of `ignoreInitial`.
      if (isReady || stats?.isSymbolicLink() !== true) this.noteChange();
    });
    watcher.on('error', (error) => this.tell(error));
    await new Promise<void>((resolve) => watcher.once('ready', resolve));
    isReady = true;
  }

  /**
   * A folder that is removed, replaced, or a link that leads to another one now, takes its watches with it: the
   * new one is watched from its beginning.
   */
  private checkLater(): void {
    this.check = setTimeout(async () => {
      const identity = await identityOf(this.options.folder);
      if (this.isStopped) return;
      if (identity !== this.identity) {
        this.identity = identity;
        await this.open().catch((error: unknown) => this.tell(error));
        if (identity === undefined) this.tellGone();
        else this.noteChange();
      }
      if (!this.isStopped) this.checkLater();
    }, this.options.checkMs);
    this.check.unref();
  }

  private noteChange(): void {
    if (this.isStopped) return;
    if (this.running !== undefined) {
      this.isChanged = true;
      return;
    }
    const { quietMs, longestMs } = this.options;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.reload(), quietMs);
    this.longest ??= setTimeout(() => this.reload(), longestMs);
  }

  private reload(): void {
    this.clearGathering();
    this.isChanged = false;
    const finish = (): void => {
      this.running = undefined;
      if (this.isChanged) this.noteChange();
    };
    this.running = this.reloadIfThere().then(finish, finish);
  }

  /** A folder that vanished is reloaded when it is back: what was read is served till then. */
  private async reloadIfThere(): Promise<void> {
    if ((await identityOf(this.options.folder)) !== undefined && !this.isStopped) await this.options.reload();
  }

  private clearGathering(): void {
    clearTimeout(this.quiet);
    clearTimeout(this.longest);
    this.longest = undefined;
  }

  private tellGone(): void {
    const message = `the corpus folder ${this.options.folder} is gone; what was read of it is served until it is back`;
    this.options.onProblem?.(new WenjuError('corpus-unreadable', message));
  }

  /** Once for each kind: where the system watches no more files, each of the others fails. */
  private tell(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (this.told.has(code)) return;
    this.told.add(code);
    const hint =
      code === 'ENOSPC' || code === 'EMFILE'
        ? ': the system watches no more files; raise its limit (fs.inotify.max_user_watches), or reload by hand'
        : '';
    const message = `the corpus folder is not watched whole (${messageOf(error)})${hint}`;
    this.options.onProblem?.(new WenjuError('corpus-unreadable', message, error));
  }
}

function isIgnored(path: string, isFile: boolean): boolean {
  if (path.split(sep).some((part) => part.startsWith('.') && part !== '..')) return true;
  return isFile && path !== '' && !WATCHED_FILE.test(basename(path));
}

async function identityOf(folder: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(folder);
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}
