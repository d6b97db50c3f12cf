import { describe, expect, it } from 'vitest';
import { type ServerEvent, serverEvents } from '../../src/cli/server-events.js';

async function read(...chunks: (string | Uint8Array)[]): Promise<ServerEvent[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
      }
      controller.close();
    },
  });
  const events: ServerEvent[] = [];
  for await (const event of serverEvents(body)) events.push(event);
  return events;
}

describe('serverEvents', () => {
  it('reads events however they are cut', async () => {
    const text = 'event: progress\ndata: {"phase":"词"}\n\n: \n\nevent: done\r\ndata: {"added":1}\r\n\r\n';
    const expected = [
      { event: 'progress', data: { phase: '词' } },
      { event: 'done', data: { added: 1 } },
    ];
    expect(await read(text)).toEqual(expected);
    const bytes = new TextEncoder().encode(text);
    expect(await read(...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(expected);
  });

  it('puts the lines of data together, and names an event that has no name', async () => {
    expect(await read('data: {"a":\ndata: 1}\nid: 7\n\n')).toEqual([{ event: 'message', data: { a: 1 } }]);
  });

  it('leaves out what was not sent to its end', async () => {
    expect(await read('data: 1\n\n', 'data: 2\n')).toEqual([{ event: 'message', data: 1 }]);
  });
});
