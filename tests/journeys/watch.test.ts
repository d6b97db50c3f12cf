import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Answer } from '../../src/answer/answer.js';
import { corpusFolder } from '../retrieval/corpus-folder.js';
import { Wenju } from './wenju.js';

const PATIENCE = { timeout: 30_000, interval: 100 };

describe('CORPUS_WATCH=1', () => {
  it('answers from changed documents by itself, and serves on when the folder is gone', async () => {
    const wenju = await Wenju.prepare();
    const { folder, dataDir } = await corpusFolder();
    const env = { CORPUS_DIR: folder, DATA_DIR: dataDir, CORPUS_WATCH: '1' };
    const { address, stop } = await wenju.serve({ env });
    const ask = async (question: string): Promise<Answer> => {
      const asked = await fetch(`${address}/api/ask`, { method: 'POST', body: JSON.stringify({ question }) });
      return (await asked.json()) as Answer;
    };
    expect((await ask('月球有大气吗？')).citations.map(({ source }) => source)).not.toContain('moon.txt');
    await writeFile(join(folder, 'moon.txt'), '月球没有大气。\n');
    await vi.waitFor(
      async () => expect((await ask('月球有大气吗？')).citations[0]).toMatchObject({ source: 'moon.txt' }),
      PATIENCE,
    );
    await rename(folder, `${folder}-aside`);
    await writeFile(join(`${folder}-aside`, 'moon.txt'), '月球的大气极其稀薄。\n');
    expect((await ask('月球有大气吗？')).citations[0]?.quote).toBe('月球没有大气。');
    await rename(`${folder}-aside`, folder);
    await vi.waitFor(
      async () => expect((await ask('月球有大气吗？')).citations[0]?.quote).toBe('月球的大气极其稀薄。'),
      PATIENCE,
    );
    const { code, stderr } = await stop();
    expect(code).toBe(0);
    expect(stderr).toContain('reloaded');
  });
});
