import * as z from 'zod';

/** The shapes of OpenAI's HTTP interface as the fake server reads and writes them. */

const message = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']),
  content: z.string().min(1),
});

export const chatBody = z.looseObject({
  model: z.string().min(1),
  messages: z
    .array(message)
    .min(1)
    .refine((messages) => messages.at(-1)?.role === 'user', 'the last message must be the user’s'),
  stream: z.boolean().default(false),
  stream_options: z.looseObject({ include_usage: z.boolean() }).optional(),
  temperature: z.number().min(0).max(2).optional(),
  max_tokens: z.int().positive().optional(),
});

export const embeddingsBody = z.looseObject({
  model: z.string().min(1),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  encoding_format: z.enum(['float', 'base64']).optional(),
  dimensions: z.int().positive().optional(),
});

export interface Usage {
  readonly prompt: number;
  readonly completion: number;
}

const ID = 'chatcmpl-fake';
const CREATED = 1_700_000_000;

/** One event of a stream: a delta of the first choice, or the end of it. */
export function chunk(model: string, delta: object, finishReason: string | null = null): object {
  return {
    id: ID,
    object: 'chat.completion.chunk',
    created: CREATED,
    model,
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  };
}

/** What a stream with `include_usage` ends with. */
export function usageChunk(model: string, usage: Usage): object {
  return { ...chunk(model, {}), choices: [], usage: wireUsage(usage) };
}

/** A whole answer, for a request that doesn't stream. */
export function completion(
  model: string,
  message: object,
  finishReason: string,
  usage: Usage | undefined,
): object {
  return {
    id: ID,
    object: 'chat.completion',
    created: CREATED,
    model,
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finishReason }],
    ...(usage === undefined ? {} : { usage: wireUsage(usage) }),
  };
}

export function errorBody(message: string, code: string | null, type: string): object {
  return { error: { message, type, param: null, code } };
}

/** Events with which some vendors frame an answer: comments, roles without text, tool calls that nobody asked for. */
export function noise(model: string): string[] {
  const call = { index: 0, id: 'call_1', type: 'function', function: { name: 'search', arguments: '' } };
  return [
    ': keep-alive\n\n',
    data(chunk(model, { role: 'assistant', content: null })),
    data(chunk(model, { tool_calls: [call] })),
    data(chunk(model, { tool_calls: [{ index: 0, function: { arguments: '{"q":"x"}' } }] })),
    data({ ...chunk(model, {}), choices: [] }),
  ];
}

export function data(value: object | string): string {
  return `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`;
}

function wireUsage({ prompt, completion: own }: Usage): object {
  return { prompt_tokens: prompt, completion_tokens: own, total_tokens: prompt + own };
}
