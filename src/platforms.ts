/**
 * The part of the composition root that has to do with chat platforms: the adapters that have their credentials,
 * and the checks of those credentials. Each adapter is loaded only where it is set.
 */
import type { SlackAdapter } from '../adapters/slack/index.js';
import type { MountedHandler } from '../adapters/web/routes.js';
import type { ChatAdapter } from './chat/adapter.js';
import type { Config } from './config.js';
import type { Logger } from './log.js';
import type { Metrics } from './metrics.js';

/** Where Slack sends its requests in HTTP mode. */
const SLACK_PATH = '/slack/events';

export interface Platforms {
  readonly adapters: readonly ChatAdapter[];
  /** Who may change what is served: user ids by adapter. */
  readonly admins: Readonly<Record<string, readonly string[]>>;
  /** What takes requests on the web server, by path. */
  readonly mounts: Readonly<Record<string, MountedHandler>>;
}

/** Makes the adapters of the platforms that are set; they connect when the chat starts them. */
export async function createPlatforms(
  { slack, dingtalk, publicUrl }: Config,
  log: Logger,
  metrics: Metrics,
): Promise<Platforms> {
  const adapters: ChatAdapter[] = [];
  let mounts: Platforms['mounts'] = {};
  if (slack !== undefined) {
    const { createSlackAdapter } = await import('../adapters/slack/index.js');
    metrics.adapter('slack', false);
    const adapter: SlackAdapter = createSlackAdapter({
      ...slack,
      log,
      onConnection: (isConnected) => metrics.adapter('slack', isConnected),
    });
    adapters.push(adapter);
    if (slack.appToken === undefined) mounts = { [SLACK_PATH]: adapter.handleHttp };
  }
  if (dingtalk !== undefined) {
    const { createDingtalkAdapter } = await import('../adapters/dingtalk/index.js');
    adapters.push(createDingtalkAdapter({ config: dingtalk, publicUrl, log, metrics }));
  }
  return { adapters, admins: { slack: slack?.admins ?? [], dingtalk: dingtalk?.admins ?? [] }, mounts };
}

/** What came of a check of a chat platform, in a sentence, with what to do where something is wrong. */
export interface PlatformCheck {
  readonly verdict: 'good' | 'note' | 'wrong';
  readonly text: string;
}

/** Asks each platform that is set whether it takes its settings. Never throws. */
export async function* checkPlatforms(
  { slack, dingtalk }: Config,
  log: Logger,
): AsyncGenerator<PlatformCheck> {
  if (slack !== undefined) {
    const { checkSlack } = await import('../adapters/slack/check.js');
    for await (const { isGood, text } of checkSlack(slack, log)) {
      yield { verdict: isGood ? 'good' : 'wrong', text };
    }
  }
  if (dingtalk !== undefined) {
    const { checkDingtalk } = await import('../adapters/dingtalk/self-check.js');
    yield* checkDingtalk(dingtalk);
  }
}
