import type { Context } from 'hono';
import * as z from 'zod';
import { WenjuError } from '../../src/errors.js';
import type { ServedCorpus } from '../../src/serving/served-corpus.js';
import { LONGEST_QUESTION, MOST_RESULTS, USUAL_RESULTS } from './limits.js';
import { queryOf } from './query.js';

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
