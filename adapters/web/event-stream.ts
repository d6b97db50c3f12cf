import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { HEARTBEAT_MS } from './limits.js';

/** Sends one event; its data goes as JSON. Waits for a reader who is slow, and does nothing for one who left. */
export type SendEvent = (event: string, data: unknown) => Promise<void>;

export interface EventStreamOptions {
  /** The events, one after the other. */
  readonly run: (send: SendEvent) => Promise<void>;
  /** The data of the `error` event that a failure of `run` becomes. */
  readonly describe: (error: unknown) => unknown;
}

/** Whether the caller asks for events rather than for one answer. */
export function wantsEvents(context: Context): boolean {
  return context.req.header('Accept')?.toLowerCase().includes('text/event-stream') ?? false;
}

/** Answers with an event stream, which ends when all is said or the reader goes away. */
export function eventStream(context: Context, { run, describe }: EventStreamOptions): Response {
  // nginx would keep events back until it has some kilobytes of them.
  context.header('X-Accel-Buffering', 'no');
  const response = streamSSE(context, async (stream) => {
    const heartbeat = setInterval(() => void stream.write(': \n\n'), HEARTBEAT_MS);
    const send: SendEvent = async (event, data) => {
      if (!stream.aborted) await stream.writeSSE({ event, data: JSON.stringify(data) });
    };
    try {
      await run(send);
    } catch (error) {
      await send('error', describe(error));
    } finally {
      clearInterval(heartbeat);
    }
  });
  response.headers.set('Content-Type', 'text/event-stream; charset=utf-8');
  response.headers.set('Cache-Control', 'no-store');
  return response;
}
