import { readdirSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { WenjuError } from '../../src/errors.js';
import { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';
import { openSnapshot } from '../../src/retrieval/open-snapshot.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { CountingEmbeddings, corpusFolder } from './corpus-folder.js';

const QUESTION = '通义千问什么时候开放内测?';
/** How the names of a snapshot's files end. */
const FILES = ['manifest.json', 'corpus.json', '.documents', '.keywords', '.vectors'];

describe('openSnapshot', () => {
  let folder: string;
  let dataDir: string;
  let warnings: WenjuError[];

  beforeEach(async () => {
    ({ folder, dataDir } = await corpusFolder());
    warnings = [];
  });

  const open = (embeddings = new LocalEmbeddings(), keep = 3): Promise<Snapshot> =>
    openSnapshot({ folder, dataDir, embeddings, keep, onWarning: (warning) => warnings.push(warning) });
  const snapshotPath = (snapshot: Snapshot, file: string): string => {
    const path = join(dataDir, 'snapshots', snapshot.id);
    return join(path, readdirSync(path).find((name) => name.endsWith(file)) ?? file);
  };
  const saved = async (): Promise<string[]> => (await readdir(join(dataDir, 'snapshots'))).sort();

  it('builds and saves at the first start, and loads at the second without embedding anything', async () => {
    const first = new CountingEmbeddings();
    const built = await open(first);
    expect(built.builtFrom).toBe('build');
    expect(first.documents).toBeGreaterThan(0);
    const second = new CountingEmbeddings();
    const loaded = await open(second);
    expect(loaded.builtFrom).toBe('disk');
    expect(second.documents + second.queries).toBe(0);
    expect(loaded.id).toBe(built.id);
    expect(warnings).toEqual([]);
  });

  it('answers the same from the disk as from the build', async () => {
    const built = await open();
    const loaded = await open();
    expect(loaded.corpus.documents).toEqual(built.corpus.documents);
    expect(loaded.corpus.passages).toEqual(built.corpus.passages);
    expect(loaded.vectors.graph?.ef).toBe(built.vectors.graph?.ef);
    for (const question of [QUESTION, '深海有多冷', 'When was ERNIE Bot released?', '?', '']) {
      expect(await loaded.search(question)).toEqual(await built.search(question));
    }
  });

  it.each(FILES)('notices one changed byte in %s and builds again', async (file) => {
    const built = await open();
    const path = snapshotPath(built, file);
    const bytes = await readFile(path);
    const at = bytes.length >> 1;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(path, bytes);
    const again = await open();
    expect(again.builtFrom).toBe('build');
    expect(warnings.map(({ code }) => code)).toEqual(['snapshot-damaged']);
    expect(await again.search(QUESTION)).toEqual(await built.search(QUESTION));
    expect((await open()).builtFrom).toBe('disk');
  });

  it.each(FILES)('notices that %s is cut short', async (file) => {
    const path = snapshotPath(await open(), file);
    await truncate(path, (await stat(path)).size >> 1);
    expect((await open()).builtFrom).toBe('build');
    expect((await open()).builtFrom).toBe('disk');
  });

  it.each(FILES)('notices that %s is that of another snapshot', async (file) => {
    await writeFile(join(folder, 'more.md'), '# 更多\n\n更多的文字。\n');
    const foreign = await open(new LocalEmbeddings({ dimension: 16 }));
    await rm(join(folder, 'more.md'));
    await writeFile(join(folder, 'sea.txt'), '海水是咸的。\n');
    const built = await open();
    await writeFile(snapshotPath(built, file), await readFile(snapshotPath(foreign, file)));
    const again = await open();
    expect(again.builtFrom).toBe('build');
    expect(again.vectors.graph?.dimension).toBe(32);
  });

  it('is stale when a document, the glossary or the embedding changes', async () => {
    const ids = new Set([(await open()).id]);
    await writeFile(join(folder, 'sea.txt'), '海水是咸的。\n');
    ids.add((await open()).id);
    await writeFile(join(folder, 'glossary.yaml'), 'entries: []\n');
    ids.add((await open()).id);
    const other = await open(new LocalEmbeddings({ dimension: 64 }));
    ids.add(other.id);
    expect(ids.size).toBe(4);
    expect(other.builtFrom).toBe('build');
  });

  it('keeps the last snapshots and removes older ones and what a dead process left', async () => {
    const dead = join(dataDir, 'snapshots', '.tmp-4711-dead');
    const alive = join(dataDir, 'snapshots', '.tmp-4712-alive');
    await mkdir(dead, { recursive: true });
    await mkdir(alive);
    await writeFile(join(dead, 'vectors.hnsw'), 'half');
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(dead, longAgo, longAgo);
    const ids: string[] = [];
    for (let version = 1; version <= 4; version++) {
      await writeFile(join(folder, 'sea.txt'), `第${version}版。\n`);
      ids.push((await open(new LocalEmbeddings(), 2)).id);
    }
    expect(await saved()).toEqual([...ids.slice(-2), '.tmp-4712-alive'].sort());
  });

  it('never takes a half-written folder for a snapshot', async () => {
    const built = await open();
    await writeFile(snapshotPath(built, 'manifest.json'), '');
    expect((await open()).builtFrom).toBe('build');
    expect(await saved()).toEqual([built.id]);
  });

  it('serves from memory, with a warning, where the data folder cannot be written', async () => {
    await writeFile(dataDir, 'a file where the folder should be');
    const snapshot = await open();
    expect(snapshot.builtFrom).toBe('build');
    expect((await snapshot.search(QUESTION))[0]?.passage.source).toBe('models.md');
    expect(warnings.map(({ code }) => code)).toEqual(['bad-config']);
    expect(warnings[0]?.message).toContain(dataDir);
  });

  it.skipIf(process.getuid?.() === 0)('loads from a read-only data folder', async () => {
    await open();
    await chmod(join(dataDir, 'snapshots'), 0o500);
    expect((await open()).builtFrom).toBe('disk');
    await writeFile(join(folder, 'sea.txt'), '海水是咸的。\n');
    expect((await open()).builtFrom).toBe('build');
    expect(warnings).toHaveLength(1);
    await chmod(join(dataDir, 'snapshots'), 0o700);
  });

  it('can be opened by several at once', async () => {
    const snapshots = await Promise.all(Array.from({ length: 4 }, () => open()));
    expect(new Set(snapshots.map(({ id }) => id)).size).toBe(1);
    expect(warnings).toEqual([]);
    expect(await saved()).toEqual([snapshots[0]?.id]);
    expect((await open()).builtFrom).toBe('disk');
  });

  it('stops when it is aborted and leaves nothing behind', async () => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    const opening = openSnapshot({
      folder,
      dataDir,
      embeddings: new LocalEmbeddings(),
      signal: controller.signal,
    });
    await expect(opening).rejects.toThrow('enough');
  });

  it('gives others a turn while it parses many documents', async () => {
    const document = '# 海\n\n深海的温度接近冰点。\n\n'.repeat(50);
    for (let number = 0; number < 100; number++) await writeFile(join(folder, `${number}.md`), document);
    const controller = new AbortController();
    const phases = new Set<string>();
    const opening = openSnapshot({
      folder,
      dataDir,
      embeddings: new LocalEmbeddings(),
      signal: controller.signal,
      onProgress: ({ phase }) => {
        if (phases.size === 0) setImmediate(() => controller.abort(new Error('someone else had a turn')));
        phases.add(phase);
      },
    });
    await expect(opening).rejects.toThrow('someone else had a turn');
    expect([...phases]).toEqual(['read']);
  });

  it('tells how far it is', async () => {
    const phases = new Set<string>();
    const onProgress = ({ phase }: { phase: string }): unknown => phases.add(phase);
    await openSnapshot({ folder, dataDir, embeddings: new LocalEmbeddings(), onProgress });
    expect([...phases]).toEqual(expect.arrayContaining(['read', 'words', 'embed', 'calibrate', 'save']));
  });
});
