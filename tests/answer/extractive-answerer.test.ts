import { beforeAll, describe, expect, it } from 'vitest';
import { ExtractiveAnswerer } from '../../src/answer/extractive-answerer.js';
import { LONGEST_QUESTION } from '../../src/answer/question.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { ask, MODELS, openFiles } from './small-corpus.js';

describe('ExtractiveAnswerer', () => {
  let snapshot: Snapshot;

  beforeAll(async () => {
    snapshot = await openFiles({
      'models.md': MODELS,
      'taiwan.md': '# 臺灣鐵路\n\n臺灣的鐵路於1891年通車，首段由基隆至臺北。\n',
      'deep-sea.md':
        '# Deep sea\n\nThe Mariana Trench is about 10,984 metres deep.\n\nIt was first sounded in 1875 by HMS Challenger.\n',
    });
  });

  it.each([
    ['MOSS有多少参数?', '160亿', 'zh'],
    ['通义千问什么时候开放内测?', '4月7日', 'zh'],
    ['臺灣的鐵路於哪一年通車？', '1891年', 'zh'],
    ['How deep is the Mariana Trench?', '10,984', 'en'],
    ['How many parameters does MOSS have?', '160亿', 'en'],
  ])('answers with evidence, in the language of the question: %s', async (text, part, language) => {
    const answer = await ask(snapshot, text);
    expect(answer).toMatchObject({ refused: false, mode: 'extractive', language, snapshot: snapshot.id });
    expect(answer.answer).toContain(part);
    expect(answer.citations.map(({ quote }) => quote).join('\n')).toContain(part);
    expect(answer.latencyMs).toBeGreaterThanOrEqual(0);
    expect(answer).not.toHaveProperty('suggestions');
  });

  it.each([
    ['月球的直径是多少公里?', /^资料/, 'zh'],
    ['「銀河一號」什麼時候發布？', /^資料/, 'zh'],
    ['What is the capital of France?', /^The corpus/, 'en'],
    ['xyzzy', /^The corpus/, 'en'],
    ['?', /^资料/, 'zh'],
  ])(
    'refuses what the corpus doesn’t tell, in the language of the question: %s',
    async (text, said, language) => {
      const answer = await ask(snapshot, text);
      expect(answer).toMatchObject({ refused: true, mode: 'extractive', language, citations: [] });
      expect(answer.answer).toMatch(said);
    },
  );

  it('puts a wrong owner right before it answers', async () => {
    const { answer, citations, refused } = await ask(snapshot, '百度的通义千问什么时候开放内测?');
    expect(refused).toBe(false);
    expect(answer).toMatch(/^更正：通义千问不是百度的，而是阿里云的。\[1\]/);
    expect(answer).toContain('4月7日');
    expect(citations[0]?.quote).toContain('阿里云');
  });

  it('cites the proof of a correction behind the answer', async () => {
    const { answer, citations } = await ask(snapshot, '清华大学的MOSS有多少参数?');
    const [, mark] = /^更正：MOSS不是清华大学的，而是复旦大学的。\[(\d)\]/.exec(answer) ?? [];
    expect(citations[Number(mark) - 1]?.quote).toContain('复旦大学教授');
    expect(answer).toContain('MOSS的参数为160亿');
  });

  it('says which of two is ahead before the sentences that show it', async () => {
    const { answer, citations } = await ask(snapshot, 'MOSS和文心一言谁的参数更多?');
    expect(answer).toMatch(/^文心一言（2600亿）高于MOSS（160亿）。\[1\]\[2\]\n- /);
    expect(citations).toHaveLength(2);
  });

  it('understands a follow-up', async () => {
    const { answer } = await ask(snapshot, '它有多少参数?', ['MOSS是谁发布的?']);
    expect(answer).toContain('160亿');
  });

  it('reads a question without the space around it', async () => {
    const { latencyMs: _, ...one } = await ask(snapshot, '\n  MOSS有多少参数? \t');
    expect(await ask(snapshot, 'MOSS有多少参数?')).toMatchObject(one);
  });

  it.each(['', '   ', '\n\t', '\u3000'])('takes no empty question: %j', async (text) => {
    await expect(ask(snapshot, text)).rejects.toMatchObject({ name: 'WenjuError', code: 'bad-request' });
  });

  it('takes a question of the greatest length and none that is longer', async () => {
    const longest = 'MOSS有多少参数?'.repeat(400).slice(0, LONGEST_QUESTION);
    expect(longest).toHaveLength(LONGEST_QUESTION);
    await expect(ask(snapshot, longest)).resolves.toHaveProperty('refused');
    await expect(ask(snapshot, `${longest}?`)).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringContaining(String(LONGEST_QUESTION)),
    });
    await expect(ask(snapshot, ` ${longest}\n`)).resolves.toHaveProperty('refused');
  });

  it('stops when it is aborted', async () => {
    const answerer = new ExtractiveAnswerer(() => snapshot);
    const signal = AbortSignal.abort(new Error('enough'));
    const stopped = answerer.answer({ text: 'MOSS有多少参数?', history: [] }, { signal });
    await expect(stopped).rejects.toThrow('enough');
  });

  it('answers from one snapshot from start to end, though another is served meanwhile', async () => {
    const other = await openFiles({ 'a.txt': 'MOSS的参数为999亿。\n' });
    let asked = 0;
    const answerer = new ExtractiveAnswerer(() => (asked++ === 0 ? snapshot : other));
    const [first, second] = await Promise.all([
      answerer.answer({ text: 'MOSS有多少参数?', history: ['MOSS是谁发布的?'] }),
      answerer.answer({ text: 'MOSS有多少参数?', history: [] }),
    ]);
    expect(asked).toBe(2);
    expect(first).toMatchObject({ snapshot: snapshot.id });
    expect(first?.answer).toContain('160亿');
    expect(second).toMatchObject({ snapshot: other.id });
  });

  it('refuses everything of a corpus that has nothing to say', async () => {
    const empty = await openFiles({ 'a.md': '# 只有标题\n' });
    for (const text of ['MOSS有多少参数?', '标题是什么?', 'Who?']) {
      expect(await ask(empty, text)).toMatchObject({ refused: true, citations: [] });
    }
  });
});
