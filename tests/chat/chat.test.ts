import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ChatOptions } from '../../src/chat/chat.js';
import type { Message } from '../../src/chat/message.js';
import type { AnswerReply, NoticeReply, Reply } from '../../src/chat/reply.js';
import { WenjuError } from '../../src/errors.js';
import { MODELS } from '../answer/small-corpus.js';
import { chatService } from './chat-service.js';
import { messageOf, TestAdapter } from './test-adapter.js';

/** A chat over a small corpus, with the platform in memory. */
async function talk(options: Partial<ChatOptions> = {}) {
  const parts = await chatService(options);
  const adapter = new TestAdapter();
  await parts.chat.start([adapter]);
  onTestFinished(() => parts.chat.stop(1_000));
  return {
    ...parts,
    adapter,
    ask: async (text: string, rest: Partial<Message> = {}): Promise<Reply> => {
      const message = messageOf(text, rest);
      expect(parts.chat.receive(message)).toBe('accepted');
      return vi.waitFor(
        () => {
          const reply = adapter.got.find((got) => got.message === message)?.replies[0];
          if (reply === undefined) throw new Error('no reply yet');
          return reply;
        },
        { timeout: 20_000, interval: 5 },
      );
    },
  };
}

function answerIn(reply: Reply): AnswerReply {
  if (reply.kind !== 'answer') throw new Error(`a ${reply.kind} instead of an answer`);
  return reply;
}

function noticeIn(reply: Reply): NoticeReply {
  if (reply.kind !== 'notice') throw new Error(`a ${reply.kind} instead of a notice`);
  return reply;
}

function questionOf(reply: Reply): string {
  return answerIn(reply).question;
}

