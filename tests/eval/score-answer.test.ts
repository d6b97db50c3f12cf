import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.js';
import type { EvaluationQuestion } from '../../src/eval/question-set.js';
import { scoreAnswer } from '../../src/eval/score-answer.js';
import { answerOf, citationOf, quoteFrom, refusal, sourcesOf } from './hand-made.js';

const MODELS =
  '4月7日,阿里云开放了“通义千问”的内测入口。4月11日,张勇宣布它将接入所有产品。\n百度发布“文心一言”。';
const SEA = '海水的盐度随深度变化。';
const sources = sourcesOf({ 'models.md': MODELS, 'nature/sea.txt': SEA });
const score = (question: Partial<EvaluationQuestion>, answer: Answer) =>
  scoreAnswer({ id: 'q', question: '?', ...question }, answer, sources);
const opening = quoteFrom(1, 'models.md', MODELS, '4月7日,阿里云开放了“通义千问”的内测入口。');
const sea = quoteFrom(2, 'nature/sea.txt', SEA, SEA);

describe('whether an answer is right', () => {
  const said = answerOf('阿里云于4月7日开放“通义千问”。[1]', [opening]);
  it.each<[string, Partial<EvaluationQuestion>, Answer, boolean]>([
    ['one of the answers is said', { answers: ['4月8日', '4月7日'] }, said, true],
    ['none of the answers is said', { answers: ['4月8日'] }, said, false],
    ['the list of answers is empty', { answers: [] }, said, false],
    ['the wording differs in type only', { answers: ['「通义 千问」'] }, said, true],
    ['all that must be said is', { must_all: ['阿里云', '4月7日'] }, said, true],
    ['one that must be said is not', { must_all: ['阿里云', '百度'] }, said, false],
    ['an answer is said, but not all that must be', { answers: ['阿里云'], must_all: ['百度'] }, said, false],
    ['it is only in the quote', { answers: ['内测入口'] }, said, false],
    ['it is refused', { answers: ['资料'] }, refusal(), false],
    ['it must be refused and is', {}, refusal(), true],
    ['it must be refused and is not', {}, said, false],
    ['its type wants a refusal', { type: 'unanswerable', answers: ['4月7日'] }, said, false],
  ])('%s', (_, question, answer, expected) => {
    expect(score(question, answer).isRight).toBe(expected);
  });
});

describe('whether the evidence is cited', () => {
  const answers = ['x'];
  const part = quoteFrom(1, 'models.md', MODELS, '阿里云开放');
  it.each<[string, Partial<EvaluationQuestion>, Answer, boolean]>([
    ['nothing is named', { answers }, answerOf('a'), true],
    [
      'the quote holds a stretch',
      { answers, evidence: ['张勇', '开放了通义千问'] },
      answerOf('a', [opening]),
      true,
    ],
    ['no quote holds a stretch', { answers, evidence: ['文心一言'] }, answerOf('a', [opening, sea]), false],
    ['its sentence does', { answers, evidence: ['内测入口'] }, answerOf('a', [part]), true],
    ['the sentence after it does', { answers, evidence: ['张勇宣布'] }, answerOf('a', [part]), false],
    ['a refusal is called for', { evidence: ['内测入口'] }, answerOf('a', [sea]), true],
    ['the document is cited second', { answers, doc: 'models.md' }, answerOf('a', [sea, opening]), true],
    ['the document is in a folder', { answers, doc: 'sea.txt' }, answerOf('a', [sea]), true],
    ['another document is cited', { answers, doc: 'models.md' }, answerOf('a', [sea]), false],
    ['one of several documents is', { answers, docs: ['none.md', 'sea.txt'] }, answerOf('a', [sea]), true],
    [
      'the document is, not the evidence',
      { answers, doc: 'sea.txt', evidence: ['张勇'] },
      answerOf('a', [sea]),
      true,
    ],
  ])('%s', (_, question, answer, expected) => {
    expect(score(question, answer).isCited).toBe(expected);
  });
});

describe('the document of an answer', () => {
  const question = { answers: ['4月11日', '内测'], doc: 'models.md' };
  it.each([
    [
      'is cited first, with the answer',
      [opening, sea],
      { isCitedFirst: true, isCited: true, holdsAnswer: true },
    ],
    ['is cited second', [sea, opening], { isCitedFirst: false, isCited: true, holdsAnswer: true }],
    ['is not cited', [sea], { isCitedFirst: false, isCited: false, holdsAnswer: false }],
    [
      'is not cited by an answer without quotes',
      [],
      { isCitedFirst: false, isCited: false, holdsAnswer: false },
    ],
  ])('%s', (_, citations, expected) => {
    expect(score(question, answerOf('a', citations)).document).toEqual(expected);
  });

  it('is left out where the question names none or must be refused', () => {
    expect(score({ answers: ['x'] }, answerOf('a', [sea])).document).toBeUndefined();
    expect(score({ doc: 'models.md' }, answerOf('a', [sea])).document).toBeUndefined();
  });
});

describe('the quotes of an answer', () => {
  it.each([
    ['exact', sea, 1, 1],
    ['one unit off', { ...sea, start: sea.start + 1 }, 1, 0],
    ['spaced otherwise', citationOf(1, 'models.md', '4 月 7 日', 0), 1, 0],
    ['of full width', citationOf(1, 'models.md', '４月７日', 0), 1, 0],
    ['reworded', citationOf(1, 'models.md', '4月7号', 0), 0, 0],
    ['of another document', { ...sea, source: 'models.md' }, 0, 0],
    ['of a document that is not there', { ...sea, source: 'none.md' }, 0, 0],
  ])('are counted: %s', (_, citation, verbatim, offsetsExact) => {
    const counted = score({}, answerOf('[1]', [citation]));
    expect(counted).toMatchObject({ quotes: 1, verbatim, offsetsExact });
  });
});

describe('the markers of an answer', () => {
  const two = [opening, sea];
  it.each([
    ['each citation has its own', '甲[1],乙[2]。', two, true],
    ['one is used twice', '甲[1],乙[2],丙[1]。', two, true],
    ['a citation is not used', '甲[1]。', two, false],
    ['a marker has no citation', '甲[1],乙[2],丙[3]。', two, false],
    ['as many, but others', '甲[1],乙[3]。', two, false],
    ['there are none', '甲。', [], false],
  ])('%s', (_, text, citations, expected) => {
    expect(score({}, answerOf(text, citations)).hasConsistentMarkers).toBe(expected);
  });
});
