import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Answer } from '../answer/answer.js';
import { messageOf, WenjuError } from '../errors.js';
import { appendWhole } from './append-whole.js';
import { latestLines } from './latest-lines.js';

/** Answers that can still be judged; the oldest is forgotten first. */
const KEPT_ANSWERS = 1_000;
/** The file takes no more than this: nobody reads more, and nobody is to fill a disk with it. */
const LARGEST_FILE_BYTES = 64 * 1024 * 1024;

/** What someone thinks of an answer. */
export interface Feedback {
  /** The answer, by the id that {@link FeedbackLog.remember} gave it. */
  readonly answer: string;
  readonly verdict: 'up' | 'down';
  readonly reason?: 'wrong-answer' | 'wrong-source' | 'should-refuse' | 'other' | undefined;
  readonly comment?: string | undefined;
}

export interface FeedbackLogOptions {
  /** Where `feedback.jsonl` is. */
  readonly dataDir: string;
  /** Answers that can still be judged. @default 1000 */
  readonly capacity?: number;
  /** Bytes that the file may have. @default 64 MiB */
  readonly largestFileBytes?: number;
}

/** An answer as it was given. */
export interface GivenAnswer {
  readonly question: string;
  readonly answer: Answer;
}

/** What someone thinks of an answer that is handed in with it. */
export type Judgement = Omit<Feedback, 'answer'>;

const entrySchema = z.object({
  /** ISO time. */
  time: z.string(),
  id: z.string(),
  verdict: z.enum(['up', 'down']),
  reason: z.enum(['wrong-answer', 'wrong-source', 'should-refuse', 'other']).optional(),
  comment: z.string().optional(),
  question: z.string(),
  answer: z.string(),
  refused: z.boolean(),
  citations: z.array(z.object({ source: z.string(), quote: z.string() })),
  snapshot: z.string(),
});

/** A judgement as it was written down. */
export type FeedbackEntry = z.infer<typeof entrySchema>;

/**
 * The last answers, and the file of what people think of them: a line of JSON for each judgement, the last one
 * of an answer being the one that holds.
 */
export class FeedbackLog {
  private readonly options: FeedbackLogOptions;
  /** Oldest first. */
  private readonly given = new Map<string, GivenAnswer>();
  /** The append under way: they run one after the other, so that no line is cut by another. */
  private appended: Promise<void> = Promise.resolve();

  constructor(options: FeedbackLogOptions) {
    this.options = options;
  }

  /** Keeps an answer so that it can be judged. Returns its id, which nobody can guess. */
  remember(question: string, answer: Answer): string {
    const id = randomUUID();
    this.given.set(id, { question, answer });
    for (const oldest of this.given.keys()) {
      if (this.given.size <= (this.options.capacity ?? KEPT_ANSWERS)) break;
      this.given.delete(oldest);
    }
    return id;
  }

  /**
   * Writes a judgement down with the question and the answer that it is about.
   * @throws WenjuError `not-found` for an unknown or forgotten answer, `not-saved` when the file can't be written
   */
  async record({ answer: id, ...judgement }: Feedback): Promise<void> {
    const known = this.given.get(id);
    if (known === undefined) {
      throw new WenjuError('not-found', 'that answer is not known here any more; ask again to judge it');
    }
    await this.recordFor(id, known, judgement);
  }

  /**
   * Writes a judgement down of an answer that was kept elsewhere.
   * @param id the same for each judgement of this answer
   * @throws WenjuError `not-saved` when the file can't be written
   */
  async recordFor(id: string, given: GivenAnswer, { verdict, reason, comment }: Judgement): Promise<void> {
    const { answer, citations, snapshot, refused, language, mode } = given.answer;
    const line = JSON.stringify({
      time: new Date().toISOString(),
      id,
      verdict,
      reason,
      comment,
      question: given.question,
      answer,
      citations,
      snapshot,
      refused,
      language,
      mode,
    });
    const append = this.appended.then(() => this.append(line));
    this.appended = append.catch(() => undefined);
    await append;
  }

  /**
   * The judgements that hold, newest first: the last one of each answer.
   * @throws WenjuError `not-found` when the file can't be read
   */
  async latest(limit: number): Promise<readonly FeedbackEntry[]> {
    const entries = new Map<string, FeedbackEntry>();
    for (const entry of await latestLines(this.path, entrySchema)) {
      if (entries.size >= limit) break;
      if (!entries.has(entry.id)) entries.set(entry.id, entry);
    }
    return [...entries.values()];
  }

  private get path(): string {
    return join(this.options.dataDir, 'feedback.jsonl');
  }

  private async append(line: string): Promise<void> {
    const { dataDir, largestFileBytes = LARGEST_FILE_BYTES } = this.options;
    try {
      await mkdir(dataDir, { recursive: true });
      await appendWhole(this.path, line, largestFileBytes);
    } catch (error) {
      throw new WenjuError(
        'not-saved',
        `the feedback can't be kept (${messageOf(error)}); the admin of this server must make room in DATA_DIR`,
        error,
      );
    }
  }
}
