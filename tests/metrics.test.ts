import { describe, expect, it } from 'vitest';
import { createMetrics } from '../src/metrics.js';
import { importsOf, readSources } from './import-scan.js';

describe('createMetrics', () => {
  it('reports in the text format of Prometheus, the process among it', async () => {
    const metrics = await createMetrics();
    metrics.question('zh', 'answered');
    metrics.question('zh', 'answered');
    metrics.question('en', 'refused');
    metrics.answerTime('queue', 0.003);
    metrics.generation({
      sentences: { carried: 3, repaired: 1, withheld: 2 },
      fallback: 'timeout',
      firstTokenMs: 300,
    });
    metrics.modelUsage({ inputTokens: 1200, outputTokens: 80, costCny: 0.5 });
    metrics.modelState('open');
    metrics.generation({ sentences: { carried: 1, repaired: 0, withheld: 0 } });
    metrics.reload('failed');
    metrics.passages(37);
    metrics.request('/api/ask', 200);
    metrics.adapter('web', true);
    metrics.adapter('other', false);
    metrics.dingtalkCall('card_streaming', 'throttled');
    metrics.dingtalkTokens(12);
    const { type, text } = await metrics.report();
    expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
    const lines = text.split('\n');
    for (const line of [
      'wenju_questions_total{language="zh",result="answered"} 2',
      'wenju_questions_total{language="en",result="refused"} 1',
      'wenju_answer_seconds_bucket{le="0.005",stage="queue"} 1',
      'wenju_answer_seconds_count{stage="queue"} 1',
      'wenju_model_sentences_total{outcome="carried"} 4',
      'wenju_model_sentences_total{outcome="repaired"} 1',
      'wenju_model_sentences_total{outcome="withheld"} 2',
      'wenju_fallbacks_total{reason="timeout"} 1',
      'wenju_model_tokens_total{direction="input"} 1200',
      'wenju_model_tokens_total{direction="output"} 80',
      'wenju_model_cost_total{currency="CNY"} 0.5',
      'wenju_model_resting 1',
      'wenju_model_first_token_seconds_count 1',
      'wenju_reloads_total{result="failed"} 1',
      'wenju_corpus_passages 37',
      'wenju_http_requests_total{route="/api/ask",status="200"} 1',
      'wenju_adapter_connected{adapter="web"} 1',
      'wenju_adapter_connected{adapter="other"} 0',
      'wenju_dingtalk_calls_total{api="card_streaming",result="throttled"} 1',
      'wenju_dingtalk_tokens_left 12',
    ]) {
      expect(lines).toContain(line);
    }
    for (const name of [
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_seconds',
    ]) {
      expect(text).toContain(`# TYPE ${name} `);
    }
    // Every sample belongs to a metric that says what it is.
    const named = new Set(lines.flatMap((line) => /^# TYPE (\S+) /.exec(line)?.[1] ?? []));
    for (const line of lines.filter((one) => one !== '' && !one.startsWith('#'))) {
      const name = /^[a-z0-9_]+/.exec(line)?.[0] ?? '';
      expect(named.has(name) || named.has(name.replace(/_(?:bucket|sum|count)$/, ''))).toBe(true);
    }
  });

  it('counts for itself', async () => {
    const [one, other] = await Promise.all([createMetrics(), createMetrics()]);
    one.passages(1);
    other.passages(2);
    expect((await one.report()).text).toContain('wenju_corpus_passages 1');
    expect((await other.report()).text).toContain('wenju_corpus_passages 2');
  });

  it('loads its library when it is called, and is itself loaded by serving alone', () => {
    const sources = readSources('src', 'adapters');
    const kinds = (target: string): string[] =>
      sources.flatMap((source) =>
        importsOf(source)
          .filter((one) => one.target === target && one.kind !== 'type')
          .map(({ kind }) => `${source.path} ${kind}`),
      );
    expect(kinds('prom-client')).toEqual(['src/metrics.ts lazy']);
    expect(kinds('src/metrics.ts')).toEqual(['src/server.ts lazy']);
  });
});
