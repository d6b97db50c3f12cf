import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.js';
import { ADMIN, SEA, type ServedFolder, SHALLOW_SEA, servedFolder } from './served-folder.js';

describe('a start', () => {
  let served: ServedFolder;

  beforeEach(async () => {
    served = await servedFolder();
  });

  const actions = async ({ corpus }: App): Promise<string[]> =>
    (await corpus.history(20)).map(({ action, result }) => `${action} ${result}`).reverse();

  it('serves what the folder holds, and writes a change of it down', async () => {
    const first = await served.start();
    expect((await served.start()).snapshot.id).toBe(first.snapshot.id);
    await served.write('moon.txt', '月球没有大气。\n');
    const second = await served.start();
    expect(second.snapshot.id).not.toBe(first.snapshot.id);
    expect(second.corpus.view().previous).toBe(first.snapshot.id);
    expect(await actions(second)).toEqual(['start done', 'start done']);
    expect(await second.corpus.rollback(ADMIN)).toMatchObject({ snapshot: first.snapshot.id });
  });

  it('serves on what it served when the folder has come to break golden questions', async () => {
    const first = await served.start();
    await served.write('sea.txt', SHALLOW_SEA);
    for (let start = 0; start < 2; start++) {
      const held = await served.start();
      expect(held.snapshot.id).toBe(first.snapshot.id);
      expect(held.warnings).toEqual(['reload-held']);
      expect(held.isOfFolder).toBe(false);
    }
    const held = await served.start();
    expect((await held.corpus.history(1))[0]).toMatchObject({ action: 'start', result: 'held' });
    await expect(held.corpus.reload()).rejects.toMatchObject({ code: 'reload-held' });
    const forced = await held.corpus.reload({ force: true });
    const again = await served.start();
    expect(again.snapshot.id).toBe(forced.snapshot);
    expect(again.warnings).toEqual([]);
  });

  it('keeps a held-back reload held back', async () => {
    const first = await served.start();
    await served.write('sea.txt', SHALLOW_SEA);
    await expect(first.corpus.reload()).rejects.toMatchObject({ code: 'reload-held' });
    expect((await served.start()).snapshot.id).toBe(first.snapshot.id);
    await served.write('sea.txt', `${SEA}\n海里有鱼。\n`);
    const mended = await served.start();
    expect(mended.warnings).toEqual([]);
    expect(mended.snapshot.document('sea.txt').text).toContain('海里有鱼');
  });

  it('serves the folder, with a warning for each golden question, where there is nothing else', async () => {
    await served.write('sea.txt', SHALLOW_SEA);
    const app = await served.start();
    expect(app.warnings).toEqual(['reload-held']);
    await served.write('moon.txt', '月球没有大气。\n');
    expect(await app.corpus.reload()).toMatchObject({ added: 1 });
  });

  it.each([
    ['the state is damaged', (dataDir: string) => writeFile(join(dataDir, 'served.json'), '{"format":1,')],
    ['the snapshots are gone', (dataDir: string) => rm(join(dataDir, 'snapshots'), { recursive: true })],
  ])('serves the folder with a warning when %s', async (_, spoil) => {
    const first = await served.start();
    await served.write('moon.txt', '月球没有大气。\n');
    await first.corpus.reload();
    await first.corpus.rollback(ADMIN);
    await spoil(served.dataDir);
    const app = await served.start();
    expect(app.warnings).toEqual(['snapshot-damaged']);
    expect(app.snapshot.document('moon.txt').text).toContain('月球');
    expect(await app.corpus.reload()).toMatchObject({ unchanged: 4 });
  });

  it('builds the folder anew when what someone went back to is damaged', async () => {
    const first = await served.start();
    await served.write('moon.txt', '月球没有大气。\n');
    await first.corpus.reload();
    const { snapshot } = await first.corpus.rollback(ADMIN);
    await writeFile(join(served.dataDir, 'snapshots', snapshot, 'keywords.bin'), 'x');
    const app = await served.start();
    expect(app.warnings).toEqual(['snapshot-damaged', 'snapshot-damaged']);
    expect(app.snapshot.document('moon.txt').text).toContain('月球');
  });

  it('leaves everything as it was where it is only read', async () => {
    const first = await served.start();
    await served.write('moon.txt', '月球没有大气。\n');
    const read = await served.start({ state: 'read' });
    expect(read.snapshot.document('moon.txt').text).toContain('月球');
    await served.write('sea.txt', SHALLOW_SEA);
    const held = await served.start({ state: 'read' });
    expect(held.snapshot.id).toBe(first.snapshot.id);
    expect(held.warnings).toEqual(['reload-held']);
    expect(await actions(first)).toEqual(['start done']);
    const ignored = await served.start({ state: 'ignore' });
    expect(ignored.snapshot.document('sea.txt').text).toBe(SHALLOW_SEA);
    expect(ignored.warnings).toEqual([]);
  });
});
