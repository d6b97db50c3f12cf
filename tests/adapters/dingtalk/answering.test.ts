import { describe, expect, it } from 'vitest';
import type { NoticeReply, Reply } from '../../../src/chat/reply.js';
import { runningBot } from './running-bot.js';
import { answerReply, answerTo } from './small-chat.js';

const NOTICE: NoticeReply = {
  kind: 'notice',
  language: 'zh',
  tone: 'done',
  title: '已重载',
  lines: ['新增 1 篇', '共 37 段'],
  isPrivate: false,
};

async function textsFor(reply: Reply, options = {}): Promise<string[]> {
  const { fake, chat } = await runningBot(options);
  chat.respond = (sink) => sink.finish(reply);
  await fake.say({ text: '?', group: 'cid-g', by: 'staff-1', name: '小张' }).acknowledged;
  await chat.idle();
  return fake.seen('cid-g').map(({ text }) => text);
}

describe('answering in DingTalk without cards', () => {
  it('gives the text, numbered quotes with source and paragraph, and what can be written next', async () => {
    expect(await textsFor(answerReply('何时内测？'))).toEqual([
      [
        '@staff-1',
        '',
        '“何时内测？”：阿里云于4月7日开放内测。[1]',
        '',
        '**依据**',
        '',
        '> [1] 4月7日，阿里云开放了内测入口。',
        '>',
        '> —— 《国产大模型一览》 · 国产大模型一览 › 阿里 · 第 3 段 · models.md · [来源网页](https://example.org/models)',
        '',
        '回复“依据 1”看所在段落，回复“有用”或“没用”评价。',
      ].join('\n'),
    ]);
  });

  it('links citations to the web page when it has a public address', async () => {
    const [text] = await textsFor(answerReply('?'), { publicUrl: 'https://wenju.example' });
    expect(text).toMatch(
      /\[《国产大模型一览》[^\]]*\]\(https:\/\/wenju\.example\/corpus\?source=models\.md&paragraph=3&start=120&end=\d+#quote=[^)]+\)/,
    );
  });

  it('offers what can be asked where it refuses', async () => {
    const answer = {
      ...answerTo('?'),
      answer: '文档里没有依据。',
      refused: true,
      citations: [],
      suggestions: ['文心一言的参数'],
    };
    const [text] = await textsFor({ kind: 'answer', id: 'x', question: '?', answer });
    expect(text).toContain('可以问：\n\n- 文心一言的参数');
    expect(text).not.toContain('依据 1');
  });

  it('speaks English to those who ask in English', async () => {
    const answer = { ...answerTo('?'), language: 'en' as const, answer: 'On 7 April. [1]' };
    const [text] = await textsFor({ kind: 'answer', id: 'x', question: '?', answer });
    expect(text).toContain('**Evidence**');
    expect(text).toContain('paragraph 3');
    expect(text).toContain('“evidence 1”');
  });

  it('sends a long answer in parts below the limit, with nothing lost', async () => {
    const sentences = Array.from({ length: 3_000 }, (_, i) => `第${i}句说的是大模型。`);
    const answer = { ...answerTo('?'), answer: sentences.join('') };
    const texts = await textsFor({ kind: 'answer', id: 'x', question: '?', answer });
    expect(texts.length).toBeGreaterThan(2);
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThan(20_000);
    expect(texts.at(-1)).toContain(`（${texts.length}/${texts.length}）`);
    const whole = texts.join('');
    expect(sentences.every((sentence) => whole.includes(sentence))).toBe(true);
    expect(texts.filter((text) => text.includes('@staff-1'))).toHaveLength(1);
  });

  it('keeps a long answer whole on a day with cards too', async () => {
    const answer = { ...answerTo('?'), answer: '大模型。'.repeat(3_000) };
    const texts = await textsFor({ kind: 'answer', id: 'x', question: '?', answer }, { withCards: true });
    expect(texts.length).toBeGreaterThan(1);
  });

  it('gives the outcome of a command as a list', async () => {
    expect(await textsFor(NOTICE)).toEqual(['@staff-1\n\n**✅ 已重载**\n\n- 新增 1 篇\n- 共 37 段']);
  });

  it('gives found passages with their places', async () => {
    const passage = {
      source: 'a.md',
      title: '海',
      section: '',
      paragraph: 2,
      start: 0,
      end: 4,
      text: '深海很冷',
    };
    const scores = { score: 1, dense: 1, lexical: 1 };
    const reply: Reply = {
      kind: 'passages',
      language: 'zh',
      title: '“深海”找到 1 段',
      passages: [{ ...passage, ...scores }],
    };
    const [text] = await textsFor(reply);
    expect(text).toContain('1. 《海》 · 第 2 段 · a.md\n\n> 深海很冷');
  });

  it('tells what is for the asker alone to the asker alone, and in the group where that fails', async () => {
    const { fake, chat } = await runningBot();
    chat.respond = (sink) => sink.finish({ ...NOTICE, isPrivate: true });
    await fake.say({ text: '状态', group: 'cid-g', by: 'staff-1' }).acknowledged;
    await chat.idle();
    expect(fake.seen('cid-g')).toEqual([]);
    expect(fake.seen('cid-single-staff-1')).toMatchObject([{ text: expect.stringContaining('已重载') }]);
    await fake.say({ text: '状态', group: 'cid-g' }).acknowledged;
    await chat.idle();
    expect(fake.seen('cid-g')).toHaveLength(1);
  });

  it('tells how a long work stands in a few messages, and no more', async () => {
    const { fake, chat } = await runningBot();
    chat.respond = async (sink) => {
      sink.update({ kind: 'queued', text: '前面还有 1 条', ahead: 1, waitMs: 500 });
      sink.update({ kind: 'working', text: '正在查找…' });
      for (let i = 0; i < 40; i++) {
        sink.update({ kind: 'progress', text: `已算 ${i}/40`, done: i, total: 40 });
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await sink.finish(NOTICE);
    };
    await fake.say({ text: '重载', group: 'cid-g', by: 'staff-1' }).acknowledged;
    await chat.idle();
    const texts = fake.seen('cid-g').map(({ text }) => text);
    expect(texts.slice(0, -1)).toEqual(expect.arrayContaining([expect.stringMatching(/^已算 \d+\/40$/)]));
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.length).toBeLessThanOrEqual(4);
    expect(texts.at(-1)).toContain('已重载');
  });

  it('tells a long wait', async () => {
    const { fake, chat } = await runningBot();
    chat.respond = async (sink) => {
      sink.update({ kind: 'queued', text: '前面还有 30 条，约 15 秒', ahead: 30, waitMs: 15_000 });
      await new Promise((resolve) => setTimeout(resolve, 200));
      await sink.finish(NOTICE);
    };
    await fake.say({ text: '?', group: 'cid-g', by: 'staff-1' }).acknowledged;
    await chat.idle();
    expect(fake.seen('cid-g')).toHaveLength(2);
  });
});
