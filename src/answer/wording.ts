import { hasHan } from '../text/fold.js';
import { isTraditional, type Language, languageOf } from '../text/language.js';

/** The sentences that are Wenju's own, in one language and script. */
export interface Wording {
  readonly script: 'zh' | 'zh-Hant' | 'en';
  /** The corpus has nothing on it. */
  readonly nothingFound: (subject: string) => string;
  /** The corpus tells about the subject, but not this. */
  readonly notStated: (subject: string) => string;
  /** A thing isn't whose the question takes it to be. */
  readonly notTheirs: (thing: string, supposed: string, actual: string) => string;
  /** A date or figure isn't the one in the question. */
  readonly otherFigure: (asked: string, stated: string) => string;
  /** Which of two things is ahead. */
  readonly ahead: (winner: string, value: string, other: string, otherValue: string) => string;
  readonly equal: (value: string) => string;
  readonly quoted: (text: string) => string;
  /** Introduces names and figures of a quotation in another language. */
  readonly glosses: (pairs: readonly (readonly [original: string, translated: string])[]) => string;
  /** Between the parts of an answer. */
  readonly gap: string;
}

const SIMPLIFIED: Wording = {
  script: 'zh',
  nothingFound: (subject) =>
    subject === '' ? '资料里没有找到能回答这个问题的依据。' : `资料里没有找到关于“${subject}”的依据。`,
  notStated: (subject) => `资料提到了“${subject}”，但没有找到能回答这个问题的依据。`,
  notTheirs: (thing, supposed, actual) => `更正：${thing}不是${supposed}的，而是${actual}的。`,
  otherFigure: (asked, stated) => `资料里写的是${stated}，不是${asked}。`,
  ahead: (winner, value, other, otherValue) => `${winner}（${value}）高于${other}（${otherValue}）。`,
  equal: (value) => `两者相同（${value}）。`,
  quoted: (text) => `资料原文：“${text}”`,
  glosses: (pairs) => `（${pairs.map(([original, translated]) => `${original}：${translated}`).join('；')}）`,
  gap: '',
};

const TRADITIONAL: Wording = {
  ...SIMPLIFIED,
  script: 'zh-Hant',
  nothingFound: (subject) =>
    subject === '' ? '資料裡沒有找到能回答這個問題的依據。' : `資料裡沒有找到關於「${subject}」的依據。`,
  notStated: (subject) => `資料提到了「${subject}」，但沒有找到能回答這個問題的依據。`,
  notTheirs: (thing, supposed, actual) => `更正：${thing}不是${supposed}的，而是${actual}的。`,
  otherFigure: (asked, stated) => `資料裡寫的是${stated}，不是${asked}。`,
  ahead: (winner, value, other, otherValue) => `${winner}（${value}）高於${other}（${otherValue}）。`,
  equal: (value) => `兩者相同（${value}）。`,
  quoted: (text) => `資料原文：「${text}」`,
};

const ENGLISH: Wording = {
  script: 'en',
  nothingFound: (subject) =>
    subject === ''
      ? 'The corpus has no evidence that answers this question.'
      : `The corpus has no evidence on “${subject}”.`,
  notStated: (subject) => `The corpus mentions “${subject}”, but has no evidence that answers this question.`,
  notTheirs: (thing, supposed, actual) => `Correction: ${thing} is not ${supposed}’s but ${actual}’s.`,
  otherFigure: (asked, stated) => `The corpus says ${stated}, not ${asked}.`,
  ahead: (winner, value, other, otherValue) => `${winner} (${value}) is ahead of ${other} (${otherValue}).`,
  equal: (value) => `Both are equal (${value}).`,
  quoted: (text) => `The source says: “${text}”`,
  glosses: (pairs) => `(${pairs.map(([original, translated]) => `${original}: ${translated}`).join('; ')})`,
  gap: ' ',
};

/** The wording for the language and script of a question. */
export function wordingFor(question: string): Wording {
  if (languageOf(question) === 'en') return ENGLISH;
  return isTraditional(question) ? TRADITIONAL : SIMPLIFIED;
}

/** Whether a text has to be shown as a quotation in another language. */
export function isForeign(text: string, language: Language): boolean {
  const chinese = [...text].filter((unit) => hasHan(unit)).length;
  return language === 'en' ? chinese > 0 : chinese === 0 && /[A-Za-z]{3}/.test(text);
}
