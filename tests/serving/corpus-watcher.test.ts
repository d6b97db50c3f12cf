import { mkdir, open, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { CorpusWatcher } from '../../src/serving/corpus-watcher.js';
import { temporaryFolder } from '../temporary-folder.js';

const QUIET_MS = 150;
/** Where reloads are counted: longer than a busy machine takes to tell of changes that belong together. */
const LONG_QUIET_MS = 2_000;

/** Counts reloads; each lasts until it is let go. */
class Reloads {
  count = 0;
  isHeld = false;
  failure: Error | undefined;
  private release: (() => void) | undefined;

  readonly reload = async (): Promise<void> => {
    this.count++;
    if (this.isHeld) await new Promise<void>((resolve) => (this.release = resolve));
    if (this.failure !== undefined) throw this.failure;
  };

  letGo(): void {
    this.isHeld = false;
    this.release?.();
  }

  async reached(count: number): Promise<void> {
    await vi.waitFor(() => expect(this.count).toBe(count), { timeout: 20_000, interval: 20 });
  }

  /** Nothing is reloaded any more, however long one waits. */
  async staysAt(count: number, waitMs = 6 * QUIET_MS): Promise<void> {
    await setTimeout(waitMs);
    expect(this.count).toBe(count);
  }
}

describe('CorpusWatcher', () => {
  let folder: string;
  let reloads: Reloads;
  let problems: string[];

  beforeEach(async () => {
    problems = [];
    folder = join(await temporaryFolder(), 'corpus');
    await mkdir(folder);
    await writeFile(join(folder, 'first.md'), '一');
    reloads = new Reloads();
  });

  const start = async (longestMs = 60_000, path = folder, quietMs = QUIET_MS): Promise<CorpusWatcher> => {
    const { reload } = reloads;
    const watcher = new CorpusWatcher({
      folder: path,
      reload,
      onProblem: ({ message }) => problems.push(message),
      quietMs,
      longestMs,
      checkMs: 50,
    });
    onTestFinished(() => watcher.stop());
    await watcher.start();
    return watcher;
  };

  it('reloads once for many changes, and not for what was there', async () => {
    await start(60_000, folder, LONG_QUIET_MS);
    await reloads.staysAt(0, 1.5 * LONG_QUIET_MS);
    await mkdir(join(folder, 'below'));
    for (let i = 0; i < 20; i++) await writeFile(join(folder, `below/${i}.md`), '字');
    await reloads.reached(1);
    await reloads.staysAt(1, 1.5 * LONG_QUIET_MS);
  });

  it.each([
    ['a changed document', () => writeFile(join(folder, 'first.md'), '二')],
    ['a removed one', () => unlink(join(folder, 'first.md'))],
    ['a renamed one', () => rename(join(folder, 'first.md'), join(folder, 'other.txt'))],
    ['the glossary', () => writeFile(join(folder, 'glossary.yaml'), 'entries: []')],
  ])('reloads for %s', async (_, change) => {
    await start();
    await change();
    await reloads.reached(1);
  });

  it('takes no notice of the files of editors, nor of hidden ones', async () => {
    await start();
    for (const name of [
      '.first.md.swp',
      'first.md~',
      '4913',
      '#first.md#',
      '~$first.docx',
      'first.md.tmp',
      'a.png',
    ]) {
      await writeFile(join(folder, name), '字');
    }
    await mkdir(join(folder, '.git'));
    await writeFile(join(folder, '.git/notes.md'), '字');
    await reloads.staysAt(0);
  });

  it('waits while a document is being written, and no longer than it may', async () => {
    await start(8 * QUIET_MS);
    const file = await open(join(folder, 'long.md'), 'w');
    onTestFinished(() => file.close());
    // Without pauses that a busy machine could make long, changes never end.
    for (const end = Date.now() + 20_000; reloads.count === 0 && Date.now() < end; ) {
      await file.write('字\n');
      await setTimeout(5);
    }
    expect(reloads.count).toBe(1);
  });

  it('reloads exactly once more for what changes while it reloads', async () => {
    await start(60_000, folder, LONG_QUIET_MS);
    reloads.isHeld = true;
    await writeFile(join(folder, 'first.md'), '二');
    await reloads.reached(1);
    for (const text of ['三', '四', '五']) {
      await writeFile(join(folder, 'first.md'), text);
      await setTimeout(2 * QUIET_MS);
    }
    expect(reloads.count).toBe(1);
    reloads.letGo();
    await reloads.reached(2);
    await reloads.staysAt(2, 1.5 * LONG_QUIET_MS);
  });

  it('goes on after a reload that failed', async () => {
    await start();
    reloads.failure = new Error('no');
    await writeFile(join(folder, 'first.md'), '二');
    await reloads.reached(1);
    await writeFile(join(folder, 'first.md'), '三');
    await reloads.reached(2);
  });

  it('goes on with a folder that vanished and came back, or came late', async () => {
    await rm(folder, { recursive: true });
    await start();
    await mkdir(folder);
    await writeFile(join(folder, 'first.md'), '一');
    await reloads.reached(1);
    const aside = `${folder}-aside`;
    await setTimeout(6 * QUIET_MS);
    const before = reloads.count;
    await rename(folder, aside);
    await vi.waitFor(() => expect(problems).toEqual([expect.stringMatching(/gone/)]), { timeout: 20_000 });
    await reloads.staysAt(before);
    await rename(aside, folder);
    await vi.waitFor(() => expect(reloads.count).toBeGreaterThan(before), { timeout: 20_000 });
    const settled = reloads.count;
    await setTimeout(6 * QUIET_MS);
    await writeFile(join(folder, 'second.md'), '二');
    await vi.waitFor(() => expect(reloads.count).toBeGreaterThan(settled), { timeout: 20_000 });
  });

  it('follows a link that is made to lead to another folder', async () => {
    const [link, next] = [`${folder}-link`, `${folder}-next`];
    await symlink(folder, link);
    await mkdir(next);
    await start(60_000, link);
    await symlink(next, `${link}-new`);
    await rename(`${link}-new`, link);
    await reloads.reached(1);
    await setTimeout(6 * QUIET_MS);
    await writeFile(join(next, 'first.md'), '一');
    await vi.waitFor(() => expect(reloads.count).toBeGreaterThan(1), { timeout: 20_000 });
  });

  it('does not wander off through links that lead out of the folder', async () => {
    const outside = `${folder}-outside`;
    await mkdir(outside);
    await symlink(outside, join(folder, 'link'));
    await start();
    await writeFile(join(outside, 'notes.md'), '字');
    await reloads.staysAt(0);
  });

  it('does nothing any more when it is stopped, not even what it had gathered', async () => {
    const watcher = await start();
    await writeFile(join(folder, 'first.md'), '二');
    await setTimeout(QUIET_MS / 3);
    await watcher.stop();
    const count = reloads.count;
    await writeFile(join(folder, 'first.md'), '三');
    await reloads.staysAt(count);
  });
});
