import { setTimeout as sleep } from 'node:timers/promises';
import { WebClient } from '@slack/web-api';
import type { Logger } from '../../src/log.js';
import { growingPause } from './growing-pause.js';
import { CALL_MS, FIRST_PAUSE_MS, LONGEST_WAIT_MS, MOST_ATTEMPTS } from './limits.js';
import { isRefusal, isUncertain, type ProblemLog, problemOf, retryAfterOf } from './problems.js';
import { sdkLogger } from './sdk-logger.js';

export interface SlackClientOptions {
  readonly botToken: string;
  readonly apiUrl: string;
  readonly log: Logger;
  readonly problems: ProblemLog;
  /** Told when Slack takes the token no more, and when it does again. */
  readonly onRefused?: (isRefused: boolean) => void;
  /** The first pause after an error, in milliseconds. @default 250 */
  readonly firstPauseMs?: number;
}

/** What becomes of a call that Slack may have carried out although it failed. */
export type Repeat =
  /** It can be repeated: twice is as good as once. */
  | 'always'
  /** It can't: whoever called finds out. */
  | 'if-refused';

/**
 * Slack's Web API with bounded patience: a call is repeated when Slack says when (429), and after an error of
 * Slack's or the network's where that can do no harm. The SDK's own repeating is off: it pauses all calls of the
 * client for as long as one is limited, for up to half an hour.
 */
export class SlackClient {
  readonly web: WebClient;
  private readonly options: SlackClientOptions;
  /** Methods that are limited, with when that ends. */
  private readonly limitedUntil = new Map<string, number>();
  private isRefused = false;

  constructor(options: SlackClientOptions) {
    this.options = options;
    this.web = new WebClient(options.botToken, webOptions(options));
  }

  /**
   * Makes a call.
   * @param method names what is limited together: Slack limits by method
   * @param longestWaitMs the longest that it may wait between attempts, for what is better left out than late
   * @throws what the SDK throws, when patience or hope is at an end
   */
  async call<Result>(
    method: string,
    repeat: Repeat,
    run: (attempt: number) => Promise<Result>,
    longestWaitMs = LONGEST_WAIT_MS,
  ): Promise<Result> {
    const { problems, firstPauseMs = FIRST_PAUSE_MS } = this.options;
    const end = performance.now() + longestWaitMs;
    for (let attempt = 1; ; attempt++) {
      await this.untilAllowed(method, end);
      try {
        const result = await run(attempt);
        this.refused(false);
        return result;
      } catch (error) {
        if (isRefusal(error)) this.refused(true);
        const isLimited = problemOf(error) === 'ratelimited';
        if (isLimited || isUncertain(error)) problems.tell(method, error);
        const mayRepeat = isLimited || (repeat === 'always' && isUncertain(error));
        if (!mayRepeat || attempt >= MOST_ATTEMPTS) throw error;
        const pause = isLimited
          ? (retryAfterOf(error) ?? 1) * 1_000 + Math.random() * firstPauseMs
          : growingPause(firstPauseMs, attempt);
        if (performance.now() + pause > end) throw error;
        if (isLimited) this.limitedUntil.set(method, performance.now() + pause);
        else await sleep(pause);
      }
    }
  }

  /** Those who waited don't all come at once. */
  private async untilAllowed(method: string, end: number): Promise<void> {
    const { firstPauseMs = FIRST_PAUSE_MS } = this.options;
    for (;;) {
      const now = performance.now();
      const until = this.limitedUntil.get(method) ?? 0;
      if (until <= now || now >= end) return;
      await sleep(Math.min(until, end) - now + Math.random() * firstPauseMs);
    }
  }

  private refused(isRefused: boolean): void {
    if (isRefused === this.isRefused) return;
    this.isRefused = isRefused;
    this.options.onRefused?.(isRefused);
  }
}

/** For every client of the SDK's: no patience of its own. */
export function webOptions({ apiUrl, log }: Pick<SlackClientOptions, 'apiUrl' | 'log'>) {
  return {
    slackApiUrl: apiUrl,
    logger: sdkLogger(log),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: CALL_MS,
    allowAbsoluteUrls: false,
  };
}
