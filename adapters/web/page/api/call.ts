import type * as z from 'zod/mini';
import { ApiFailure, failureOf, failureOfThrown } from './api-failure.js';
import { eventsOf } from './event-stream.js';

/**
 * Calls the API.
 * @throws ApiFailure when there is no answer, or one that tells of an error
 */
export async function call(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    throw failureOfThrown(error, 'unreachable');
  }
  if (!response.ok) throw await failureOf(response);
  return response;
}

/** The JSON of an answer, checked. */
export async function read<T extends z.ZodMiniType>(schema: T, response: Response): Promise<z.infer<T>> {
  const value: unknown = await response.json().catch((error: unknown) => {
    throw failureOfThrown(error, 'interrupted');
  });
  return checked(schema, value);
}

/** @throws ApiFailure `broken` where the server answers in another shape than it promised */
export function checked<T extends z.ZodMiniType>(schema: T, value: unknown): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  console.error('the answer of the server has an unexpected shape', result.error.issues);
  throw new ApiFailure('broken');
}

/** The events of a streamed answer, each with its data as JSON. */
export async function* streamed(response: Response): AsyncGenerator<{ event: string; data: unknown }> {
  if (response.body === null) throw new ApiFailure('interrupted');
  const events = eventsOf(response.body);
  try {
    for await (const { event, data } of events) yield { event, data: parsed(data) };
  } catch (error) {
    throw failureOfThrown(error, 'interrupted');
  }
}

/** Whether an answer comes as a stream of events. */
export function isStream(response: Response): boolean {
  return response.headers.get('Content-Type')?.startsWith('text/event-stream') === true;
}

/** A request with a JSON body; with events as its answer where the server can. */
export function jsonRequest(body: unknown, signal?: AbortSignal): RequestInit {
  return {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream, application/json;q=0.9' },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  };
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    throw new ApiFailure('broken', 'an event without JSON');
  }
}
