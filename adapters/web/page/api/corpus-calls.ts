import * as z from 'zod/mini';
import { ApiFailure, failureOfEvent } from './api-failure.js';
import { call, checked, isStream, jsonRequest, read, streamed } from './call.js';
import {
  type CorpusDocument,
  type CorpusState,
  corpusDocumentSchema,
  corpusStateSchema,
  type FoundPassage,
  type ReloadSummary,
  reloadSummarySchema,
  searchSchema,
  suggestionsSchema,
} from './shapes.js';

/** Passages that a search shows. */
const SHOWN = 10;

const progressSchema = z.object({ phase: z.string(), done: z.number(), total: z.number() });
export type ReloadProgress = z.infer<typeof progressSchema>;

export async function corpusState(): Promise<CorpusState> {
  return read(corpusStateSchema, await call('/api/corpus'));
}

export async function corpusDocument(source: string): Promise<CorpusDocument> {
  return read(corpusDocumentSchema, await call(`/api/corpus/document?${new URLSearchParams({ source })}`));
}

/** The passages that fit best, best first. */
export async function searchCorpus(query: string, signal: AbortSignal): Promise<FoundPassage[]> {
  const parameters = new URLSearchParams({ q: query, k: String(SHOWN) });
  const { results } = await read(searchSchema, await call(`/api/corpus/search?${parameters}`, { signal }));
  return results;
}

/** Questions that the corpus answers. */
export async function suggestedQuestions(language: string): Promise<string[]> {
  const { questions } = await read(suggestionsSchema, await call(`/api/suggestions?language=${language}`));
  return questions;
}

/**
 * Brings the index up to date.
 * @throws ApiFailure with status 401 or 403 when the token is wrong or the admin API is off
 */
export async function reloadCorpus(
  token: string,
  onProgress: (progress: ReloadProgress) => void,
): Promise<ReloadSummary> {
  const request = jsonRequest({});
  const headers = new Headers(request.headers);
  headers.set('Authorization', `Bearer ${token}`);
  const response = await call('/api/corpus/reload', { ...request, headers });
  if (!isStream(response)) return read(reloadSummarySchema, response);
  for await (const { event, data } of streamed(response)) {
    if (event === 'progress') onProgress(checked(progressSchema, data));
    if (event === 'error') throw failureOfEvent(data);
    if (event === 'done') return checked(reloadSummarySchema, data);
  }
  throw new ApiFailure('interrupted');
}
