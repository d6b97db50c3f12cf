import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { messageOf, WenjuError } from '../errors.js';

const edit = z.tuple([z.string(), z.string()]);

/** A fact of a corpus, told in other words rightly and wrongly. */
export const checkerFactSchema = z.strictObject({
  id: z.string(),
  /** `fit`: the checker may be tuned on it; `held-out`: it is measured only. */
  part: z.enum(['fit', 'held-out']),
  /** Which corpus it is of. */
  corpus: z.enum(['bundled', 'invented']),
  question: z.string(),
  /** Stretches of the corpus, word for word, whose passages carry the sentences. */
  evidence: z.array(z.string()).min(1),
  /** Sentences that are true, without markers. */
  right: z.array(z.string()).min(1),
  /** What makes the first of them wrong: an edit `[from, to]` each, by the kind of error. */
  wrong: z.record(z.string(), edit),
});
export type CheckerFact = z.infer<typeof checkerFactSchema>;

/** What can be wrong with a sentence. */
export const ERROR_KINDS = ['figure', 'date', 'name', 'negation', 'marker'] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** A sentence with what is known about it. */
export interface LabelledSentence {
  readonly fact: CheckerFact;
  readonly text: string;
  /** What is wrong with it; absent for a true one. */
  readonly error?: ErrorKind;
}

/** The true sentences of a fact and the wrong ones; the first true one once more for a wrong marker. */
export function sentencesOf(fact: CheckerFact): LabelledSentence[] {
  const [first = ''] = fact.right;
  const wrong = Object.entries(fact.wrong).map(([kind, [from, to]]): LabelledSentence => {
    const error = ERROR_KINDS.find((known) => kind.replace(/\d$/, '') === known);
    if (error === undefined || !first.includes(from)) {
      throw new WenjuError('bad-request', `fact ${fact.id}: “${kind}” changes nothing in its first sentence`);
    }
    return { fact, text: first.replace(from, to), error };
  });
  return [...fact.right.map((text) => ({ fact, text })), ...wrong, { fact, text: first, error: 'marker' }];
}

/**
 * Reads a file of JSON lines, a fact each.
 * @throws WenjuError `not-found`, `bad-request`
 */
export async function readCheckerSet(file: string): Promise<CheckerFact[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new WenjuError('not-found', `can't read the checker's set ${file}: ${messageOf(error)}`, error);
  }
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, i) => {
      try {
        return checkerFactSchema.parse(JSON.parse(line));
      } catch (error) {
        throw new WenjuError('bad-request', `${file}:${i + 1} is not a fact: ${messageOf(error)}`, error);
      }
    });
}
