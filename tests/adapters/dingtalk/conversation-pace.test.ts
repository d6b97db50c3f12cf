import { describe, expect, it } from 'vitest';
import { ConversationPace } from '../../../adapters/dingtalk/conversation-pace.js';

/** Resolves with how long so many turns of a conversation took. */
async function timeOf(pace: ConversationPace, conversation: string, turns: number): Promise<number> {
  const start = performance.now();
  await Promise.all(Array.from({ length: turns }, () => pace.turn(conversation)));
  return performance.now() - start;
}

describe('ConversationPace', () => {
  it('lets no more than so many through in any window', async () => {
    const pace = new ConversationPace(3, 200);
    expect(await timeOf(pace, 'a', 7)).toBeGreaterThan(395);
  });

  it('lets no conversation wait for another', async () => {
    const pace = new ConversationPace(1, 60_000);
    await pace.turn('a');
    void pace.turn('a');
    expect(pace.waitFor('a')).toBeGreaterThan(50_000);
    expect(pace.waitFor('b')).toBe(0);
    await pace.turn('b');
  });

  it('counts those who wait before a turn is asked for', () => {
    const pace = new ConversationPace(2, 60_000);
    expect([1, 2, 3].map(() => pace.tryTurn('a'))).toEqual([true, true, false]);
  });

  it('pauses a conversation', async () => {
    const pace = new ConversationPace(10, 1_000);
    await pace.turn('a');
    pace.pause('a', 150);
    expect(await timeOf(pace, 'a', 1)).toBeGreaterThan(145);
  });
});
