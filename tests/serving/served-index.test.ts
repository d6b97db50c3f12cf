import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.js';
import type { Progress } from '../../src/retrieval/time-slices.js';
import type { AuditEntry } from '../../src/serving/audit-log.js';
import { ADMIN, GOLDEN, SEA, type ServedFolder, SHALLOW_SEA, servedFolder } from './served-folder.js';

const OTHER = { door: 'web', id: '192.0.2.7' } as const;

describe('ServedIndex', () => {
  let served: ServedFolder;
  let app: App & { readonly warnings: readonly string[] };

  beforeEach(async () => {
    served = await servedFolder();
    app = await served.start();
  });

  const history = (limit = 20): Promise<readonly AuditEntry[]> => app.corpus.history(limit);
  /** Actions with their results, oldest first. */
  const log = async (): Promise<string[]> =>
    (await history()).map(({ action, result }) => `${action} ${result}`).reverse();
  const asks = (question: string) => app.answerer.answer({ text: question, history: [] });

  describe('a reload', () => {
    it('is let in when the golden questions hold, and is written down', async () => {
      const before = app.snapshot.id;
      await served.write('moon.txt', '月球没有大气。\n');
      const report = await app.corpus.reload({ by: ADMIN });
      expect(report).toMatchObject({ added: 1, golden: { questions: 3, failing: 0, broken: [] } });
      expect(report).not.toHaveProperty('forced');
      expect((await history(1))[0]).toEqual({
        time: expect.any(String),
        by: ADMIN,
        action: 'reload',
        result: 'done',
        before,
        after: report.snapshot,
        added: 1,
        updated: 0,
        removed: 0,
        unchanged: 3,
        passages: report.passages,
        ms: expect.any(Number),
      });
      expect(app.corpus.view()).toMatchObject({ previous: before, pinned: false, reloading: false });
    });

    it('is held back when it breaks golden questions, which are named', async () => {
      const before = app.snapshot;
      await served.write('sea.txt', SHALLOW_SEA);
      await expect(app.corpus.reload({ by: ADMIN })).rejects.toMatchObject({
        code: 'reload-held',
        message: expect.stringMatching(/“深海的温度怎么样？” must have an answer with “冰点”, and gets /),
      });
      expect(app.snapshot).toBe(before);
      const broken = [expect.objectContaining({ question: '深海的温度怎么样？' })];
      expect(app.corpus.view().lastReload).toMatchObject({ result: 'held', broken, updated: 0 });
      expect((await history(1))[0]).toMatchObject({ result: 'held', broken, after: before.id });
      expect((await asks('深海的温度怎么样？')).answer).toContain('冰点');
    });

    it('is let in by force, which is written down and breaks nothing again', async () => {
      await served.write('sea.txt', SHALLOW_SEA);
      const report = await app.corpus.reload({ by: ADMIN, force: true });
      expect(report).toMatchObject({ forced: true, golden: { failing: 1, broken: [{ expected: {} }] } });
      expect(app.corpus.view().lastReload).toMatchObject({ result: 'forced', updated: 1 });
      await served.write('moon.txt', '月球没有大气。\n');
      expect(await app.corpus.reload()).toMatchObject({ added: 1, golden: { failing: 1, broken: [] } });
      expect(await log()).toEqual(['start done', 'reload forced', 'reload done']);
    });

    it('is done, and not forced, where there was nothing to force', async () => {
      await served.write('moon.txt', '月球没有大气。\n');
      expect(await app.corpus.reload({ force: true })).not.toHaveProperty('forced');
      expect((await history(1))[0]).toMatchObject({ result: 'done' });
    });

    it('may break as many as are allowed', async () => {
      served = await servedFolder({ GOLDEN_ALLOWED_FAILURES: '1' });
      app = await served.start();
      await served.write('sea.txt', SHALLOW_SEA);
      expect(await app.corpus.reload()).toMatchObject({ updated: 1, golden: { failing: 1 } });
      await served.write('models.md', '# 国产大模型\n\n没有别的了。\n');
      await served.write('golden.yaml', `${GOLDEN}- { question: 张勇宣布了什么？, answer: 接入 }\n`);
      await expect(app.corpus.reload()).rejects.toMatchObject({ code: 'reload-held' });
    });

    it('tells of golden questions that can not be read, and holds nothing back for them', async () => {
      await served.write('golden.yaml', '- [');
      await served.write('sea.txt', SHALLOW_SEA);
      const { problems } = await app.corpus.reload();
      expect(problems).toEqual([expect.objectContaining({ code: 'bad-golden' })]);
      expect(app.corpus.view().problems).toEqual(problems);
      await served.write('golden.yaml', GOLDEN);
      await served.write('sea.txt', SEA);
      expect((await app.corpus.reload()).problems).toEqual([]);
    });

    it('answers the whole time while one after the other is held back', async () => {
      await served.write('sea.txt', SHALLOW_SEA);
      let isOver = false;
      const reloads = Promise.allSettled(Array.from({ length: 20 }, () => app.corpus.reload({ by: ADMIN })));
      const asking = (async () => {
        const answers = [];
        while (!isOver) {
          answers.push(await asks('深海的温度怎么样？'));
          // An answer by itself gives the event loop no turn.
          await setImmediate();
        }
        return answers;
      })();
      const results = await reloads;
      isOver = true;
      const answers = await asking;
      expect(results.every(({ status }) => status === 'rejected')).toBe(true);
      expect(answers.length).toBeGreaterThan(0);
      for (const { answer } of answers) expect(answer).toContain('冰点');
      expect(await log()).toEqual(['start done', 'reload held']);
    });
  });

  describe('who asks meanwhile', () => {
    it('joins, and forces what is under way for all', async () => {
      await served.write('sea.txt', SHALLOW_SEA);
      const reports = await Promise.all([
        app.corpus.reload({ by: OTHER }),
        app.corpus.reload({ by: ADMIN, force: true }),
        app.corpus.reload({ by: OTHER }),
      ]);
      expect(new Set(reports).size).toBe(1);
      expect((await history(2))[0]).toMatchObject({ result: 'forced', by: ADMIN });
      expect((await history(2))[1]).toMatchObject({ action: 'start' });
    });

    it('forces a new reload where the one under way is held back already', async () => {
      await served.write('sea.txt', SHALLOW_SEA);
      let forced: Promise<unknown> | undefined;
      app = await served.start({
        stays: true,
        onReload: ({ result }) => {
          if (result === 'held') forced = app.corpus.reload({ by: ADMIN, force: true });
        },
      });
      await expect(app.corpus.reload({ by: OTHER })).rejects.toMatchObject({ code: 'reload-held' });
      await expect(forced).resolves.toMatchObject({ forced: true });
    });

    it('starts a new reload where the one under way is cancelled', async () => {
      await served.write('moon.txt', '月球没有大气。\n');
      const first = app.corpus.reload({ by: OTHER });
      const first_ = expect(first).rejects.toMatchObject({ code: 'cancelled' });
      expect(app.corpus.cancelReload(ADMIN)).toBe(true);
      expect(await app.corpus.reload({ by: OTHER })).toMatchObject({ added: 1 });
      await first_;
    });
  });

  describe('a cancelled reload', () => {
    const PHASES: readonly Progress['phase'][] = ['read', 'words', 'embed', 'calibrate', 'save'];

    it.each(PHASES)('in the phase %s leaves what was served, and can be done again', async (phase) => {
      const before = app.snapshot;
      await served.write('moon.txt', '月球没有大气。\n');
      let isTold = false;
      const reloading = app.corpus.reload({
        by: OTHER,
        onProgress: (progress) => {
          if (progress.phase !== phase || isTold) return;
          isTold = true;
          expect(app.corpus.cancelReload(ADMIN)).toBe(true);
          expect(app.corpus.cancelReload(ADMIN)).toBe(false);
        },
      });
      await expect(reloading).rejects.toMatchObject({ code: 'cancelled' });
      expect(app.snapshot).toBe(before);
      expect(app.corpus.view().lastReload).toMatchObject({ result: 'cancelled' });
      expect((await log()).sort()).toEqual(['cancel done', 'reload cancelled', 'start done']);
      expect((await served.start({ stays: true })).snapshot.id).toBe(before.id);
      expect(await app.corpus.reload()).toMatchObject({ added: 1 });
    });

    it('is given up between two golden questions too', async () => {
      const before = app.snapshot;
      await served.write('golden.yaml', GOLDEN.repeat(100));
      await served.write('moon.txt', '月球没有大气。\n');
      let isCancelled = false;
      const reloading = app.corpus.reload({
        onProgress: async ({ phase, done }) => {
          if (phase !== 'save' || done === 0) return;
          for (let turn = 0; turn < 5; turn++) await setImmediate();
          isCancelled = app.corpus.cancelReload(ADMIN);
        },
      });
      await expect(reloading).rejects.toMatchObject({ code: 'cancelled' });
      expect(isCancelled).toBe(true);
      expect(app.snapshot).toBe(before);
    });

    it('is none where nothing is under way, or it is over', async () => {
      expect(app.corpus.cancelReload(ADMIN)).toBe(false);
      await app.corpus.reload();
      expect(app.corpus.cancelReload(ADMIN)).toBe(false);
      expect(await log()).toEqual(['start done', 'reload done']);
    });
  });

  describe('a rollback', () => {
    it('goes back to what was served before, and back again', async () => {
      const first = app.snapshot.id;
      await served.write('sea.txt', '深海的温度接近冰点。\n');
      const { snapshot: second } = await app.corpus.reload();
      expect(await app.corpus.rollback(ADMIN)).toMatchObject({ snapshot: first, updated: 1, unchanged: 2 });
      expect(app.snapshot.id).toBe(first);
      expect(app.snapshot.document('sea.txt').text).toBe(SEA);
      expect(app.corpus.view()).toMatchObject({
        pinned: true,
        previous: second,
        lastReload: { rolledBack: true, result: 'done' },
      });
      expect((await asks('海水的盐度随什么变化？')).snapshot).toBe(first);
      expect(await app.corpus.rollback(ADMIN)).toMatchObject({ snapshot: second });
      expect((await history(1))[0]).toMatchObject({
        action: 'rollback',
        by: ADMIN,
        before: first,
        after: second,
      });
    });

    it('holds over restarts, without the corpus folder, until the next reload', async () => {
      const first = app.snapshot.id;
      await served.write('moon.txt', '月球没有大气。\n');
      const { snapshot: second } = await app.corpus.reload();
      await app.corpus.rollback(ADMIN);
      await rm(served.folder, { recursive: true });
      for (let start = 0; start < 2; start++) {
        app = await served.start();
        expect(app.snapshot.id).toBe(first);
        expect(app.isOfFolder).toBe(false);
      }
      await mkdir(served.folder);
      await served.write('moon.txt', '月球没有大气。\n');
      const { snapshot: third } = await app.corpus.reload({ force: true });
      expect(third).not.toBe(second);
      app = await served.start();
      expect(app.snapshot.id).toBe(third);
      expect(await app.corpus.rollback(ADMIN)).toMatchObject({ snapshot: first });
    });

    it('is not to be had where nothing was served before', async () => {
      await expect(app.corpus.rollback(ADMIN)).rejects.toMatchObject({
        code: 'not-found',
        message: expect.stringContaining('no earlier index'),
      });
      expect((await history(1))[0]).toMatchObject({ action: 'rollback', result: 'failed' });
    });

    it('is done once by all who ask at once', async () => {
      const first = app.snapshot.id;
      await served.write('moon.txt', '月球没有大气。\n');
      await app.corpus.reload();
      const reports = await Promise.all(Array.from({ length: 10 }, () => app.corpus.rollback(ADMIN)));
      expect(new Set(reports.map(({ snapshot }) => snapshot))).toEqual(new Set([first]));
      expect(await log()).toEqual(['start done', 'reload done', 'rollback done']);
    });

    it('waits for no reload, and a reload waits for it', async () => {
      await served.write('moon.txt', '月球没有大气。\n');
      const reloading = app.corpus.reload();
      await expect(app.corpus.rollback(ADMIN)).rejects.toMatchObject({ code: 'unavailable' });
      const { snapshot } = await reloading;
      const rollingBack = app.corpus.rollback(ADMIN);
      expect(await app.corpus.reload()).toMatchObject({ snapshot, added: 1 });
      await rollingBack;
      expect(app.snapshot.id).toBe(snapshot);
    });

    it('says so when the index of before is gone or damaged, and serves on', async () => {
      const first = app.snapshot.id;
      await served.write('moon.txt', '月球没有大气。\n');
      const { snapshot: second } = await app.corpus.reload();
      const path = join(served.dataDir, 'snapshots', first);
      await writeFile(join(path, 'corpus.json'), '{}');
      await expect(app.corpus.rollback(ADMIN)).rejects.toMatchObject({ code: 'snapshot-damaged' });
      await rm(path, { recursive: true });
      await expect(app.corpus.rollback(ADMIN)).rejects.toMatchObject({ code: 'not-found' });
      expect(app.snapshot.id).toBe(second);
    });

    it('finds its index however many reloads of other corpora came between', async () => {
      served = await servedFolder({ SNAPSHOTS_KEPT: '1' });
      app = await served.start();
      const first = app.snapshot.id;
      await served.write('moon.txt', '月球没有大气。\n');
      await app.corpus.reload();
      for (const text of ['一。\n', '二。\n']) {
        await served.write('moon.txt', text);
        await served.start({ state: 'ignore' });
      }
      expect(await app.corpus.rollback(ADMIN)).toMatchObject({ snapshot: first });
    });
  });

  it('serves on where the state and the audit log can not be written, and warns', async () => {
    for (const name of ['served.json', 'audit.jsonl']) {
      await rm(join(served.dataDir, name));
      await mkdir(join(served.dataDir, name));
    }
    await served.write('moon.txt', '月球没有大气。\n');
    expect(await app.corpus.reload()).toMatchObject({ added: 1 });
    expect(app.warnings).toEqual(['not-saved', 'not-saved']);
    expect((await asks('月球有大气吗？')).citations[0]?.source).toBe('moon.txt');
  });

  it('writes down who may not, and changes nothing', async () => {
    await app.corpus.denied({ door: 'dingtalk', id: 'staff-1' }, 'rollback');
    expect((await history(1))[0]).toEqual({
      time: expect.any(String),
      by: { door: 'dingtalk', id: 'staff-1' },
      action: 'rollback',
      result: 'denied',
    });
    expect(await readFile(join(served.dataDir, 'audit.jsonl'), 'utf8')).toMatch(/\n$/);
  });
});
