import { setTimeout as sleep } from 'node:timers/promises';
import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import { messageOf } from '../../src/errors.js';
import type { Logger } from '../../src/log.js';
import { ACKNOWLEDGE_MS } from './limits.js';

/**
 * What Bolt receives events from, whichever way they come. Bolt acknowledges an event before its listeners run;
 * here it is acknowledged when they have, for they only write the message down (its answer is worked out later),
 * so that a message whose process dies is delivered again. A listener that has to ask Slack first is not waited
 * for longer than {@link ACKNOWLEDGE_MS}.
 */
export class EventReceiver implements Receiver {
  private readonly log: Logger;
  private app: App | undefined;

  constructor(log: Logger) {
    this.log = log;
  }

  init(app: App): void {
    this.app = app;
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  /** Never throws. */
  async receive(event: ReceiverEvent): Promise<void> {
    const isEvent = typeof event.body.event === 'object';
    let isAcknowledged = false;
    const acknowledge = async (response?: unknown): Promise<void> => {
      if (isAcknowledged) return;
      isAcknowledged = true;
      try {
        await event.ack(response);
      } catch (error) {
        // The socket is gone: Slack delivers it again, and it will be recognised.
        this.log.debug({ error: messageOf(error) }, 'Slack: an event could not be acknowledged');
      }
    };
    const processed = this.process({ ...event, ack: isEvent ? async () => undefined : acknowledge });
    if (!isEvent) return processed;
    await Promise.race([processed, sleep(ACKNOWLEDGE_MS, undefined, { ref: false })]);
    await acknowledge();
    await processed;
  }

  private async process(event: ReceiverEvent): Promise<void> {
    try {
      await this.app?.processEvent(event);
    } catch (error) {
      this.log.error({ error: messageOf(error) }, 'Slack: an event could not be handled');
    }
  }
}
