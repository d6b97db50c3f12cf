import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { afterAll } from 'vitest';
import type * as z from 'zod';
import {
  chatBody,
  chunk,
  completion,
  data,
  embeddingsBody,
  errorBody,
  noise,
  type Usage,
  usageChunk,
} from './openai-wire.js';

/**
 * A real HTTP server that speaks OpenAI's wire format on a free port of 127.0.0.1: chat completions (streamed
 * or whole), embeddings and the list of models. What it answers is scripted by each request; what it is sent
 * is checked first, and a request of another shape or with another key gets 400 or 401.
 */
export interface FakeOpenAi {
  /** The base URL for a client: ends in `/v1`. */
  readonly url: string;
  /** Every chat request that was well formed, in order. */
  readonly requests: readonly ChatRequest[];
  /** Every embeddings request that was well formed, in order. */
  readonly embeddings: readonly EmbeddingsRequest[];
  /** How many requests of any kind came in, refused ones too. */
  readonly hits: number;
  /** How many connections the other side left before its answer was over. */
  readonly abandoned: number;
  close(): Promise<void>;
}

export interface ChatRequest {
  /** 0 for the first. */
  readonly number: number;
  readonly authorization: string | undefined;
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly stream: boolean;
  /** The whole body as sent. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface EmbeddingsRequest {
  readonly number: number;
  readonly authorization: string | undefined;
  readonly model: string;
  readonly input: readonly string[];
  readonly body: Readonly<Record<string, unknown>>;
}

/** A refusal instead of an answer. */
export interface ScriptedRefusal {
  /** Anything but 200 is sent with an error body. @default 200 */
  readonly status?: number;
  /** The `Retry-After` header. */
  readonly retryAfter?: string;
  /** The error body's message and code. */
  readonly error?: { readonly message?: string; readonly code?: string; readonly type?: string };
  /** The exact body, whatever it is. */
  readonly raw?: string;
  /** How long nothing at all is sent; Infinity: until the other side leaves. @default 0 */
  readonly delayFirstMs?: number;
}

/** What a chat request gets. Everything is optional; `{}` is an answer without a word. */
export interface ScriptedAnswer extends ScriptedRefusal {
  /** The answer, cut into pieces of three characters. */
  readonly text?: string;
  /** The answer in these pieces, instead of `text`. */
  readonly chunks?: readonly string[];
  /** Thoughts that come first, as `reasoning_content`. */
  readonly reasoning?: string;
  /** How long to wait before each piece but the first. */
  readonly delayEachMs?: number;
  /** How the stream breaks when so many pieces were sent. */
  readonly breaks?: {
    readonly afterChunks: number;
    /** `stall` sends nothing more, `destroy` cuts the connection, `end` ends it in order without `[DONE]`. */
    readonly how: 'stall' | 'destroy' | 'end' | 'error-event' | 'malformed';
  };
  /** @default 'stop'; null: none is sent */
  readonly finishReason?: 'stop' | 'length' | 'content_filter' | 'sensitive' | null;
  /** Leaves out the `[DONE]` at the end of a good answer. */
  readonly withoutDone?: boolean;
  /** Comments, empty deltas and tool calls before the text. */
  readonly noise?: boolean;
  /** Sent when the request asks for it. @default 11 and 7 tokens; false: never */
  readonly usage?: Usage | false;
  /** Sends the body in HTTP chunks of so many bytes: 1 cuts at every byte boundary. */
  readonly bytesPerWrite?: number;
}

/** What an embeddings request gets; by default one vector for each text, alike for equal texts. */
export interface ScriptedEmbeddings extends ScriptedRefusal {
  readonly vectors?: readonly (readonly number[])[];
  /** Sends the vectors last first, each with its index. */
  readonly reversed?: boolean;
}

export interface OpenAiServerOptions {
  /** The only key that is taken. @default any */
  readonly apiKey?: string;
  readonly models?: readonly string[];
  readonly embed?: (request: EmbeddingsRequest) => ScriptedEmbeddings | Promise<ScriptedEmbeddings>;
}

const LENGTH_OF_PIECE = 3;
const DEFAULT_USAGE: Usage = { prompt: 11, completion: 7 };

const running: FakeOpenAi[] = [];
// Registered when a test file imports this: inside a test or a hook it would never run.
afterAll(() => Promise.all(running.map((server) => server.close())));

/**
 * Starts the server; it is closed when the tests of the file are over, if not before.
 * @example
 * const server = await startOpenAiServer(({ number }) => (number === 0 ? { status: 503 } : { text: '好。[1]' }));
 */
export async function startOpenAiServer(
  respond: (request: ChatRequest) => ScriptedAnswer | Promise<ScriptedAnswer>,
  options: OpenAiServerOptions = {},
): Promise<FakeOpenAi> {
  const requests: ChatRequest[] = [];
  const embeddings: EmbeddingsRequest[] = [];
  const count = { hits: 0, abandoned: 0 };
  const server = createServer(async (request, response) => {
    count.hits++;
    response.on('close', () => {
      if (!response.writableFinished) count.abandoned++;
    });
    try {
      await answer(request, response);
    } catch (error) {
      // Writing to who has left is what some scripts are about; anything else is a defect of a test.
      if (!response.destroyed) refuse(response, { status: 500, error: { message: String(error) } });
    }
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const authorization = request.headers.authorization;
    if (options.apiKey !== undefined && authorization !== `Bearer ${options.apiKey}`) {
      const message = `Incorrect API key provided: ${authorization?.slice('Bearer '.length) ?? ''}.`;
      return refuse(response, { status: 401, error: { message, code: 'invalid_api_key' } });
    }
    const route = `${request.method} ${request.url}`;
    if (route === 'GET /v1/models') {
      const ids = options.models ?? ['fake-model'];
      return whole(response, { object: 'list', data: ids.map((id) => ({ id, object: 'model' })) });
    }
    if (route === 'POST /v1/chat/completions') {
      const body = await readBody(request, response, chatBody);
      if (body === undefined) return;
      const { model, messages, stream } = body;
      const asked = { number: requests.length, authorization, model, messages, stream, body };
      requests.push(asked);
      return sendAnswer(response, asked, body, await respond(asked));
    }
    if (route === 'POST /v1/embeddings') {
      const body = await readBody(request, response, embeddingsBody);
      if (body === undefined) return;
      const input = [body.input].flat();
      const asked = { number: embeddings.length, authorization, model: body.model, input, body };
      embeddings.push(asked);
      return sendVectors(response, asked, (await options.embed?.(asked)) ?? {});
    }
    refuse(response, { status: 404, error: { message: `no route ${route}` } });
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const fake: FakeOpenAi = {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    embeddings,
    get hits() {
      return count.hits;
    },
    get abandoned() {
      return count.abandoned;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  running.push(fake);
  return fake;
}

async function readBody<T>(
  request: IncomingMessage,
  response: ServerResponse,
  shape: z.ZodType<T>,
): Promise<T | undefined> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  try {
    return shape.parse(JSON.parse(Buffer.concat(pieces).toString('utf8')));
  } catch (error) {
    refuse(response, { status: 400, error: { message: String(error) } });
    return undefined;
  }
}

async function sendAnswer(
  response: ServerResponse,
  { model, stream }: ChatRequest,
  { stream_options }: z.infer<typeof chatBody>,
  script: ScriptedAnswer,
): Promise<void> {
  if (!(await waited(response, script.delayFirstMs))) return;
  if (refuses(script)) return refuse(response, script);
  const pieces = script.chunks ?? script.text?.match(new RegExp(`.{1,${LENGTH_OF_PIECE}}`, 'gsu')) ?? [];
  const finish = script.finishReason === undefined ? 'stop' : script.finishReason;
  const usage = script.usage === false ? undefined : (script.usage ?? DEFAULT_USAGE);
  if (!stream) {
    const thoughts = script.reasoning === undefined ? {} : { reasoning_content: script.reasoning };
    return whole(response, completion(model, { content: pieces.join(''), ...thoughts }, finish ?? '', usage));
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const send = (text: string): Promise<void> => write(response, text, script.bytesPerWrite);
  if (script.noise === true) for (const event of noise(model)) await send(event);
  if (script.reasoning !== undefined) {
    await send(data(chunk(model, { role: 'assistant', content: null, reasoning_content: script.reasoning })));
  }
  for (const [number, content] of pieces.entries()) {
    if (script.breaks?.afterChunks === number) return broken(response, script.breaks.how, send);
    if (number > 0 && !(await waited(response, script.delayEachMs))) return;
    await send(data(chunk(model, { content })));
  }
  if (script.breaks !== undefined) return broken(response, script.breaks.how, send);
  if (finish !== null) await send(data(chunk(model, {}, finish)));
  if (usage !== undefined && stream_options?.include_usage === true)
    await send(data(usageChunk(model, usage)));
  if (script.withoutDone !== true) await send(data('[DONE]'));
  response.end();
}

async function broken(
  response: ServerResponse,
  how: NonNullable<ScriptedAnswer['breaks']>['how'],
  send: (text: string) => Promise<void>,
): Promise<void> {
  if (how === 'stall') return void (await waited(response, Number.POSITIVE_INFINITY));
  if (how === 'destroy') return void response.destroy();
  if (how === 'error-event') {
    await send(data(errorBody('The server had an error.', 'server_error', 'server_error')));
  }
  if (how === 'malformed') await send(data('{"choices":[{"delta":{"content":'));
  response.end();
}

async function sendVectors(
  response: ServerResponse,
  { model, input, body }: EmbeddingsRequest,
  script: ScriptedEmbeddings,
): Promise<void> {
  if (!(await waited(response, script.delayFirstMs))) return;
  if (refuses(script)) return refuse(response, script);
  const rows = (script.vectors ?? input.map(vectorOf)).map((vector, index) => ({
    object: 'embedding',
    index,
    embedding: body.encoding_format === 'base64' ? base64Of(vector) : vector,
  }));
  if (script.reversed === true) rows.reverse();
  const tokens = input.join('').length;
  whole(response, {
    object: 'list',
    data: rows,
    model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  });
}

/** How often each of a few characters' classes occurs: texts alike have vectors alike. */
function vectorOf(text: string): number[] {
  const vector = new Array<number>(8).fill(0.01);
  for (let i = 0; i < text.length; i++) {
    const at = text.charCodeAt(i) % vector.length;
    vector[at] = (vector[at] ?? 0) + 1;
  }
  return vector;
}

function base64Of(vector: readonly number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString('base64');
}

function refuses({ status = 200, raw }: ScriptedRefusal): boolean {
  return status !== 200 || raw !== undefined;
}

function refuse(response: ServerResponse, { status = 200, retryAfter, error, raw }: ScriptedRefusal): void {
  if (response.headersSent) return void response.destroy();
  const own = errorBody(error?.message ?? `status ${status}`, error?.code ?? null, error?.type ?? 'error');
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
  });
  response.end(raw ?? JSON.stringify(own));
}

function whole(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function write(response: ServerResponse, text: string, bytesPerWrite = Infinity): Promise<void> {
  const bytes = Buffer.from(text, 'utf8');
  for (let from = 0; from < bytes.length; from += bytesPerWrite) {
    // The chunked transfer keeps the pieces apart; waiting lets the other side read them one by one.
    await new Promise((resolve) => response.write(bytes.subarray(from, from + bytesPerWrite), resolve));
    if (response.destroyed) return;
    await setImmediate();
  }
}

/** Waits, and tells whether the other side is still there. */
async function waited(response: ServerResponse, ms = 0): Promise<boolean> {
  if (ms === 0) return !response.destroyed;
  const left = new AbortController();
  const leave = (): void => left.abort();
  response.once('close', leave);
  try {
    if (ms === Number.POSITIVE_INFINITY)
      await new Promise<void>((resolve) => response.once('close', resolve));
    else await setTimeout(ms, undefined, { signal: left.signal });
  } catch {
    // The other side has left.
  }
  response.off('close', leave);
  return !response.destroyed && !response.closed;
}
