import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkSlack, type SlackCheck } from '../../../adapters/slack/check.js';
import { NEEDED_SCOPES } from '../../../adapters/slack/scopes.js';
import type { SlackConfig } from '../../../src/config.js';
import { APP_TOKEN, BOT_TOKEN, type FakeSlack } from '../../fakes/slack/fake-slack.js';
import { fakeSlack, memoryLog } from './slack-bot.js';

async function check(slack: FakeSlack, more: Partial<SlackConfig> = {}): Promise<SlackCheck[]> {
  const { logger } = await memoryLog();
  const found: SlackCheck[] = [];
  const config = {
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    apiUrl: slack.apiUrl,
    threadFollowUps: true,
    admins: [],
  };
  for await (const one of checkSlack({ ...config, ...more }, logger)) found.push(one);
  return found;
}

describe('the self check of Slack', () => {
  it('is content with good tokens, all scopes and a connection', async () => {
    const found = await check(await fakeSlack());
    expect(found.map(({ isGood }) => isGood)).toEqual([true, true, true]);
  });

  it('says what to do about each thing that is wrong, and never shows a token', async () => {
    const slack = await fakeSlack();
    slack.scopes = ['chat:write'];
    const [, scopes, connection] = await check(slack, { appToken: BOT_TOKEN });
    expect(scopes).toMatchObject({ isGood: false });
    expect(scopes?.text).toContain('app_mentions:read, assistant:write');
    expect(connection?.text).toContain('SLACK_APP_TOKEN with xapp-');
    const [bot] = await check(slack, { botToken: 'xoxb-unknown' });
    expect(bot).toMatchObject({ isGood: false });
    expect(bot?.text).toContain('copy it again');
    expect(bot?.text).not.toContain('xoxb-unknown');
  });

  it('says so when Slack can’t be reached', async () => {
    const slack = await fakeSlack();
    const found = await check(slack, { apiUrl: 'http://127.0.0.1:9/api/' });
    expect(found.map(({ isGood }) => isGood)).toEqual([false, false]);
    expect(found[0]?.text).toContain('SLACK_API_URL');
  });
});

describe('the manifest', () => {
  const manifest = parse(readFileSync('adapters/slack/manifest.yaml', 'utf8'));

  it('asks for the scopes that the check looks for', () => {
    expect(manifest.oauth_config.scopes.bot).toEqual([...NEEDED_SCOPES]);
  });

  it('switches on what the adapter listens to', () => {
    expect(manifest.settings).toMatchObject({
      socket_mode_enabled: true,
      interactivity: { is_enabled: true },
    });
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(
      expect.arrayContaining([
        'app_mention',
        'message.im',
        'message.channels',
        'assistant_thread_started',
        'app_home_opened',
      ]),
    );
    expect(manifest.features.slash_commands[0].command).toBe('/wenju');
  });
});
