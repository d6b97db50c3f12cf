import { setTimeout as sleep } from 'node:timers/promises';
import type { ModalView } from '@slack/types';
import * as z from 'zod';
import type { Chat, Judgement } from '../../src/chat/adapter.js';
import { WenjuError } from '../../src/errors.js';
import {
  COMMENT_BLOCK,
  REASON_BLOCK,
  RELOAD_ACTION,
  readAnswerValue,
  readFeedbackValue,
  readPassageValue,
  readQuoteValue,
} from './actions.js';
import type { SlackAddress } from './address.js';
import { pressedMessage } from './events.js';
import { homeView } from './home.js';
import { LONGEST_COMMENT, TRIGGER_PATIENCE_MS } from './limits.js';
import { evidenceView, feedbackView, textView } from './modals.js';
import type { Services } from './services.js';
import { type SlackWording, slackWording } from './wording.js';

const pressSchema = z.object({
  trigger_id: z.string(),
  user: z.object({ id: z.string() }),
  team: z.object({ id: z.string() }).nullish(),
  channel: z.object({ id: z.string() }).optional(),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
  actions: z
    .array(
      z.object({ action_id: z.string(), value: z.string().optional(), action_ts: z.string().optional() }),
    )
    .min(1),
});
type Press = z.infer<typeof pressSchema>;

const judgedSchema = z.object({
  type: z.enum(['view_submission', 'view_closed']),
  user: z.object({ id: z.string() }),
  view: z.object({
    private_metadata: z.string(),
    state: z
      .object({
        values: z.object({
          [REASON_BLOCK]: z
            .object({
              [REASON_BLOCK]: z.object({ selected_option: z.object({ value: z.string() }).nullish() }),
            })
            .optional(),
          [COMMENT_BLOCK]: z
            .object({ [COMMENT_BLOCK]: z.object({ value: z.string().nullish() }) })
            .optional(),
        }),
      })
      .optional(),
  }),
});
const reasonSchema = z
  .enum(['wrong-answer', 'wrong-source', 'should-refuse', 'other'])
  .optional()
  .catch(undefined);

/** What happens when something is pressed. */
export class Interactions {
  private readonly services: Services;
  private readonly chat: () => Chat | undefined;

  constructor(services: Services, chat: () => Chat | undefined) {
    this.services = services;
    this.chat = chat;
  }

  /** Opens a citation's quote in its paragraph. */
  async showQuote(body: unknown): Promise<void> {
    const press = pressIn(body);
    const value = readQuoteValue(press?.actions[0]?.value);
    const chat = this.chat();
    if (press === undefined || value === undefined || chat === undefined) return;
    const words = slackWording(value.l);
    await this.open(press, words, async () => evidenceView(await chat.evidence(value.a, value.n), words));
  }

  /** Opens the whole of an answer that was cut. */
  async showAll(body: unknown): Promise<void> {
    const press = pressIn(body);
    const value = readAnswerValue(press?.actions[0]?.value);
    if (press === undefined || value === undefined) return;
    const words = slackWording(value.l);
    await this.open(press, words, async () => {
      const given = this.chat()?.given(value.a);
      if (given === undefined) return textView(words.moreTitle, words.forgotten, words);
      const { answer, citations } = given.answer;
      const sources = citations.map(({ n, source, quote }) => `[${n}] ${source}: ${quote}`);
      return textView(words.moreTitle, [answer, ...sources].join('\n\n'), words);
    });
  }

  /** Opens a passage that a search found. */
  async showPassage(body: unknown): Promise<void> {
    const press = pressIn(body);
    const value = readPassageValue(press?.actions[0]?.value);
    if (press === undefined || value === undefined) return;
    const words = slackWording(value.l);
    await this.open(press, words, async () => textView(words.moreTitle, `${value.h}\n\n${value.t}`, words));
  }

  /** Thanks for a good answer; asks what is wrong with a bad one. */
  async judge(body: unknown): Promise<void> {
    const press = pressIn(body);
    const value = readFeedbackValue(press?.actions[0]?.value);
    if (press === undefined || value === undefined) return;
    if (value.v === 'up')
      return this.record(press, value.a, { verdict: 'up', by: press.user }, slackWording(value.l));
    await this.services.client.call('views.open', 'if-refused', () =>
      this.services.client.web.views.open({
        trigger_id: press.trigger_id,
        view: feedbackView({ a: value.a, l: value.l, ...placeOf(press) }),
      }),
    );
  }

