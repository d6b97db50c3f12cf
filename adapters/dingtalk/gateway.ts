import * as z from 'zod';
import { type CallFailure, jsonCall } from './json-call.js';

const placeSchema = z.looseObject({
  endpoint: z.url({ protocol: /^wss?$/ }),
  ticket: z.string().min(1),
});
/** Names of errors by which DingTalk refuses an application for good. */
const WRONG_CREDENTIALS =
  /client_?id|client_?secret|app_?key|app_?secret|authentication|auth_?fail|unauthorized/i;

export interface GatewayOptions {
  readonly gatewayUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly subscriptions: readonly { readonly type: string; readonly topic: string }[];
  readonly timeoutMs: number;
}

/** Where to connect; the ticket is good for one connection, and a secret. */
export type Place =
  | { readonly ok: true; readonly endpoint: string; readonly ticket: string }
  | { readonly ok: false; readonly failure: CallFailure; readonly areCredentialsWrong: boolean };

/** Asks the gateway of Stream mode where to connect. */
export async function openPlace(options: GatewayOptions): Promise<Place> {
  const { gatewayUrl, clientId, clientSecret, subscriptions, timeoutMs } = options;
  const outcome = await jsonCall({
    method: 'POST',
    url: `${gatewayUrl.replace(/\/+$/, '')}/v1.0/gateway/connections/open`,
    body: { clientId, clientSecret, ua: 'wenju', subscriptions },
    timeoutMs,
  });
  if (!outcome.ok) {
    return { ok: false, failure: outcome.failure, areCredentialsWrong: areCredentialsWrong(outcome.failure) };
  }
  const parsed = placeSchema.safeParse(outcome.body);
  if (parsed.success) return { ok: true, endpoint: parsed.data.endpoint, ticket: parsed.data.ticket };
  const failure = { kind: 'unavailable', status: 200, code: 'no endpoint in the answer' } as const;
  return { ok: false, failure, areCredentialsWrong: false };
}

/** Whether a refusal says that the id or the secret is wrong, so that trying again is no use. */
export function areCredentialsWrong({ kind, code }: CallFailure): boolean {
  return kind === 'unauthorized' || (kind === 'refused' && WRONG_CREDENTIALS.test(code));
}
