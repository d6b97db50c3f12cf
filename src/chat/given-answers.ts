import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Answer } from '../answer/answer.js';
import type { Citation } from '../answer/citation.js';
import { WenjuError } from '../errors.js';
import type { ParagraphView } from '../serving/corpus-view.js';
import type { GivenAnswer } from '../serving/feedback-log.js';
import type { Database } from './database.js';

const KEPT_MS = 30 * 24 * 60 * 60_000;
const PURGE_EVERY_MS = 60 * 60_000;
/** A talk that is silent for this long is over. */
const CONVERSATION_MS = 12 * 60 * 60_000;
/** Earlier questions that a follow-up may point back to. */
const KEPT_QUESTIONS = 6;

/** The paragraph of a citation, as it was when it was cited. */
export interface CitedParagraph {
  readonly text: string;
  /** UTF-16 offset of the paragraph in its document. */
  readonly start: number;
}

/** An answer that was given, with what its citations point into. */
export interface KeptAnswer extends GivenAnswer {
  readonly id: string;
  /** One for each citation, in their order. */
  readonly paragraphs: readonly CitedParagraph[];
}

const citationSchema: z.ZodType<Citation> = z.object({
  n: z.number(),
  source: z.string(),
  title: z.string(),
  section: z.string(),
  paragraph: z.number(),
  quote: z.string(),
  start: z.number(),
  end: z.number(),
  url: z.string().nullable(),
});
const answerSchema = z.looseObject({
  answer: z.string(),
  refused: z.boolean(),
  mode: z.enum(['extractive', 'generative']),
  language: z.enum(['zh', 'en']),
  citations: z.array(citationSchema),
  snapshot: z.string(),
  latencyMs: z.number(),
}) as unknown as z.ZodType<Answer>;
const paragraphsSchema = z.array(z.object({ text: z.string(), start: z.number() }));
const rowSchema = z.object({
  id: z.string(),
  question: z.string(),
  body: z.string(),
  paragraphs: z.string(),
});

/** The answers of the last month: for their evidence, for judging them, and as the memory of each conversation. */
export class GivenAnswers {
  private readonly database: Database;
  private readonly now: () => number;
  private purgedAt = 0;

  /** @param now milliseconds since 1970 */
  constructor(database: Database, now: () => number = Date.now) {
    this.database = database;
    this.now = now;
  }

  /**
   * Keeps an answer.
   * @param paragraphsOf the paragraphs of a document of the index that answered
   * @throws what the database says
   */
  keep(
    conversation: string,
    question: string,
    answer: Answer,
    paragraphsOf: (source: string) => readonly ParagraphView[],
  ): KeptAnswer {
    this.purge();
    const sources = new Set(answer.citations.map(({ source }) => source));
    const paragraphsIn = new Map(Array.from(sources, (source) => [source, paragraphsOf(source)]));
    const paragraphs = answer.citations.map((citation) =>
      paragraphOf(citation, paragraphsIn.get(citation.source) ?? []),
    );
    const id = randomUUID();
    this.database
      .prepare(
        'INSERT INTO answer (id, conversation, question, body, paragraphs, given_at) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(id, conversation, question, JSON.stringify(answer), JSON.stringify(paragraphs), this.now());
    return { id, question, answer, paragraphs };
  }

  /** `undefined` when it is forgotten or never was. */
  find(id: string): KeptAnswer | undefined {
    return read(this.database.prepare('SELECT * FROM answer WHERE id = ?').get(id));
  }

  /** The last answer of a conversation. */
  last(conversation: string): KeptAnswer | undefined {
    return read(
      this.database
        .prepare('SELECT * FROM answer WHERE conversation = ? ORDER BY number DESC LIMIT 1')
        .get(conversation),
    );
  }

  /** The last questions of a conversation, oldest first; none when it is over. */
  questions(conversation: string): string[] {
    const rows = this.database
      .prepare(
        'SELECT question FROM answer WHERE conversation = ? AND given_at > ? ORDER BY number DESC LIMIT ?',
      )
      .all(conversation, this.now() - CONVERSATION_MS, KEPT_QUESTIONS);
    return z
      .array(z.object({ question: z.string() }))
      .parse(rows)
      .map(({ question }) => question)
      .reverse();
  }

  private purge(): void {
    const now = this.now();
    if (now - this.purgedAt < PURGE_EVERY_MS) return;
    this.purgedAt = now;
    this.database.prepare('DELETE FROM answer WHERE given_at < ?').run(now - KEPT_MS);
  }
}

function paragraphOf(
  { start, end, quote, n }: Citation,
  paragraphs: readonly ParagraphView[],
): CitedParagraph {
  const found = paragraphs.find((paragraph) => paragraph.start <= start && end <= paragraph.end);
  if (found === undefined || found.text.slice(start - found.start, end - found.start) !== quote) {
    throw new WenjuError('internal', `citation ${n} is in no paragraph of its document`);
  }
  return { text: found.text, start: found.start };
}

function read(row: unknown): KeptAnswer | undefined {
  if (row === undefined) return undefined;
  const { id, question, body, paragraphs } = rowSchema.parse(row);
  return {
    id,
    question,
    answer: answerSchema.parse(JSON.parse(body)),
    paragraphs: paragraphsSchema.parse(JSON.parse(paragraphs)),
  };
}
