import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';
import { compactInBackground, takeCompacted } from '../../src/retrieval/compaction.js';
import { openSnapshot } from '../../src/retrieval/open-snapshot.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { temporaryFolder } from '../temporary-folder.js';
import { CountingEmbeddings } from './corpus-folder.js';
import { seededRandom } from './random.js';

const QUESTIONS = ['海水的盐度是多少?', '铁路有什么历史?', '丐丙业丛东丝', '温度'];
const SUBJECTS = ['海水的盐度', '铁路的历史', '大模型的发布', '深海的温度', '城市的人口'];

describe('an index of several segments', () => {
  let root: string;
  let embeddings: CountingEmbeddings;

  beforeEach(async () => {
    root = await temporaryFolder();
    await mkdir(join(root, 'corpus'));
    embeddings = new CountingEmbeddings();
  });

  const open = (dataDir: string, previous?: Snapshot): Promise<Snapshot> =>
    openSnapshot({ folder: join(root, 'corpus'), dataDir: join(root, dataDir), embeddings, previous });
  const segmentsOf = ({ placed }: Snapshot) => new Set(placed.map(({ segment }) => segment));

  /** Documents of four passages each, of characters at random. */
  const write = async (from: number, to: number, version = 1): Promise<void> => {
    for (let i = from; i < to; i++) {
      const random = seededRandom(1000 * version + i);
      const word = (): string => String.fromCharCode(0x4e00 + Math.floor(3000 * random() ** 2));
      const words = (): string => Array.from({ length: 20 + Math.floor(40 * random()) }, word).join('');
      const subject = SUBJECTS[i % SUBJECTS.length];
      const paragraphs = [1, 2, 3, 4].map(() => `${words()}${random() < 0.1 ? subject : ''}${words()}。`);
      await writeFile(join(root, 'corpus', `${i}.md`), `# ${subject}${i}\n\n${paragraphs.join('\n\n')}\n`);
    }
  };
  const remove = async (from: number, to: number): Promise<void> => {
    for (let i = from; i < to; i++) await rm(join(root, 'corpus', `${i}.md`));
  };

  it('finds what a fresh build finds, and so it does after a restart', async () => {
    await write(0, 1000);
    let served = await open('served');
    await write(1000, 1200);
    served = await open('served', served);
    await write(300, 320, 2);
    served = await open('served', served);
    await remove(1100, 1110);
    served = await open('served', served);
    expect(segmentsOf(served).size).toBe(3);
    const fresh = await open('fresh');
    expect(served.id).toBe(fresh.id);
    await expectSame(served, fresh);
    const loaded = await open('served');
    expect([loaded.builtFrom, segmentsOf(loaded).size]).toEqual(['disk', 3]);
    await expectSame(loaded, fresh);
  });

  it('is made one in the background when much of it is gone, and the next reload starts from that', async () => {
    await write(0, 400);
    const first = await open('served');
    await remove(0, 120);
    const worn = await open('served', first);
    const before = await found(worn);
    embeddings.documents = 0;
    await compactInBackground(worn, embeddings, {});
    const compact = takeCompacted(worn);
    expect(compact).not.toBe(worn);
    expect(compact.id).toBe(worn.id);
    expect([...segmentsOf(compact)].map(({ documents }) => documents.length)).toEqual([280]);
    await expectSame(compact, worn);
    expect(await found(worn)).toEqual(before);
    await write(0, 1);
    const next = await open('served', worn);
    expect([...segmentsOf(next)].map(({ documents }) => documents.length).sort()).toEqual([1, 280]);
    expect(embeddings.documents).toBe(4);
    expect((await open('served')).id).toBe(next.id);
  });

  it('is left as it is while little is gone', async () => {
    await write(0, 400);
    const first = await open('served');
    await remove(0, 20);
    const next = await open('served', first);
    await compactInBackground(next, embeddings, {});
    expect(takeCompacted(next)).toBe(next);
  });

  it('gives up the work in the background when the next reload comes first', async () => {
    await write(0, 400);
    const first = await open('served');
    await remove(0, 120);
    const worn = await open('served', first);
    const work = compactInBackground(worn, embeddings, {});
    expect(takeCompacted(worn)).toBe(worn);
    await work;
    expect(takeCompacted(worn)).toBe(worn);
  });

  it('is made one at once when most of it is gone', async () => {
    await write(0, 400);
    const first = await open('served');
    await remove(0, 250);
    const next = await open('served', first);
    expect([...segmentsOf(next)].map(({ documents }) => documents.length)).toEqual([150]);
    await expectSame(next, await open('fresh'));
  });

  it('lets go of a snapshot that nobody reads any more', async () => {
    await write(0, 400);
    const { served, old } = await reloadedOnce();
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const isReleased = (): boolean => old.every((reference) => reference.deref() === undefined);
    for (let i = 0; i < 200 && !isReleased(); i++) {
      await setTimeout(50);
      collect();
    }
    expect(isReleased()).toBe(true);
    expect(served.placed.length).toBe(280);
  });

  /** In a function of its own: the frame of one that waits may hold what it has used. */
  async function reloadedOnce() {
    const first = await open('served');
    const old = [new WeakRef<object>(first), new WeakRef<object>(first.keywords)];
    await remove(0, 120);
    return { served: await open('served', first), old };
  }
});

type Found = Awaited<ReturnType<Snapshot['search']>>;

function found(snapshot: Snapshot): Promise<Found[]> {
  return Promise.all(QUESTIONS.map((question) => snapshot.search(question, { limit: 10 })));
}

async function expectSame(one: Snapshot, other: Snapshot): Promise<void> {
  const [results, expected] = await Promise.all([found(one), found(other)]);
  for (const [i, result] of results.entries()) {
    const wanted = expected[i] ?? [];
    expect(result.map(({ lexical }) => lexical)).toEqual(wanted.map(({ lexical }) => lexical));
    for (const [rank, { score }] of result.entries()) expect(score).toBeCloseTo(wanted[rank]?.score ?? -1, 4);
  }
}
