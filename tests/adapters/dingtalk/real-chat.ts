import { afterEach } from 'vitest';
import type { ChatOptions, ChatService } from '../../../src/chat/chat.js';
import { chatService, type TestedChat } from '../../chat/chat-service.js';
import { type BotOptions, type RunningBot, runningBot } from './running-bot.js';

export interface TalkingBot extends Omit<RunningBot, 'chat'>, Pick<TestedChat, 'feedback' | 'folder'> {
  readonly chat: ChatService;
}

const running: ChatService[] = [];
afterEach(async () => {
  for (const chat of running.splice(0)) await chat.stop(1_000);
});

/** A bot with the real chat over the small corpus; the person `admin` is its admin. */
export async function talkingBot(
  options: BotOptions = {},
  chatOptions: Partial<ChatOptions> = {},
): Promise<TalkingBot> {
  const bot = await runningBot({ ...options, isStarted: false });
  const { chat, feedback, folder } = await chatService({ metrics: bot.metrics, ...chatOptions });
  running.push(chat);
  await chat.start([bot.adapter]);
  return { ...bot, chat, feedback, folder };
}
