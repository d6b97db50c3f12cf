import { WebClient } from '@slack/web-api';
import type { SlackConfig } from '../../src/config.js';
import type { Logger } from '../../src/log.js';
import { webOptions } from './client.js';
import { adviceFor } from './problems.js';
import { NEEDED_SCOPES } from './scopes.js';

/** What came of one check, with what to do where something is wrong. */
export interface SlackCheck {
  readonly isGood: boolean;
  readonly text: string;
}

/** Checks the tokens, their scopes and the connection, by asking Slack. Never throws. */
export async function* checkSlack(config: SlackConfig, log: Logger): AsyncGenerator<SlackCheck> {
  const options = webOptions({ apiUrl: config.apiUrl, log });
  let scopes: readonly string[] | undefined;
  try {
    const answer = await new WebClient(config.botToken, options).auth.test();
    scopes = answer.response_metadata?.scopes;
    yield good(
      `Slack: SLACK_BOT_TOKEN is ${answer.user ?? 'the app'}’s in the workspace ${answer.team ?? answer.team_id ?? ''}`,
    );
  } catch (error) {
    yield wrong(`Slack: SLACK_BOT_TOKEN: ${adviceFor(error)}`);
  }
  if (scopes !== undefined) yield scopeCheck(scopes);
  if (config.appToken === undefined) {
    yield good('Slack: HTTP mode; point the request URLs of the app at POST /slack/events of this server');
    return;
  }
  try {
    const client = new WebClient(undefined, {
      ...options,
      headers: { Authorization: `Bearer ${config.appToken}` },
    });
    await client.apps.connections.open({});
    yield good('Slack: Socket Mode can be reached');
  } catch (error) {
    yield wrong(`Slack: SLACK_APP_TOKEN: ${adviceForAppToken(error)}`);
  }
}

function scopeCheck(scopes: readonly string[]): SlackCheck {
  const missing = NEEDED_SCOPES.filter((scope) => !scopes.includes(scope));
  if (missing.length === 0) return good(`Slack: all ${NEEDED_SCOPES.length} scopes are there`);
  return wrong(
    `Slack: the app lacks ${missing.join(', ')}; add them under OAuth & Permissions, as in adapters/slack/manifest.yaml, and reinstall the app`,
  );
}

/** The advice is worded for the bot token. */
function adviceForAppToken(error: unknown): string {
  return adviceFor(error)
    .replace(
      '(OAuth & Permissions) to SLACK_BOT_TOKEN',
      '(Basic Information → App-Level Tokens) to SLACK_APP_TOKEN',
    )
    .replace(
      'under OAuth & Permissions, as in adapters/slack/manifest.yaml, and reinstall the app',
      'by making a new app-level token with it',
    );
}

function good(text: string): SlackCheck {
  return { isGood: true, text };
}

function wrong(text: string): SlackCheck {
  return { isGood: false, text };
}
