/** One event of a stream of server-sent events. */
export interface StreamEvent {
  /** `message` where the server gives no name. */
  readonly event: string;
  readonly data: string;
}

/**
 * The events of a response body, as the HTML standard reads them. The browser's own EventSource can only GET,
 * and sends no headers.
 */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let unread = '';
  let event = '';
  let data: string[] = [];
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      unread += decoder.decode(value, { stream: true });
      // A CR at the end may be the first half of a CR LF.
      const lines = unread.split(/\r\n|\n|\r(?!$)/);
      unread = lines.pop() ?? '';
      for (const line of lines) {
        if (line === '') {
          if (data.length > 0) yield { event: event === '' ? 'message' : event, data: data.join('\n') };
          event = '';
          data = [];
          continue;
        }
        const [, field, content = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
        if (field === 'event') event = content;
        if (field === 'data') data.push(content);
      }
    }
  } finally {
    // Tells the server that nobody reads on.
    await reader.cancel().catch(() => undefined);
  }
}
