import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/chat/database.js';
import { Inbox } from '../../src/chat/inbox.js';
import type { Message } from '../../src/chat/message.js';
import { temporaryFolder } from '../temporary-folder.js';

function message(keys: Message['keys'], adapter = 'slack'): Message {
  return {
    adapter,
    keys,
    conversation: 'C1:1.0',
    author: { id: 'U1', name: '阿明' },
    text: '通义千问是什么时候开放的?',
    quoted: '“引用”',
    address: { channel: 'C1', thread: null, nested: { list: [1, true] } },
    receivedAt: 1_700_000_000_000,
  };
}

describe('the inbox', () => {
  it('takes a message once, by whichever of its keys it comes again', async () => {
    const inbox = new Inbox(openDatabase(await temporaryFolder()));
    expect(inbox.take(message(['Ev1', 'C1:1.0']))?.state).toBe('waiting');
    expect(inbox.take(message(['Ev1', 'C1:1.0']))).toBeUndefined();
    expect(inbox.take(message(['Ev2', 'C1:1.0']))).toBeUndefined();
    // Known by the key that came with the one before.
    expect(inbox.take(message(['Ev2', 'C1:9.9']))).toBeUndefined();
    expect(inbox.take(message(['C1:9.9']))).toBeUndefined();
    expect(inbox.take(message(['Ev3', 'C1:2.0']))).toBeDefined();
  });

  it('keeps the platforms apart', async () => {
    const inbox = new Inbox(openDatabase(await temporaryFolder()));
    expect(inbox.take(message(['1']))).toBeDefined();
    expect(inbox.take(message(['1'], 'dingtalk'))).toBeDefined();
  });

  it('knows after a restart what was taken in, what was finished, and what was on its way', async () => {
    const folder = await temporaryFolder();
    const first = openDatabase(folder);
    const inbox = new Inbox(first);
    const entries = ['a', 'b', 'c'].map((key) => inbox.take(message([key])));
    inbox.mark(entries[0]?.id ?? 0, 'done');
    inbox.mark(entries[1]?.id ?? 0, 'sending');
    first.close();
    const after = new Inbox(openDatabase(folder));
    expect(after.unfinished()).toEqual([
      { id: entries[1]?.id, message: message(['b']), state: 'sending' },
      { id: entries[2]?.id, message: message(['c']), state: 'waiting' },
    ]);
    expect(after.take(message(['a']))).toBeUndefined();
  });

  it('takes up again what could not be delivered', async () => {
    const inbox = new Inbox(openDatabase(await temporaryFolder()));
    const entry = inbox.take(message(['a']));
    inbox.mark(entry?.id ?? 0, 'failed');
    expect(inbox.unfinished()).toEqual([]);
    expect(inbox.take(message(['a']))).toMatchObject({ id: entry?.id, state: 'waiting' });
    expect(inbox.take(message(['a']))).toBeUndefined();
  });

  it('forgets after two days, and not before', async () => {
    let now = 1_700_000_000_000;
    const inbox = new Inbox(openDatabase(await temporaryFolder()), () => now);
    inbox.take(message(['a']));
    now += 47 * 3_600_000;
    expect(inbox.take(message(['a']))).toBeUndefined();
    now += 2 * 3_600_000;
    expect(inbox.take(message(['a']))).toBeDefined();
  });

  it('says what to do when its file is damaged or its folder can’t be made', async () => {
    const folder = await temporaryFolder();
    await writeFile(
      join(folder, 'chat-1.db'),
      'no database at all, but long enough to look like one'.repeat(40),
    );
    expect(() => openDatabase(folder)).toThrow(
      expect.objectContaining({
        code: 'not-saved',
        message: expect.stringContaining('move its chat-1.db away'),
      }),
    );
    const file = join(folder, 'file');
    await writeFile(file, '');
    expect(() => openDatabase(join(file, 'data'))).toThrow(expect.objectContaining({ code: 'not-saved' }));
  });
});
