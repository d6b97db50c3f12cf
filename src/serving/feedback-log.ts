import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer } from '../answer/answer.js';
import { messageOf, WenjuError } from '../errors.js';

/** Answers that can still be judged; the oldest is forgotten first. */
const KEPT_ANSWERS = 1_000;
/** The file takes no more than this: nobody reads more, and nobody is to fill a disk with it. */
const LARGEST_FILE_BYTES = 64 * 1024 * 1024;
/** Questions and opinions are for the admins alone. */
const OWNER_ONLY = 0o600;

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

interface GivenAnswer {
  readonly question: string;
  readonly answer: Answer;
}

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
  async record({ answer: id, verdict, reason, comment }: Feedback): Promise<void> {
    const known = this.given.get(id);
    if (known === undefined) {
      throw new WenjuError('not-found', 'that answer is not known here any more; ask again to judge it');
    }
    const { answer, citations, snapshot, refused, language, mode } = known.answer;
    const line = JSON.stringify({
      time: new Date().toISOString(),
      id,
      verdict,
      reason,
      comment,
      question: known.question,
      answer,
      citations,
      snapshot,
      refused,
      language,
      mode,
    });
    const append = this.appended.then(() => this.append(`${line}\n`));
    this.appended = append.catch(() => undefined);
    await append;
  }

  private async append(line: string): Promise<void> {
    const { dataDir, largestFileBytes = LARGEST_FILE_BYTES } = this.options;
    const path = join(dataDir, 'feedback.jsonl');
    try {
      await mkdir(dataDir, { recursive: true });
      await appendWhole(path, Buffer.from(line), largestFileBytes);
    } catch (error) {
      throw new WenjuError(
        'not-saved',
        `the feedback can't be kept (${messageOf(error)}); the admin of this server must make room in DATA_DIR`,
        error,
      );
    }
  }
}

/** Appends bytes in one write. What a full disk took of them is cut off again. */
async function appendWhole(path: string, bytes: Uint8Array, largest: number): Promise<void> {
  const file = await open(path, 'a+', OWNER_ONLY);
  try {
    const { size } = await file.stat();
    if (size + bytes.length >= largest) throw new Error('feedback.jsonl is full: move it away');
    const whole = (await endsInsideLine(file, size)) ? Buffer.concat([Buffer.from('\n'), bytes]) : bytes;
    try {
      const { bytesWritten } = await file.write(whole);
      if (bytesWritten < whole.length) throw new Error('no space left on the device');
    } catch (error) {
      await file.truncate(size).catch(() => undefined);
      throw error;
    }
  } finally {
    await file.close();
  }
}

/** As after a power failure. */
async function endsInsideLine(file: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() !== '\n';
}
