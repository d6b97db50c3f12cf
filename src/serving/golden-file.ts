import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { LONGEST_QUESTION } from '../answer/question.js';
import { messageOf, WenjuError } from '../errors.js';

/** The file of golden questions in a corpus folder. */
export const GOLDEN_FILE = 'golden.yaml';

/** A larger file is no list of questions. */
const LARGEST_FILE_BYTES = 1024 * 1024;
/** All of them are asked at each reload. */
const MOST_QUESTIONS = 1_000;
/** Issues of a file that are told at once. */
const MOST_ISSUES = 5;

/** YAML takes `answer: 1891` for a number. */
const text = z
  .union([z.string(), z.number()], { error: 'must be a text' })
  .transform((value) => String(value).trim())
  .refine((value) => value !== '', 'is empty');
const alternatives = z.union([text.transform((one) => [one]), z.array(text).min(1, 'is empty')], {
  error: 'must be a text, or a list of texts of which one will do',
});

const goldenSchema = z
  .strictObject({
    question: text.refine(
      ({ length }) => length <= LONGEST_QUESTION,
      `is longer than ${LONGEST_QUESTION} characters`,
    ),
    /** All of them must stand in the answer; of an inner list, one of them. */
    answer: z
      .union([text.transform((one) => [[one]]), z.array(alternatives).min(1, 'is empty')], {
        error: 'must be a text, or a list of texts',
      })
      .optional(),
    /** Path of the document that the answer must cite. */
    cites: text.optional(),
    /** The corpus must not tell. */
    refuse: z.boolean({ error: 'must be true or false' }).default(false),
  })
  .refine(
    ({ answer, cites, refuse }) => !refuse || (answer === undefined && cites === undefined),
    'what must be refused can hold no answer and cite nothing',
  );

/**
 * A question with what its answer must be: a refusal, or an answer that holds all of `answer` (one text of each
 * list) and cites the document `cites`, where they are given.
 */
export type GoldenQuestion = z.infer<typeof goldenSchema>;

export interface GoldenFile {
  /** None where the file isn't there or is broken. */
  readonly questions: readonly GoldenQuestion[];
  /** Why the file can't be used. */
  readonly problem?: WenjuError;
}

/**
 * The golden questions of a corpus folder: a YAML list of `{question, answer?, cites?, refuse?}`. A file that can't
 * be used is a problem to tell of and asks nothing: it must not keep documents that may be good from being served.
 */
export async function readGolden(folder: string): Promise<GoldenFile> {
  try {
    const content = await contentOf(join(folder, GOLDEN_FILE));
    return { questions: content === undefined ? [] : parsedQuestions(content) };
  } catch (error) {
    const why = error instanceof WenjuError ? error.message : `can't be read: ${messageOf(error)}`;
    const message = `${GOLDEN_FILE} ${why}; it is not asked`;
    return { questions: [], problem: new WenjuError('bad-golden', message, error) };
  }
}

/** What tells a golden question from every other: another expectation is another question. */
export function goldenKey(question: GoldenQuestion): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('hex').slice(0, 16);
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    const file = await open(path);
    try {
      const stats = await file.stat();
      if (!stats.isFile()) throw bad('is no file');
      if (stats.size > LARGEST_FILE_BYTES) throw bad(`is larger than ${LARGEST_FILE_BYTES / 1024} KiB`);
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parsedQuestions(content: string): GoldenQuestion[] {
  let value: unknown;
  try {
    value = parse(content, { logLevel: 'error' }) ?? [];
  } catch (error) {
    const [reason = ''] = messageOf(error).split('\n');
    throw bad(`is not valid YAML: ${reason.replace(/:$/, '')}`, error);
  }
  if (!Array.isArray(value)) throw bad('must be a list of {question, answer, cites, refuse}');
  if (value.length > MOST_QUESTIONS) throw bad(`has more than ${MOST_QUESTIONS} questions`);
  const parsed = z.array(goldenSchema).safeParse(value);
  if (parsed.success) return parsed.data;
  const told = parsed.error.issues.slice(0, MOST_ISSUES).map(({ path: [index, ...field], message }) => {
    const place = [`question ${Number(index) + 1}`, ...field.map(String)].join(', ');
    return `${place}: ${message}`;
  });
  const more = parsed.error.issues.length - told.length;
  throw bad(`can't be used: ${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}`, parsed.error);
}

function bad(message: string, cause?: unknown): WenjuError {
  return new WenjuError('bad-golden', message, cause);
}
