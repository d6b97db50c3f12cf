import { WenjuError } from '../../src/errors.js';
import type { Logger } from '../../src/log.js';
import type { SlackClient } from './client.js';
import type { Posting } from './posting.js';
import { adviceFor, type ProblemLog } from './problems.js';
import type { RecentMap } from './recent-map.js';
import type { Statuses } from './statuses.js';
import type { Threads } from './threads.js';

/** What replies are sent with. */
export interface Services {
  readonly client: SlackClient;
  readonly posting: Posting;
  readonly threads: Threads;
  readonly statuses: Statuses;
  readonly problems: ProblemLog;
  readonly log: Logger;
  /** What a channel refused lately. */
  readonly refusals: RecentMap<true>;
  /** When this process began, in milliseconds since 1970: an older message may have a reply begun. */
  readonly startedAt: number;
}

/** For when no way is left. */
export function undeliverable(cause: unknown): WenjuError {
  return new WenjuError('undeliverable', `a reply can't be sent to Slack: ${adviceFor(cause)}`, cause);
}
