import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { FakeCard } from '../../fakes/dingtalk/cards.js';
import type { FakeDingtalk } from '../../fakes/dingtalk/fake-dingtalk.js';
import {
  BROKEN,
  type FakeApi,
  type Fault,
  NO_PERMISSION,
  QPS_LIMIT,
  TOO_MANY,
} from '../../fakes/dingtalk/faults.js';
import { runningBot } from './running-bot.js';
import { answerReply, answerTo, type SmallChat } from './small-chat.js';

/** Makes the chat's answers come in pieces, some of them at once. */
function streamAnswers(chat: SmallChat, pauses = 5, pauseMs = 30): void {
  chat.respond = async (sink, { text }) => {
    sink.update({ kind: 'working', text: '正在查找…' });
    await sleep(pauseMs);
    const { answer } = answerTo(text);
    for (const [i, text] of [...answer].entries()) {
      sink.update({ kind: 'delta', text });
      if (i % Math.ceil(answer.length / pauses) === 0) await sleep(pauseMs);
    }
    await sink.finish(chat.remember(answerReply(text)));
  };
}

async function mention(fake: FakeDingtalk, chat: SmallChat, group = 'cid-g'): Promise<FakeCard | undefined> {
  await fake.say({ text: '何时内测？', group, by: 'staff-1', name: '小张' }).acknowledged;
  await chat.idle();
  return fake.seen(group)[0]?.card;
}

