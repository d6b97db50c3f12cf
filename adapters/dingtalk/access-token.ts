import * as z from 'zod';
import { jsonCall, type Outcome } from './json-call.js';
import { TOKEN_MARGIN_MS } from './limits.js';

const tokenSchema = z.looseObject({ accessToken: z.string().min(1), expireIn: z.number().positive() });

export interface AccessTokenOptions {
  readonly apiUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly timeoutMs: number;
}

/** The token of the OpenAPI: fetched when it is needed, kept until it expires, and by one call at a time. */
export class AccessToken {
  private readonly options: AccessTokenOptions;
  private held: { readonly token: string; readonly until: number } | undefined;
  private fetching: Promise<Outcome<string>> | undefined;

  constructor(options: AccessTokenOptions) {
    this.options = options;
  }

  async get(): Promise<Outcome<string>> {
    if (this.held !== undefined && Date.now() < this.held.until) return { ok: true, body: this.held.token };
    this.fetching ??= this.fetch().finally(() => {
      this.fetching = undefined;
    });
    return this.fetching;
  }

  /** Forgets a token that was refused, unless another one has come meanwhile. */
  refuse(token: string): void {
    if (this.held?.token === token) this.held = undefined;
  }

  private async fetch(): Promise<Outcome<string>> {
    const { apiUrl, clientId, clientSecret, timeoutMs } = this.options;
    const outcome = await jsonCall({
      method: 'POST',
      url: `${apiUrl}/v1.0/oauth2/accessToken`,
      body: { appKey: clientId, appSecret: clientSecret },
      timeoutMs,
    });
    if (!outcome.ok) return outcome;
    const parsed = tokenSchema.safeParse(outcome.body);
    if (!parsed.success) {
      return { ok: false, failure: { kind: 'unavailable', status: 200, code: 'no token in the answer' } };
    }
    const { accessToken, expireIn } = parsed.data;
    const lifeMs = expireIn * 1_000;
    this.held = {
      token: accessToken,
      until: Date.now() + lifeMs - Math.min(TOKEN_MARGIN_MS, lifeMs / 2),
    };
    return { ok: true, body: accessToken };
  }
}