describe('the chat', () => {
  it('answers a question with its citations, and says first that it works on it', async () => {
    const { ask, adapter } = await talk();
    const { answer, question } = answerIn(await ask('通义千问是什么时候开放内测的?'));
    expect(question).toBe('通义千问是什么时候开放内测的?');
    expect(answer.answer).toContain('4月7日');
    expect(answer.citations[0]).toMatchObject({ n: 1, source: 'models.md' });
    expect(adapter.got[0]?.updates[0]).toMatchObject({ kind: 'working', text: '正在查阅文档…' });
  });

  it('answers in English what is asked in English', async () => {
    const { ask } = await talk();
    expect(answerIn(await ask('When did Alibaba Cloud open Tongyi Qianwen?')).answer.language).toBe('en');
    expect(noticeIn(await ask('status')).title).toBe('Status');
  });

  it('remembers a conversation, and none of another one', async () => {
    const { ask } = await talk();
    await ask('MOSS是谁发布的?', { conversation: 'a' });
    expect(answerIn(await ask('它的参数是多少?', { conversation: 'a' })).answer.answer).toContain('160亿');
    await ask('盘古大模型是什么时候发布的?', { conversation: 'b' });
    expect(answerIn(await ask('它的参数是多少?', { conversation: 'b' })).answer.answer).toContain('1000亿');
  });

  it('remembers a conversation over a restart', async () => {
    const first = await talk();
    await first.ask('MOSS是谁发布的?');
    await first.chat.stop(1_000);
    const second = await talk({ dataDir: first.dataDir });
    expect(answerIn(await second.ask('它的参数是多少?')).answer.answer).toContain('160亿');
  });

  it('takes the messages of a thread that it knows nothing of as context, and none of its own', async () => {
    const { ask, adapter } = await talk();
    adapter.earlierMessages = [
      { text: '文心一言的参数有多少?', isOwn: false },
      { text: '帮助', isOwn: false },
      { text: '盘古大模型', isOwn: true },
    ];
    expect(answerIn(await ask('它是什么时候发布的?')).answer.answer).toContain('3月16日');
  });

  it('takes a quoted message as context', async () => {
    const { ask } = await talk();
    const reply = await ask('它的参数是多少?', { quoted: '复旦大学发布了MOSS。' });
    expect(answerIn(reply).answer.answer).toContain('160亿');
  });

  it('answers what is delivered again once', async () => {
    const { chat, adapter, ask } = await talk();
    const message = messageOf('MOSS的参数是多少?', { keys: ['Ev1', 'C1:1.1'] });
    expect(chat.receive(message)).toBe('accepted');
    expect(chat.receive(message)).toBe('duplicate');
    expect(chat.receive({ ...message, keys: ['Ev2', 'C1:1.1'] })).toBe('duplicate');
    await ask('MOSS是谁发布的?');
    expect(chat.receive(message)).toBe('duplicate');
    expect(adapter.replies).toHaveLength(2);
  });

  it('answers what is delivered again when its reply could not be delivered', async () => {
    const { chat, adapter } = await talk();
    const message = messageOf('MOSS的参数是多少?');
    adapter.onFinish = async () => {
      adapter.onFinish = async () => undefined;
      throw new WenjuError('undeliverable', 'the channel is archived');
    };
    chat.receive(message);
    await vi.waitFor(() => expect(adapter.onFinish.toString()).not.toContain('undeliverable'));
    await sleep(20);
    expect(chat.receive(message)).toBe('accepted');
    await vi.waitFor(() => expect(adapter.replies).toHaveLength(1));
  });

  it('tells what it can’t read, and asks for a question where there is none', async () => {
    const { ask } = await talk();
    expect(noticeIn(await ask('', { unreadable: 'picture' })).title).toBe('图片我还读不了');
    expect(noticeIn(await ask('  ')).title).toBe('想问什么？');
    expect(noticeIn(await ask('长'.repeat(2_001))).title).toContain('2,000');
  });

  it('says so when answering fails, and that it took too long', async () => {
    const failing = await talk({ answerer: { answer: () => Promise.reject(new Error('a defect')) } });
    expect(noticeIn(await failing.ask('怎么了?'))).toMatchObject({
      tone: 'failed',
      title: expect.stringContaining('没能回答'),
    });
    expect(failing.lines.join('')).toContain('a defect');
    const slow = await talk({
      answerMs: 20,
      answerer: {
        answer: (_, { signal } = {}) =>
          new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
      },
    });
    expect(noticeIn(await slow.ask('要多久?')).title).toContain('用时太久');
  });

  it('passes on the pieces of an answer as they come', async () => {
    const { ask, adapter, corpus } = await talk({
      answerer: {
        answer: async (_, { onDelta } = {}) => {
          onDelta?.('第一句。');
          onDelta?.('第二句。');
          return {
            answer: '第一句。第二句。',
            refused: true,
            mode: 'generative',
            language: 'zh',
            citations: [],
            snapshot: corpus.snapshot.id,
            latencyMs: 1,
          };
        },
      },
    });
    await ask('说两句?');
    expect(adapter.got[0]?.updates.slice(1)).toEqual([
      { kind: 'delta', text: '第一句。' },
      { kind: 'delta', text: '第二句。' },
    ]);
  });

  it('tells who waits for long how long that is', async () => {
    const { chat, adapter } = await talk({
      queue: { concurrency: 1 },
      answerer: { answer: () => new Promise(() => undefined) },
      answerMs: 1_000_000,
    });
    for (let index = 0; index < 12; index++) {
      chat.receive(messageOf('在吗?', { author: { id: `U${index}` }, conversation: `c${index}` }));
    }
    expect(adapter.got.at(-1)?.updates).toEqual([
      expect.objectContaining({
        kind: 'queued',
        ahead: 11,
        text: expect.stringMatching(/前面还有 11 个问题，大约要等 \d+ 秒/),
      }),
    ]);
    expect(adapter.got[1]?.updates).toEqual([]);
  });

  it('goes on answering others while a platform is slow to take replies, and keeps the order of each talk', async () => {
    const { chat, adapter } = await talk({ queue: { concurrency: 1 } });
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = messageOf('MOSS的参数是多少?', { conversation: 'slow' });
    adapter.onFinish = (message) => (message === first ? slow : Promise.resolve());
    chat.receive(first);
    chat.receive(messageOf('盘古大模型的参数是多少?', { conversation: 'slow' }));
    chat.receive(messageOf('文心一言的参数是多少?', { conversation: 'other', author: { id: 'U2' } }));
    await vi.waitFor(() => expect(adapter.replies.map(questionOf)).toEqual(['文心一言的参数是多少?']));
    release();
    await vi.waitFor(() => expect(adapter.replies).toHaveLength(3));
    expect(adapter.got.map(({ replies }) => replies.length)).toEqual([1, 1, 1]);
  });

  it('turns away what is too much, and says so', async () => {
    const { chat, adapter } = await talk({
      queue: { concurrency: 1, mostOfPerson: 1 },
      answerer: { answer: () => new Promise(() => undefined) },
    });
    for (let index = 0; index < 3; index++) chat.receive(messageOf('在吗?'));
    await vi.waitFor(() => expect(adapter.got[2]?.replies).toHaveLength(1));
    expect(adapter.got[2]?.replies[0]).toMatchObject({ tone: 'failed', title: '你有太多问题还在排队' });
  });
});

