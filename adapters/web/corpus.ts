import type { Context } from 'hono';
import * as z from 'zod';
import { WenjuError } from '../../src/errors.js';
import type { ReloadReport } from '../../src/serving/reload-report.js';
import type { ServedCorpus } from '../../src/serving/served-corpus.js';
import { eventStream, wantsEvents } from './event-stream.js';
import { LONGEST_QUESTION, MOST_RESULTS, PROGRESS_MS, USUAL_RESULTS } from './limits.js';

const LIMIT_MESSAGE = `“k” must be a whole number from 1 to ${MOST_RESULTS}`;

const searchSchema = z.object({
  q: z.string({ error: '“q” is missing: what to search for' }).trim().min(1, '“q” is empty'),
  k: z
    .string()
    .regex(/^\d{1,3}$/, LIMIT_MESSAGE)
    .transform(Number)
    .refine((k) => k >= 1 && k <= MOST_RESULTS, LIMIT_MESSAGE)
    .default(USUAL_RESULTS),
});
const documentSchema = z.object({
  source: z.string({ error: '“source” is missing: the path of a document' }).min(1, '“source” is empty'),
});
const suggestionsSchema = z.object({
  language: z.enum(['zh', 'en'], { error: '“language” must be zh or en' }).default('zh'),
});

/** `GET /api/corpus/search?q=…&k=…` */
export async function searchCorpus(context: Context, corpus: ServedCorpus): Promise<Response> {
  const { q, k } = queryOf(context, searchSchema);
  if (q.length > LONGEST_QUESTION) {
    throw new WenjuError(
      'too-large',
      `the query has ${q.length} characters; at most ${LONGEST_QUESTION} are read`,
    );
  }
  return context.json({ results: await corpus.search(q, k, context.req.raw.signal) });
}

/** `GET /api/corpus/document?source=…` */
export function showDocument(context: Context, corpus: ServedCorpus): Response {
  return context.json(corpus.document(queryOf(context, documentSchema).source));
}

/** `GET /api/suggestions?language=zh|en` */
export async function suggestions(context: Context, corpus: ServedCorpus): Promise<Response> {
  const { language } = queryOf(context, suggestionsSchema);
  return context.json({ questions: await corpus.suggestions(language) });
}

/** `POST /api/corpus/reload`: the report, or the events of the reload. It goes on when the caller goes away. */
export async function reloadCorpus(
  context: Context,
  corpus: ServedCorpus,
  describe: (error: unknown) => unknown,
): Promise<Response> {
  if (!wantsEvents(context)) return context.json(await corpus.reload());
  return eventStream(context, {
    describe,
    run: async (send) => {
      let phase = '';
      let toldAt = 0;
      const report: ReloadReport = await corpus.reload({
        onProgress: (progress) => {
          const now = performance.now();
          if (progress.phase === phase && progress.done < progress.total && now - toldAt < PROGRESS_MS)
            return;
          phase = progress.phase;
          toldAt = now;
          void send('progress', progress);
        },
      });
      await send('done', report);
    },
  });
}

/** @throws WenjuError `bad-request` */
function queryOf<T>(context: Context, schema: z.ZodType<T>): T {
  const result = schema.safeParse(context.req.query());
  if (result.success) return result.data;
  throw new WenjuError('bad-request', result.error.issues.map(({ message }) => message).join('; '));
}
