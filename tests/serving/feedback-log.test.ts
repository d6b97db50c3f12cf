import { appendFile, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { FeedbackLog } from '../../src/serving/feedback-log.js';
import { ANSWER } from '../cli/answers.js';
import { temporaryFolder } from '../temporary-folder.js';

describe('FeedbackLog', () => {
  let dataDir: string;
  let file: string;

  beforeEach(async () => {
    dataDir = join(await temporaryFolder(), 'data');
    file = join(dataDir, 'feedback.jsonl');
  });

  const linesOf = async (): Promise<string[]> => (await readFile(file, 'utf8')).split('\n');
  const idsOf = async (): Promise<unknown[]> =>
    (await linesOf()).filter((line) => line !== '').map((line) => JSON.parse(line).id);

  it('writes a line for each judgement, in the order they came, whatever comes at once', async () => {
    const log = new FeedbackLog({ dataDir });
    const ids = Array.from({ length: 50 }, (_, i) => log.remember(`问题${i}`, ANSWER));
    const comment = '长'.repeat(2000);
    await Promise.all(ids.map((answer) => log.record({ answer, verdict: 'down', comment })));
    expect(await idsOf()).toEqual(ids);
  });

  it('keeps what is in the file, and its lines apart where one is cut off', async () => {
    await mkdir(dataDir);
    await writeFile(file, '{"id":"before"}\n{"id":"cut o');
    const log = new FeedbackLog({ dataDir });
    const id = log.remember('问', ANSWER);
    await log.record({ answer: id, verdict: 'up' });
    const lines = await linesOf();
    expect(lines.slice(0, 2)).toEqual(['{"id":"before"}', '{"id":"cut o']);
    expect(JSON.parse(lines[2] ?? '')).toMatchObject({ id, verdict: 'up' });
    expect(lines).toHaveLength(4);
  });

  it('gives the last judgement of each answer, newest first, and passes over what is no line of it', async () => {
    const log = new FeedbackLog({ dataDir });
    expect(await log.latest(10)).toEqual([]);
    const [first = '', second = '', third = ''] = ['一', '二', '三'].map((text) =>
      log.remember(text, ANSWER),
    );
    await log.record({ answer: first, verdict: 'up' });
    await log.record({ answer: second, verdict: 'up' });
    await log.record({ answer: first, verdict: 'down', reason: 'wrong-source', comment: '出处不对' });
    await appendFile(file, '{"id":"cut o\n[]\n');
    await log.record({ answer: third, verdict: 'up' });
    const judged = (await log.latest(10)).map(({ question, verdict }) => [question, verdict]);
    expect(judged).toEqual([
      ['三', 'up'],
      ['一', 'down'],
      ['二', 'up'],
    ]);
    expect((await log.latest(2))[1]).toMatchObject({ reason: 'wrong-source', comment: '出处不对' });
  });

  it('takes a judgement of an answer that was kept elsewhere', async () => {
    const log = new FeedbackLog({ dataDir });
    await log.recordFor('kept-in-chat', { question: '问', answer: ANSWER }, { verdict: 'up' });
    await log.recordFor('kept-in-chat', { question: '问', answer: ANSWER }, { verdict: 'down' });
    expect(await log.latest(10)).toEqual([
      expect.objectContaining({ id: 'kept-in-chat', verdict: 'down', question: '问', answer: ANSWER.answer }),
    ]);
  });

  it('writes for the owner of the file alone', async () => {
    const log = new FeedbackLog({ dataDir });
    await log.record({ answer: log.remember('问', ANSWER), verdict: 'up' });
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  it('forgets the oldest answers', async () => {
    const log = new FeedbackLog({ dataDir, capacity: 2 });
    const [first = '', ...kept] = ['a', 'b', 'c'].map((question) => log.remember(question, ANSWER));
    await expect(log.record({ answer: first, verdict: 'up' })).rejects.toMatchObject({ code: 'not-found' });
    for (const answer of kept) await log.record({ answer, verdict: 'up' });
    expect(await idsOf()).toEqual(kept);
  });

  it('keeps 1,000 answers', async () => {
    const log = new FeedbackLog({ dataDir });
    const ids = Array.from({ length: 1001 }, () => log.remember('问', ANSWER));
    await expect(log.record({ answer: ids[0] ?? '', verdict: 'up' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await log.record({ answer: ids[1] ?? '', verdict: 'up' });
  });

  it('takes no more than the file may have', async () => {
    const log = new FeedbackLog({ dataDir, largestFileBytes: 1500 });
    const record = () => log.record({ answer: log.remember('问', ANSWER), verdict: 'up' });
    await record();
    await expect(Promise.all([record(), record(), record(), record()])).rejects.toMatchObject({
      code: 'not-saved',
    });
    expect((await stat(file)).size).toBeLessThanOrEqual(1500);
    for (const line of (await linesOf()).filter((one) => one !== '')) JSON.parse(line);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['the disk is full', () => symlink('/dev/full', file)],
    ['the file is a folder', () => mkdir(file)],
  ])('says so when %s, and goes on', async (_, spoil) => {
    await mkdir(dataDir, { recursive: true });
    await spoil();
    const log = new FeedbackLog({ dataDir });
    const record = () => log.record({ answer: log.remember('问', ANSWER), verdict: 'up' });
    await expect(record()).rejects.toMatchObject({
      code: 'not-saved',
      message: expect.stringContaining('DATA_DIR'),
    });
    await expect(record()).rejects.toMatchObject({ code: 'not-saved' });
  });
});
