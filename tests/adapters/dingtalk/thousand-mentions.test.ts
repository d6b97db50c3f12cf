import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { BROKEN, TOO_FAST, TOO_MANY } from '../../fakes/dingtalk/faults.js';
import { talkingBot } from './real-chat.js';

const MENTIONS = 1_000;
const GROUPS = 70;
const QUESTIONS = [
  '百度什么时候发布文心一言？',
  'MOSS的参数是多少？',
  '谁写了《红楼梦》？',
  '状态',
  '依据 1',
];

describe('a bad day in DingTalk', () => {
  it('answers 1,000 mentions once each, through lost lines, repeats, refusals and dead webhooks', {
    timeout: 180_000,
  }, async () => {
    const { fake, adapter, metrics } = await talkingBot({
      fake: { redeliverAfterMs: 1_500 },
      pace: { callsPerSecond: 20 },
    });
    fake.faults.every('webhook', 20, TOO_MANY, BROKEN, TOO_FAST);
    fake.faults.every('group_send', 20, BROKEN, TOO_MANY);
    fake.faults.every('open', 4, BROKEN);

    const acknowledged: Promise<string>[] = [];
    const groupOf = (i: number): string => `cid-group-${i % GROUPS}`;
    for (let i = 0; i < MENTIONS; i++) {
      const mention = fake.robotMessage({
        text: QUESTIONS[i % QUESTIONS.length] ?? '',
        by: `staff-${i}.`,
        name: `staff-${i}.`,
        group: groupOf(i),
        webhookLifeMs: i % 10 === 3 ? 1 : 3_600_000,
      });
      acknowledged.push(fake.deliver(mention));
      if (i % 10 === 7) acknowledged.push(fake.deliver(mention));
      if (i % 50 === 49) {
        if (i % 100 === 49) fake.gateway.leave(200);
        else fake.gateway.cut();
      }
      if (i === MENTIONS / 2) fake.webhooks.revokeAll();
      await sleep(2);
    }
    await Promise.all(acknowledged);
    const allAnswered = `{adapter="dingtalk",result="answered"} ${MENTIONS}`;
    while (!(await metrics.report()).text.includes(allAnswered)) await sleep(50);

    const counts = Array.from(
      { length: MENTIONS },
      (_, i) => fake.seen(groupOf(i)).filter(({ text }) => text.startsWith(`@staff-${i}.`)).length,
    );
    expect(counts.flatMap((count, i) => (count === 1 ? [] : [`question ${i}: ${count} answers`]))).toEqual(
      [],
    );
    // Others tell that someone must wait.
    expect(fake.rooms.all.filter(({ text }) => text.startsWith('@'))).toHaveLength(MENTIONS);
    expect(fake.rooms.all.length - MENTIONS).toBeLessThanOrEqual(GROUPS * 2 * 4);
    // It was a bad day indeed.
    expect(fake.gateway.connections).toBeGreaterThan(10);
    expect(fake.gateway.mostAtOnce).toBeGreaterThan(1);
    expect(fake.callsOf('group_send')).toBeGreaterThan(100);
    expect(fake.webhooks.tooFast).toBe(0);
    expect(adapter.isConnected).toBe(true);
  });
});
