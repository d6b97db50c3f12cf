import type { Answer } from '../answer/answer.js';
import type { Answerer, AnswerOptions } from '../answer/answerer.js';
import type { Question } from '../answer/question.js';
import { type ErrorCode, WenjuError } from '../errors.js';
import type { Metrics } from '../metrics.js';
import { languageOf } from '../text/language.js';

/** What is the asker's mistake, and so no question that failed. */
const MISTAKES: readonly ErrorCode[] = ['bad-request', 'too-large'];

/** Counts and times what another answerer does. */
export class MeasuredAnswerer implements Answerer {
  private readonly inner: Answerer;
  private readonly metrics: Metrics;

  constructor(inner: Answerer, metrics: Metrics) {
    this.inner = inner;
    this.metrics = metrics;
  }

  async answer(question: Question, options: AnswerOptions = {}): Promise<Answer> {
    const start = performance.now();
    try {
      const answer = await this.inner.answer(question, {
        ...options,
        onStage: (stage, ms) => {
          this.metrics.answerTime(stage, ms / 1000);
          options.onStage?.(stage, ms);
        },
      });
      this.metrics.question(answer.language, answer.refused ? 'refused' : 'answered');
      this.metrics.answerTime('total', (performance.now() - start) / 1000);
      return answer;
    } catch (error) {
      if (isFailure(error, options.signal)) this.metrics.question(languageOf(question.text), 'error');
      throw error;
    }
  }
}

/** An asker who went away makes no failure; time that ran out does. */
function isFailure(error: unknown, signal: AbortSignal | undefined): boolean {
  if (error instanceof WenjuError && MISTAKES.includes(error.code)) return false;
  if (signal?.aborted !== true) return true;
  return signal.reason instanceof WenjuError && signal.reason.code === 'timed-out';
}
