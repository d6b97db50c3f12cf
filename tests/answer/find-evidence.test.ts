import { beforeAll, describe, expect, it } from 'vitest';
import { type FoundEvidence, findEvidence } from '../../src/answer/find-evidence.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { MODELS, openFiles } from './small-corpus.js';

describe('findEvidence', () => {
  let snapshot: Snapshot;

  beforeAll(async () => {
    snapshot = await openFiles({
      'models.md': MODELS,
      'sea.txt': '海水的盐度随深度变化。\n\n4月7日测了深海。\n',
    });
  });

  const find = (text: string, ...history: readonly string[]): Promise<FoundEvidence> =>
    findEvidence({ text, history }, snapshot);

  it('ranks the sentences of what was found and selects of them', async () => {
    const { ranked, selected, question } = await find('MOSS有多少参数?');
    expect(question.text).toBe('MOSS有多少参数?');
    expect(selected).toContain(ranked[0]);
    expect(ranked[0]?.evidence.text).toContain('160亿');
  });

  it('asks with the right owner where the question has a wrong one', async () => {
    const found = await find('百度的通义千问什么时候开放内测?');
    expect(found.question.text).toBe('阿里云的通义千问什么时候开放内测?');
    expect(found.premise).toMatchObject({ supposed: '百度', thing: { name: '通义千问' } });
    expect(found.selected[0]?.evidence.text).toContain('4月7日');
    expect(await find('阿里云的通义千问什么时候开放内测?')).not.toHaveProperty('premise');
  });

  it('reads a date of the question as one of the document that it is about', async () => {
    const { question } = await find('阿里云4月7日开放了什么大模型的内测?');
    expect(question.dates.map(({ iso }) => iso)).toEqual(['2023-04-07']);
  });

  it('understands a question by those before it', async () => {
    expect((await find('它有多少参数?', 'MOSS是谁发布的?')).question.text).toBe('MOSS有多少参数?');
    expect((await find('那MOSS呢?', '盘古大模型有多少参数?')).question.text).toBe('MOSS有多少参数?');
    expect((await find('它有多少参数?', 'MOSS是谁发布的?', '它什么时候发布?')).question.text).toBe(
      'MOSS有多少参数?',
    );
  });

  it('looks no further back than a few questions', async () => {
    const small = Array.from({ length: 3 }, () => '海水的盐度怎么变化?');
    expect((await find('它有多少参数?', 'MOSS是谁发布的?', ...small)).question.text).not.toContain('MOSS');
  });

  it('finds both sides of a comparison', async () => {
    const { selected } = await find('MOSS和文心一言谁的参数更多?');
    const texts = selected.map(({ evidence }) => evidence.text).join('\n');
    expect(texts).toContain('160亿');
    expect(texts).toContain('2600亿');
  });

  it('finds nothing in a corpus of other words, and says so', async () => {
    const { isSufficient } = await find('xyzzy?');
    expect(isSufficient).toBe(false);
  });

  it('tells how long its parts took, those of an earlier question as well', async () => {
    const stages: string[] = [];
    const onStage = (stage: string, ms: number): unknown => ms >= 0 && stages.push(stage);
    await findEvidence({ text: '它有多少参数?', history: ['MOSS是谁发布的?'] }, snapshot, { onStage });
    expect(stages).toEqual(['search', 'rank', 'search', 'rank']);
  });

  it('stops when it is aborted', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    const stopped = findEvidence({ text: 'MOSS有多少参数?', history: [] }, snapshot, { signal });
    await expect(stopped).rejects.toThrow('enough');
    const earlier = findEvidence({ text: '它呢?', history: ['MOSS是谁发布的?'] }, snapshot, { signal });
    await expect(earlier).rejects.toThrow('enough');
  });
});
