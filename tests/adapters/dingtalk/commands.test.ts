import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { FakeDingtalk } from '../../fakes/dingtalk/fake-dingtalk.js';
import { singleChat } from '../../fakes/dingtalk/rooms.js';
import { talkingBot } from './real-chat.js';

/** What the bot says, in the group or to the person alone, to what someone says. */
async function said(fake: FakeDingtalk, text: string, by = 'staff-1', group = 'cid-g'): Promise<string> {
  const seenNow = () => [...fake.seen(group), ...fake.seen(singleChat(by))];
  const before = new Set(seenNow());
  await fake.say({ text, group, by, name: by }).acknowledged;
  return vi.waitFor(
    () => {
      const seen = seenNow().findLast((one) => !before.has(one));
      // Progress mentions nobody.
      const isDone =
        seen?.card === undefined
          ? seen?.via === 'single_send' || seen?.text.startsWith('@')
          : seen.card.params.flowStatus === '3';
      if (seen === undefined || !isDone) throw new Error('nothing yet');
      return seen.text;
    },
    { timeout: 20_000 },
  );
}

describe('talking with the bot in DingTalk', () => {
  it('answers with its evidence, follows up, and refuses what is not there', async () => {
    const { fake } = await talkingBot();
    const answer = await said(fake, 'MOSS的参数是多少？');
    expect(answer).toContain('160亿');
    expect(answer).toMatch(/> \[1\] .*160亿/);
    expect(answer).toContain('models.md');
    expect(await said(fake, '那文心一言呢？')).toContain('2600亿');
    expect(await said(fake, '珠穆朗玛峰有多高？')).not.toContain('> [1]');
  });

  it('answers by what a message quotes', async () => {
    const { fake } = await talkingBot();
    const repliedMsg = { msgType: 'text', content: { text: '复旦大学的MOSS发布了' } };
    const text = { content: '它的参数是多少？', isReplyMsg: true, repliedMsg };
    await fake.say({ group: 'cid-g', by: 'staff-1', fields: { text } }).acknowledged;
    await vi.waitFor(() => expect(fake.seen('cid-g')[0]?.text).toContain('160亿'), { timeout: 20_000 });
  });

  it('keeps the talks of people in a group apart', async () => {
    const { fake } = await talkingBot();
    await said(fake, 'MOSS的参数是多少？', 'staff-1');
    expect(await said(fake, '它的参数是多少？', 'staff-1')).not.toContain('2600亿');
    expect(await said(fake, '它的参数是多少？', 'staff-2')).toContain('2600亿');
  });

  it.each([
    ['帮助', '重载'],
    ['help', 'reload'],
    ['状态', '文档'],
    ['status', 'passage'],
    ['模型', '原文'],
    ['models', 'document'],
  ])('knows the command %s', async (command, answer) => {
    const { fake } = await talkingBot();
    const before = await said(fake, command, 'admin');
    expect(before.toLowerCase()).toContain(answer);
  });

  it('shows evidence and takes a judgement by words', async () => {
    const { fake, feedback } = await talkingBot();
    await said(fake, 'MOSS的参数是多少？');
    expect(await said(fake, '依据 1')).toContain('因为算力不足');
    await said(fake, '没用 错源');
    expect(await feedback.latest(1)).toMatchObject([{ verdict: 'down', reason: 'wrong-source' }]);
  });

  it.each([
    ['in Markdown', false],
    ['on a card', true],
  ])('reloads for an admin, and for nobody else %s', async (_, withCards) => {
    const { fake, folder } = await talkingBot({ withCards });
    const models = join(folder, 'models.md');
    await writeFile(models, (await readFile(models, 'utf8')).replaceAll('160亿', '170亿'));
    expect(await said(fake, '重载', 'staff-1')).toContain('⛔');
    expect(fake.seen(singleChat('staff-1'))).toHaveLength(1);
    expect(await said(fake, 'MOSS的参数是多少？')).toContain('160亿');
    expect(await said(fake, '重载', 'admin')).toContain('✅');
    expect(await said(fake, 'MOSS的参数是多少？')).toContain('170亿');
  });

  it('shows the evidence of an answer behind the button of its card', async () => {
    const { fake } = await talkingBot({ withCards: true });
    await said(fake, 'MOSS的参数是多少？');
    const card = fake.seen('cid-g')[0]?.card;
    if (card === undefined) throw new Error('there is no card');
    await fake.press(card, 'evidence', 'staff-2');
    expect(card.params.evidence).toContain('因为算力不足');
    expect(card.params.evidence).toMatch(/\*\*.*160亿.*\*\*/);
  });

  it('says politely that it can not read a picture', async () => {
    const { fake } = await talkingBot();
    const fields = { msgtype: 'picture', text: undefined, content: { downloadCode: 'x' } };
    await fake.say({ group: 'cid-g', by: 'staff-1', fields }).acknowledged;
    await vi.waitFor(() => expect(fake.seen('cid-g')[0]?.text).toContain('图片'), { timeout: 20_000 });
  });
});
