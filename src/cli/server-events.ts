/** One event of an event stream whose data is JSON. */
export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

/**
 * The events of a stream as they come. Comments and other fields are passed over.
 * @throws SyntaxError for data that is no JSON
 */
export async function* serverEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = fieldOf(block, 'data');
      if (data !== undefined) yield { event: fieldOf(block, 'event') ?? 'message', data: JSON.parse(data) };
    }
  }
}

/** The lines of a field put together. */
function fieldOf(block: string, name: string): string | undefined {
  const lines = block.split(/\r?\n/).filter((line) => line.startsWith(`${name}:`));
  return lines.length === 0
    ? undefined
    : lines.map((line) => line.slice(name.length + 1).trimStart()).join('\n');
}
