import { beforeEach, describe, expect, it } from 'vitest';
import { ReloadGate } from '../../src/serving/reload-gate.js';
import { type ServedFolder, SHALLOW_SEA, servedFolder } from './served-folder.js';

describe('ReloadGate', () => {
  let served: ServedFolder;

  beforeEach(async () => {
    served = await servedFolder();
  });

  const judge = async (known: readonly string[] = [], allowedFailures?: number) => {
    const { snapshot } = await served.start({ state: 'ignore' });
    return new ReloadGate({ folder: served.folder, allowedFailures }).judge(snapshot, known);
  };

  it('lets in what answers all golden questions', async () => {
    expect(await judge()).toEqual({ questions: 3, broken: [], failing: [], isHeld: false, problems: [] });
  });

  it('names what is broken, with what was expected and what came', async () => {
    await served.write('sea.txt', SHALLOW_SEA);
    const { broken, isHeld } = await judge();
    expect(isHeld).toBe(true);
    expect(broken).toHaveLength(1);
    expect(broken[0]).toMatchObject({
      question: '深海的温度怎么样？',
      expected: { answer: [['冰点']], refuse: false },
    });
    const { message, code } = new ReloadGate({ folder: served.folder }).refusal(broken);
    expect(code).toBe('reload-held');
    expect(message).toMatch(
      /breaks 1 golden question \(allowed: 0\): “深海的温度怎么样？” must have an answer with “冰点”/,
    );
  });

  it('counts what failed already, and what is allowed, for nothing', async () => {
    await served.write('sea.txt', SHALLOW_SEA);
    expect((await judge([], 1)).isHeld).toBe(false);
    const { failing } = await judge();
    expect(failing).toHaveLength(1);
    expect(await judge(failing)).toMatchObject({ broken: [], failing, isHeld: false });
  });

  it('counts a new question that fails as broken', async () => {
    await served.write('sea.txt', SHALLOW_SEA);
    const { failing } = await judge();
    await served.write(
      'golden.yaml',
      '- { question: 深海的温度怎么样？, answer: 冰点 }\n- { question: 通义千问什么时候开放内测？, answer: 五月 }\n',
    );
    const { broken } = await judge(failing);
    expect(broken.map(({ question }) => question)).toEqual(['通义千问什么时候开放内测？']);
  });

  it.each([
    ['an answer that must be refused', '{ question: 深海的温度怎么样？, refuse: true }'],
    ['a refusal that must be an answer', '{ question: 火星上有水吗？ }'],
    ['another document', '{ question: 深海的温度怎么样？, answer: 冰点, cites: models.md }'],
    ['one of two texts', '{ question: 深海的温度怎么样？, answer: [冰点, 沸点] }'],
  ])('takes %s for broken', async (_, question) => {
    await served.write('golden.yaml', `- ${question}\n`);
    expect((await judge()).broken).toHaveLength(1);
  });

  it('takes one of several texts, whatever its width and punctuation', async () => {
    await served.write(
      'golden.yaml',
      '- { question: 通义千问什么时候开放内测？, answer: [[April 7, "４月 7日"]] }\n',
    );
    expect((await judge()).broken).toEqual([]);
  });

  it('holds nothing back for a list that can not be read, and says so', async () => {
    await served.write('golden.yaml', '- [');
    expect(await judge()).toMatchObject({ isHeld: false, questions: 0, problems: [{ code: 'bad-golden' }] });
  });

  it('stops when it is told to', async () => {
    const { snapshot } = await served.start({ state: 'ignore' });
    const stop = new AbortController();
    const judging = new ReloadGate({ folder: served.folder }).judge(snapshot, [], stop.signal);
    stop.abort(new Error('stopped'));
    await expect(judging).rejects.toThrow('stopped');
  });
});
