import { describe, expect, it } from 'vitest';
import type { Term } from '../../src/answer/question-analysis.js';
import {
  characterCoverage,
  coverage,
  match,
  placesOf,
  share,
  weightedTerms,
} from '../../src/answer/term-match.js';
import { contextFor, MODELS, openFiles } from './small-corpus.js';

const term = (text: string, alternatives: string[]): Term => ({
  text,
  alternatives,
  importance: 1,
  isProper: false,
  isHead: false,
});

describe('match', () => {
  it.each<[string, string[], string, number]>([
    ['参数', [], 'moss的参数', 1],
    ['moss', [], 'moss的参数', 1],
    ['model', [], 'two models', 1],
    ['art', [], 'a participant', 0],
    ['art', [], 'an artillery', 0],
    ['发布', ['推出'], '百度推出了它', 0.85],
    ['发布', [], '百度推出了它', 0],
    ['发布会', [], '在发布的时候', 0.3],
    ['', [], '参数', 0],
  ])('“%s” (or %j) in “%s” counts %d', (text, alternatives, folded, expected) => {
    expect(match(term(text, alternatives), folded)).toBeCloseTo(expected);
  });

  it('counts every name of a thing as the thing', async () => {
    const snapshot = await openFiles({ 'a.txt': '盘古很大。' });
    const [named] = (await contextFor('盘古大模型多大?', snapshot)).question.terms;
    if (named === undefined) throw new RangeError('no term');
    expect(match(named, 'pangu is large')).toBe(1);
    expect(match(named, '华为云的模型')).toBe(0);
  });
});

describe('the shares of terms', () => {
  const weighted = [
    { term: term('参数', ['规模']), weight: 3 },
    { term: term('发布', []), weight: 1 },
  ];

  it('go by weight', () => {
    expect(coverage(weighted, '参数很大')).toBeCloseTo(0.75);
    expect(coverage(weighted, '发布参数')).toBe(1);
    expect(coverage(weighted, '很慢')).toBe(0);
    expect(coverage([], '很慢')).toBe(1);
  });

  it('count single characters where the word isn’t there', () => {
    expect(characterCoverage([{ term: term('演示', []), weight: 1 }], '他展示了')).toBeCloseTo(0.5);
    expect(characterCoverage(weighted, '发布参数')).toBe(1);
    expect(characterCoverage([], '很慢')).toBe(1);
  });

  it('know where terms and their alternatives stand', () => {
    expect(placesOf(weighted, '发布时规模很大')).toEqual([
      { start: 3, end: 5 },
      { start: 0, end: 2 },
    ]);
    expect(placesOf(weighted, '很慢')).toEqual([]);
  });

  it('go by the forms that a text holds', () => {
    const forms = [
      { forms: ['参数', '规模'], weight: 3 },
      { forms: ['发布'], weight: 1 },
    ];
    expect(share(forms, '规模很大')).toBeCloseTo(0.75);
    expect(share([], '规模很大')).toBe(0);
  });
});

describe('weightedTerms', () => {
  it('weighs rare terms more than frequent ones, and untranslated English little in Chinese', async () => {
    const snapshot = await openFiles({ 'models.md': MODELS, 'common.txt': '发布了。又发布了。' });
    const { question } = await contextFor('鹏城实验室发布了什么?', snapshot);
    const weights = weightedTerms(question, '盘古', snapshot).map(({ term: { text }, weight }) => ({
      text,
      weight,
    }));
    const weightOf = (part: string): number => weights.find(({ text }) => text.includes(part))?.weight ?? 0;
    expect(weightOf('实验室')).toBeGreaterThan(weightOf('发布'));
    const english = (await contextFor('Does it wobble?', snapshot)).question;
    const [inChinese] = weightedTerms(english, '盘古', snapshot);
    const [inEnglish] = weightedTerms(english, 'pangu', snapshot);
    expect(inChinese?.weight).toBeLessThan((inEnglish?.weight ?? 0) / 2);
  });
});
