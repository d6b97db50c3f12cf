import { randomUUID } from 'node:crypto';
import type { Answer } from '../../../src/answer/answer.js';
import type { Chat, ChatAdapter, Judgement, Receipt } from '../../../src/chat/adapter.js';
import type { Evidence } from '../../../src/chat/evidence.js';
import type { HomeView } from '../../../src/chat/home.js';
import type { Message } from '../../../src/chat/message.js';
import type { Reply, ReplySink } from '../../../src/chat/reply.js';
import { WenjuError } from '../../../src/errors.js';

const PARAGRAPH = '4月7日，阿里云开放了内测入口。同一天，它还公布了邀请规则。';
const QUOTE = '4月7日，阿里云开放了内测入口。';

/** An answer with one citation whose text holds what was asked. */
export function answerTo(question: string): Answer {
  return {
    answer: `“${question}”：阿里云于4月7日开放内测。[1]`,
    refused: false,
    mode: 'extractive',
    language: 'zh',
    citations: [
      {
        n: 1,
        source: 'models.md',
        title: '国产大模型一览',
        section: '国产大模型一览 › 阿里',
        paragraph: 3,
        quote: QUOTE,
        start: 120,
        end: 120 + QUOTE.length,
        url: 'https://example.org/models',
      },
    ],
    snapshot: 'abc',
    latencyMs: 1,
  };
}

export function answerReply(question: string): Reply {
  return { kind: 'answer', id: randomUUID(), question, answer: answerTo(question) };
}

/** A chat that answers everything and remembers in memory: what adapters need of one, and no more. */
export class SmallChat implements Chat {
  readonly received: Message[] = [];
  readonly judgements: (Judgement & { readonly about: string })[] = [];
  /** Replies that could not be sent. */
  readonly undelivered: unknown[] = [];
  /** How a message is answered. */
  respond: (sink: ReplySink, message: Message) => Promise<void> = async (sink, { text }) => {
    sink.update({ kind: 'working', text: '正在查找…' });
    await sink.finish(this.remember(answerReply(text)));
  };
  /** Time that evidence takes, in milliseconds. */
  evidenceMs = 0;
  private readonly adapter: () => ChatAdapter;
  private readonly keys = new Set<string>();
  private readonly answers = new Map<string, { readonly question: string; readonly answer: Answer }>();
  private readonly working = new Set<Promise<void>>();

  constructor(adapter: () => ChatAdapter) {
    this.adapter = adapter;
  }

  receive(message: Message): Receipt {
    if (message.keys.some((key) => this.keys.has(key))) return 'duplicate';
    for (const key of message.keys) this.keys.add(key);
    this.received.push(message);
    const work = this.respond(this.adapter().reply(message), message)
      .catch((error: unknown) => void this.undelivered.push(error))
      .finally(() => this.working.delete(work));
    this.working.add(work);
    return 'accepted';
  }

  /** Resolves when all that has come in is answered. */
  async idle(): Promise<void> {
    while (this.working.size > 0) await Promise.all(this.working);
  }

  remember(reply: Reply): Reply {
    if (reply.kind === 'answer') this.answers.set(reply.id, reply);
    return reply;
  }

  given(answerId: string) {
    return this.answers.get(answerId);
  }

  async evidence(answerId: string, n: number): Promise<Evidence> {
    await new Promise((resolve) => setTimeout(resolve, this.evidenceMs));
    const citation = this.answers.get(answerId)?.answer.citations.find((one) => one.n === n);
    if (citation === undefined) throw new WenjuError('not-found', 'that answer is forgotten');
    const { source, title, section, paragraph, url } = citation;
    const place = { n, source, title, section, paragraph, url, snapshot: 'abc', now: 'same' as const };
    return { ...place, text: PARAGRAPH, start: 0, end: QUOTE.length };
  }

  async judge(answerId: string, judgement: Judgement): Promise<void> {
    if (!this.answers.has(answerId)) throw new WenjuError('not-found', 'that answer is forgotten');
    this.judgements.push({ ...judgement, about: answerId });
  }

  async suggestions(): Promise<readonly string[]> {
    return [];
  }

  home(): Promise<HomeView> {
    return Promise.reject(new Error('no home here'));
  }

  isAdmin(): boolean {
    return false;
  }
}
