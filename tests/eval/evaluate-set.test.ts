import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.js';
import type { Answerer } from '../../src/answer/answerer.js';
import type { Question } from '../../src/answer/question.js';
import { WenjuError } from '../../src/errors.js';
import { evaluateSet } from '../../src/eval/evaluate-set.js';
import { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';
import { openSnapshot } from '../../src/retrieval/open-snapshot.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { corpusFolder } from '../retrieval/corpus-folder.js';
import { answerOf, quoteFrom, refusal } from './hand-made.js';

const OPENING = {
  id: 'a',
  type: 'date',
  question: '通义千问什么时候开放内测?',
  answers: ['4月7日'],
  evidence: ['悄然开放了大模型通义千问的内测入口'],
};
const FOLLOW_UP = {
  id: 'b',
  question: '那它什么时候接入所有产品?',
  history: [OPENING.question],
  answers: ['4月11日'],
  evidence: ['宣布它将接入所有产品'],
};
const DEPTH = { id: 'c', lang: 'zh-Hant', question: '深海的溫度如何?', answers: ['冰点'], doc: 'sea.txt' };
const UNANSWERABLE = { id: 'd', type: 'unanswerable', question: '珠穆朗玛峰有多高?' };
const SET = [OPENING, FOLLOW_UP, DEPTH, UNANSWERABLE];

/** Gives prepared answers and keeps what it was asked. */
class PreparedAnswerer implements Answerer {
  readonly asked: Question[] = [];
  private readonly answers: Readonly<Record<string, Answer | Error>>;

  constructor(answers: Readonly<Record<string, Answer | Error>>) {
    this.answers = answers;
  }

  async answer(question: Question): Promise<Answer> {
    this.asked.push(question);
    const answer = this.answers[question.text] ?? refusal();
    if (answer instanceof Error) throw answer;
    return answer;
  }
}

describe('evaluateSet', () => {
  let snapshot: Snapshot;
  let file: string;
  let opening: Answer;

  beforeAll(async () => {
    const place = await corpusFolder();
    snapshot = await openSnapshot({ ...place, embeddings: new LocalEmbeddings() });
    file = join(place.folder, '..', 'set.jsonl');
    await writeFile(file, SET.map((line) => JSON.stringify(line)).join('\n'));
    const { text } = snapshot.document('models.md');
    const quote = '4月7日,阿里云悄然开放了大模型“通义千问”的内测入口。';
    opening = answerOf(`${quote}[1]`, [quoteFrom(1, 'models.md', text, quote)], { latencyMs: 3 });
  });

  it('asks every question with its history and adds up the answers', async () => {
    const answerer = new PreparedAnswerer({ [OPENING.question]: opening });
    const report = await evaluateSet(file, answerer, snapshot);
    expect(answerer.asked).toEqual(
      SET.map(({ question, ...rest }) => ({
        text: question,
        history: 'history' in rest ? rest.history : [],
      })),
    );
    expect(report).toMatchObject({
      questions: 4,
      missing: 0,
      groups: {
        all: { n: 4, right: 0.5, rightAndCited: 0.5 },
        'type:date': { n: 1, right: 1, rightAndCited: 1 },
      },
      refusal: { precision: 0.3333, recall: 1 },
      citations: { quotes: 1, verbatim: 1, offsetsExact: 1, markersConsistent: 1 },
      documents: { citedFirst: 0, citedAny: 0 },
      latencyMs: { p50: 1, p99: 3 },
    });
    expect(report.failures.map(({ id, refused }) => [id, refused])).toEqual([
      ['b', true],
      ['c', true],
    ]);
  });

  it('measures the search on questions that stand by themselves and have an answer', async () => {
    const { retrieval } = await evaluateSet(file, new PreparedAnswerer({}), snapshot);
    expect(retrieval).toEqual({
      documents: { n: 1, recallAt1: 1, recallAt5: 1, mrrAt10: 1 },
      passages: { n: 1, recallAt1: 1, recallAt5: 1 },
    });
  });

  it('tells how far it is', async () => {
    const steps: [number, number][] = [];
    const onProgress = (done: number, total: number): unknown => steps.push([done, total]);
    await evaluateSet(file, new PreparedAnswerer({}), snapshot, { onProgress });
    expect(steps).toEqual([0, 1, 2, 3, 4].map((done) => [done, 4]));
  });

  it('goes on after a question that fails on purpose', async () => {
    const tooLong = new WenjuError('too-large', 'The question is too long.');
    const answerer = new PreparedAnswerer({ [OPENING.question]: tooLong });
    const report = await evaluateSet(file, answerer, snapshot);
    expect(answerer.asked).toHaveLength(4);
    expect(report.missing).toBe(1);
    expect(report.failures[0]).toMatchObject({ id: 'a', answer: '', error: { code: 'too-large' } });
  });

  it('does not hide a defect of the answerer', async () => {
    const answerer = new PreparedAnswerer({ [OPENING.question]: new TypeError('defect') });
    await expect(evaluateSet(file, answerer, snapshot)).rejects.toThrow('defect');
  });

  it('stops between questions when it is aborted', async () => {
    const controller = new AbortController();
    const answerer = new PreparedAnswerer({});
    const onProgress = (done: number): void => {
      if (done === 2) controller.abort(new Error('enough'));
    };
    const evaluating = evaluateSet(file, answerer, snapshot, { onProgress, signal: controller.signal });
    await expect(evaluating).rejects.toThrow('enough');
    expect(answerer.asked).toHaveLength(2);
  });

  it('says which set is missing', async () => {
    const evaluating = evaluateSet('nowhere.jsonl', new PreparedAnswerer({}), snapshot);
    await expect(evaluating).rejects.toMatchObject({ code: 'not-found' });
  });
});
