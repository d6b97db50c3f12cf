import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import {
  adviceFor,
  isBadForm,
  isClosedChannel,
  isRefusal,
  isUncertain,
  ProblemLog,
  problemOf,
} from '../../../adapters/slack/problems.js';
import { BOT_TOKEN, type Fault } from '../../fakes/slack/fake-slack.js';
import { fakeSlack, memoryLog } from './slack-bot.js';

/** What the SDK throws when Slack answers so. */
async function thrownOn(fault: Fault): Promise<unknown> {
  const slack = await fakeSlack();
  slack.fault = () => fault;
  const { logger } = await memoryLog();
  const { webOptions } = await import('../../../adapters/slack/client.js');
  const client = new WebClient(BOT_TOKEN, webOptions({ apiUrl: slack.apiUrl, log: logger }));
  return client.chat.postMessage({ channel: 'C00000001', text: 'x' }).catch((error: unknown) => error);
}

describe('an error of Slack’s', () => {
  it.each([
    ['not_in_channel', 'invite the app'],
    ['channel_not_found', 'invite it there'],
    ['is_archived', 'un-archive'],
    ['msg_too_long', 'several messages'],
    ['invalid_blocks', 'plain text'],
    ['missing_scope', 'lacks the scope chat:write'],
    ['token_revoked', 'reinstall'],
    ['account_inactive', 'install it again'],
    ['message_not_in_streaming_state', 'completed by an edit'],
    ['cant_update_message', 'posted anew'],
  ])('%s says what the admin can do', async (error, advice) => {
    const thrown = await thrownOn({ error, needed: 'chat:write' });
    expect(problemOf(thrown)).toBe(error);
    expect(adviceFor(thrown)).toContain(advice);
  });

  it('is told apart by what can be done about it', async () => {
    const limited = await thrownOn({ status: 429, retryAfter: 3 });
    const broken = await thrownOn({ status: 500 });
    expect([problemOf(limited), problemOf(broken)]).toEqual(['ratelimited', 'http_500']);
    expect([isUncertain(limited), isUncertain(broken)]).toEqual([false, true]);
    expect(isRefusal(await thrownOn({ error: 'token_revoked' }))).toBe(true);
    expect(isClosedChannel(await thrownOn({ error: 'is_archived' }))).toBe(true);
    expect(isBadForm(await thrownOn({ error: 'invalid_blocks' }))).toBe(true);
    expect(problemOf(new TypeError('x'))).toBe('defect');
  });

  it('is logged once for each cause, however often it comes', async () => {
    const { logger, lines } = await memoryLog();
    const problems = new ProblemLog(logger);
    const archived = await thrownOn({ error: 'is_archived' });
    for (let i = 0; i < 100; i++) problems.tell('chat.postMessage', archived);
    problems.tell('chat.postMessage', await thrownOn({ error: 'not_in_channel' }));
    expect(lines).toHaveLength(2);
  });
});
