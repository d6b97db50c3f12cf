import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { ExtractiveAnswerer } from '../../src/answer/extractive-answerer.js';
import { evaluateSet } from '../../src/eval/evaluate-set.js';
import type { EvaluationReport } from '../../src/eval/evaluation-report.js';
import { type EvaluationQuestion, mustBeRefused, readQuestionSet } from '../../src/eval/question-set.js';
import { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';
import { openSnapshot } from '../../src/retrieval/open-snapshot.js';
import { expandTerms } from '../../src/text/vocabulary.js';
import { temporaryFolder } from '../temporary-folder.js';

const GOLDEN = fileURLToPath(new URL('../golden.jsonl', import.meta.url));
const CORPUS = fileURLToPath(new URL('../../corpus', import.meta.url));

describe('the engine on the bundled corpus', () => {
  let questions: EvaluationQuestion[];
  let report: EvaluationReport;

  beforeAll(async () => {
    questions = await readQuestionSet(GOLDEN);
    const dataDir = await temporaryFolder();
    const embeddings = new LocalEmbeddings();
    const snapshot = await openSnapshot({ folder: CORPUS, dataDir, embeddings, expand: expandTerms });
    report = await evaluateSet(GOLDEN, new ExtractiveAnswerer(() => snapshot), snapshot);
  });

  it.each([
    ['Chinese', 0.9, (lang: string) => lang === 'zh'],
    ['English and Traditional', 0.8, (lang: string) => lang !== 'zh'],
  ])('answers %s questions with evidence, at least %d of them', (_, least, isMeant) => {
    const asked = questions.filter((question) => !mustBeRefused(question) && isMeant(question.lang ?? 'zh'));
    const ids = new Set(asked.map(({ id }) => id));
    const failures = report.failures.filter(({ id }) => ids.has(id));
    const share = 1 - failures.length / asked.length;
    expect(share, JSON.stringify(failures, undefined, 1)).toBeGreaterThanOrEqual(least);
  });

  it('refuses what the corpus does not tell, and little else', () => {
    const unanswerable = new Set(questions.filter(mustBeRefused).map(({ id }) => id));
    const misjudged = report.failures.filter(({ id, refused }) => refused || unanswerable.has(id));
    const detail = JSON.stringify(misjudged, undefined, 1);
    expect(report.refusal.precision, detail).toBeGreaterThanOrEqual(0.9);
    expect(report.refusal.recall, detail).toBeGreaterThanOrEqual(0.9);
  });

  it('quotes word for word, with a marker for each quote', () => {
    const { quotes, ...shares } = report.citations;
    expect(quotes).toBeGreaterThan(0);
    expect(shares).toEqual({ verbatim: 1, offsetsExact: 1, markersConsistent: 1 });
  });

  it('answers every question without an error', () => {
    expect(report.missing).toBe(0);
  });
});
