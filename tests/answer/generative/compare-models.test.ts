import { beforeAll, describe, expect, it } from 'vitest';
import { compareModels } from '../../../src/answer/generative/compare-models.js';
import type { Snapshot } from '../../../src/retrieval/snapshot.js';
import { MODELS, openFiles } from '../small-corpus.js';
import { passageWith, scriptedModel } from './scripted-model.js';

describe('compareModels', () => {
  let snapshot: Snapshot;

  beforeAll(async () => {
    snapshot = await openFiles({ 'models.md': MODELS });
  });

  it('gives the same passages to each, and one that fails doesn’t stop the others', async () => {
    const prompts: string[] = [];
    const good = await scriptedModel((_, asked) => {
      prompts.push(asked);
      return { text: `MOSS的参数为160亿。[${passageWith(asked, '160亿')}]MOSS的参数为320亿。[1]` };
    });
    const silent = await scriptedModel((_, asked) => {
      prompts.push(asked);
      return { text: 'NO_EVIDENCE', usage: false };
    });
    const broken = await scriptedModel(() => ({ status: 500 }));
    const { passages, models } = await compareModels(
      'MOSS有多少参数?',
      [
        { name: 'good', model: good.model, cost: () => ({ costCny: 0.002 }) },
        { name: 'silent', model: silent.model },
        { name: 'broken', model: broken.model },
        { name: 'unset', problem: 'LLM_API_KEY_UNSET is missing' },
      ],
      snapshot,
    );
    expect(new Set(prompts).size).toBe(1);
    expect(passages[0]).toEqual({ n: 1, source: 'models.md', title: '国产大模型一览' });
    expect(models).toMatchObject([
      {
        name: 'good',
        answer: 'MOSS的参数为160亿。[1]',
        withheld: 0.5,
        tokens: { inputTokens: 11, outputTokens: 7 },
        costCny: 0.002,
        citations: [{ n: 1, source: 'models.md' }],
      },
      { name: 'silent', answer: '', refused: true, withheld: null },
      { name: 'broken', answer: '', refused: false, problem: '模型出错' },
      { name: 'unset', problem: 'LLM_API_KEY_UNSET is missing', ms: 0 },
    ]);
    expect(models[0]?.firstTokenMs).toBeGreaterThan(0);
    expect(models[0]?.ms).toBeGreaterThanOrEqual(models[0]?.firstTokenMs ?? 0);
  });

  it('takes no empty question', async () => {
    await expect(compareModels(' ', [], snapshot)).rejects.toMatchObject({ code: 'bad-request' });
  });
});
