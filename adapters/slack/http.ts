import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPModuleFunctions, HTTPResponseAck } from '@slack/bolt';
import { messageOf } from '../../src/errors.js';
import type { Logger } from '../../src/log.js';
import type { EventReceiver } from './receiver.js';
import { sdkLogger } from './sdk-logger.js';

/** “Slack’s payloads are small”: a larger body than this is none of Slack's. */
const LARGEST_BODY = 1024 * 1024;

export interface HttpDoorOptions {
  readonly signingSecret: string;
  readonly receiver: EventReceiver;
  readonly log: Logger;
  /** Whether events are taken now. */
  readonly isOpen: () => boolean;
}

/** Takes events, commands and presses as HTTP requests, each signed by Slack not long ago. Never throws. */
export function httpDoor(options: HttpDoorOptions) {
  const { log } = options;
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await handle(options, request, response);
    } catch (error) {
      log.error({ error: messageOf(error) }, 'Slack: a request could not be handled');
      if (!response.headersSent) HTTPModuleFunctions.buildNoBodyResponse(response, 500);
    }
  };
}

async function handle(
  { signingSecret, receiver, log, isOpen }: HttpDoorOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refuse = (status: number): void => HTTPModuleFunctions.buildNoBodyResponse(response, status);
  const logger = sdkLogger(log);
  let verified: Awaited<ReturnType<typeof HTTPModuleFunctions.parseAndVerifyHTTPRequest>>;
  try {
    verified = await HTTPModuleFunctions.parseAndVerifyHTTPRequest(
      { signingSecret, enabled: true, logger, bodyLimit: LARGEST_BODY },
      request,
    );
  } catch (error) {
    const isTooLarge = HTTPModuleFunctions.isRawBodyError(error) && error.statusCode === 413;
    log.warn(
      { reason: messageOf(error) },
      'Slack: refused a request that is not signed as Slack does; if it is Slack’s, check SLACK_SIGNING_SECRET and the clock of this machine',
    );
    return refuse(isTooLarge ? 413 : 401);
  }
  const body = parsed(verified);
  if (body === undefined) return refuse(400);
  if (body.ssl_check === '1') return HTTPModuleFunctions.buildSSLCheckResponse(response);
  if (body.type === 'url_verification')
    return HTTPModuleFunctions.buildUrlVerificationResponse(response, body);
  if (!isOpen()) return refuse(503);

  const acknowledgement = new HTTPResponseAck({
    logger,
    processBeforeResponse: false,
    unhandledRequestHandler: () => {
      if (!response.headersSent) refuse(404);
    },
    unhandledRequestTimeoutMillis: 3_001,
    httpRequest: verified,
    httpRequestBody: body,
    httpResponse: response,
  });
  const retryNum = HTTPModuleFunctions.extractRetryNumFromHTTPRequest(request);
  const retryReason = HTTPModuleFunctions.extractRetryReasonFromHTTPRequest(request);
  await receiver.receive({
    body,
    ack: acknowledgement.bind(),
    ...(retryNum === undefined ? {} : { retryNum }),
    ...(retryReason === undefined ? {} : { retryReason }),
  });
}

function parsed(request: Parameters<typeof HTTPModuleFunctions.parseHTTPRequestBody>[0]) {
  try {
    const body: unknown = HTTPModuleFunctions.parseHTTPRequestBody(request);
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
