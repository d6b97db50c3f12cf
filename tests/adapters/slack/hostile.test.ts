import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSlackAdapter } from '../../../adapters/slack/index.js';
import { createApp } from '../../../src/app.js';
import { ChatService } from '../../../src/chat/chat.js';
import { readConfig } from '../../../src/config.js';
import { createMetrics } from '../../../src/metrics.js';
import { FeedbackLog } from '../../../src/serving/feedback-log.js';
import { APP_TOKEN, BOT_TOKEN, type FakeSlack } from '../../fakes/slack/fake-slack.js';
import { People } from '../../fakes/slack/people.js';
import { harmIn, inBlock } from '../../fakes/slack/pings.js';
import { BOT, type FakeMessage } from '../../fakes/slack/workspace.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { hostileTexts } from './hostile-texts.js';
import { answer, citation, notice, type PlainChat, streaming } from './plain-chat.js';
import { afterwards, fakeSlack, memoryLog, slackBot, until } from './slack-bot.js';

const TEXTS = hostileTexts(300);

describe('300 hostile texts', () => {
  it('as questions and as the corpus ping nobody, forge no link and break no block', async () => {
    const slack = await fakeSlack();
    const { logger, lines } = await memoryLog();
    const adapter = createSlackAdapter({
      botToken: BOT_TOKEN,
      appToken: APP_TOKEN,
      apiUrl: slack.apiUrl,
      threadFollowUps: true,
      log: logger,
    });
    const chat = await hostileChat(logger);
    await chat.start([adapter]);
    afterwards(() => chat.stop(5_000));

    const people = new People(slack);
    const asked: FakeMessage[] = [];
    for (const [i, text] of TEXTS.entries()) {
      const channel = `C${String(i).padStart(8, '0')}`;
      const user = `U${String(i % 50).padStart(8, '0')}`;
      asked.push(people.mention({ channel, user, text }));
      // Its place in the corpus is found both ways, of which searching is the quicker.
      const about = i % 3 === 0 ? `代号${i}的口号是什么？` : `search 代号${i}的口号`;
      asked.push(people.mention({ channel, user, text: about }));
    }
    await until(() => repliesIn(slack) >= asked.length, 100_000);

    const replies = asked.flatMap(({ channel, ts }) => slack.workspace.replies(channel, ts));
    expect(
      replies.flatMap(({ blocks }) => blocks).filter(({ type }) => type === 'section').length,
    ).toBeGreaterThan(300);
    await pressAll(slack, people, replies);
    await people.event({
      type: 'app_home_opened',
      user: 'UADMIN001',
      tab: 'home',
      channel: 'D1',
      event_ts: '1.000001',
    });
    await until(() => slack.workspace.homes.size === 1);

    expectNoHarm(slack);
    expect(lines.filter((line) => line.includes('"level":50'))).toEqual([]);
  }, 150_000);

  it.each(['extractive', 'generative'] as const)(
    'in every place of a reply do no harm (%s)',
    async (mode) => {
      let chat: PlainChat | undefined;
      const bot = await slackBot(async (message, sink) => {
        const text = TEXTS[Number(/\d+/.exec(message.text))] ?? '';
        const cited = citation(1, {
          source: text || 'a.md',
          title: text,
          section: text,
          quote: text,
          url: 'https://a.example/<!here>',
        });
        const given = answer(`${text}[1](https://evil.example)`, {
          mode,
          citations: [cited],
          suggestions: [text, '<!here>'],
        });
        if (message.text.startsWith('notice')) return sink.finish(notice(text, { lines: [text, text] }));
        const step = 7;
        const pieces = Array.from({ length: Math.min(60, Math.ceil(given.answer.length / step)) }, (_, k) =>
          given.answer.slice(k * step, (k + 1) * step),
        );
        return streaming(() => chat as PlainChat, given, pieces, 5)(message, sink);
      });
      chat = bot.chat;
      const { slack, people } = bot;
      const asked = TEXTS.flatMap((_, i) => [
        people.mention({ channel: `C${String(i).padStart(8, '0')}`, text: `question ${i}` }),
        people.mention({ channel: `C${String(i).padStart(8, '0')}`, text: `notice ${i}` }),
      ]);
      await until(() => bot.chat.messages.length === asked.length, 60_000);
      await bot.chat.rest();
      expect(bot.chat.failures).toEqual([]);
      const replies = asked.flatMap(({ channel, ts }) => slack.workspace.replies(channel, ts));
      expect(replies.length).toBeGreaterThanOrEqual(asked.length);
      await pressAll(slack, people, replies);
      expectNoHarm(slack);
    },
    120_000,
  );
});

