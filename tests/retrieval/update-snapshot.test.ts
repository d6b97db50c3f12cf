import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';
import { openSnapshot } from '../../src/retrieval/open-snapshot.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { temporaryFolder } from '../temporary-folder.js';
import { seededRandom } from './random.js';

/** Sequences of random edits, each with as many reloads. */
const SEQUENCES = 12;
const RELOADS = 12;

const WORDS =
  '通义千问 文心一言 百度 阿里巴巴 大模型 发布 内测 海水 盐度 深海 温度 冰点 铁路 通车 台湾 基隆 公司 城市 历史 2023年 4月7日 GPT-4 OpenAI model release'.split(
    ' ',
  );
const QUESTIONS = [
  '通义千问什么时候开放内测?',
  '深海的温度',
  '百度发布了什么大模型',
  'OpenAI GPT-4 release',
  '台湾的铁路通车',
];
const NAMES = ['通义千问', '百度', '海水', '铁路'];

/** Edits a corpus folder at random, as people do. */
class Editor {
  private readonly random: () => number;
  private readonly folder: string;
  private made = 0;

  constructor(folder: string, seed: number) {
    this.folder = folder;
    this.random = seededRandom(seed);
  }

  async edit(): Promise<void> {
    const sources = await this.sources();
    if (sources.length < 4) return this.write(this.newName(), this.document());
    const kind = Math.floor(this.random() * 8);
    const source = this.pick(sources);
    if (kind <= 1) await this.write(this.newName(), this.document());
    else if (kind === 2) await this.write(source, this.document());
    else if (kind === 3) await this.changeOneParagraph(source);
    else if (kind === 4) await rm(join(this.folder, source));
    else if (kind === 5) await this.move(source, this.newName());
    else if (kind === 6) await this.write(this.newName(), await readFile(join(this.folder, source), 'utf8'));
    else await this.changeGlossary();
  }

  private async sources(): Promise<string[]> {
    const entries = await readdir(this.folder, { recursive: true });
    return entries.filter((name) => /\.(?:md|txt)$/.test(name)).sort();
  }

  private newName(): string {
    const folder = this.pick(['', '', 'a/', 'b/c/']);
    return `${folder}${this.pick(WORDS)}-${this.made++}.${this.pick(['md', 'md', 'txt'])}`;
  }

  private document(): string {
    const head = this.pick(['', '# ', '---\ntitle: 海洋\n---\n', '---\ntitle: [\n---\n']);
    const paragraphs = Array.from({ length: 1 + Math.floor(this.random() * 8) }, () => this.paragraph());
    return `${head}${this.pick(WORDS)}\n\n${paragraphs.join('\n\n')}\n`;
  }

  private paragraph(): string {
    const heading = this.random() < 0.2 ? `## ${this.pick(WORDS)}\n\n` : '';
    const words = Array.from({ length: 3 + Math.floor(this.random() * 12) }, () => this.pick(WORDS));
    return `${heading}${words.join('')}。`;
  }

  private async changeOneParagraph(source: string): Promise<void> {
    const paragraphs = (await readFile(join(this.folder, source), 'utf8')).split('\n\n');
    paragraphs[Math.floor(this.random() * paragraphs.length)] = this.paragraph();
    await this.write(source, paragraphs.join('\n\n'));
  }

  private async changeGlossary(): Promise<void> {
    const names = NAMES.filter(() => this.random() < 0.5);
    if (names.length === 0) return rm(join(this.folder, 'glossary.yaml'), { force: true });
    const entries = names.map((name) => `  - { name: ${name}, kind: term, aliases: [${name}的别名] }\n`);
    await this.write('glossary.yaml', `entries:\n${entries.join('')}`);
  }

  private async move(source: string, target: string): Promise<void> {
    await mkdir(dirname(join(this.folder, target)), { recursive: true });
    await rename(join(this.folder, source), join(this.folder, target));
  }

  private async write(source: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.folder, source)), { recursive: true });
    await writeFile(join(this.folder, source), text);
  }

  private pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(from.length * this.random())];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }
}

describe('a snapshot that was made of the one before', () => {
  const sequences = Array.from({ length: SEQUENCES }, (_, seed) => seed);

  it.each(sequences)(
    'is the one that a fresh build gives, whatever was edited (sequence %i)',
    async (seed) => {
      const root = await temporaryFolder();
      const folder = join(root, 'corpus');
      await mkdir(folder);
      const editor = new Editor(folder, seed);
      for (let i = 0; i < 6; i++) await editor.edit();
      const embeddings = new LocalEmbeddings();
      const open = (dataDir: string, previous?: Snapshot): Promise<Snapshot> =>
        openSnapshot({ folder, dataDir: join(root, dataDir), embeddings, previous });
      let served = await open('served');
      for (let reload = 0; reload < RELOADS; reload++) {
        const before = await found(served);
        const earlier = served;
        for (let i = 0; i <= reload % 3; i++) await editor.edit();
        served = await open('served', served);
        const fresh = await open(`fresh-${reload}`);
        expectSame(served, fresh);
        const results = await found(served);
        expectClose(results, await found(fresh));
        expectClose(await found(await open('served')), results);
        expect(await found(earlier)).toEqual(before);
      }
    },
  );
});

function expectSame(one: Snapshot, other: Snapshot): void {
  expect(one.id).toBe(other.id);
  expect(one.corpus.documents).toEqual(other.corpus.documents);
  expect(one.corpus.passages).toEqual(other.corpus.passages);
  expect(one.corpus.glossary.entities).toEqual(other.corpus.glossary.entities);
  expect(one.corpus.problems.map(({ message }) => message)).toEqual(
    other.corpus.problems.map(({ message }) => message),
  );
}

type Found = Awaited<ReturnType<Snapshot['search']>>;

/** Every passage with all its scores. */
async function found(snapshot: Snapshot): Promise<Found[]> {
  const limit = snapshot.corpus.passages.length;
  return Promise.all(QUESTIONS.map((question) => snapshot.search(question, { limit })));
}

/** Keyword scores are the same to the bit; similarities but for the last bits of a vector that was put into a graph twice. */
function expectClose(results: readonly Found[], expected: readonly Found[]): void {
  for (const [i, result] of results.entries()) {
    const other = expected[i] ?? [];
    expect(result.map(({ lexical }) => lexical)).toEqual(other.map(({ lexical }) => lexical));
    expect(result.map(({ passage }) => passage)).toEqual(other.map(({ passage }) => passage));
    for (const [rank, { dense, score }] of result.entries()) {
      expect(dense).toBeCloseTo(other[rank]?.dense ?? -2, 5);
      expect(score).toBeCloseTo(other[rank]?.score ?? -2, 5);
    }
  }
}
