import type { Logger } from '../../src/log.js';
import type { Metrics } from '../../src/metrics.js';
import { AccessToken } from './access-token.js';
import { type CallFailure, describeFailure, jsonCall, type Outcome } from './json-call.js';
import { CALLS_AT_ONCE, type Pace, RESERVED_CALLS } from './limits.js';
import { TokenBucket } from './token-bucket.js';

/** The wait after a refusal for speed that doesn't say how long. */
const THROTTLED_MS = 1_000;

/** The interfaces that are called, as the metrics name them. */
export type ApiName =
  | 'group_send'
  | 'single_send'
  | 'card_create'
  | 'card_check'
  | 'card_streaming'
  | 'card_update'
  | 'webhook';

export interface ApiCall {
  readonly api: Exclude<ApiName, 'webhook'>;
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: unknown;
  /** Whether it may be left out when there are few calls left. */
  readonly isDroppable?: boolean;
}

/** A call that was left out. */
export const LEFT_OUT: CallFailure = { kind: 'throttled', status: 0, code: 'left out' };

export interface ClientOptions {
  readonly apiUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly pace: Pace;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** The OpenAPI of DingTalk, within its limits: one bucket of calls for the whole bot. Never throws. */
export class DingtalkClient {
  private readonly options: ClientOptions;
  private readonly token: AccessToken;
  private readonly bucket: TokenBucket;

  constructor(options: ClientOptions) {
    this.options = { ...options, apiUrl: options.apiUrl.replace(/\/+$/, '') };
    const { callMs, callsPerSecond } = options.pace;
    this.token = new AccessToken({ ...this.options, timeoutMs: callMs });
    this.bucket = new TokenBucket(Math.max(CALLS_AT_ONCE, callsPerSecond), callsPerSecond);
  }

  /** Whether there is a token, fetched if need be. */
  async authorize(): Promise<Outcome<string>> {
    return this.token.get();
  }

  async call(call: ApiCall): Promise<Outcome> {
    if (call.isDroppable === true) {
      if (!this.bucket.tryTake(RESERVED_CALLS)) return { ok: false, failure: LEFT_OUT };
    } else {
      await this.bucket.take();
    }
    let outcome = await this.attempt(call);
    if (!outcome.ok && outcome.failure.kind === 'unauthorized') outcome = await this.attempt(call);
    this.count(call.api, outcome);
    if (!outcome.ok && outcome.failure.kind === 'throttled') {
      this.bucket.drain(outcome.failure.retryAfterMs ?? THROTTLED_MS);
    }
    return outcome;
  }

  /** Notes what became of a call, one of a webhook too. */
  count(api: ApiName, outcome: Outcome): void {
    const { metrics, log } = this.options;
    metrics.dingtalkCall(api, outcome.ok ? 'ok' : outcome.failure.kind);
    metrics.dingtalkTokens(this.bucket.left);
    if (!outcome.ok) log.debug({ api, reason: describeFailure(outcome.failure) }, 'DingTalk refused a call');
  }

  private async attempt({ method, path, body }: ApiCall): Promise<Outcome> {
    const token = await this.token.get();
    if (!token.ok) return token;
    const outcome = await jsonCall({
      method,
      url: `${this.options.apiUrl}${path}`,
      body,
      headers: { 'x-acs-dingtalk-access-token': token.body },
      timeoutMs: this.options.pace.callMs,
    });
    if (!outcome.ok && outcome.failure.kind === 'unauthorized') this.token.refuse(token.body);
    return outcome;
  }
}
