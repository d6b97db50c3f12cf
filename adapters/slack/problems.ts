import { messageOf } from '../../src/errors.js';
import type { Logger } from '../../src/log.js';
import { SAME_PROBLEM_MS } from './limits.js';

/** What of an error of Slack's SDK matters. The SDK's classes are told apart by their codes. */
interface SdkError {
  readonly code?: unknown;
  readonly statusCode?: unknown;
  readonly retryAfter?: unknown;
  readonly data?: { readonly error?: unknown; readonly needed?: unknown; readonly provided?: unknown };
}

/** Slack's own name of what went wrong; `unreachable`, `http_500` and the like where Slack gave none. */
export function problemOf(error: unknown): string {
  const { code, statusCode, data } = fieldsOf(error);
  if (code === 'slack_webapi_platform_error') {
    // A proxy's page in place of JSON ends up in this field as well.
    const name = String(data?.error ?? 'unknown_error');
    return /^[\w-]{1,60}$/.test(name) ? name : 'not_json';
  }
  if (code === 'slack_webapi_rate_limited_error') return 'ratelimited';
  if (code === 'slack_webapi_http_error') return `http_${String(statusCode)}`;
  if (code === 'slack_webapi_request_error') return 'unreachable';
  return 'defect';
}

/** Seconds that Slack asks to wait. */
export function retryAfterOf(error: unknown): number | undefined {
  const { retryAfter } = fieldsOf(error);
  return typeof retryAfter === 'number' && Number.isFinite(retryAfter) ? retryAfter : undefined;
}

/** Whether Slack may have done what it was asked to although it answered with an error, or not at all. */
export function isUncertain(error: unknown): boolean {
  return /^(?:http_5\d\d|unreachable|not_json|internal_error|fatal_error|request_timeout|service_unavailable)$/.test(
    problemOf(error),
  );
}

const REFUSED = [
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'team_disabled',
  'user_removed_from_team',
  'not_allowed_token_type',
];

/** Whether Slack takes the credentials no more. */
export function isRefusal(error: unknown): boolean {
  return REFUSED.includes(problemOf(error));
}

/** Whether nothing can be written to that channel. */
export function isClosedChannel(error: unknown): boolean {
  return /^(?:not_in_channel|channel_not_found|is_archived|restricted_action.*|user_not_in_channel|is_inactive)$/.test(
    problemOf(error),
  );
}

/** Whether it is the form of the message that Slack doesn't take. */
export function isBadForm(error: unknown): boolean {
  return /^(?:msg_too_long|msg_blocks_too_long|invalid_blocks(?:_format)?|invalid_arguments|invalid_metadata.*|metadata_too_large|too_many_attachments)$/.test(
    problemOf(error),
  );
}

const ADVICE: Readonly<Record<string, string>> = {
  not_in_channel:
    'invite the app to the channel: /invite @Wenju; the person was answered in a direct message',
  channel_not_found:
    'the app can’t see the channel: invite it there, or check that the token belongs to this workspace',
  is_archived: 'the channel is archived; un-archive it to have answers there',
  msg_too_long: 'the reply was over Slack’s limit and went out as plain text in several messages',
  msg_blocks_too_long: 'the reply was over Slack’s limit and went out as plain text in several messages',
  invalid_blocks:
    'Slack refused the layout of a reply, which went out as plain text; please report this with the log line',
  token_revoked:
    'the bot token was revoked: reinstall the app in Slack and set SLACK_BOT_TOKEN to the new one',
  token_expired:
    'the bot token has expired: turn token rotation off in the app’s settings, or set a new SLACK_BOT_TOKEN',
  account_inactive:
    'the app was removed from the workspace, or its bot user switched off: install it again and set SLACK_BOT_TOKEN',
  invalid_auth:
    'Slack doesn’t know the token: copy it again from the app’s page (OAuth & Permissions) to SLACK_BOT_TOKEN',
  not_authed: 'no token reached Slack: set SLACK_BOT_TOKEN',
  team_disabled: 'the workspace is disabled; ask its owner',
  not_allowed_token_type:
    'the token is of the wrong kind: SLACK_BOT_TOKEN begins with xoxb-, SLACK_APP_TOKEN with xapp-',
  ratelimited:
    'Slack limits the calls of this app; replies are late while that lasts, nothing to be done for a burst',
  unreachable: 'Slack can’t be reached: check the network, a proxy, and SLACK_API_URL',
  not_json: 'something between here and Slack answers in its place: check the proxy and SLACK_API_URL',
  message_not_in_streaming_state: 'Slack ended a stream early; its message was completed by an edit',
  streaming_state_conflict: 'Slack ended a stream early; its message was completed by an edit',
  cant_update_message: 'Slack let a message not be edited; the reply was posted anew',
  message_not_found: 'a message of the app was deleted; the reply was posted anew',
  expired_trigger_id: 'a modal was opened too late (the machine or the network is slow)',
  trigger_expired: 'a modal was opened too late (the machine or the network is slow)',
  expired_url: 'a slash command took longer than Slack keeps its reply open; the reply went another way',
  link_disabled: 'Socket Mode is switched off: switch it on in the app’s settings (Socket Mode)',
  not_enabled: 'the feature is off for this app: compare its settings with adapters/slack/manifest.yaml',
  unknown_method: 'that address is not Slack’s Web API: check SLACK_API_URL',
};

/** What an admin can do about an error of Slack's, in a sentence. */
export function adviceFor(error: unknown): string {
  const problem = problemOf(error);
  const { data } = fieldsOf(error);
  if (problem === 'missing_scope') {
    return `the app lacks the scope ${String(data?.needed ?? '')} (it has ${String(data?.provided ?? 'none')}): add it under OAuth & Permissions, as in adapters/slack/manifest.yaml, and reinstall the app`;
  }
  if (problem.startsWith('http_5') || problem.endsWith('_error')) {
    return 'Slack has trouble of its own (see https://slack-status.com); calls are repeated';
  }
  return ADVICE[problem] ?? `see “${problem}” in Slack’s documentation of the method`;
}

/** Tells the admin of trouble, each cause once an hour however many messages meet it. */
export class ProblemLog {
  private readonly toldAt = new Map<string, number>();
  private readonly log: Logger;

  constructor(log: Logger) {
    this.log = log;
  }

  /** @param method the method of Slack's that failed, or what was being done */
  tell(method: string, error: unknown): void {
    const problem = problemOf(error);
    const { data } = fieldsOf(error);
    const cause = [
      problem,
      problem === 'missing_scope' ? String(data?.needed) : '',
      problem === 'defect' ? messageOf(error) : '',
    ];
    const key = cause.join(' ').slice(0, 300);
    const now = Date.now();
    if (now - (this.toldAt.get(key) ?? Number.NEGATIVE_INFINITY) < SAME_PROBLEM_MS) return;
    if (this.toldAt.size > 1_000) this.toldAt.clear();
    this.toldAt.set(key, now);
    if (problem === 'defect') this.log.error({ method, error: messageOf(error) }, 'Slack: a defect of ours');
    else if (isRefusal(error)) this.log.error({ method, problem }, `Slack: ${adviceFor(error)}`);
    else this.log.warn({ method, problem }, `Slack: ${adviceFor(error)}`);
  }
}

function fieldsOf(error: unknown): SdkError {
  return typeof error === 'object' && error !== null ? error : {};
}
