import { beforeAll, describe, expect, it } from 'vitest';
import type { WenjuError } from '../../src/errors.js';
import { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';
import { openSnapshot } from '../../src/retrieval/open-snapshot.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { CountingEmbeddings, corpusFolder } from './corpus-folder.js';

class OfflineEmbeddings extends CountingEmbeddings {
  override async embedQuery(): Promise<number[]> {
    throw new Error('no network');
  }
}

describe('Snapshot', () => {
  let snapshot: Snapshot;
  let place: { folder: string; dataDir: string };

  beforeAll(async () => {
    place = await corpusFolder();
    const expand = (text: string) =>
      text.includes('released') ? [{ source: 'released', alternatives: ['发布', '推出'] }] : [];
    snapshot = await openSnapshot({ ...place, embeddings: new LocalEmbeddings(), expand });
  });

  const best = async (question: string): Promise<string> => {
    const [result] = await snapshot.search(question);
    if (result === undefined) return '';
    const { source, start, end } = result.passage;
    return snapshot.document(source).text.slice(start, end);
  };

  it.each([
    '阿里版GPT什么时候开放内测?',
    '通义千问什么时候开放内测?',
    '通義千問什麼時候開放內測?',
    'When did Tongyi Qianwen open its beta?',
  ])('finds the passage of a thing under any of its names: %s', async (question) => {
    expect(await best(question)).toContain('通义千问');
  });

  it('finds Simplified passages by Traditional questions and the other way round', async () => {
    expect(await best('深海的溫度是多少?')).toContain('冰点');
    expect(await best('台湾的铁路什么时候通车?')).toContain('1891年');
  });

  it('finds by other words that the expander offers', async () => {
    expect(await best('What was released?')).toContain('发布');
  });

  it('gives scores in falling order, at most as many as asked for', async () => {
    const results = await snapshot.search('大模型内测', { limit: 2 });
    expect(results.length).toBe(2);
    expect(results[0]?.score).toBeGreaterThanOrEqual(results[1]?.score ?? 1);
    for (const { dense, lexical } of results) {
      expect(Math.abs(dense)).toBeLessThanOrEqual(1.000001);
      expect(lexical).toBeGreaterThanOrEqual(0);
    }
  });

  it('gives the same results every time', async () => {
    const first = await snapshot.search('大模型内测');
    expect(await snapshot.search('大模型内测')).toEqual(first);
  });

  it('takes a question without a letter', async () => {
    await expect(snapshot.search('???')).resolves.toBeInstanceOf(Array);
  });

  it('gives the passages of a document in its order', () => {
    const passages = snapshot.passagesOf('models.md');
    expect(passages.length).toBeGreaterThan(1);
    expect(passages.every(({ source }) => source === 'models.md')).toBe(true);
    expect(passages.map(({ start }) => start)).toEqual(
      passages.map(({ start }) => start).sort((a, b) => a - b),
    );
    expect(snapshot.passagesOf('unknown.md')).toEqual([]);
    expect(() => snapshot.document('unknown.md')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('knows rare terms from frequent ones', () => {
    expect(snapshot.idf('通义')).toBeGreaterThan(snapshot.idf('的'));
  });

  it('is LangChain’s vector store as well', async () => {
    const [document] = await snapshot.vectors.similaritySearch('海水的盐度随深度变化', 1);
    expect(document?.pageContent).toContain('盐度');
    expect(document?.metadata.source).toBe('sea.txt');
  });

  it('answers by keywords alone, with a warning, when the embedding model fails', async () => {
    const warnings: WenjuError[] = [];
    const onWarning = (warning: WenjuError): unknown => warnings.push(warning);
    const offline = await openSnapshot({ ...place, embeddings: new OfflineEmbeddings(), onWarning });
    const results = await offline.search('通义千问什么时候开放内测?');
    expect(results[0]?.passage.source).toBe('models.md');
    expect(warnings.map(({ code }) => code)).toEqual(['embedding-failed']);
  });

  it('stops when it is aborted', async () => {
    await expect(
      snapshot.search('通义千问', { signal: AbortSignal.abort(new Error('enough')) }),
    ).rejects.toThrow('enough');
  });
});
