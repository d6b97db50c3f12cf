import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { WenjuError } from '../../src/errors.js';
import { openSnapshot } from '../../src/retrieval/open-snapshot.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { CountingEmbeddings, corpusFolder } from './corpus-folder.js';

const QUESTION = '通义千问什么时候开放内测?';
const GBK = Uint8Array.of(0xba, 0xa3, 0xcb, 0xae);

describe('openSnapshot with what is served', () => {
  let folder: string;
  let dataDir: string;
  let embeddings: CountingEmbeddings;
  let warnings: WenjuError[];
  let served: Snapshot;

  beforeEach(async () => {
    ({ folder, dataDir } = await corpusFolder());
    embeddings = new CountingEmbeddings();
    warnings = [];
    served = await open();
    embeddings.documents = 0;
  });

  const open = (previous?: Snapshot, into = dataDir): Promise<Snapshot> =>
    openSnapshot({
      folder,
      dataDir: into,
      embeddings,
      previous,
      onWarning: (warning) => warnings.push(warning),
    });
  const problems = ({ corpus }: Snapshot): string[] => corpus.problems.map(({ message }) => message);
  const best = async (snapshot: Snapshot, question = QUESTION): Promise<string | undefined> =>
    (await snapshot.search(question))[0]?.passage.source;

  it('is that one when nothing has changed', async () => {
    const now = new Date();
    await utimes(join(folder, 'sea.txt'), now, now);
    expect(await open(served)).toBe(served);
    expect(embeddings.documents).toBe(0);
  });

  it('embeds only the passages whose text is new', async () => {
    const path = join(folder, 'models.md');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('3月16日', '3月17日'));
    const next = await open(served);
    expect(embeddings.documents).toBe(1);
    expect(next.id).not.toBe(served.id);
    expect(next.document('models.md').text).toContain('3月17日');
    expect(served.document('models.md').text).toContain('3月16日');
    expect(await best(next)).toBe('models.md');
  });

  it.each([
    ['moving a file', () => rename(join(folder, 'models.md'), join(folder, 'zoo.md'))],
    ['moving it into a folder', () => rename(join(folder, 'sea.txt'), join(folder, 'a', 'sea.txt'))],
    ['copying it', async () => writeFile(join(folder, 'b.md'), await readFile(join(folder, 'models.md')))],
    ['removing it', () => rm(join(folder, 'sea.txt'))],
    ['another glossary', () => writeFile(join(folder, 'glossary.yaml'), 'entries: []\n')],
  ])('embeds nothing for %s', async (_, change) => {
    await mkdir(join(folder, 'a'));
    await change();
    const next = await open(served);
    expect(next.id).not.toBe(served.id);
    expect(embeddings.documents).toBe(0);
    const fresh = await open(undefined, `${dataDir}-fresh`);
    expect(fresh.id).toBe(next.id);
    expect(next.corpus.passages).toEqual(fresh.corpus.passages);
  });

  it('takes a title from the new name of a file that gives itself none', async () => {
    await rename(join(folder, 'sea.txt'), join(folder, 'ocean.txt'));
    const next = await open(served);
    expect(next.document('ocean.txt').title).toBe('ocean');
    expect(embeddings.documents).toBe(2);
  });

  it('goes on from the newest snapshot on the disk after a restart', async () => {
    await writeFile(join(folder, 'new.md'), '# 新\n\n新的一段话。\n');
    const next = await open();
    expect(next.builtFrom).toBe('build');
    expect(embeddings.documents).toBe(1);
    expect(warnings).toEqual([]);
  });

  it('writes only what is new: the rest are other names of files that are there', async () => {
    await writeFile(join(folder, 'new.md'), '# 新\n\n新的一段话。\n');
    const next = await open(served);
    const partsOf = async ({ id }: Snapshot): Promise<string[]> =>
      (await readdir(join(dataDir, 'snapshots', id))).filter((name) => !name.endsWith('.json'));
    const [before, after] = [await partsOf(served), await partsOf(next)];
    expect(before).toHaveLength(3);
    expect(after).toEqual(expect.arrayContaining(before));
    expect(after).toHaveLength(6);
    for (const name of before) {
      const inodes = [served, next].map(({ id }) => stat(join(dataDir, 'snapshots', id, name)));
      const [one, other] = await Promise.all(inodes);
      expect(one?.ino).toBe(other?.ino);
    }
    await rm(join(dataDir, 'snapshots', served.id), { recursive: true });
    const loaded = await open();
    expect(loaded.builtFrom).toBe('disk');
    expect(await loaded.search(QUESTION)).toEqual(await next.search(QUESTION));
  });

  it('saves whole what it can no longer link', async () => {
    await rm(dataDir, { recursive: true });
    await writeFile(join(folder, 'new.md'), '# 新\n\n新的一段话。\n');
    const next = await open(served);
    expect(warnings).toEqual([]);
    const loaded = await open();
    expect([loaded.builtFrom, loaded.id]).toEqual(['disk', next.id]);
  });

  it('serves from memory, with a warning, when the data folder can no longer be written', async () => {
    await rm(dataDir, { recursive: true });
    await writeFile(dataDir, 'a file where the folder should be');
    await writeFile(join(folder, 'new.md'), '# 新\n\n新的一段话。\n');
    const next = await open(served);
    expect(next.document('new.md').title).toBe('新');
    expect(warnings.map(({ code }) => code)).toEqual(['bad-config']);
  });

  it('reads a file again whose size and time of modification are those of before', async () => {
    const path = join(folder, 'sea.txt');
    const longAgo = new Date(Date.now() - 86_400_000);
    await utimes(path, longAgo, longAgo);
    // Long enough for the file to count as settled: from here on its stamp is trusted.
    await setTimeout(3_000);
    const before = await open(served);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('盐', '密'));
    await utimes(path, longAgo, longAgo);
    const next = await open(before);
    expect(next.document('sea.txt').text).toContain('密度');
  });

  it.each([
    ['no UTF-8', async (path: string) => writeFile(path, GBK)],
    [
      'a link that leads nowhere',
      async (path: string) => {
        await rm(path);
        await symlink(`${path}.nowhere`, path);
      },
    ],
  ])('serves the last good version of a document that has become %s, and says so', async (_, spoil) => {
    const path = join(folder, 'sea.txt');
    const text = await readFile(path, 'utf8');
    await spoil(path);
    const next = await open(served);
    expect(next.document('sea.txt').text).toBe(text);
    expect(next.id).not.toBe(served.id);
    expect(problems(next)).toEqual([
      expect.stringMatching(/^sea\.txt .*; its last good version is served on$/),
    ]);
    expect(embeddings.documents).toBe(0);
    const again = await open(next);
    expect(again).toBe(next);
    const restarted = await open();
    expect([restarted.id, restarted.builtFrom]).toEqual([next.id, 'disk']);
    await rm(path);
    const removed = await open(next);
    expect(() => removed.document('sea.txt')).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(problems(removed)).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0)(
    'serves on what was in a folder that can no longer be read',
    async () => {
      await mkdir(join(folder, 'deep'));
      await rename(join(folder, 'sea.txt'), join(folder, 'deep', 'sea.txt'));
      const before = await open(served);
      await chmod(join(folder, 'deep'), 0o000);
      const next = await open(before);
      expect(next.document('deep/sea.txt').text).toContain('盐度');
      expect(problems(next)).toEqual([expect.stringContaining('served on (documents: 1)')]);
      await chmod(join(folder, 'deep'), 0o700);
    },
  );

  it('serves the last good glossary when the new one can’t be used, after a restart too', async () => {
    await writeFile(join(folder, 'glossary.yaml'), 'entries: [');
    const next = await open(served);
    expect(next.corpus.glossary.entities).toEqual(served.corpus.glossary.entities);
    expect(problems(next)).toEqual([
      expect.stringContaining('the glossary that was read before is served on'),
    ]);
    const restarted = await open();
    expect([restarted.id, restarted.builtFrom]).toEqual([next.id, 'disk']);
  });

  it('serves the last good glossary when the file can’t be read', async () => {
    await writeFile(join(folder, 'glossary.yaml'), GBK);
    const next = await open(served);
    expect(next.corpus.glossary.entities).toEqual(served.corpus.glossary.entities);
    expect(problems(next)).toEqual([
      expect.stringMatching(/^glossary\.yaml .*its last good version is served on$/),
    ]);
    expect((await open()).id).toBe(next.id);
  });

  it('names the one broken document of a thousand and loses none', async () => {
    for (let i = 0; i < 1000; i++) await writeFile(join(folder, `d${i}.md`), `# 文档${i}\n\n第${i}段。\n`);
    const before = await open(served);
    await writeFile(join(folder, 'd500.md'), GBK);
    await writeFile(join(folder, 'd7.md'), '# 文档7\n\n新的第7段。\n');
    const next = await open(before);
    expect(next.corpus.documents).toHaveLength(before.corpus.documents.length);
    expect(problems(next)).toEqual([expect.stringMatching(/^d500\.md is not encoded in UTF-8/)]);
    expect(next.document('d500.md').text).toBe('# 文档500\n\n第500段。\n');
    expect(next.document('d7.md').text).toContain('新的');
  });
});
