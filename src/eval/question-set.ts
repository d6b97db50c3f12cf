import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { messageOf, WenjuError } from '../errors.js';

/** One line of a question set. An optional field that is null counts as absent; other fields are ignored. */
export const evaluationQuestionSchema = z.object({
  id: z.union([z.string(), z.number()]),
  /** The language or script it is asked in. @default 'zh' */
  lang: z.string().nullish(),
  /** What kind of question it is, for figures by kind; `unanswerable` must be refused. @default 'fact' */
  type: z.string().nullish(),
  question: z.string(),
  /** The questions asked before it, oldest first. */
  history: z.array(z.string()).nullish(),
  /** Any one of them must be in the answer. */
  answers: z.array(z.string()).nullish(),
  /** Each of them must be in the answer. */
  must_all: z.array(z.string()).nullish(),
  /** Stretches of the corpus, word for word; one of them must be in what the answer cites. */
  evidence: z.array(z.string()).nullish(),
  /** File name of the document that must be cited. */
  doc: z.string().nullish(),
  /** File names of documents of which one must be cited; goes before `doc`. */
  docs: z.array(z.string()).nullish(),
  /** A remark for people. */
  note: z.string().nullish(),
});
export type EvaluationQuestion = z.infer<typeof evaluationQuestionSchema>;

/** Whether the corpus doesn't hold the answer, so that a refusal is the right one. */
export function mustBeRefused({ type, answers, must_all }: EvaluationQuestion): boolean {
  return type === 'unanswerable' || (!answers && !must_all);
}

/** The file names of the documents that hold the answer; none where the question doesn't say. */
export function documentsOf({ doc, docs }: EvaluationQuestion): readonly string[] {
  return docs ?? (doc ? [doc] : []);
}

/**
 * Reads a question set: a file of JSON lines; blank lines are skipped.
 * @throws WenjuError `not-found` for a missing file, `bad-request` for one that isn't a question set
 */
export async function readQuestionSet(file: string): Promise<EvaluationQuestion[]> {
  const questions = (await readText(file)).split('\n').flatMap((line, index) => {
    return line.trim() === '' ? [] : [parseLine(line, `${file}:${index + 1}`)];
  });
  if (questions.length === 0) throw new WenjuError('bad-request', `${file} holds no question.`);
  return questions;
}

async function readText(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing) throw new WenjuError('not-found', `There is no question set ${file}.`, error);
    throw new WenjuError('bad-request', `Can't read the question set ${file}: ${messageOf(error)}`, error);
  }
}

/** @param place `file:line` */
function parseLine(line: string, place: string): EvaluationQuestion {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new WenjuError('bad-request', `${place} is not JSON: ${messageOf(error)}`, error);
  }
  const parsed = evaluationQuestionSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
  throw new WenjuError('bad-request', `${place} is not a question: ${problems.join('; ')}`, parsed.error);
}
