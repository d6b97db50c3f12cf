import type { Context } from 'hono';
import * as z from 'zod';
import type { ModelComparison } from '../../src/answer/generative/compare-models.js';
import { WenjuError } from '../../src/errors.js';
import { refuseUnanswerable } from './ask.js';
import { MOST_COMPARED } from './limits.js';
import { requestBody } from './request-body.js';

const compareSchema = z.object({
  question: z.string({ error: '“question” must be a text' }),
  /** Names of providers. */
  with: z
    .array(z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, '“with” must hold names such as qwen'), {
      error: '“with” must be a list of names',
    })
    .min(1, '“with” is empty: name the models to compare')
    .max(MOST_COMPARED, `“with” must have at most ${MOST_COMPARED} names`),
});

/** Lets several models answer a question from the same passages. */
export type CompareModels = (
  question: string,
  names: readonly string[],
  signal?: AbortSignal,
) => Promise<ModelComparison>;

/** `POST /api/compare`: what each of several models makes of a question. */
export async function compare(context: Context, models: CompareModels | undefined): Promise<Response> {
  const { question, with: names } = await requestBody(
    context,
    compareSchema,
    '{"question": "…", "with": ["qwen", "ernie"]}',
  );
  refuseUnanswerable(question);
  if (models === undefined) throw new WenjuError('unavailable', 'this server has no models to compare');
  return context.json(await models(question, names, context.req.raw.signal));
}
