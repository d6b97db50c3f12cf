import { setTimeout as sleep } from 'node:timers/promises';
import type { SlackClient } from './client.js';
import type { Identity } from './events.js';
import { growingPause } from './growing-pause.js';
import { FIRST_RECONNECT_MS, LAST_RECONNECT_MS } from './limits.js';
import { isRefusal, type ProblemLog } from './problems.js';

/** Finds out who the app is, which Slack alone can tell. */
export class Identification {
  /** Set as soon as Slack has told. */
  current: Identity | undefined;
  private readonly client: SlackClient;
  private readonly problems: ProblemLog;
  private isStopped = false;
  private resolve: (identity: Identity) => void = () => undefined;
  private readonly known = new Promise<Identity>((resolve) => {
    this.resolve = resolve;
  });

  constructor(client: SlackClient, problems: ProblemLog) {
    this.client = client;
    this.problems = problems;
  }

  /** Resolves when it is known, however long that takes. */
  wait(): Promise<Identity> {
    return this.known;
  }

  stop(): void {
    this.isStopped = true;
  }

  /**
   * Asks once. Slack out of reach is nothing to give up for.
   * @returns whether it is known
   * @throws what the SDK throws when Slack refuses the token
   */
  async ask(): Promise<boolean> {
    try {
      const { user_id, bot_id, team_id } = await this.client.call('auth.test', 'if-refused', () =>
        this.client.web.auth.test(),
      );
      this.current = { userId: user_id ?? '', botId: bot_id ?? '', teamId: team_id ?? '' };
      this.resolve(this.current);
      return true;
    } catch (error) {
      this.problems.tell('auth.test', error);
      if (isRefusal(error)) throw error;
      return false;
    }
  }

  /** Asks until it is known. */
  async insist(): Promise<void> {
    for (let attempt = 1; !this.isStopped; attempt++) {
      const pause = growingPause(FIRST_RECONNECT_MS, attempt, LAST_RECONNECT_MS);
      await sleep(pause, undefined, { ref: false });
      if (await this.ask().catch(() => false)) return;
    }
  }
}
