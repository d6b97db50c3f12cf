import { Assistant } from '@slack/bolt';
import type { Chat } from '../../src/chat/adapter.js';
import type { Message } from '../../src/chat/message.js';
import { addressOf } from './address.js';
import { cleanLine, shorten } from './escape.js';
import { KEPT_THREADS, LONGEST_BUTTON, LONGEST_THREAD_TITLE, LONGEST_VALUE, MOST_PROMPTS } from './limits.js';
import { RecentMap } from './recent-map.js';
import type { Services } from './services.js';
import { slackWording } from './wording.js';

export interface AssistantOptions {
  readonly services: Services;
  readonly chat: () => Chat | undefined;
  /** Takes a message as everywhere else; gives it back when it went to the chat. */
  readonly onPost: (body: unknown) => Promise<Message | undefined>;
}

/** What the person looks at beside the side panel. */
type ThreadContext = Readonly<Record<string, unknown>>;

/**
 * The side panel. Where the person is, is kept in memory: Bolt's own store keeps one place for all threads, and
 * costs two calls each time it changes.
 */
export function assistant({ services, chat, onPost }: AssistantOptions): Assistant {
  const contexts = new RecentMap<ThreadContext>(KEPT_THREADS);
  const titled = new RecentMap<true>(KEPT_THREADS);
  const { client, problems } = services;
  return new Assistant({
    threadContextStore: {
      get: async ({ payload }) => contexts.get(threadKey(payload)) ?? {},
      save: async ({ payload }) => contexts.set(threadKey(payload), contextIn(payload)),
    },
    threadStarted: async ({ event, say, setSuggestedPrompts, saveThreadContext }) => {
      await saveThreadContext();
      const greet = async (): Promise<void> => {
        const author = { id: event.assistant_thread.user_id };
        const language = (await chat()?.home('slack', author))?.language ?? 'zh';
        const words = slackWording(language);
        await client.call('chat.postMessage', 'if-refused', () => say(words.greeting));
        const questions = (await chat()?.suggestions(language)) ?? [];
        const prompts = questions.slice(0, MOST_PROMPTS).map((question) => ({
          title: shorten(cleanLine(question), LONGEST_BUTTON),
          message: shorten(cleanLine(question), LONGEST_VALUE),
        }));
        const [first, ...rest] = prompts;
        if (first === undefined) return;
        await client.call('assistant.threads.setSuggestedPrompts', 'always', () =>
          setSuggestedPrompts({ title: words.promptsTitle, prompts: [first, ...rest] }),
        );
      };
      greet().catch((error: unknown) => problems.tell('the side panel', error));
    },
    threadContextChanged: async ({ saveThreadContext }) => saveThreadContext(),
    userMessage: async ({ body, setTitle }) => {
      const message = await onPost(body);
      if (message === undefined || message.text === '') return;
      const { channel, threadTs } = addressOf(message);
      const thread = `${channel}:${threadTs}`;
      if (titled.get(thread) === true) return;
      titled.set(thread, true);
      const title = shorten(cleanLine(message.text), LONGEST_THREAD_TITLE);
      client
        .call('assistant.threads.setTitle', 'always', () => setTitle(title))
        .catch((error: unknown) => problems.tell('assistant.threads.setTitle', error));
    },
  });
}

function threadKey(payload: object): string {
  if ('assistant_thread' in payload) {
    const { channel_id, thread_ts } = payload.assistant_thread as { channel_id: string; thread_ts: string };
    return `${channel_id}:${thread_ts}`;
  }
  const { channel, thread_ts } = payload as { channel?: string; thread_ts?: string };
  return `${channel}:${thread_ts}`;
}

function contextIn(payload: object): ThreadContext {
  if (!('assistant_thread' in payload)) return {};
  const { context } = payload.assistant_thread as { context?: ThreadContext };
  return context ?? {};
}
