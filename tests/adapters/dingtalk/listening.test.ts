import { describe, expect, it } from 'vitest';
import { runningBot } from './running-bot.js';

describe('listening in DingTalk', () => {
  it('answers a mention in a group, and mentions the asker', async () => {
    const { fake, chat } = await runningBot();
    await fake.say({ text: '什么时候开放内测？', group: 'cid-g1', by: 'staff-1', name: '小张' }).acknowledged;
    await chat.idle();
    const [message] = chat.received;
    expect(message).toMatchObject({
      adapter: 'dingtalk',
      text: '什么时候开放内测？',
      author: { id: 'staff-1', name: '小张' },
    });
    const [seen, ...more] = fake.seen('cid-g1');
    expect(more).toEqual([]);
    expect(seen).toMatchObject({ via: 'webhook', mentioned: ['staff-1'] });
    expect(seen?.text).toContain('@staff-1');
    expect(seen?.text).toContain('阿里云于4月7日开放内测。[1]');
  });
});
