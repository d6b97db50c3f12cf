import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';
import { openSnapshot } from '../../src/retrieval/open-snapshot.js';
import type { Progress } from '../../src/retrieval/time-slices.js';
import type { LastReload } from '../../src/serving/reload-report.js';
import { ServedCorpus } from '../../src/serving/served-corpus.js';
import { corpusFolder } from '../retrieval/corpus-folder.js';

describe('ServedCorpus', () => {
  let folder: string;
  let opened: number;
  let told: LastReload[];
  let stop: AbortController;
  let corpus: ServedCorpus;

  beforeEach(async () => {
    const made = await corpusFolder();
    folder = made.folder;
    opened = 0;
    told = [];
    stop = new AbortController();
    const open = { folder, dataDir: made.dataDir, embeddings: new LocalEmbeddings() };
    corpus = new ServedCorpus({
      snapshot: await openSnapshot(open),
      reopen: (options) => {
        opened++;
        return openSnapshot({ ...open, ...options });
      },
      onReload: (reload) => told.push(reload),
      signal: stop.signal,
    });
  });

  it('swaps the index whole: what was taken before stays as it was', async () => {
    const before = corpus.snapshot;
    await writeFile(join(folder, 'sea.txt'), '海水是咸的。\n');
    const report = await corpus.reload();
    expect(report).toMatchObject({ added: 0, updated: 1, removed: 0, unchanged: 2 });
    expect(corpus.snapshot).not.toBe(before);
    expect(corpus.snapshot.id).toBe(report.snapshot);
    expect(before.document('sea.txt').text).toContain('盐度');
    expect(corpus.document('sea.txt').text).toBe('海水是咸的。\n');
    expect((await before.search('深海的温度'))[0]?.passage.source).toBe('sea.txt');
  });

  it('keeps the index where nothing has changed', async () => {
    const before = corpus.snapshot;
    expect(await corpus.reload()).toMatchObject({ updated: 0, unchanged: 3, snapshot: before.id });
    expect(corpus.snapshot).toBe(before);
    expect(corpus.view().lastReload).toMatchObject({ unchanged: 3, result: 'done' });
  });

  it('takes in another glossary', async () => {
    await writeFile(join(folder, 'glossary.yaml'), 'entries: [{ name: 海, kind: term }]\n');
    await corpus.reload();
    expect(corpus.view().glossary).toEqual([{ name: '海', kind: 'term', aliases: [] }]);
  });

  it('lets whoever asks meanwhile join the reload under way', async () => {
    await writeFile(join(folder, 'sea.txt'), '海水是咸的。\n');
    const seen: Progress[] = [];
    const reports = await Promise.all([
      corpus.reload(),
      corpus.reload({ onProgress: (progress) => seen.push(progress) }),
      corpus.reload(),
    ]);
    expect(opened).toBe(1);
    expect(new Set(reports.map(({ snapshot }) => snapshot))).toEqual(new Set([corpus.snapshot.id]));
    expect(seen.length).toBeGreaterThan(0);
    await corpus.reload();
    expect(opened).toBe(2);
    expect(told).toHaveLength(2);
  });

  it('serves on what it served when a reload fails, and can be reloaded again', async () => {
    const before = corpus.snapshot;
    for (const name of ['models.md', 'sea.txt', 'taiwan.md']) await rm(join(folder, name));
    await expect(corpus.reload()).rejects.toMatchObject({ code: 'corpus-empty' });
    expect(corpus.snapshot).toBe(before);
    const failed = {
      at: expect.any(String),
      ms: expect.any(Number),
      added: 0,
      updated: 0,
      removed: 0,
      unchanged: 0,
      result: 'failed',
      error: { code: 'corpus-empty', message: expect.stringContaining(folder) },
    };
    expect(told).toEqual([failed]);
    expect(corpus.view().lastReload).toEqual(failed);
    await writeFile(join(folder, 'sea.txt'), '海水是咸的。\n');
    expect(await corpus.reload()).toMatchObject({ updated: 1, removed: 2 });
  });

  it('gives a reload up when the server stops', async () => {
    const before = corpus.snapshot;
    await writeFile(join(folder, 'sea.txt'), '海水是咸的。\n');
    const reloading = corpus.reload();
    stop.abort();
    await expect(reloading).rejects.toMatchObject({ code: 'unavailable' });
    expect(corpus.snapshot).toBe(before);
  });

  it('finds out once for each index and language what to suggest', async () => {
    const first = corpus.suggestions('zh');
    expect(corpus.suggestions('zh')).toBe(first);
    expect(corpus.suggestions('en')).not.toBe(first);
    expect((await first).length).toBeGreaterThan(0);
    await writeFile(join(folder, 'sea.txt'), '海水是咸的。\n');
    await corpus.reload();
    expect(corpus.suggestions('zh')).not.toBe(first);
  });
});
