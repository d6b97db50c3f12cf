/**
 * The room between the platforms and the answers: message → command or question → reply. Keeps what was taken
 * in until it is answered, lets people take turns, and remembers each conversation.
 * May import src/serving, src/answer, src/text, errors, and the types of log and metrics; knows no platform.
 */
import type { Answerer } from '../answer/answerer.js';
import { messageOf, WenjuError } from '../errors.js';
import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { GivenAnswer } from '../serving/feedback-log.js';
import type { Language } from '../text/language.js';
import type { Chat, ChatAdapter, Judgement, Receipt } from './adapter.js';
import { type AnswerServices, answerMessage } from './answer-message.js';
import { type Database, openDatabase } from './database.js';
import { type Evidence, evidenceOf } from './evidence.js';
import { FairQueue, type FairQueueOptions } from './fair-queue.js';
import { GivenAnswers } from './given-answers.js';
import { historyLine } from './history-line.js';
import type { HomeView } from './home.js';
import { Inbox, type InboxEntry } from './inbox.js';
import { type Author, conversationOf, type Message } from './message.js';
import { messageLanguage } from './message-language.js';
import type { Reply, ReplySink } from './reply.js';
import { type CommandServices, notice } from './run-command.js';
import { statusOf } from './status.js';
import { wordingOf } from './wording.js';

/** A wait that is shorter needs no telling, in milliseconds. */
const TOLD_WAIT_MS = 4_000;
/** What waited longer than this for a start is no longer answered: its author is told. */
const STALE_MS = 60 * 60_000;
const SHOWN_LINES = 5;

export interface ChatOptions extends Omit<CommandServices, 'answers' | 'waiting'> {
  readonly answerer: Answerer;
  /** Where `chat-1.db` is. */
  readonly dataDir: string;
  /** Who may change what is served: user ids by adapter. */
  readonly admins: Readonly<Record<string, readonly string[]>>;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** The longest that an answer may take, in milliseconds. @default 120000 */
  readonly answerMs?: number;
  readonly queue?: FairQueueOptions;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** The chat of a running server: {@link Chat} for its adapters, and what starts and stops it. */
export class ChatService implements Chat {
  private readonly options: ChatOptions;
  private readonly database: Database;
  private readonly inbox: Inbox;
  private readonly answers: GivenAnswers;
  private readonly queue: FairQueue;
  private readonly services: AnswerServices;
  private readonly adapters = new Map<string, ChatAdapter>();
  /** The language that each person wrote in last. */
  private readonly languages = new Map<string, Language>();
  /** The last delivery under way in each conversation: replies keep their order. */
  private readonly deliveries = new Map<string, Promise<void>>();
  /** Keys of messages that came while the inbox could not be written. */
  private readonly unwritten = new Set<string>();
  private readonly now: () => number;

  /** @throws WenjuError `not-saved` when its store can't be opened */
  constructor(options: ChatOptions) {
    this.options = options;
    this.now = options.now ?? Date.now;
    this.database = openDatabase(options.dataDir);
    this.inbox = new Inbox(this.database, this.now);
    this.answers = new GivenAnswers(this.database, this.now);
    this.queue = new FairQueue({ ...options.queue, onLength: (length) => options.metrics.waiting(length) });
    this.services = {
      ...options,
      answers: this.answers,
      waiting: () => this.queue.length,
      answerMs: options.answerMs ?? 120_000,
    };
  }

  /**
   * Starts the adapters, and takes up what the last process left unanswered.
   * @throws WenjuError `bad-config` when a platform refuses its credentials for good
   */
  async start(adapters: readonly ChatAdapter[]): Promise<void> {
    for (const adapter of adapters) this.adapters.set(adapter.name, adapter);
    // Read before anything new comes in.
    const left = this.inbox.unfinished();
    await Promise.all(adapters.map((adapter) => adapter.start(this)));
    if (left.length > 0) this.options.log.info({ messages: left.length }, 'taking up unanswered messages');
    for (const entry of left) this.enqueue(entry);
  }

