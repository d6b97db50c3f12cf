import * as z from 'zod';
import { jsonCall, type Outcome } from './json-call.js';
import { BUSY_CODES } from './limits.js';

const answerSchema = z.looseObject({ errcode: z.coerce.number(), errmsg: z.string().optional() });
const USUAL_BASE = 'https://oapi.dingtalk.com';

/**
 * The address to post a reply to, when it is one of DingTalk's own or of the base that is set for it; a webhook
 * of `oapi.dingtalk.com` is called at that base. `undefined` for any other: messages hold no orders.
 */
export function trustedWebhook(webhook: string | undefined, oapiUrl: string): string | undefined {
  if (webhook === undefined || !URL.canParse(webhook)) return undefined;
  const url = new URL(webhook);
  const base = new URL(oapiUrl);
  if (url.origin === base.origin) return url.href;
  if (url.origin === USUAL_BASE) return `${oapiUrl.replace(/\/+$/, '')}${url.pathname}${url.search}`;
  const isOwn = url.protocol === 'https:' && /(?:^|\.)dingtalk\.com$/.test(url.hostname);
  return isOwn ? url.href : undefined;
}

/** A message to a webhook. */
export interface WebhookMessage {
  readonly title: string;
  readonly text: string;
  /** Staff ids of those to mention; the text must hold `@staffId` too. */
  readonly mention: readonly string[];
}

/** Posts Markdown to a webhook, which tells failures by a code in its answer too. */
export async function postToWebhook(
  url: string,
  { title, text, mention }: WebhookMessage,
  timeoutMs: number,
): Promise<Outcome> {
  const outcome = await jsonCall({
    method: 'POST',
    url,
    body: {
      msgtype: 'markdown',
      markdown: { title, text },
      at: { atUserIds: mention, isAtAll: false },
    },
    timeoutMs,
  });
  if (!outcome.ok) return outcome;
  const parsed = answerSchema.safeParse(outcome.body);
  if (parsed.success && parsed.data.errcode === 0) return outcome;
  const code = parsed.success ? parsed.data.errcode : undefined;
  return {
    ok: false,
    failure: {
      kind: code === undefined ? 'unavailable' : BUSY_CODES.includes(code) ? 'throttled' : 'refused',
      status: 200,
      code: code === undefined ? 'no errcode in the answer' : `errcode ${code}`,
    },
  };
}
