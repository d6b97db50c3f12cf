import { describe, expect, it, vi } from 'vitest';
import type { FakeCard } from '../../fakes/dingtalk/cards.js';
import { type RunningBot, runningBot } from './running-bot.js';

async function botWithCard(pace = {}): Promise<RunningBot & { readonly card: FakeCard }> {
  const bot = await runningBot({ withCards: true, pace });
  await bot.fake.say({ text: '何时内测？', group: 'cid-g', by: 'staff-1' }).acknowledged;
  await bot.chat.idle();
  const card = bot.fake.seen('cid-g')[0]?.card;
  if (card === undefined) throw new Error('there is no card');
  return { ...bot, card };
}

function buttonTexts(card: FakeCard): string[] {
  return (JSON.parse(card.params.btns ?? '[]') as { text: string }[]).map(({ text }) => text);
}

describe('the buttons of a card', () => {
  it('note that an answer is useful', async () => {
    const { fake, chat, card } = await botWithCard();
    expect(buttonTexts(card)).toEqual(['👍 有用', '👎 没用', '查看依据']);
    await fake.press(card, 'up', 'staff-2');
    expect(chat.judgements).toMatchObject([{ verdict: 'up', by: { id: 'staff-2' } }]);
    expect(card.params.note).toBe('已记下，谢谢。');
  });

  it('ask what is wrong with one that is not, and note it', async () => {
    const { fake, chat, card } = await botWithCard();
    await fake.press(card, 'down', 'staff-2');
    expect(card.params.note).toBe('已记下。哪里不对？');
    expect(buttonTexts(card)).toEqual(['答案不对', '来源不对', '不该回答', '其他', '查看依据']);
    await fake.press(card, 'wrong-source', 'staff-2');
    expect(chat.judgements).toMatchObject([
      { verdict: 'down' },
      { verdict: 'down', reason: 'wrong-source', by: { id: 'staff-2' } },
    ]);
    expect(buttonTexts(card)).toEqual(['👍 有用', '👎 没用', '查看依据']);
  });

  it('show the evidence in its paragraph, and hide it', async () => {
    const { fake, card } = await botWithCard();
    await fake.press(card, 'evidence', 'staff-2');
    expect(card.params.evidence).toContain('**4月7日，阿里云开放了内测入口。**');
    expect(card.params.evidence).toContain('同一天，它还公布了邀请规则。');
    await fake.press(card, 'hide-evidence', 'staff-2');
    expect(card.params.evidence).toBe('');
  });

  it('are answered in time when the evidence takes long, and the card changes later', async () => {
    const { fake, chat, card } = await botWithCard({ actionMs: 50 });
    chat.evidenceMs = 500;
    expect(await fake.press(card, 'evidence', 'staff-2')).toBeLessThan(3_000);
    expect(card.params.evidence).toBe('');
    await vi.waitFor(() => expect(card.params.evidence).toContain('邀请规则'), { timeout: 10_000 });
  });

  it('say that an answer is forgotten', async () => {
    const { fake, card } = await botWithCard();
    card.params.btns = card.params.btns?.replace(/"answer":"[^"]+"/g, '"answer":"unknown"') ?? '';
    await fake.press(card, 'up', 'staff-2');
    expect(card.params.note).toBe('这条回答太久以前了，请重新提问。');
    await fake.press(card, 'evidence', 'staff-2');
    expect(card.params.evidence).toBe('');
  });

  it('that are not ours are acknowledged', async () => {
    const { fake, chat, card } = await botWithCard();
    const answer = await fake.gateway.callback('/v1.0/card/instances/callback', {
      outTrackId: card.id,
      userId: 'staff-2',
      content: '{"cardPrivateData":{"actionIds":["x"],"params":{"action":"drop"}}}',
    });
    expect(JSON.parse(answer)).toEqual({ response: {} });
    expect(JSON.parse(await fake.gateway.callback('/v1.0/card/instances/callback', 'nonsense'))).toEqual({
      response: {},
    });
    expect(chat.judgements).toEqual([]);
  });
});
