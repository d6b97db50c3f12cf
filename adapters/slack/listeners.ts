import { App } from '@slack/bolt';
import * as z from 'zod';
import type { Chat } from '../../src/chat/adapter.js';
import type { Message } from '../../src/chat/message.js';
import {
  ASK_ACTION,
  FEEDBACK_ACTION,
  FEEDBACK_VIEW,
  MORE_ACTION,
  OPEN_ACTION,
  PASSAGE_ACTION,
  QUOTE_ACTION,
  RELOAD_ACTION,
} from './actions.js';
import { addressOf } from './address.js';
import { assistant } from './assistant.js';
import { webOptions } from './client.js';
import { type Heard, hear, hearCommand } from './events.js';
import type { Identification } from './identification.js';
import { Interactions } from './interactions.js';
import type { EventReceiver } from './receiver.js';
import type { Services } from './services.js';

export interface ListenerOptions {
  readonly botToken: string;
  readonly apiUrl: string;
  readonly receiver: EventReceiver;
  readonly services: Services;
  readonly identification: Identification;
  readonly threadFollowUps: boolean;
  readonly chat: () => Chat | undefined;
  /** Slack says that the app was removed or its token revoked. */
  readonly onRevoked: () => void;
}

const homeOpened = z.object({ event: z.object({ user: z.string(), tab: z.string().optional() }) });

/** The Bolt app: what Slack tells goes to the chat. No listener waits for an answer. */
export function listen(options: ListenerOptions): App {
  const { botToken, apiUrl, receiver, services, identification, chat } = options;
  const { problems } = services;
  const app = new App({
    receiver,
    ...{ logger: webOptions({ apiUrl, log: services.log }).logger },
    clientOptions: webOptions({ apiUrl, log: services.log }),
    convoStore: false,
    authorize: async () => {
      const { userId, botId, teamId } = await identification.wait();
      return { botToken, botId, botUserId: userId, ...(teamId === '' ? {} : { teamId }) };
    },
  });
  app.error(async (error) => problems.tell('a listener', error.original ?? error));

  const accept = (message: Message): void => {
    const { channel, threadTs, ts } = addressOf(message);
    if (threadTs !== undefined) services.threads.join(channel, threadTs, ts);
    chat()?.receive(message);
  };
  const onPost = async (body: unknown): Promise<Message | undefined> => {
    const heard = hear(body, await identification.wait());
    if (heard === undefined || !(await isMeant(heard, options))) return undefined;
    accept(heard.message);
    return heard.message;
  };

  app.assistant(assistant({ services, chat, onPost }));
  app.event('app_mention', async ({ body }) => void (await onPost(body)));
  app.event('message', async ({ body }) => void (await onPost(body)));
  for (const name of ['tokens_revoked', 'app_uninstalled'] as const) {
    app.event(name, async () => options.onRevoked());
  }

  app.command(/.*/, async ({ body, ack }) => {
    const message = hearCommand(body, await identification.wait());
    if (message !== undefined) accept(message);
    await ack();
  });
  addInteractions(app, options);
  return app;
}

/** Whether a message is for the app: what was only said in a thread is, if the app takes part in it. */
async function isMeant(heard: Heard, { services, threadFollowUps }: ListenerOptions): Promise<boolean> {
  if (heard.when === 'always') return true;
  if (!threadFollowUps) return false;
  if (heard.isOwnThread) return true;
  try {
    return await services.threads.takesPart(heard.channel, heard.threadTs, heard.ts);
  } catch (error) {
    services.problems.tell('conversations.replies', error);
    return false;
  }
}

/** Presses are acknowledged first: what they open is not for Slack to wait for. */
function addInteractions(app: App, { services, chat }: ListenerOptions): void {
  const interactions = new Interactions(services, chat);
  const quietly = (what: string, work: Promise<void>): void => {
    work.catch((error: unknown) => services.problems.tell(what, error));
  };
  const onPress = (action: string, handle: (body: unknown) => Promise<void>): void => {
    app.action(new RegExp(`^${action}(?:_\\d+)?$`), async ({ body, ack }) => {
      quietly(action, handle(body));
      await ack();
    });
  };
  onPress(QUOTE_ACTION, (body) => interactions.showQuote(body));
  onPress(MORE_ACTION, (body) => interactions.showAll(body));
  onPress(PASSAGE_ACTION, (body) => interactions.showPassage(body));
  onPress(FEEDBACK_ACTION, (body) => interactions.judge(body));
  onPress(RELOAD_ACTION, (body) => interactions.ask(body));
  onPress(ASK_ACTION, (body) => interactions.ask(body));
  onPress(OPEN_ACTION, async () => undefined);
  for (const type of ['view_submission', 'view_closed'] as const) {
    app.view({ callback_id: FEEDBACK_VIEW, type }, async ({ body, ack }) => {
      quietly('feedback', interactions.judged(body));
      await ack();
    });
  }
  app.event('app_home_opened', async ({ body }) => {
    const opened = homeOpened.safeParse(body);
    if (!opened.success || (opened.data.event.tab ?? 'home') !== 'home') return;
    quietly('views.publish', interactions.showHome(opened.data.event.user));
  });
}
