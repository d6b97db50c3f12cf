import type { Answer } from '../answer/answer.js';
import type { Answerer } from '../answer/answerer.js';
import { LONGEST_QUESTION } from '../answer/question.js';
import { WenjuError } from '../errors.js';
import { documentView, type ParagraphView } from '../serving/corpus-view.js';
import type { ChatAdapter } from './adapter.js';
import { parseCommand } from './commands.js';
import { conversationOf, type Message } from './message.js';
import { messageLanguage } from './message-language.js';
import type { Reply, ReplySink } from './reply.js';
import { type CommandServices, notice, runCommand } from './run-command.js';
import { wordingOf } from './wording.js';

/** Earlier messages of a thread that count as context, and how much of each, in UTF-16 units. */
const EARLIER_MESSAGES = 6;
const LONGEST_CONTEXT = 500;

export interface AnswerServices extends CommandServices {
  readonly answerer: Answerer;
  /** The longest that an answer may take, in milliseconds. */
  readonly answerMs: number;
}

/** Where a message came from and goes back to. */
export interface MessageContext {
  readonly adapter: ChatAdapter;
  readonly sink: ReplySink;
  readonly isAdmin: boolean;
}

/** The reply to a message: what a command does, or an answer. */
export async function answerMessage(
  message: Message,
  context: MessageContext,
  services: AnswerServices,
): Promise<Reply> {
  const language = messageLanguage(message);
  const wording = wordingOf(language);
  const { text, author, adapter, unreadable } = message;
  if (unreadable !== undefined && text.trim() === '') {
    return notice(wording.unreadable(unreadable), { language });
  }
  if (text.trim() === '') return notice(wording.empty, { language });
  const command = parseCommand(text);
  if (command !== undefined) {
    return runCommand(command, services, {
      language,
      by: { door: doorOf(adapter), id: author.id, ...(author.name !== undefined && { name: author.name }) },
      isAdmin: context.isAdmin,
      conversation: conversationOf(message),
      update: (update) => context.sink.update(update),
    });
  }
  context.sink.update({ kind: 'working', text: wording.working });
  try {
    return await answerQuestion(message, context, services);
  } catch (error) {
    if (!(error instanceof WenjuError)) throw error;
    if (error.code === 'too-large') return notice(wording.tooLong(LONGEST_QUESTION), { language }, 'failed');
    if (error.code === 'timed-out') return notice(wording.timedOut, { language }, 'failed');
    if (error.code === 'internal') throw error;
    return notice(wording.notDone('answer', error.message), { language }, 'failed');
  }
}

async function answerQuestion(
  message: Message,
  context: MessageContext,
  { answerer, answers, corpus, answerMs }: AnswerServices,
): Promise<Reply> {
  const conversation = conversationOf(message);
  const remembered = answers.questions(conversation);
  const earlier = remembered.length > 0 ? remembered : await earlierTexts(message, context.adapter);
  const quoted = message.quoted?.trim() ?? '';
  const history = quoted === '' ? earlier : [...earlier, quoted.slice(0, LONGEST_CONTEXT)];
  const before = corpus.snapshot;
  const answer = await withDeadline(answerMs, (signal) =>
    answerer.answer(
      { text: message.text, history },
      { signal, onDelta: (text) => context.sink.update({ kind: 'delta', text }) },
    ),
  );
  const cited = [before, corpus.snapshot].find(({ id }) => id === answer.snapshot) ?? corpus.snapshot;
  const paragraphsOf = (source: string): readonly ParagraphView[] => documentView(cited, source).paragraphs;
  const { id } = answers.keep(conversation, message.text, answer, paragraphsOf);
  return { kind: 'answer', id, question: message.text, answer };
}

/** What people wrote in the thread before; the bot's own words are no context that a person meant. */
async function earlierTexts(message: Message, adapter: ChatAdapter): Promise<string[]> {
  // Without its context, a question is still a question.
  const earlier = (await adapter.earlier?.(message).catch(() => [])) ?? [];
  return earlier
    .filter(({ isOwn, text }) => !isOwn && text.trim() !== '' && parseCommand(text) === undefined)
    .slice(-EARLIER_MESSAGES)
    .map(({ text }) => text.slice(0, LONGEST_CONTEXT));
}

async function withDeadline(ms: number, work: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new WenjuError('timed-out', 'the answer took too long')),
    ms,
  );
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}

function doorOf(adapter: string): 'slack' | 'dingtalk' {
  return adapter === 'slack' ? 'slack' : 'dingtalk';
}
