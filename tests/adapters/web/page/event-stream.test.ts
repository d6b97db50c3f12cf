import { describe, expect, it } from 'vitest';
import { eventsOf, type StreamEvent } from '../../../../adapters/web/page/api/event-stream.js';

/** A body that comes in these pieces. */
function bodyOf(pieces: readonly (string | Uint8Array)[], onCancel?: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) {
        controller.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece);
      }
      if (onCancel === undefined) controller.close();
    },
    ...(onCancel === undefined ? {} : { cancel: onCancel }),
  });
}

async function read(...pieces: (string | Uint8Array)[]): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const event of eventsOf(bodyOf(pieces))) events.push(event);
  return events;
}

describe('eventsOf', () => {
  it('reads events with their names and data', async () => {
    expect(await read('event: delta\ndata: {"text":"4月"}\n\nevent: done\ndata: {}\n\n')).toEqual([
      { event: 'delta', data: '{"text":"4月"}' },
      { event: 'done', data: '{}' },
    ]);
  });

  it('reads the same wherever the body is cut, between the bytes of a character too', async () => {
    const bytes = new TextEncoder().encode('event: delta\r\ndata: 通义\r\n\r\ndata: 二\r\rdata: 3\n\n');
    const whole = await read(bytes);
    expect(whole.map(({ data }) => data)).toEqual(['通义', '二', '3']);
    for (let cut = 1; cut < bytes.length; cut++) {
      expect(await read(bytes.slice(0, cut), bytes.slice(cut))).toEqual(whole);
    }
  });

  it('joins lines of data, and passes over comments, unknown fields and events without data', async () => {
    expect(await read(': \n\nid: 7\nevent: a\n\ndata:one\ndata: two\ndata\n\n')).toEqual([
      { event: 'message', data: 'one\ntwo\n' },
    ]);
  });

  it('leaves out an event that is cut off', async () => {
    expect(await read('data: 1\n\ndata: 2\n')).toEqual([{ event: 'message', data: '1' }]);
  });

  it('cancels the body when nobody reads on', async () => {
    let isCancelled = false;
    const body = bodyOf(['data: 1\n\n'], () => {
      isCancelled = true;
    });
    for await (const _ of eventsOf(body)) break;
    expect(isCancelled).toBe(true);
  });
});