  /** What was said about a bad answer, or that nothing was. */
  async judged(body: unknown): Promise<void> {
    const parsed = judgedSchema.safeParse(body);
    if (!parsed.success) return;
    const { user, view } = parsed.data;
    const value = readAnswerValue(view.private_metadata);
    if (value === undefined) return;
    const values = view.state?.values;
    const comment = values?.[COMMENT_BLOCK]?.[COMMENT_BLOCK].value?.trim().slice(0, LONGEST_COMMENT);
    const judgement: Judgement = {
      verdict: 'down',
      by: user,
      reason: reasonSchema.parse(values?.[REASON_BLOCK]?.[REASON_BLOCK].selected_option?.value),
      ...(comment ? { comment } : {}),
    };
    await this.record(pressOf(view.private_metadata, user.id), value.a, judgement, slackWording(value.l));
  }

  /** A question or a command, as if the person had written it to the app: what they may do, the chat decides. */
  async ask(body: unknown): Promise<void> {
    const press = pressIn(body);
    const action = press?.actions[0];
    const chat = this.chat();
    if (press === undefined || action?.value === undefined || chat === undefined) return;
    const { user, team, trigger_id } = press;
    chat.receive(pressedMessage(action.value, user.id, team?.id ?? '', trigger_id));
    // Who is no admin any more shall not keep the button.
    if (action.action_id === RELOAD_ACTION && !chat.isAdmin('slack', user.id)) await this.showHome(user.id);
  }

  async showHome(userId: string): Promise<void> {
    const home = await this.chat()?.home('slack', { id: userId });
    if (home === undefined) return;
    const view = homeView(home);
    const { client } = this.services;
    await client.call('views.publish', 'always', () => client.web.views.publish({ user_id: userId, view }));
  }

  /** Opens a window at once, within the three seconds that Slack allows, and fills it later if it has to. */
  private async open(
    { trigger_id }: Press,
    words: SlackWording,
    make: () => Promise<ModalView>,
  ): Promise<void> {
    const { client } = this.services;
    const open = (view: ModalView) =>
      client.call('views.open', 'if-refused', () => client.web.views.open({ trigger_id, view }));
    const made = make().catch((error: unknown) => {
      const isForgotten = error instanceof WenjuError && error.code === 'not-found';
      if (!isForgotten) this.services.problems.tell('a window', error);
      return textView(words.sourceTitle, isForgotten ? words.forgotten : words.failed, words);
    });
    const first = await Promise.race([made, sleep(TRIGGER_PATIENCE_MS, undefined, { ref: false })]);
    if (first !== undefined) return void (await open(first));
    const { view } = await open(textView(words.sourceTitle, words.loading, words));
    const id = view?.id;
    if (id === undefined) return;
    const later = await made;
    await client.call('views.update', 'always', () => client.web.views.update({ view_id: id, view: later }));
  }

  private async record(
    place: Pick<Press, 'channel' | 'message' | 'user'>,
    answerId: string,
    judgement: Judgement,
    words: SlackWording,
  ): Promise<void> {
    let text = words.thanks;
    try {
      await this.chat()?.judge(answerId, judgement);
    } catch (error) {
      const isForgotten = error instanceof WenjuError && error.code === 'not-found';
      if (!isForgotten) this.services.problems.tell('feedback', error);
      text = isForgotten ? words.forgotten : words.failed;
    }
    const { channel, message, user } = place;
    if (channel === undefined) return;
    const threadTs = message?.thread_ts;
    const address: SlackAddress = {
      kind: 'channel',
      channel: channel.id,
      user: user.id,
      team: '',
      ...(threadTs === undefined ? {} : { threadTs }),
    };
    await this.services.posting.whisper(address, { text });
  }
}

function pressIn(body: unknown): Press | undefined {
  return pressSchema.safeParse(body).data;
}

/** Where the answer stands that is judged, to be carried through the window. */
function placeOf({ channel, message }: Press): { c?: string; t?: string } {
  return {
    ...(channel === undefined ? {} : { c: channel.id }),
    ...(message?.thread_ts === undefined ? {} : { t: message.thread_ts }),
  };
}

function pressOf(metadata: string, userId: string): Pick<Press, 'channel' | 'message' | 'user'> {
  const { c, t } = readAnswerValue(metadata) ?? {};
  return {
    user: { id: userId },
    ...(c === undefined ? {} : { channel: { id: c } }),
    ...(t === undefined ? {} : { message: { ts: t, thread_ts: t } }),
  };
}
