import * as z from 'zod';
import { type ErrorCode, WenjuError } from '../errors.js';
import { serverEvents } from './server-events.js';

/** How long a server may take to show that it is ours, in milliseconds. */
const ANSWER_MS = 2_000;

const progressSchema = z.object({
  phase: z.enum(['read', 'words', 'embed', 'index', 'calibrate', 'save']),
  done: z.number(),
  total: z.number(),
  documents: z.number().optional(),
  passages: z.number().optional(),
  embedded: z.number().optional(),
  secondsLeft: z.number().optional(),
});
export type ReloadProgress = z.infer<typeof progressSchema>;

const reportSchema = z.object({
  added: z.number(),
  updated: z.number(),
  removed: z.number(),
  unchanged: z.number(),
  passages: z.number(),
  snapshot: z.string(),
  ms: z.number(),
  problems: z.array(z.object({ code: z.string(), message: z.string() })).optional(),
  golden: z.looseObject({ questions: z.number(), failing: z.number() }).optional(),
  forced: z.literal(true).optional(),
});
export type ServerReport = z.infer<typeof reportSchema>;

const errorSchema = z.object({ code: z.string(), message: z.string() });

/** Where a server that is bound to an address is reached from this machine, without a slash at the end. */
export function serverAddress(host: string, port: number): string {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** Whether a server of ours answers there. */
export async function isRunning(address: string): Promise<boolean> {
  try {
    const response = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(ANSWER_MS) });
    return z.object({ status: z.literal('alive') }).safeParse(await response.json()).success;
  } catch {
    return false;
  }
}

export interface ServerReloadOptions {
  readonly force?: boolean;
  readonly onProgress?: (progress: ReloadProgress) => void;
  /** Told once whether the reload was started by this call, rather than joined. */
  readonly onBegun?: (isStarted: boolean) => void;
}

/**
 * Has a running server reload its corpus.
 * @throws WenjuError with the server's own code and message, or `unavailable` when it breaks off
 */
export async function reloadServer(
  address: string,
  token: string,
  { force = false, onProgress, onBegun }: ServerReloadOptions = {},
): Promise<ServerReport> {
  const url = `${address}/api/corpus/reload${force ? '?force=1' : ''}`;
  const response = await post(url, token, 'text/event-stream');
  if (!response.ok || response.body === null) throw await failureOf(response, address);
  onBegun?.(response.headers.get('X-Wenju-Reload') === 'started');
  try {
    for await (const { event, data } of serverEvents(response.body)) {
      if (event === 'progress') onProgress?.(progressSchema.parse(data));
      if (event === 'done') return reportSchema.parse(data);
      if (event === 'error') throw refusal(address, errorSchema.parse(data));
    }
  } catch (error) {
    throw error instanceof WenjuError ? error : brokenOff(address, error);
  }
  throw brokenOff(address);
}

/**
 * Has a running server cancel the reload under way.
 * @throws WenjuError as {@link reloadServer} does
 */
export async function cancelServerReload(address: string, token: string): Promise<void> {
  const response = await post(`${address}/api/corpus/reload/cancel`, token);
  if (!response.ok) throw await failureOf(response, address);
}

/**
 * Has a running server go back to the index that it served before.
 * @throws WenjuError as {@link reloadServer} does
 */
export async function rollbackServer(address: string, token: string): Promise<ServerReport> {
  const response = await post(`${address}/api/corpus/rollback`, token);
  if (!response.ok) throw await failureOf(response, address);
  const report = reportSchema.safeParse(await response.json().catch(() => undefined));
  if (report.success) return report.data;
  throw brokenOff(address, report.error);
}

async function post(url: string, token: string, accept = 'application/json'): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { Accept: accept, Authorization: `Bearer ${token}` },
    });
  } catch (error) {
    throw brokenOff(new URL(url).origin, error);
  }
}

async function failureOf(response: Response, address: string): Promise<WenjuError> {
  const body = z.object({ error: errorSchema }).safeParse(await response.json().catch(() => undefined));
  return body.success ? refusal(address, body.data.error) : brokenOff(address);
}

/** The codes of a server are those of this program, of another version perhaps. */
function refusal(address: string, { code, message }: z.infer<typeof errorSchema>): WenjuError {
  return new WenjuError(code as ErrorCode, `the server at ${address}: ${message}`);
}

function brokenOff(address: string, cause?: unknown): WenjuError {
  return new WenjuError('unavailable', `the server at ${address} broke off; its log says why`, cause);
}
