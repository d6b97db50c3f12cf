import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GLOSSARY, MODELS } from '../../answer/small-corpus.js';
import { CLIENT_ID, CLIENT_SECRET, TEMPLATE_ID } from '../../fakes/dingtalk/credentials.js';
import { FakeDingtalk } from '../../fakes/dingtalk/fake-dingtalk.js';
import { temporaryFolder } from '../../temporary-folder.js';

const QUESTIONS = 100;
const QUESTION = '百度什么时候发布文心一言？';
const QUOTE = '百度发布“文心一言”';

describe('a bot that is killed while it answers', () => {
  let program: string;
  const alive: { fake?: FakeDingtalk; bot?: ChildProcess } = {};

  beforeAll(async () => {
    const folder = await temporaryFolder();
    program = join(folder, 'bot.mjs');
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    await build({
      entryPoints: [resolve('tests/adapters/dingtalk/crashing-bot.ts')],
      outfile: program,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      packages: 'external',
    });
  });

  afterEach(async () => {
    alive.bot?.kill('SIGKILL');
    await alive.fake?.stop();
  });

  async function startBot(variables: Readonly<Record<string, string>>): Promise<ChildProcess> {
    const bot = spawn(process.execPath, [program, JSON.stringify(variables)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    alive.bot = bot;
    await once(bot.stdout, 'data');
    return bot;
  }

  it.each([
    ['in Markdown', false],
    ['on cards', true],
  ])('loses no question and answers none twice in full %s', { timeout: 120_000 }, async (_, hasCards) => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'corpus'));
    await writeFile(join(folder, 'corpus/glossary.yaml'), GLOSSARY);
    await writeFile(join(folder, 'corpus/models.md'), MODELS);
    const fake = await FakeDingtalk.start({ redeliverAfterMs: 1_000, latencyMs: 30 });
    alive.fake = fake;
    const variables = {
      CORPUS_DIR: join(folder, 'corpus'),
      DATA_DIR: join(folder, 'data'),
      DINGTALK_CLIENT_ID: CLIENT_ID,
      DINGTALK_CLIENT_SECRET: CLIENT_SECRET,
      DINGTALK_API_URL: fake.url,
      DINGTALK_OAPI_URL: fake.url,
      ...(hasCards ? { DINGTALK_CARD_TEMPLATE_ID: TEMPLATE_ID } : {}),
    };
    const groups = Array.from({ length: QUESTIONS }, (_, i) => `cid-question-${i}`);
    const fullAnswers = (group: string): number =>
      fake.seen(group).filter(({ text }) => text.includes(QUOTE)).length;
    const answered = (): number => groups.filter((group) => fullAnswers(group) > 0).length;

    const first = await startBot(variables);
    for (const [i, group] of groups.entries()) {
      void fake.say({ text: QUESTION, group, by: `staff-${i}` });
    }
    while (answered() < QUESTIONS / 3) await sleep(5);
    first.kill('SIGKILL');
    await once(first, 'exit');
    const before = answered();
    expect(before).toBeLessThan(QUESTIONS);

    await startBot(variables);
    const isTold = (group: string): boolean =>
      fake.seen(group).some(({ text }) => text.includes(QUOTE) || text.includes(QUESTION));
    while (groups.some((group) => !isTold(group)) || fake.gateway.unacknowledged > 0) await sleep(20);
    // What would come twice would come about now.
    await sleep(1_500);

    expect(groups.filter((group) => fullAnswers(group) > 1)).toEqual([]);
    const withoutAnswer = groups.filter((group) => fullAnswers(group) === 0);
    // A message can't be looked up: who may have got it already is asked whether it came.
    expect(withoutAnswer.length).toBeLessThan(hasCards ? 1 : QUESTIONS / 4);
    if (hasCards) expect(fake.rooms.all.every(({ via }) => via === 'card')).toBe(true);
    expect(fake.violations).toEqual([]);
  });
});
