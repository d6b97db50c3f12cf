import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.js';
import { WenjuError } from '../../src/errors.js';
import { createMetrics, type Metrics } from '../../src/metrics.js';
import { MeasuredAnswerer } from '../../src/serving/measured-answerer.js';
import { ANSWER, REFUSAL } from '../cli/answers.js';

describe('MeasuredAnswerer', () => {
  let metrics: Metrics;

  beforeEach(async () => {
    metrics = await createMetrics();
  });

  const answererOf = (answer: () => Promise<Answer>) => new MeasuredAnswerer({ answer }, metrics);
  const failing = (error: unknown) => answererOf(() => Promise.reject(error));
  const counted = async (): Promise<string[]> =>
    (await metrics.report()).text.split('\n').filter((line) => line.startsWith('wenju_questions_total{'));

  it('counts answers and refusals by language', async () => {
    expect(await answererOf(async () => ANSWER).answer({ text: '问', history: [] })).toBe(ANSWER);
    await answererOf(async () => REFUSAL).answer({ text: 'why', history: [] });
    await answererOf(async () => ANSWER).answer({ text: '问', history: [] });
    expect(await counted()).toEqual([
      'wenju_questions_total{language="zh",result="answered"} 2',
      'wenju_questions_total{language="en",result="refused"} 1',
    ]);
  });

  it('times them', async () => {
    const slow = answererOf(async () => {
      await setTimeout(60);
      return ANSWER;
    });
    await slow.answer({ text: '问', history: [] });
    const { text } = await metrics.report();
    expect(text).toContain('wenju_answer_seconds_bucket{le="0.05",stage="total"} 0');
    expect(text).toContain('wenju_answer_seconds_bucket{le="30",stage="total"} 1');
  });

  it('counts what failed here', async () => {
    const error = new WenjuError('embedding-failed', 'down');
    await expect(failing(error).answer({ text: 'why?', history: [] })).rejects.toBe(error);
    const timedOut = AbortSignal.abort(new WenjuError('timed-out', 'too slow'));
    await expect(
      failing(timedOut.reason).answer({ text: 'why?', history: [] }, { signal: timedOut }),
    ).rejects.toBe(timedOut.reason);
    expect(await counted()).toEqual(['wenju_questions_total{language="en",result="error"} 2']);
  });

  it('counts neither the mistakes of an asker nor one who went away', async () => {
    for (const code of ['bad-request', 'too-large'] as const) {
      await expect(failing(new WenjuError(code, 'no')).answer({ text: '', history: [] })).rejects.toThrow();
    }
    const gone = AbortSignal.abort();
    await expect(
      failing(gone.reason).answer({ text: '问', history: [] }, { signal: gone }),
    ).rejects.toThrow();
    expect(await counted()).toEqual([]);
  });
});