describe('cards in DingTalk', () => {
  it('streams an answer into a card, at a pace, and finishes it', async () => {
    const { fake, chat } = await runningBot({ withCards: true, pace: { cardPauseMs: 100 } });
    streamAnswers(chat);
    const card = await mention(fake, chat);
    expect(fake.seen('cid-g')).toMatchObject([{ via: 'card', mentioned: ['staff-1'] }]);
    expect(card).toMatchObject({ isFinal: true, params: { flowStatus: '3' } });
    expect(card?.params.content).toContain('阿里云于4月7日开放内测。[1]');
    expect(card?.params.content).toContain('> [1] 4月7日，阿里云开放了内测入口。');
    const streamed = card?.streamed ?? [];
    expect(streamed.length).toBeGreaterThan(1);
    // Pieces that came together went together.
    expect(streamed.length).toBeLessThan(10);
    const beginnings = streamed.slice(0, -1);
    expect(beginnings.every((text, i) => streamed[i + 1]?.startsWith(text) || text === '正在查找…')).toBe(
      true,
    );
  });

  it('makes a card of an answer that is there at once in one call', async () => {
    const { fake, chat } = await runningBot({ withCards: true, pace: { cardDelayMs: 2_000 } });
    const card = await mention(fake, chat);
    expect(card?.params).toMatchObject({ flowStatus: '3', content: expect.stringContaining('[1]') });
    expect(
      ['card_create', 'card_streaming', 'card_update'].map((api) => fake.callsOf(api as FakeApi)),
    ).toEqual([1, 0, 0]);
  });

  it('puts a card into a single chat', async () => {
    const { fake, chat } = await runningBot({ withCards: true });
    await fake.say({ text: '?', by: 'staff-1' }).acknowledged;
    await chat.idle();
    expect(fake.seen('cid-single-staff-1')).toMatchObject([{ via: 'card' }]);
  });

  it('writes to someone outside the organisation, whom no card reaches, in Markdown', async () => {
    const { fake, chat } = await runningBot({ withCards: true });
    await fake.say({ text: '?' }).acknowledged;
    await chat.idle();
    expect(fake.seen('cid-single-outsider')).toMatchObject([{ via: 'webhook' }]);
  });

  const refusals: [string, FakeApi, Fault][] = [];
  for (const api of ['card_create', 'card_streaming'] as const) {
    refusals.push(
      [`${api} is refused for speed`, api, QPS_LIMIT],
      [`${api} is not permitted`, api, NO_PERMISSION],
      [`${api} gets 429`, api, TOO_MANY],
      [`${api} gets 503`, api, BROKEN],
      [`${api} breaks`, api, { status: 0, hangMs: 20 }],
    );
  }
  it.each(refusals)('says all of the answer in Markdown when %s', async (_, api, fault) => {
    const { fake, chat } = await runningBot({ withCards: true });
    streamAnswers(chat);
    fake.faults.next(api, fault);
    await mention(fake, chat);
    const seen = fake.seen('cid-g');
    const messages = seen.filter(({ via }) => via === 'webhook');
    expect(messages).toHaveLength(1);
    expect(messages[0]?.text).toContain('阿里云于4月7日开放内测。[1]');
    expect(messages[0]?.text).toContain('> [1] 4月7日，阿里云开放了内测入口。');
    for (const { card } of seen.filter(({ via }) => via === 'card')) {
      expect(card?.params).toMatchObject({ flowStatus: '5', content: '回答见下一条消息。' });
    }
  });

  it('lets cards rest after a refusal, and comes back to them', async () => {
    const { fake, chat } = await runningBot({ withCards: true, pace: { cardRestMs: 2_000 } });
    fake.faults.next('card_create', QPS_LIMIT);
    for (const group of ['cid-1', 'cid-2']) await mention(fake, chat, group);
    expect(fake.callsOf('card_create')).toBe(1);
    let others = 2;
    await vi.waitFor(async () => expect(await mention(fake, chat, `cid-${++others}`)).toBeDefined(), {
      timeout: 20_000,
      interval: 200,
    });
  });

  it('keeps the answer when only its buttons can not be had', async () => {
    const { fake, chat } = await runningBot({ withCards: true });
    streamAnswers(chat);
    fake.faults.all('card_update', BROKEN);
    const card = await mention(fake, chat);
    expect(fake.seen('cid-g')).toHaveLength(1);
    expect(card?.params.content).toContain('阿里云于4月7日开放内测。[1]');
  });

  it('stays within the calls a second that DingTalk allows while many ask', async () => {
    const { fake, chat } = await runningBot({
      withCards: true,
      fake: { cardCallsPerSecond: 60 },
      pace: { callsPerSecond: 20, cardPauseMs: 300 },
    });
    streamAnswers(chat, 10, 100);
    const groups = Array.from({ length: 15 }, (_, i) => `cid-${i}`);
    await Promise.all(groups.map((group) => fake.say({ text: '?', group, by: 'staff-1' }).acknowledged));
    await chat.idle();
    expect(groups.every((group) => fake.seen(group)[0]?.card?.params.flowStatus === '3')).toBe(true);
    expect(fake.rooms.all).toHaveLength(15);
  });

  it('saves its calls for the answers when there are few left', async () => {
    const { fake, chat } = await runningBot({ withCards: true, pace: { callsPerSecond: 5 } });
    streamAnswers(chat, 10, 100);
    const groups = Array.from({ length: 30 }, (_, i) => `cid-${i}`);
    await Promise.all(groups.map((group) => fake.say({ text: '?', group, by: 'staff-1' }).acknowledged));
    await chat.idle();
    expect(groups.every((group) => fake.seen(group)[0]?.card?.params.flowStatus === '3')).toBe(true);
    const calls = ['card_create', 'card_streaming', 'card_update'].map((api) => fake.callsOf(api as FakeApi));
    expect(calls[0]).toBe(30);
    expect(calls.reduce((sum, count) => sum + count)).toBeLessThan(90);
  });

  it.each(['done', 'refused'] as const)('uses a card that is there already (%s)', async (whenThere) => {
    const { fake, chat, adapter } = await runningBot({ withCards: true });
    fake.cards.whenThere = whenThere;
    streamAnswers(chat);
    const card = await mention(fake, chat);
    const [message] = chat.received;
    if (message === undefined || card === undefined) throw new Error('there is no card');
    expect(await adapter.wasAnswered?.(message)).toBe(false);
    // As after a restart.
    card.params.content = '写到一半';
    const sink = adapter.reply({ ...message, receivedAt: Date.now() - 60_000 });
    sink.update({ kind: 'working', text: '正在查找…' });
    await sleep(200);
    await sink.finish(answerReply('何时内测？'));
    expect(fake.seen('cid-g')).toHaveLength(1);
    expect(card.params).toMatchObject({ flowStatus: '3', content: expect.stringContaining('[1]') });
  });

  it('counts its calls, and what is left of those that it may make', async () => {
    const { fake, chat, metrics } = await runningBot({ withCards: true });
    await mention(fake, chat);
    const { text } = await metrics.report();
    expect(text).toMatch(/wenju_dingtalk_calls_total\{api="card_create",result="ok"\} 1/);
    expect(text).toMatch(/wenju_dingtalk_tokens_left \d+/);
  });
});
