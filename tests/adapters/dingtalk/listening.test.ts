import { describe, expect, it } from 'vitest';
import { runningBot } from './running-bot.js';

const RICH_TEXT = {
  msgtype: 'richText',
  text: undefined,
  content: {
    richText: [
      { text: '文心一言' },
      { type: 'picture', downloadCode: 'code-made-up' },
      { text: '的参数是多少？' },
    ],
  },
};
const AUDIO = {
  msgtype: 'audio',
  text: undefined,
  content: { duration: 2_000, downloadCode: 'code-made-up', recognition: '参数是多少？' },
};

describe('listening in DingTalk', () => {
  it('takes a mention in a group as a message, with all that a reply needs', async () => {
    const { fake, chat } = await runningBot();
    const { msgId, acknowledged } = fake.say({
      text: '何时开放内测？',
      group: 'cid-g',
      by: 'staff-1',
      name: '小张',
    });
    expect(JSON.parse(await acknowledged)).toEqual({ response: {} });
    expect(chat.received).toEqual([
      expect.objectContaining({
        adapter: 'dingtalk',
        keys: [msgId],
        text: '何时开放内测？',
        author: { id: 'staff-1', name: '小张' },
        unreadable: undefined,
        address: {
          msgId,
          conversationId: 'cid-g',
          isGroup: true,
          staffId: 'staff-1',
          robotCode: 'ding-made-up',
          webhook: expect.stringContaining(fake.url),
          webhookExpiresAt: expect.any(Number),
        },
      }),
    ]);
    expect(JSON.parse(JSON.stringify(chat.received[0]?.address))).toEqual(chat.received[0]?.address);
  });

  it('takes a message to it alone', async () => {
    const { fake, chat } = await runningBot();
    await fake.say({ text: '何时开放内测？', by: 'staff-1' }).acknowledged;
    await chat.idle();
    expect(chat.received[0]).toMatchObject({ conversation: 'cid-single-staff-1' });
    expect(fake.seen('cid-single-staff-1')).toMatchObject([{ via: 'webhook', mentioned: [] }]);
  });

  it('remembers for each person in a group alone, unless the group is to share', async () => {
    const conversations = async (config: object): Promise<unknown[]> => {
      const { fake, chat } = await runningBot({ config });
      for (const by of ['staff-1', 'staff-2']) await fake.say({ text: '?', group: 'cid-g', by }).acknowledged;
      return chat.received.map(({ conversation }) => conversation);
    };
    expect(new Set(await conversations({})).size).toBe(2);
    expect(new Set(await conversations({ conversation: 'group' })).size).toBe(1);
  });

  it('reads rich text and leaves its pictures out', async () => {
    const { fake, chat } = await runningBot();
    await fake.say({ group: 'cid-g', by: 'staff-1', fields: RICH_TEXT }).acknowledged;
    expect(chat.received[0]).toMatchObject({ text: '文心一言的参数是多少？', unreadable: undefined });
  });

  it('answers a voice message by its transcript', async () => {
    const { fake, chat } = await runningBot();
    await fake.say({ by: 'staff-1', fields: AUDIO }).acknowledged;
    expect(chat.received[0]).toMatchObject({ text: '参数是多少？', unreadable: undefined });
  });

  it.each([
    ['picture', { msgtype: 'picture', content: { downloadCode: 'x' } }],
    ['voice', { msgtype: 'audio', content: { duration: 1, downloadCode: 'x' } }],
    ['video', { msgtype: 'video', content: { duration: '4', videoType: 'mp4', downloadCode: 'x' } }],
    ['file', { msgtype: 'file', content: { fileName: 'a.pdf', downloadCode: 'x' } }],
    ['picture', { msgtype: 'richText', content: { richText: [{ type: 'picture', downloadCode: 'x' }] } }],
    ['other', { msgtype: 'location', content: { latitude: 1 } }],
  ])('says that there is nothing to read in a %s', async (unreadable, fields) => {
    const { fake, chat } = await runningBot();
    await fake.say({ by: 'staff-1', fields: { ...fields, text: undefined } }).acknowledged;
    expect(chat.received[0]).toMatchObject({ text: '', unreadable });
  });

  it('takes what a message quotes as its context', async () => {
    const { fake, chat } = await runningBot();
    const text = {
      content: ' 它的参数呢？',
      isReplyMsg: true,
      repliedMsg: { msgType: 'text', msgId: 'm', senderId: 's', content: { text: '文心一言发布了' } },
    };
    await fake.say({ group: 'cid-g', by: 'staff-1', fields: { text } }).acknowledged;
    expect(chat.received[0]).toMatchObject({ text: '它的参数呢？', quoted: '文心一言发布了' });
  });

  it('answers someone outside the organisation, who has no staff id', async () => {
    const { fake, chat } = await runningBot();
    await fake.say({ text: '?', group: 'cid-g', name: '客户' }).acknowledged;
    await chat.idle();
    expect(chat.received[0]?.author).toEqual({ id: '$:made-up:outsider', name: '客户' });
    expect(fake.seen('cid-g')).toMatchObject([
      { via: 'webhook', mentioned: [], text: expect.stringContaining('@客户') },
    ]);
  });

  it('acknowledges and leaves out what is not said to it', async () => {
    const { fake, chat } = await runningBot();
    await fake.say({ text: '吃饭了吗', group: 'cid-g', by: 'staff-1', fields: { isInAtList: false } })
      .acknowledged;
    await fake.say({ text: '我说的', group: 'cid-g', fields: { senderId: '$:made-up:robot' } }).acknowledged;
    expect(chat.received).toEqual([]);
  });

  it('acknowledges a message that it can not read, so that it does not come for ever', async () => {
    const { fake, chat, lines } = await runningBot();
    await fake.deliver({ msgtype: 'text', hello: 'secret words' });
    expect(chat.received).toEqual([]);
    expect(lines.join('')).toContain('can not be read');
    expect(lines.join('')).not.toContain('secret words');
  });

  it('acknowledges a message that comes again, and takes it once', async () => {
    const { fake, chat } = await runningBot();
    const message = fake.robotMessage({ text: '?', group: 'cid-g', by: 'staff-1' });
    await Promise.all([fake.deliver(message), fake.deliver(message), fake.deliver(message)]);
    await chat.idle();
    expect(chat.received).toHaveLength(1);
    expect(fake.seen('cid-g')).toHaveLength(1);
  });
});
