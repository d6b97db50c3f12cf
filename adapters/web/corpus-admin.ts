import type { Context } from 'hono';
import * as z from 'zod';
import type { Actor } from '../../src/serving/actor.js';
import type { ReloadReport } from '../../src/serving/reload-report.js';
import type { ServedCorpus } from '../../src/serving/served-corpus.js';
import { clientAddress } from './client-address.js';
import { eventStream, wantsEvents } from './event-stream.js';
import { MOST_ENTRIES, PROGRESS_MS, USUAL_ENTRIES } from './limits.js';
import { queryOf } from './query.js';
import { optionalRequestBody } from './request-body.js';

const LIMIT_MESSAGE = `“limit” must be a whole number from 1 to ${MOST_ENTRIES}`;

const forceSchema = z.object({
  force: z.boolean({ error: '“force” must be true or false' }).default(false),
});
const forceQuerySchema = z.object({
  force: z
    .enum(['0', '1', 'false', 'true'], { error: '“force” must be 1 or 0' })
    .transform((value) => value === '1' || value === 'true')
    .default(false),
});
const historySchema = z.object({
  limit: z
    .string()
    .regex(/^\d{1,3}$/, LIMIT_MESSAGE)
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= MOST_ENTRIES, LIMIT_MESSAGE)
    .default(USUAL_ENTRIES),
});

/** Whoever calls the API, as the audit log keeps him: the token tells no person. */
export function webActor(context: Context, trustProxy: boolean): Actor {
  return { door: 'web', id: clientAddress(context, trustProxy) };
}

export interface ReloadCallOptions {
  readonly by: Actor;
  /** The data of the `error` event that a failure becomes. */
  readonly describe: (error: unknown) => unknown;
}

/**
 * `POST /api/corpus/reload`, with `{"force": true}` or `?force=1` to have it served whatever it breaks: the report,
 * or the events of the reload. It goes on when the caller goes away. The header `X-Wenju-Reload` tells whether the
 * call `started` it or `joined` the one under way.
 */
export async function reloadCorpus(
  context: Context,
  corpus: ServedCorpus,
  { by, describe }: ReloadCallOptions,
): Promise<Response> {
  const body = await optionalRequestBody(context, forceSchema, '{"force": true}');
  const force = body.force || queryOf(context, forceQuerySchema).force;
  context.header('X-Wenju-Reload', corpus.isReloading ? 'joined' : 'started');
  if (!wantsEvents(context)) return context.json(await corpus.reload({ by, force }));
  return eventStream(context, {
    describe,
    run: async (send) => {
      let phase = '';
      let toldAt = 0;
      const report: ReloadReport = await corpus.reload({
        by,
        force,
        onProgress: (progress) => {
          const now = performance.now();
          const isLast = progress.done >= progress.total;
          if (progress.phase === phase && !isLast && now - toldAt < PROGRESS_MS) return;
          phase = progress.phase;
          toldAt = now;
          void send('progress', progress);
        },
      });
      await send('done', report);
    },
  });
}

/** `POST /api/corpus/reload/cancel`: whether there was a reload to cancel. */
export function cancelReload(context: Context, corpus: ServedCorpus, by: Actor): Response {
  return context.json({ cancelled: corpus.cancelReload(by) });
}

/** `POST /api/corpus/rollback`: a report like that of a reload. */
export async function rollbackCorpus(context: Context, corpus: ServedCorpus, by: Actor): Promise<Response> {
  return context.json(await corpus.rollback(by));
}

/** `GET /api/corpus/history?limit=…` */
export async function showHistory(context: Context, corpus: ServedCorpus): Promise<Response> {
  return context.json({ entries: await corpus.history(queryOf(context, historySchema).limit) });
}
