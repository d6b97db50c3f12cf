import { readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';
import { openSnapshot } from '../../src/retrieval/open-snapshot.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { SnapshotStore, type SnapshotStoreOptions } from '../../src/retrieval/snapshot-store.js';
import { corpusFolder } from './corpus-folder.js';

describe('SnapshotStore', () => {
  let folder: string;
  let dataDir: string;

  beforeEach(async () => {
    ({ folder, dataDir } = await corpusFolder());
  });

  const open = (options: SnapshotStoreOptions = {}): Promise<Snapshot> =>
    openSnapshot({ folder, dataDir, embeddings: new LocalEmbeddings(), ...options });
  const opened = async (text: string, options?: SnapshotStoreOptions): Promise<Snapshot> => {
    await writeFile(join(folder, 'sea.txt'), text);
    return open(options);
  };

  it('lists what is saved, newest first, and leaves out what has no manifest', async () => {
    expect(await new SnapshotStore(dataDir).list()).toEqual([]);
    const snapshots = [await open(), await opened('海水是咸的。\n'), await opened('海水很深。\n')];
    const damaged = await opened('海水很冷。\n', { keep: 9 });
    await rm(join(new SnapshotStore(dataDir).pathOf(damaged.id), 'manifest.json'));
    expect(await new SnapshotStore(dataDir).list()).toEqual(
      snapshots.reverse().map(({ id, corpus, loadedAt }) => ({
        id,
        savedAt: loadedAt.toISOString(),
        documents: corpus.documents.length,
        passages: corpus.passages.length,
      })),
    );
  });

  it('never removes what is protected', async () => {
    const first = await open();
    const second = await opened('海水是咸的。\n', { keep: 1, protect: [first.id] });
    const third = await opened('海水很深。\n', { keep: 1, protect: [first.id] });
    const ids = await new SnapshotStore(dataDir).ids();
    expect(ids.sort()).toEqual([first.id, third.id].sort());
    expect(ids).not.toContain(second.id);
  });

  it('loads a snapshot whose corpus folder is gone', async () => {
    const { id, corpus } = await open();
    await rm(folder, { recursive: true });
    const loaded = await new SnapshotStore(dataDir).load(id, new LocalEmbeddings(), {});
    expect(loaded?.corpus.documents).toEqual(corpus.documents);
    expect(await new SnapshotStore(dataDir).load('0'.repeat(32), new LocalEmbeddings(), {})).toBeUndefined();
  });

  it('changes nothing on the disk when it is only read', async () => {
    const snapshot = await open();
    const path = new SnapshotStore(dataDir).pathOf(snapshot.id);
    const longAgo = new Date('2020-01-01');
    await utimes(path, longAgo, longAgo);
    expect((await open({ readOnly: true })).builtFrom).toBe('disk');
    expect((await opened('海水是咸的。\n', { readOnly: true })).builtFrom).toBe('build');
    await writeFile(join(path, 'corpus.json'), '{}');
    await writeFile(join(folder, 'sea.txt'), '海水的盐度随深度变化。\n\n深海的温度接近冰点。\n');
    expect((await open({ readOnly: true })).builtFrom).toBe('build');
    expect(await readdir(join(dataDir, 'snapshots'))).toEqual([snapshot.id]);
    expect((await stat(path)).mtime).toEqual(longAgo);
  });
});
