import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Document } from '@langchain/core/documents';
import { Embeddings } from '@langchain/core/embeddings';
import { beforeAll, describe, expect, it } from 'vitest';
import { HnswVectorStore } from '../../src/retrieval/hnsw-vector-store.js';
import { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';
import { temporaryFolder } from '../temporary-folder.js';

const TEXTS = [
  '通义千问于4月7日开放内测',
  '文心一言由百度发布',
  '商汤发布日日新大模型',
  '海水的盐度随深度变化',
  '长江发源于青藏高原',
];
const embeddings = new LocalEmbeddings();

class Answering extends Embeddings {
  private readonly answer: (texts: string[]) => number[][];

  constructor(answer: (texts: string[]) => number[][]) {
    super({});
    this.answer = answer;
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    return this.answer(texts);
  }

  override async embedQuery(text: string): Promise<number[]> {
    return this.answer([text])[0] ?? [];
  }
}

describe('HnswVectorStore', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
  });

  it('finds the nearest document through LangChain’s interface', async () => {
    const store = await HnswVectorStore.fromTexts(
      TEXTS,
      TEXTS.map((_, n) => ({ n })),
      embeddings,
    );
    const [[document, similarity] = []] = await store.similaritySearchWithScore('商汤发布日日新大模型', 1);
    expect(document?.metadata).toEqual({ n: 2 });
    expect(similarity).toBeCloseTo(1, 5);
    expect(await store.asRetriever(2).invoke('海水的盐度')).toHaveLength(2);
  });

  it('gives all documents when more are asked for than there are', async () => {
    const store = await HnswVectorStore.fromTexts(TEXTS, {}, embeddings);
    expect(await store.similaritySearch('通义千问', 100)).toHaveLength(TEXTS.length);
  });

  it('finds nothing in an empty store', async () => {
    expect(await new HnswVectorStore(embeddings).similaritySearch('通义千问', 4)).toEqual([]);
  });

  it('filters, deletes and replaces by id', async () => {
    const store = new HnswVectorStore(embeddings);
    const documents = TEXTS.map((pageContent, n) => new Document({ pageContent, metadata: { n } }));
    const ids = await store.addDocuments(documents, { ids: ['a', 'b', 'c', 'd', 'e'] });
    expect(ids).toEqual(['a', 'b', 'c', 'd', 'e']);
    const odd = await store.similaritySearch('海水的盐度', 5, (document) => document.metadata.n % 2 === 1);
    expect(odd.map(({ id }) => id).sort()).toEqual(['b', 'd']);
    await store.delete({ ids: ['d', 'unknown'] });
    await store.addDocuments([new Document({ pageContent: '黄河流经九省区', id: 'e' })]);
    const left = await store.similaritySearch('海水的盐度', 9);
    expect(left.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'e']);
    expect(left.find(({ id }) => id === 'e')?.pageContent).toBe('黄河流经九省区');
  });

  it('is the same after a save and a load', async () => {
    const store = await HnswVectorStore.fromTexts(TEXTS, {}, embeddings);
    await store.delete({ ids: ['3'] });
    await store.save(join(folder, 'same'));
    const loaded = await HnswVectorStore.load(join(folder, 'same'), embeddings);
    expect(loaded.graph?.ef).toBe(store.graph?.ef);
    const found = await loaded.similaritySearchWithScore('海水的盐度', 9);
    expect(found).toEqual(await store.similaritySearchWithScore('海水的盐度', 9));
    expect(found.map(([{ id }]) => id)).not.toContain('3');
  });

  it.each(['store.json', 'documents.json', 'vectors.hnsw'])(
    'refuses a saved store whose %s was changed',
    async (name) => {
      const saved = join(folder, `changed-${name}`);
      await (await HnswVectorStore.fromTexts(TEXTS, {}, embeddings)).save(saved);
      const bytes = await readFile(join(saved, name));
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0x10;
      await writeFile(join(saved, name), bytes);
      await expect(HnswVectorStore.load(saved, embeddings)).rejects.toMatchObject({
        code: 'snapshot-damaged',
      });
    },
  );

  it.each([
    ['too few vectors', () => [[1, 0]]],
    [
      'vectors of different lengths',
      (texts: string[]) => texts.map((_, i) => Array.from({ length: 2 + i }, () => 1)),
    ],
    ['what is no number', (texts: string[]) => texts.map(() => [1, Number.NaN])],
    ['empty vectors', (texts: string[]) => texts.map(() => [])],
    [
      'an error',
      () => {
        throw new Error('quota');
      },
    ],
  ])('fails with a code when the model answers with %s', async (_, answer) => {
    const failing = HnswVectorStore.fromTexts(TEXTS, {}, new Answering(answer));
    await expect(failing).rejects.toMatchObject({ name: 'WenjuError', code: 'embedding-failed' });
  });

  it('refuses vectors of another dimension than those it has', async () => {
    const store = await HnswVectorStore.fromTexts(TEXTS, {}, embeddings);
    const added = store.addVectors([[1, 2, 3]], [new Document({ pageContent: 'x' })]);
    await expect(added).rejects.toMatchObject({ code: 'embedding-failed' });
    await expect(store.similaritySearchVectorWithScore([1, 2, 3], 1)).rejects.toMatchObject({
      code: 'embedding-failed',
    });
  });
});
