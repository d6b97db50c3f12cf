import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../retrieval/random.js';
import { temporaryFolder } from '../temporary-folder.js';
import type { Outcome } from './reload-forever.js';

/** Kills in all. */
const KILLS = 200;
/** Corpora whose processes are killed beside each other. */
const LANES = 4;
/** A process dies at most so long after it began to reload: several reloads. */
const LONGEST_LIFE_MS = 250;
/** What a start may embed at most of a corpus that has an index: what a few changes made new. */
const FEW = 40;

/** The longest file that may be written, as on a full disk: in blocks of 512 or 1,024 bytes. */
const FILE_LIMITS = [8, 32, 64, 90, 128];

const SCRIPT = fileURLToPath(new URL('../../dist/reload-forever.mjs', import.meta.url));

describe('an index whose process is killed', () => {
  beforeAll(async () => {
    await build({
      entryPoints: [fileURLToPath(new URL('reload-forever.ts', import.meta.url))],
      outfile: SCRIPT,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      external: ['hnswlib-node', '@node-rs/jieba', '@node-rs/jieba/dict.js'],
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
      logLevel: 'error',
    });
  });

  afterAll(() => rm(SCRIPT, { force: true }));

  it(
    `is whole at each of ${KILLS} starts after a kill at a random point of a reload`,
    async () => {
      const lanes = Array.from({ length: LANES }, (_, lane) => killAgainAndAgain(lane, KILLS / LANES));
      const outcomes = (await Promise.all(lanes)).flat();
      expect(outcomes).toHaveLength(KILLS);
      for (const { mismatches, warnings, embedded } of outcomes) {
        expect({ mismatches, warnings }).toEqual({ mismatches: [], warnings: [] });
        expect(embedded).toBeLessThanOrEqual(FEW);
      }
      expect(outcomes.reduce((sum, { quotes }) => sum + quotes, 0)).toBeGreaterThan(KILLS);
    },
    15 * 60_000,
  );

  it.skipIf(process.platform === 'win32').each(FILE_LIMITS)(
    'is not taken from files that could not be written whole (at most %i blocks each)',
    async (blocks) => {
      const { folder, dataDir } = await newCorpus();
      const args = [folder, dataDir, '1'];
      const full = await lifeOf(args, 0, ['sh', '-c', `ulimit -f ${blocks}; exec "$@"`, 'sh']);
      expect(full.mismatches).toEqual([]);
      if (blocks === FILE_LIMITS[0]) expect(full.warnings).toEqual([expect.stringContaining("can't save")]);
      expect(await lifeOf(args, 0)).toMatchObject({ warnings: [], mismatches: [] });
    },
  );
});

async function newCorpus(): Promise<{ readonly folder: string; readonly dataDir: string }> {
  const root = await temporaryFolder();
  const folder = join(root, 'corpus');
  await mkdir(folder);
  for (let i = 0; i < 60; i++) {
    const paragraphs = Array.from({ length: 4 }, (_, n) => `3月${n + 1}日,公司${i}发布了模型${n}。`);
    await writeFile(join(folder, `d${i}.md`), `# 公司${i}\n\n${paragraphs.join('\n\n')}\n`);
  }
  return { folder, dataDir: join(root, 'data') };
}

/** What each start after a kill found. */
async function killAgainAndAgain(lane: number, kills: number): Promise<Outcome[]> {
  const { folder, dataDir } = await newCorpus();
  const random = seededRandom(lane);
  const outcomes: Outcome[] = [];
  for (let start = 0; start <= kills; start++) {
    const outcome = await lifeOf([folder, dataDir, String(start)], random() * LONGEST_LIFE_MS);
    // The first start finds nothing and builds.
    if (start > 0) outcomes.push(outcome);
  }
  return outcomes;
}

/**
 * Starts the process, hears what it found, and kills it some time after.
 * @param under a command that is given the process to run
 */
async function lifeOf(
  args: readonly string[],
  milliseconds: number,
  under: readonly string[] = [],
): Promise<Outcome> {
  const [command = '', ...rest] = [...under, process.execPath, SCRIPT, ...args];
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  const errors = text(child.stderr);
  const lines = createInterface(child.stdout);
  const line = await Promise.race([once(lines, 'line'), closed.then(() => undefined)]);
  if (line === undefined) throw new Error(`it ended by itself: ${await errors}`);
  await setTimeout(milliseconds);
  child.kill('SIGKILL');
  const [, signal] = await closed;
  expect(signal).toBe('SIGKILL');
  return JSON.parse(String(line[0])) as Outcome;
}
