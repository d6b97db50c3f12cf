import type { Answer } from '../../../src/answer/answer.js';
import type { Citation } from '../../../src/answer/citation.js';
import type { Chat, ChatAdapter, Judgement } from '../../../src/chat/adapter.js';
import type { Evidence } from '../../../src/chat/evidence.js';
import type { HomeView } from '../../../src/chat/home.js';
import type { Message } from '../../../src/chat/message.js';
import type { AnswerReply, NoticeReply, Reply, ReplySink } from '../../../src/chat/reply.js';
import { WenjuError } from '../../../src/errors.js';

export type Replier = (message: Message, sink: ReplySink) => Promise<void>;

/** A chat that answers as a test says, recognises duplicates, and remembers what it was told. */
export class PlainChat implements Chat {
  readonly messages: Message[] = [];
  readonly failures: unknown[] = [];
  readonly judgements: { id: string; judgement: Judgement }[] = [];
  readonly admins = new Set<string>();
  evidenceNow: Evidence['now'] = 'same';
  /** What the evidence waits for. */
  patience: Promise<void> = Promise.resolve();
  answers = new Map<string, AnswerReply>();
  adapter: ChatAdapter | undefined;
  answer: Replier;
  private readonly seen = new Set<string>();
  private readonly underWay = new Set<Promise<void>>();

  constructor(answer: Replier = async (_, sink) => sink.finish(notice('好的'))) {
    this.answer = answer;
  }

  receive(message: Message) {
    const isSeen = message.keys.some((key) => this.seen.has(key));
    for (const key of message.keys) this.seen.add(key);
    if (isSeen) return 'duplicate';
    this.messages.push(message);
    const { adapter } = this;
    if (adapter === undefined) throw new Error('no adapter');
    const work = this.answer(message, adapter.reply(message))
      .catch((error: unknown) => void this.failures.push(error))
      .finally(() => this.underWay.delete(work));
    this.underWay.add(work);
    return 'accepted';
  }

  /** Resolves when every message that came has been answered. */
  async rest(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  async evidence(answerId: string, n: number): Promise<Evidence> {
    await this.patience;
    const citation = this.answers.get(answerId)?.answer.citations.find((one) => one.n === n);
    if (citation === undefined) throw new WenjuError('not-found', 'forgotten');
    const { source, title, section, paragraph, quote, url } = citation;
    const text = `前文。${quote}后文。`;
    const start = 3;
    return {
      n,
      source,
      title,
      section,
      paragraph,
      text,
      start,
      end: start + quote.length,
      url,
      snapshot: 'abc',
      now: this.evidenceNow,
    };
  }

  given(answerId: string) {
    return this.answers.get(answerId);
  }

  async judge(answerId: string, judgement: Judgement): Promise<void> {
    if (!this.answers.has(answerId)) throw new WenjuError('not-found', 'forgotten');
    this.judgements.push({ id: answerId, judgement });
  }

  async suggestions(): Promise<readonly string[]> {
    return [
      '通义千问何时开放内测？',
      'MOSS的参数是多少？',
      '文心一格是什么？',
      '盘古大模型何时发布？',
      '张勇是谁？',
    ];
  }

  async home(_adapter: string, { id }: { id: string }): Promise<HomeView> {
    return {
      language: 'zh',
      corpus: {
        documents: [{ source: 'models.md', title: '国产大模型一览', characters: 100, passages: 4 }],
        passages: 4,
        snapshot: 'abc',
        loadedAt: '2026-11-01T00:00:00.000Z',
        builtFrom: 'build',
        embedding: 'local',
        glossary: [],
        problems: [],
        lastReload: null,
        reloading: false,
        previous: null,
        pinned: false,
      },
      status: ['运行正常'],
      suggestions: await this.suggestions(),
      admin: this.isAdmin('slack', id)
        ? { history: ['11-01 新增 1 篇'], feedback: ['👎 答案不对'] }
        : undefined,
    };
  }

  isAdmin(_adapter: string, userId: string): boolean {
    return this.admins.has(userId);
  }
}

export function notice(title: string, more: Partial<NoticeReply> = {}): NoticeReply {
  return { kind: 'notice', language: 'zh', tone: 'info', title, lines: [], isPrivate: false, ...more };
}

export function citation(n: number, more: Partial<Citation> = {}): Citation {
  const quote = '4月7日，阿里云悄然开放了“通义千问”的内测入口。';
  return {
    n,
    source: 'models.md',
    title: '国产大模型一览',
    section: '阿里',
    paragraph: 3,
    quote,
    start: 0,
    end: quote.length,
    url: null,
    ...more,
  };
}

export function answer(text: string, more: Partial<Answer> = {}): Answer {
  return {
    answer: text,
    refused: false,
    mode: 'extractive',
    language: 'zh',
    citations: [citation(1)],
    snapshot: 'abc',
    latencyMs: 1,
    ...more,
  };
}

/** Answers every message with the same, in pieces as a model would give them. */
export function streaming(
  chat: () => PlainChat,
  given: Answer,
  pieces: readonly string[] = [given.answer],
  pauseMs = 0,
): Replier {
  return async (message, sink) => {
    for (const text of pieces) {
      sink.update({ kind: 'delta', text });
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    const id = `answer-${message.keys[0]}`;
    const reply: Reply = { kind: 'answer', id, question: message.text, answer: given };
    chat().answers.set(id, reply);
    await sink.finish(reply);
  };
}