describe('the chat after a restart', () => {
  /** Takes messages in and ends before it answers them, as a process that is killed. */
  async function killed(messages: readonly Message[]) {
    const { chat, dataDir } = await chatService({});
    const adapter = new TestAdapter();
    await chat.start([adapter]);
    // The first stays on its way, and those behind it in its conversation wait.
    adapter.onFinish = () => new Promise(() => undefined);
    for (const message of messages) chat.receive(message);
    await vi.waitFor(() => expect(adapter.got[0]?.updates).not.toEqual([]));
    await sleep(100);
    await chat.stop(0);
    return dataDir;
  }

  it('answers what was taken in and not begun', async () => {
    const first = messageOf('MOSS的参数是多少?');
    const second = messageOf('它是谁发布的?');
    const dataDir = await killed([first, second]);
    const { chat } = await chatService({ dataDir });
    const adapter = new TestAdapter();
    adapter.answered = true;
    await chat.start([adapter]);
    onTestFinished(() => chat.stop(1_000));
    await vi.waitFor(() => expect(adapter.replies).toHaveLength(1));
    expect(adapter.got.map(({ message }) => message.text)).toEqual([first.text, second.text]);
    expect(answerIn(adapter.replies[0] as Reply).question).toBe(second.text);
  });

  it.each([
    [true, []],
    [false, ['answer']],
    [undefined, ['notice']],
  ])('goes by what the platform says of a reply that was on its way: %s', async (answered, kinds) => {
    const dataDir = await killed([messageOf('MOSS的参数是多少?')]);
    const { chat } = await chatService({ dataDir });
    const adapter = new TestAdapter();
    adapter.answered = answered;
    await chat.start([adapter]);
    onTestFinished(() => chat.stop(1_000));
    await vi.waitFor(() => expect(adapter.replies.map(({ kind }) => kind)).toEqual(kinds));
    await sleep(50);
    expect(adapter.replies.map(({ kind }) => kind)).toEqual(kinds);
    if (answered === undefined) {
      expect(noticeIn(adapter.replies[0] as Reply).lines[0]).toContain('MOSS的参数是多少?');
    }
  });

  it('tells whoever asked long ago instead of answering', async () => {
    const old = messageOf('MOSS是谁发布的?', { receivedAt: Date.now() - 3 * 3_600_000 });
    const dataDir = await killed([messageOf('MOSS的参数是多少?'), old]);
    const { chat } = await chatService({ dataDir });
    const adapter = new TestAdapter();
    adapter.answered = true;
    await chat.start([adapter]);
    onTestFinished(() => chat.stop(1_000));
    await vi.waitFor(() => expect(adapter.replies).toHaveLength(1));
    expect(noticeIn(adapter.replies[0] as Reply)).toMatchObject({
      title: '抱歉，刚才停机了一段时间',
      lines: [expect.stringContaining('MOSS是谁发布的?')],
    });
  });
});

describe('the evidence of an answer', () => {
  it('is the paragraph that was cited, and tells that the source has changed since', async () => {
    const { ask, chat, folder, corpus } = await talk();
    const { id, answer } = answerIn(await ask('MOSS的参数是多少?'));
    const evidence = await chat.evidence(id, 1);
    expect(evidence.text.slice(evidence.start, evidence.end)).toBe(answer.citations[0]?.quote);
    expect(evidence).toMatchObject({
      now: 'same',
      title: '国产大模型一览',
      section: '复旦',
    });
    await writeFile(join(folder, 'models.md'), MODELS.replace('160亿', '161亿'));
    await corpus.reload();
    expect(await chat.evidence(id, 1)).toEqual({ ...evidence, now: 'changed' });
    await writeFile(join(folder, 'other.md'), MODELS);
    await rm(join(folder, 'models.md'));
    await corpus.reload();
    expect((await chat.evidence(id, 1)).now).toBe('gone');
  });

  it('is known over a restart, and unknown for what never was', async () => {
    const first = await talk();
    const { id } = answerIn(await first.ask('MOSS的参数是多少?'));
    await first.chat.stop(1_000);
    const { chat } = await talk({ dataDir: first.dataDir });
    expect((await chat.evidence(id, 1)).n).toBe(1);
    await expect(chat.evidence(id, 9)).rejects.toMatchObject({ code: 'not-found' });
    await expect(chat.evidence('never', 1)).rejects.toMatchObject({ code: 'not-found' });
    expect(chat.given(id)?.question).toBe('MOSS的参数是多少?');
    expect(chat.given('never')).toBeUndefined();
  });
});
