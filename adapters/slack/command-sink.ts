import type { Message } from '../../src/chat/message.js';
import type { Reply, ReplySink, Update } from '../../src/chat/reply.js';
import type { SlackAddress } from './address.js';
import { CALL_MS, RESPONSE_URL_MS, RESPONSE_URL_USES } from './limits.js';
import type { Content } from './posting.js';
import { plainMessages, progressMessage, renderReply } from './render.js';
import { type Services, undeliverable } from './services.js';

/** Shares of the work after which progress is told: Slack takes five replies to a command, the last the outcome. */
const MILESTONES = [0, 0.3, 0.6, 0.9];
const FIRST_PROGRESS_MS = 300;

/** The reply to a slash command, for the eyes of whoever gave it. */
export class CommandSink implements ReplySink {
  private readonly services: Services;
  private readonly message: Message;
  private readonly address: SlackAddress;
  private uses = 0;
  private milestone = 0;
  private isFinished = false;
  private sending: Promise<void> = Promise.resolve();

  constructor(services: Services, message: Message, address: SlackAddress) {
    this.services = services;
    this.message = message;
    this.address = address;
  }

  update(update: Update): void {
    if (update.kind === 'delta' || this.isFinished) return;
    const share = update.kind === 'progress' && update.total > 0 ? update.done / update.total : 0;
    if (share < (MILESTONES[this.milestone] ?? 2)) return;
    this.milestone = MILESTONES.findIndex((one) => one > share);
    if (this.milestone === -1) this.milestone = MILESTONES.length;
    const delay = this.uses === 0 ? FIRST_PROGRESS_MS : 0;
    setTimeout(() => this.tell(update.text), delay).unref();
  }

  async finish(reply: Reply): Promise<void> {
    this.isFinished = true;
    await this.sending;
    const [first, ...rest] = renderReply(reply);
    try {
      await this.respond(first);
    } catch (error) {
      this.services.problems.tell('response_url', error);
      await this.whisper(reply);
      return;
    }
    for (const content of rest) {
      await this.services.posting.whisper(this.address, content).catch(() => undefined);
    }
  }

  private tell(text: string): void {
    if (this.isFinished || this.uses >= RESPONSE_URL_USES - 1) return;
    this.sending = this.sending
      .then(() => this.respond(progressMessage(text)))
      .catch((error: unknown) => this.services.problems.tell('response_url', error));
  }

  /** @throws when Slack doesn't take it there any more */
  private async respond({ text, blocks = [] }: Content): Promise<void> {
    const { responseUrl } = this.address;
    if (responseUrl === undefined || Date.now() - this.message.receivedAt > RESPONSE_URL_MS) throw expired();
    await this.services.client.call('response_url', 'always', async () => {
      if (this.uses >= RESPONSE_URL_USES) throw expired();
      this.uses++;
      const response = await fetch(responseUrl, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ response_type: 'ephemeral', replace_original: this.uses > 1, text, blocks }),
        signal: AbortSignal.timeout(CALL_MS),
      });
      if (!response.ok) throw responseError(response);
    });
  }

  private async whisper(reply: Reply): Promise<void> {
    const { posting, problems } = this.services;
    try {
      for (const content of renderReply(reply)) await posting.whisper(this.address, content);
    } catch (error) {
      problems.tell('chat.postEphemeral', error);
      const { user, team } = this.address;
      const direct: SlackAddress = { kind: 'direct', channel: user, user, team };
      try {
        for (const text of plainMessages(reply)) await posting.post(direct, { text });
      } catch (last) {
        throw undeliverable(last);
      }
    }
  }
}

function expired(): Error {
  return Object.assign(new Error('the response_url is used up'), {
    code: 'slack_webapi_platform_error',
    data: { error: 'expired_url' },
  });
}

/** In the form of the SDK's errors, which are what is counted and repeated. */
function responseError(response: Response): Error {
  const error = new Error(`response_url answered ${response.status}`);
  if (response.status === 429) {
    const retryAfter = Number(response.headers.get('retry-after') ?? 1);
    return Object.assign(error, { code: 'slack_webapi_rate_limited_error', retryAfter });
  }
  if (response.status >= 500) {
    return Object.assign(error, { code: 'slack_webapi_http_error', statusCode: response.status });
  }
  return Object.assign(error, { code: 'slack_webapi_platform_error', data: { error: 'expired_url' } });
}