  /** Takes no more messages, and waits for the answers under way; the rest is answered after the next start. */
  async stop(graceMs: number): Promise<void> {
    await Promise.all([...this.adapters.values()].map((adapter) => adapter.stop()));
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, graceMs);
    });
    await Promise.race([this.finishAll(), deadline]);
    clearTimeout(timer);
    this.database.close();
  }

  private async finishAll(): Promise<void> {
    await this.queue.drain();
    await Promise.all(this.deliveries.values());
  }

  receive(message: Message): Receipt {
    const { log, metrics } = this.options;
    let entry: InboxEntry | undefined;
    try {
      entry = this.inbox.take(message);
    } catch (error) {
      // A full disk must not silence the bot; what is lost is the memory of what was answered.
      log.error({ err: error }, 'the inbox in DATA_DIR can’t be written: a restart would lose messages');
      if (!message.keys.some((key) => this.unwritten.has(key))) entry = { id: 0, message, state: 'waiting' };
      for (const key of message.keys) this.unwritten.add(key);
    }
    metrics.message(message.adapter, entry === undefined ? 'duplicate' : 'accepted');
    if (entry === undefined) return 'duplicate';
    this.enqueue(entry);
    return 'accepted';
  }

  async evidence(answerId: string, n: number): Promise<Evidence> {
    const found = this.answers.find(answerId);
    const evidence = found && evidenceOf(found, n, this.options.corpus);
    if (evidence === undefined) throw new WenjuError('not-found', 'that answer is not known here any more');
    return evidence;
  }

  given(answerId: string): GivenAnswer | undefined {
    return this.answers.find(answerId);
  }

  async judge(answerId: string, { by, ...judgement }: Judgement): Promise<void> {
    const found = this.answers.find(answerId);
    if (found === undefined) throw new WenjuError('not-found', 'that answer is not known here any more');
    await this.options.feedback.recordFor(answerId, found, judgement);
    this.options.log.info(
      { answer: answerId, by: by.id, verdict: judgement.verdict },
      'an answer was judged',
    );
  }

  suggestions(language: Language): Promise<readonly string[]> {
    return this.options.corpus.suggestions(language);
  }

  async home(adapter: string, author: Author): Promise<HomeView> {
    const { corpus, feedback } = this.options;
    const language = this.languages.get(personOf(adapter, author)) ?? 'zh';
    const wording = wordingOf(language);
    const view = {
      language,
      corpus: corpus.view(),
      status: wording.status(statusOf(this.services)).lines,
      suggestions: await this.suggestions(language),
    };
    if (!this.isAdmin(adapter, author.id)) return view;
    const [changes, judgements] = await Promise.all([
      corpus.history(SHOWN_LINES),
      feedback.latest(SHOWN_LINES),
    ]);
    return {
      ...view,
      admin: {
        history: changes.map((entry) => wording.historyLine(historyLine(entry))),
        feedback: judgements.map((entry) => wording.feedbackLine({ ...entry, at: entry.time })),
      },
    };
  }

  isAdmin(adapter: string, userId: string): boolean {
    return this.options.admins[adapter]?.includes(userId) ?? false;
  }

  private enqueue(entry: InboxEntry): void {
    const { message } = entry;
    const adapter = this.adapters.get(message.adapter);
    if (adapter === undefined) return;
    const language = messageLanguage(message);
    const person = personOf(message.adapter, message.author);
    this.languages.set(person, language);
    const sink = adapter.reply(message);
    const place = this.queue.add({
      person,
      conversation: conversationOf(message),
      run: () => this.handle(entry, adapter, sink),
    });
    const wording = wordingOf(language);
    if (place === undefined) {
      this.deliver(entry, sink, notice(wording.tooMany, { language }, 'failed'));
    } else if (place.waitMs >= TOLD_WAIT_MS) {
      sink.update({ kind: 'queued', text: wording.queued(place.ahead, place.waitMs), ...place });
    }
  }

  /** Never throws. */
  private async handle(entry: InboxEntry, adapter: ChatAdapter, sink: ReplySink): Promise<void> {
    try {
      const reply =
        (await this.afterCrash(entry, adapter)) ?? (await this.replyTo(entry.message, adapter, sink));
      if (reply === 'answered') this.mark(entry, 'done');
      else this.deliver(entry, sink, reply);
    } catch (error) {
      this.options.log.error({ err: error, adapter: adapter.name }, 'a message could not be handled');
      const language = messageLanguage(entry.message);
      this.deliver(entry, sink, notice(wordingOf(language).failed, { language }, 'failed'));
    }
  }

  private replyTo(message: Message, adapter: ChatAdapter, sink: ReplySink): Promise<Reply> {
    const isAdmin = this.isAdmin(adapter.name, message.author.id);
    return answerMessage(message, { adapter, sink, isAdmin }, this.services);
  }

  /**
   * What is left to do for a message that the last process took in: nothing when it was answered, a word when
   * nobody can tell or it is long ago; `undefined` for one to be answered.
   */
  private async afterCrash(
    { message, state }: InboxEntry,
    adapter: ChatAdapter,
  ): Promise<Reply | 'answered' | undefined> {
    const language = messageLanguage(message);
    const wording = wordingOf(language);
    if (state === 'sending') {
      const wasAnswered = adapter.wasAnswered === undefined ? undefined : await adapter.wasAnswered(message);
      if (wasAnswered === true) return 'answered';
      if (wasAnswered === undefined) return notice(wording.perhapsSent(message.text), { language });
    }
    if (this.now() - message.receivedAt < STALE_MS) return undefined;
    return notice(wording.missed(message.text), { language });
  }

  /** Sends a reply after those before it in its conversation. It takes no turn: a slow platform holds up nobody else. */
  private deliver(entry: InboxEntry, sink: ReplySink, reply: Reply): void {
    const key = conversationOf(entry.message);
    const delivery = (this.deliveries.get(key) ?? Promise.resolve()).then(() =>
      this.send(entry, sink, reply),
    );
    this.deliveries.set(key, delivery);
    void delivery.then(() => {
      if (this.deliveries.get(key) === delivery) this.deliveries.delete(key);
    });
  }

  /** Never throws. */
  private async send(entry: InboxEntry, sink: ReplySink, reply: Reply): Promise<void> {
    const { log, metrics } = this.options;
    const { adapter, author } = entry.message;
    this.mark(entry, 'sending');
    try {
      await sink.finish(reply);
      this.mark(entry, 'done');
      metrics.message(adapter, 'answered');
      log.debug({ adapter, kind: reply.kind }, 'replied');
    } catch (error) {
      // Platforms that deliver it again give it another chance.
      this.mark(entry, 'failed');
      metrics.message(adapter, 'undelivered');
      log.error({ adapter, author: author.id, reason: messageOf(error) }, 'a reply could not be delivered');
    }
  }

  private mark({ id }: InboxEntry, state: 'sending' | 'done' | 'failed'): void {
    if (id === 0) return;
    try {
      this.inbox.mark(id, state);
    } catch (error) {
      this.options.log.error({ err: error }, 'the inbox in DATA_DIR can’t be written');
    }
  }
}

/** Names a person among those of all platforms. */
function personOf(adapter: string, { id }: Author): string {
  return `${adapter}:${id}`;
}