/** A chat over documents whose titles, headings and sentences are hostile. */
async function hostileChat(log: Awaited<ReturnType<typeof memoryLog>>['logger']): Promise<ChatService> {
  const folder = join(await temporaryFolder(), 'corpus');
  await mkdir(folder);
  for (let file = 0; file < 10; file++) {
    const own = TEXTS.map((text, i) => ({ text, i })).filter(({ i }) => i % 10 === file);
    const title = (own[0]?.text ?? '').replace(/[^\S ]+|"/g, ' ').slice(0, 100);
    const body = own.map(
      ({ text, i }) =>
        `## 代号${i} ${text.split('\n')[0]?.slice(0, 200)}\n\n代号${i}的口号是${inCorpus(text, i)}。`,
    );
    await writeFile(join(folder, `file-${file}.md`), `# ${title}\n\n${body.join('\n\n')}\n`);
  }
  const dataDir = join(folder, '../data');
  const config = readConfig({
    variables: { CORPUS_DIR: folder, DATA_DIR: dataDir },
    workingDirectory: folder,
  });
  const { answerer, corpus } = await createApp(config);
  return new ChatService({
    answerer,
    corpus,
    feedback: new FeedbackLog({ dataDir }),
    model: undefined,
    presets: [],
    admins: { slack: ['UADMIN001'] },
    log,
    metrics: await createMetrics(),
    dataDir,
    queue: { concurrency: 16 },
  });
}

/** A few of them are as long as they come; with all of them an index takes its time. */
function inCorpus(text: string, i: number): string {
  return i % 100 === 0 ? text : text.slice(0, 2_000);
}

function repliesIn({ workspace }: FakeSlack): number {
  return workspace.messages.filter(({ metadata }) => metadata?.event_type === 'wenju_reply').length;
}

/** Presses every button that there is. */
async function pressAll(slack: FakeSlack, people: People, replies: readonly FakeMessage[]): Promise<void> {
  const buttons = replies.flatMap((message) =>
    message.blocks.flatMap((block) => {
      const found =
        block.type === 'section' ? [block.accessory] : block.type === 'actions' ? block.elements : [];
      return found.flatMap((button) => (button === undefined ? [] : [{ message, button }]));
    }),
  );
  for (const { message, button } of buttons) {
    people.press({ action_id: button.action_id ?? '', value: button.value ?? '' }, { message });
  }
  await until(() => slack.done('views.open').length === buttons.length, 60_000);
}

function expectNoHarm({ workspace, calls }: FakeSlack): void {
  const own = workspace.messages.filter(({ bot_id: id }) => id === BOT.botId);
  expect(own.flatMap(harmIn)).toEqual([]);
  expect(workspace.whispers.flatMap((one) => harmIn({ ...one, blocks: [...one.blocks] }))).toEqual([]);
  const views = [...workspace.modals.values(), ...workspace.homes.values()];
  expect(views.flatMap(({ blocks }) => blocks.flatMap(inBlock))).toEqual([]);
  expect(
    calls
      .filter(({ error }) => error !== undefined)
      .map(({ method, error, detail }) => [method, error, detail]),
  ).toEqual([]);
}
