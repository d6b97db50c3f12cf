import type { SlackAddress } from './address.js';
import type { SlackClient } from './client.js';
import { cleanLine, shorten } from './escape.js';
import { LONGEST_STATUS } from './limits.js';
import type { ProblemLog } from './problems.js';
import type { RecentMap } from './recent-map.js';

/** The line under a thread that says what the app is doing. */
export class Statuses {
  private readonly client: SlackClient;
  private readonly problems: ProblemLog;
  private readonly refusals: RecentMap<true>;

  constructor(client: SlackClient, problems: ProblemLog, refusals: RecentMap<true>) {
    this.client = client;
    this.problems = problems;
    this.refusals = refusals;
  }

  /** Returns whether Slack shows it: not every thread has such a line. Never throws. */
  async show({ channel, threadTs }: SlackAddress, status: string): Promise<boolean> {
    if (threadTs === undefined || this.refusals.get(`status:${channel}`) === true) return false;
    const text = shorten(cleanLine(status), LONGEST_STATUS);
    try {
      await this.client.call('assistant.threads.setStatus', 'if-refused', () =>
        this.client.web.assistant.threads.setStatus({
          channel_id: channel,
          thread_ts: threadTs,
          status: text,
        }),
      );
      return true;
    } catch (error) {
      this.problems.tell('assistant.threads.setStatus', error);
      this.refusals.set(`status:${channel}`, true);
      return false;
    }
  }

  /** For a reply that is no new message of the thread, with which Slack clears the line itself. */
  clear(address: SlackAddress): void {
    void this.show(address, '');
  }
}
