import type { DingtalkConfig } from '../../src/config.js';
import { AccessToken } from './access-token.js';
import { CardApi } from './card.js';
import { areCredentialsWrong, openPlace } from './gateway.js';
import { type CallFailure, describeFailure, jsonCall } from './json-call.js';
import { CALL_MS } from './limits.js';
import { SUBSCRIPTIONS } from './stream-client.js';

/** What came of a check, in a sentence, with what to do where something is wrong. */
export interface SelfCheck {
  readonly verdict: 'good' | 'note' | 'wrong';
  readonly text: string;
}

const CREDENTIALS =
  'copy DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET from “Credentials” of the application at open-dev.dingtalk.com';

/** Checks with DingTalk itself that the settings are good: the credentials, Stream mode, the card template. */
export async function* checkDingtalk(config: DingtalkConfig): AsyncGenerator<SelfCheck> {
  const { clientId, clientSecret, gatewayUrl } = config;
  const apiUrl = config.apiUrl.replace(/\/+$/, '');
  const token = await new AccessToken({ apiUrl, clientId, clientSecret, timeoutMs: CALL_MS }).get();
  if (!token.ok) {
    yield wrong('the credentials', token.failure, 'DINGTALK_API_URL');
    return;
  }
  yield good('the credentials are good');

  const place = await openPlace({
    gatewayUrl,
    clientId,
    clientSecret,
    subscriptions: SUBSCRIPTIONS,
    timeoutMs: CALL_MS,
  });
  if (place.ok) yield good('Stream mode gives a connection');
  else yield wrong('Stream mode', place.failure, 'DINGTALK_GATEWAY_URL');

  const { cardTemplateId } = config;
  if (cardTemplateId === undefined) {
    yield { verdict: 'note', text: 'DingTalk: no DINGTALK_CARD_TEMPLATE_ID, so that replies are Markdown' };
    return;
  }
  const cards = new CardApi(
    {
      call: ({ method, path, body }) =>
        jsonCall({
          method,
          url: `${apiUrl}${path}`,
          body,
          headers: { 'x-acs-dingtalk-access-token': token.body },
          timeoutMs: CALL_MS,
        }),
    },
    cardTemplateId,
  );
  const made = await cards.check();
  if (made.ok) yield good('the card template is there');
  else yield { verdict: 'wrong', text: `DingTalk: the card template: ${cardAdvice(made.failure)}` };
}

function good(text: string): SelfCheck {
  return { verdict: 'good', text: `DingTalk: ${text}` };
}

function wrong(what: string, failure: CallFailure, setting: string): SelfCheck {
  const reason = describeFailure(failure);
  const advice = areCredentialsWrong(failure)
    ? CREDENTIALS
    : failure.kind === 'refused'
      ? 'see that the application is published and its robot is in Stream mode'
      : `see that this machine reaches ${setting}, or try again later`;
  return { verdict: 'wrong', text: `DingTalk: ${what}: ${reason}; ${advice}` };
}

function cardAdvice(failure: CallFailure): string {
  const reason = describeFailure(failure);
  if (failure.status === 403) {
    return `${reason}; grant the application Card.Instance.Write and Card.Streaming.Write`;
  }
  if (failure.kind === 'refused') {
    return `${reason}; set DINGTALK_CARD_TEMPLATE_ID to the id of a published template, or leave it out`;
  }
  return `${reason}; try again later`;
}
