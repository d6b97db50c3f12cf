/** What the holder of the admin token may. */
import * as z from 'zod/mini';
import { ApiFailure, failureOfEvent } from './api-failure.js';
import { call, checked, isStream, jsonRequest, read, streamed } from './call.js';
import { type AuditEntry, historySchema, type ReloadSummary, reloadSummarySchema } from './shapes.js';

const progressSchema = z.object({
  phase: z.string(),
  done: z.number(),
  total: z.number(),
  secondsLeft: z.optional(z.number()),
});
export type ReloadProgress = z.infer<typeof progressSchema>;

export interface ReloadOptions {
  /** Whether it is served whatever golden questions it breaks. */
  readonly force: boolean;
  readonly onProgress: (progress: ReloadProgress) => void;
}

/**
 * Brings the index up to date.
 * @throws ApiFailure with status 401 or 403 when the token is wrong or the admin API is off, with the code
 * `reload-held` when it breaks golden questions, `cancelled`
 */
export async function reloadCorpus(
  token: string,
  { force, onProgress }: ReloadOptions,
): Promise<ReloadSummary> {
  const response = await adminCall('/api/corpus/reload', token, jsonRequest({ force }));
  if (!isStream(response)) return read(reloadSummarySchema, response);
  for await (const { event, data } of streamed(response)) {
    if (event === 'progress') onProgress(checked(progressSchema, data));
    if (event === 'error') throw failureOfEvent(data);
    if (event === 'done') return checked(reloadSummarySchema, data);
  }
  throw new ApiFailure('interrupted');
}

/** Has the reload under way fail; nothing happens where there is none. */
export async function cancelReload(token: string): Promise<void> {
  await adminCall('/api/corpus/reload/cancel', token, { method: 'POST' });
}

/** Goes back to the index that was served before. */
export async function rollbackCorpus(token: string): Promise<ReloadSummary> {
  return read(reloadSummarySchema, await adminCall('/api/corpus/rollback', token, { method: 'POST' }));
}

/** The last changes of what is served, newest first. */
export async function corpusHistory(token: string): Promise<AuditEntry[]> {
  const { entries } = await read(historySchema, await adminCall('/api/corpus/history', token, {}));
  return entries;
}

function adminCall(path: string, token: string, request: RequestInit): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.set('Authorization', `Bearer ${token}`);
  return call(path, { ...request, headers });
}
