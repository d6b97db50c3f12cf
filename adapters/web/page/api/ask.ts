import * as z from 'zod/mini';
import { ApiFailure, failureOfEvent } from './api-failure.js';
import { call, checked, isStream, jsonRequest, read, streamed } from './call.js';
import { type Answer, answerSchema, type Citation, citationSchema } from './shapes.js';

const statusSchema = z.object({ stage: z.string() });
const deltaSchema = z.object({ text: z.string() });
const citationsSchema = z.object({ citations: z.array(citationSchema) });

/** Told of an answer while it comes. */
export interface AskListener {
  /** What the server does now. */
  stage(name: string): void;
  /** A further piece of the text. */
  text(piece: string): void;
  citations(citations: readonly Citation[]): void;
}

/**
 * Asks a question.
 * @param conversation questions under the same one are follow-ups
 * @param signal stops the answer, here and on the server
 * @throws ApiFailure; an `AbortError` when stopped
 */
export async function ask(
  question: string,
  conversation: string,
  signal: AbortSignal,
  listener: AskListener,
): Promise<Answer> {
  const response = await call('/api/ask', jsonRequest({ question, conversation }, signal));
  if (!isStream(response)) return read(answerSchema, response);
  for await (const { event, data } of streamed(response)) {
    if (event === 'status') listener.stage(checked(statusSchema, data).stage);
    if (event === 'delta') listener.text(checked(deltaSchema, data).text);
    if (event === 'citations') listener.citations(checked(citationsSchema, data).citations);
    if (event === 'error') throw failureOfEvent(data);
    if (event === 'done') return checked(answerSchema, data);
  }
  throw new ApiFailure('interrupted');
}
