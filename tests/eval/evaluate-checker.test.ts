import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/answer/checker/sentence-checker.js';
import { numberPassages } from '../../src/answer/checker/source-sentence.js';
import { type CheckerFact, readCheckerSet, sentencesOf } from '../../src/eval/checker-set.js';
import { evaluateChecker } from '../../src/eval/evaluate-checker.js';
import { formatCheckerReport } from '../../src/eval/format-checker-report.js';
import { loadWordCutter } from '../../src/text/tokens.js';
import { openFiles } from '../answer/small-corpus.js';
import { temporaryFolder } from '../temporary-folder.js';

const FACT: CheckerFact = {
  id: 'moss-1',
  part: 'fit',
  corpus: 'invented',
  question: 'MOSS有多少参数？',
  evidence: ['MOSS的参数为160亿'],
  right: ['MOSS有160亿个参数。', '160亿是MOSS的参数。'],
  wrong: { figure: ['160', '170'], name: ['MOSS', 'GPT-4'] },
};

describe('sentencesOf', () => {
  it('has each true sentence, each error, and a true one for a wrong marker', () => {
    expect(sentencesOf(FACT).map(({ text, error }) => [text, error])).toEqual([
      ['MOSS有160亿个参数。', undefined],
      ['160亿是MOSS的参数。', undefined],
      ['MOSS有170亿个参数。', 'figure'],
      ['GPT-4有160亿个参数。', 'name'],
      ['MOSS有160亿个参数。', 'marker'],
    ]);
  });

  it('takes no edit that changes nothing', () => {
    expect(() => sentencesOf({ ...FACT, wrong: { date: ['1999', '2000'] } })).toThrow(/moss-1/);
  });
});

describe('readCheckerSet', () => {
  it('reads facts and says which line is none', async () => {
    const file = join(await temporaryFolder(), 'facts.jsonl');
    await writeFile(file, `${JSON.stringify(FACT)}\n\n`);
    expect(await readCheckerSet(file)).toEqual([FACT]);
    await writeFile(file, `${JSON.stringify(FACT)}\n{"id":1}\n`);
    await expect(readCheckerSet(file)).rejects.toMatchObject({ code: 'bad-request', message: /:2 is not/ });
    await expect(readCheckerSet('/nowhere/facts.jsonl')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('evaluateChecker', () => {
  async function report(check: (text: string) => Verdict['outcome'], fact = FACT) {
    const snapshot = await openFiles({ 'a.md': '# A\n\nMOSS的参数为160亿。\n\n别的内容。\n' });
    const passages = numberPassages(snapshot.corpus.passages, snapshot, await loadWordCutter());
    const carriedBy = passages
      .flatMap(({ sentences }) => sentences.slice(0, 1))
      .map(({ evidence }) => evidence);
    return evaluateChecker([fact], async () => ({
      passages,
      check: ({ text }) => {
        const outcome = check(text);
        return outcome === 'withheld' ? { outcome, flaw: 'figure' } : { outcome, carriedBy };
      },
    }));
  }

  it('counts a checker that is always right', async () => {
    const {
      precision,
      recall,
      true: truth,
      errors,
      mistakes,
    } = await report((text) => (/170|GPT/.test(text) ? 'withheld' : 'repaired'));
    expect({ precision, recall, truth, mistakes }).toEqual({
      precision: 1,
      recall: 1,
      truth: { n: 2, right: 2 },
      mistakes: [],
    });
    expect(errors).toMatchObject({ figure: { n: 1, right: 1 }, marker: { n: 1, right: 1 }, date: { n: 0 } });
  });

  it('counts what it believes wrongly and what it doesn’t believe', async () => {
    const believing = await report(() => 'carried');
    expect(believing.recall).toBeCloseTo(1 / 3);
    expect(believing.mistakes.map(({ kind }) => kind)).toEqual(['figure', 'name']);
    const doubting = await report(() => 'withheld');
    expect(doubting).toMatchObject({ recall: 1, precision: 3 / 5, true: { n: 2, right: 0 } });
    const text = formatCheckerReport([{ name: 'all', report: doubting }], { failures: true });
    expect(text).toContain('5 sentences, precision 60.0 %, recall 100.0 %');
    expect(text).toContain('true sentences passed  0 of 2 (0.0 %)');
    expect(text).toContain('moss-1  true  figure\n    MOSS有160亿个参数。');
  });

  it('leaves out what the search doesn’t find', async () => {
    const { sentences, notFound, precision } = await report(() => 'carried', {
      ...FACT,
      evidence: ['nowhere'],
    });
    expect({ sentences, notFound, precision }).toEqual({
      sentences: 0,
      notFound: ['moss-1'],
      precision: null,
    });
  });
});
