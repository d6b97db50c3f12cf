import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { NoticeReply, Reply } from '../../src/chat/reply.js';
import { chatService } from './chat-service.js';
import { messageOf, TestAdapter } from './test-adapter.js';

/** A chat where a text gets its reply. */
async function talk() {
  const parts = await chatService({ presets: ['qwen', 'ernie'] });
  const adapter = new TestAdapter();
  await parts.chat.start([adapter]);
  onTestFinished(() => parts.chat.stop(1_000));
  const say = async (text: string, who = 'U1'): Promise<Reply> => {
    const message = messageOf(text, { author: { id: who, name: '阿明' } });
    parts.chat.receive(message);
    return vi.waitFor(
      () =>
        adapter.got.find((got) => got.message === message)?.replies[0] ??
        Promise.reject(new Error('none yet')),
      { timeout: 20_000, interval: 5 },
    );
  };
  return {
    ...parts,
    adapter,
    say,
    tell: async (text: string, who?: string) => (await say(text, who)) as NoticeReply,
  };
}

describe('commands in chat', () => {
  it('help says what can be done, and to admins what they can do besides', async () => {
    const { tell } = await talk();
    const everyone = (await tell('帮助')).lines.join('\n');
    expect(everyone).toContain('搜索');
    expect(everyone).not.toContain('重载');
    expect((await tell('help', 'admin')).lines.join('\n')).toContain('reload');
  });

  it('status and models say what answers', async () => {
    const { tell } = await talk();
    expect((await tell('状态')).lines[0]).toMatch(/^文档 1 篇，段落 \d+ 个，版本 [0-9a-f]{8}，/);
    const models = (await tell('模型')).lines.join('\n');
    expect(models).toContain('不用模型');
    expect(models).toContain('qwen、ernie');
  });

  it('search shows the passages that fit best', async () => {
    const { say } = await talk();
    const reply = await say('搜索 MOSS 参数');
    if (reply.kind !== 'passages') throw new Error(reply.kind);
    expect(reply.passages[0]?.text).toContain('160亿');
    expect(reply.title).toContain('MOSS 参数');
  });

  it('evidence shows the paragraph behind a number of the last answer', async () => {
    const { tell, say } = await talk();
    expect((await tell('依据')).title).toBe('这里还没有带出处的答案');
    await say('MOSS的参数是多少?');
    expect((await tell('依据 1')).lines[0]).toContain('160亿');
    expect((await tell('依据 7')).title).toContain('第 7 条');
  });

  it('a judgement of the last answer is kept for the admins', async () => {
    const { tell, say, feedback, chat } = await talk();
    expect((await tell('没用')).title).toBe('这里还没有可以评价的答案');
    await say('MOSS的参数是多少?');
    await tell('没用 错源');
    expect(await feedback.latest(5)).toMatchObject([
      { verdict: 'down', reason: 'wrong-source', question: 'MOSS的参数是多少?' },
    ]);
    const { admin } = await chat.home('test', { id: 'admin' });
    expect(admin?.feedback).toEqual([expect.stringMatching(/没用（出处对不上）：MOSS的参数是多少\?$/)]);
    expect((await chat.home('test', { id: 'U1' })).admin).toBeUndefined();
  });

  it('reload takes in what has changed, tells how it stands, and is written down', async () => {
    const { tell, adapter, folder, corpus } = await talk();
    await writeFile(join(folder, 'new.md'), '# 新文档\n\n讯飞星火于5月6日发布。\n');
    const report = await tell('重载', 'admin');
    expect(report).toMatchObject({ tone: 'done', title: '重载完成', isPrivate: false });
    expect(report.lines[0]).toBe('新增 1 篇，更新 0 篇，移除 0 篇，未变 1 篇');
    const updates = adapter.got.at(-1)?.updates ?? [];
    expect(updates).toContainEqual(
      expect.objectContaining({ kind: 'progress', text: expect.stringMatching(/^正在重载：.+ \d+ \/ \d+/) }),
    );
    expect(corpus.view().documents).toHaveLength(2);
    expect((await tell('历史', 'admin')).lines[0]).toMatch(/admin \(阿明\) 重载：完成（\+1 ~0 -0）$/);
  });

  it('rollback goes back to the version before', async () => {
    const { tell, folder, corpus } = await talk();
    expect((await tell('回滚', 'admin')).tone).toBe('failed');
    const before = corpus.snapshot.id;
    await writeFile(join(folder, 'new.md'), '# 新文档\n\n讯飞星火于5月6日发布。\n');
    await tell('重载', 'admin');
    expect(corpus.snapshot.id).not.toBe(before);
    expect(await tell('rollback', 'admin')).toMatchObject({
      tone: 'done',
      title: 'Back to the version before',
    });
    expect(corpus.snapshot.id).toBe(before);
  });

  it('a reload that breaks golden questions is held back, and can be forced', async () => {
    const { tell, folder, corpus } = await talk();
    const golden = '- question: MOSS的参数是多少?\n  answer: 160亿\n';
    await writeFile(join(folder, 'golden.yaml'), golden);
    await tell('重载', 'admin');
    await writeFile(join(folder, 'models.md'), '# 新文档\n\n讯飞星火于5月6日发布。\n');
    const held = await tell('重载', 'admin');
    expect(held).toMatchObject({ tone: 'failed', title: expect.stringContaining('拦下') });
    expect(held.lines.join('\n')).toContain('MOSS的参数是多少?');
    expect(corpus.document('models.md').text).toContain('MOSS');
    expect((await tell('强制重载', 'admin')).tone).toBe('done');
    expect(corpus.document('models.md').text).not.toContain('MOSS');
  });

  it.each(['重载', '强制重载', '取消重载', '回滚', '历史'])('%s is for admins alone', async (command) => {
    const { tell, corpus, folder } = await talk();
    await writeFile(join(folder, 'new.md'), '# 新文档\n\n讯飞星火于5月6日发布。\n');
    expect(await tell(command)).toMatchObject({ tone: 'denied', isPrivate: true });
    expect(corpus.view().documents).toHaveLength(1);
    await vi.waitFor(async () =>
      expect(await corpus.history(1)).toMatchObject([{ result: 'denied', by: { id: 'U1' } }]),
    );
  });

  it('cancelling with nothing under way says so', async () => {
    const { tell } = await talk();
    expect((await tell('取消重载', 'admin')).title).toBe('现在没有正在进行的重载');
  });

  it('a failed reload says why, and what is served is served on', async () => {
    const { tell, say, folder } = await talk();
    await rm(folder, { recursive: true });
    const failed = await tell('重载', 'admin');
    expect(failed).toMatchObject({ tone: 'failed', title: '重载没有成功' });
    expect((await say('MOSS的参数是多少?')).kind).toBe('answer');
  });
});
