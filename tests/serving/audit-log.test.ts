import { appendFile, mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { AuditLog } from '../../src/serving/audit-log.js';
import { temporaryFolder } from '../temporary-folder.js';
import { ADMIN } from './served-folder.js';

describe('AuditLog', () => {
  let dataDir: string;
  let file: string;

  beforeEach(async () => {
    dataDir = join(await temporaryFolder(), 'data');
    file = join(dataDir, 'audit.jsonl');
  });

  const done = (ms: number) => ({ by: ADMIN, action: 'reload', result: 'done', ms }) as const;

  it('gives the last entries, newest first, whatever comes at once', async () => {
    const log = new AuditLog({ dataDir });
    expect(await log.latest(5)).toEqual([]);
    await Promise.all(Array.from({ length: 20 }, (_, ms) => log.append(done(ms))));
    expect((await log.latest(3)).map(({ ms }) => ms)).toEqual([19, 18, 17]);
    expect(await log.latest(1)).toEqual([{ time: expect.stringMatching(/^\d{4}-.*Z$/), ...done(19) }]);
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  it('goes on behind a line that was cut off, and passes over it', async () => {
    const log = new AuditLog({ dataDir });
    await log.append(done(1));
    await appendFile(file, '{"time":"2026');
    await new AuditLog({ dataDir }).append(done(2));
    expect((await log.latest(5)).map(({ ms }) => ms)).toEqual([2, 1]);
  });

  it('puts a full file aside, and gives what is in both', async () => {
    const log = new AuditLog({ dataDir, largestFileBytes: 1000 });
    for (let ms = 0; ms < 8; ms++) await log.append(done(ms));
    expect((await stat(file)).size).toBeLessThan(1000);
    expect((await log.latest(8)).map(({ ms }) => ms).slice(0, 6)).toEqual([7, 6, 5, 4, 3, 2]);
  });

  it('writes down no end of refused attempts, and all others', async () => {
    const log = new AuditLog({ dataDir });
    const denied = { by: { door: 'web', id: '192.0.2.1' }, action: 'reload', result: 'denied' } as const;
    await Promise.all(Array.from({ length: 500 }, () => log.append(denied)));
    await log.append(done(1));
    const entries = await log.latest(1000);
    expect(entries[0]).toMatchObject({ result: 'done' });
    expect(entries.filter(({ result }) => result === 'denied')).toHaveLength(30);
  });

  it('keeps no more of a name than fits', async () => {
    const log = new AuditLog({ dataDir });
    await log.append({ ...done(1), by: { door: 'slack', id: 'U1', name: 'x'.repeat(10_000) } });
    expect((await readFile(file, 'utf8')).length).toBeLessThan(1000);
    expect((await log.latest(1))[0]?.by.name).toHaveLength(200);
  });

  it('says so when the disk is full', async () => {
    await mkdir(dataDir, { recursive: true });
    await symlink('/dev/full', file);
    await expect(new AuditLog({ dataDir }).append(done(1))).rejects.toMatchObject({ code: 'not-saved' });
  });
});
