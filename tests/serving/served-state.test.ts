import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { ServedState } from '../../src/serving/served-state.js';
import { temporaryFolder } from '../temporary-folder.js';

const A = { id: 'a'.repeat(32), failing: ['1'] };
const B = { id: 'b'.repeat(32), failing: [] };

describe('ServedState', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = join(await temporaryFolder(), 'data');
  });

  const state = (folder = '/corpus'): ServedState => new ServedState({ dataDir, folder });

  it('keeps what is served, of each corpus apart', async () => {
    expect(await state().read()).toBeUndefined();
    await state().write({ accepted: A, previous: null, pinned: false });
    await state('/other').write({ accepted: B, previous: A, pinned: true });
    expect(await state().read()).toEqual({
      accepted: A,
      previous: null,
      pinned: false,
      at: expect.stringMatching(/Z$/),
    });
    expect(await state('/other').read()).toMatchObject({ accepted: B, previous: A, pinned: true });
    expect(new Set(await state().ids())).toEqual(new Set([A.id, B.id]));
    expect(await readdir(dataDir)).toEqual(['served.json']);
  });

  it('forgets the corpus that was changed longest ago', async () => {
    for (let i = 0; i < 12; i++) {
      await state(`/${i}`).write({ accepted: A, previous: null, pinned: false });
      // Times are told apart by the millisecond.
      for (const now = Date.now(); Date.now() === now; );
    }
    expect(await state('/3').read()).toBeUndefined();
    expect(await state('/4').read()).toBeDefined();
  });

  it.each([
    ['is cut off', '{"format":1,"corpora":{"/corpus":{"acc'],
    ['has another form', '{"format":2}'],
    [
      'names a folder elsewhere',
      JSON.stringify({
        format: 1,
        corpora: {
          '/corpus': { accepted: { id: '../../etc', failing: [] }, previous: null, pinned: true, at: '' },
        },
      }),
    ],
  ])('says so when its file %s, and writes it anew', async (_, content) => {
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'served.json'), content);
    await expect(state().read()).rejects.toMatchObject({ code: 'snapshot-damaged' });
    expect(await state().ids()).toEqual([]);
    await state().write({ accepted: B, previous: null, pinned: false });
    expect(await state().read()).toMatchObject({ accepted: B });
  });

  it('says so when it can not be written, and leaves what was there', async () => {
    await writeFile(dataDir, 'a file in its place');
    await expect(state().write({ accepted: A, previous: null, pinned: false })).rejects.toMatchObject({
      code: 'not-saved',
    });
    expect(await readFile(dataDir, 'utf8')).toBe('a file in its place');
  });

  it.skipIf(process.getuid?.() === 0)('leaves no half of a file in a folder that is read-only', async () => {
    await state().write({ accepted: A, previous: null, pinned: false });
    await chmod(dataDir, 0o500);
    await expect(state().write({ accepted: B, previous: null, pinned: false })).rejects.toMatchObject({
      code: 'not-saved',
    });
    await chmod(dataDir, 0o700);
    expect(await state().read()).toMatchObject({ accepted: A });
  });
});
