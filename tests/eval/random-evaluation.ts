import type { Answer } from '../../src/answer/answer.js';
import type { Citation } from '../../src/answer/citation.js';
import type { EvaluationQuestion } from '../../src/eval/question-set.js';
import { seededRandom } from '../retrieval/random.js';
import { answerOf, citationOf, refusal } from './hand-made.js';

export interface RandomEvaluation {
  readonly texts: Readonly<Record<string, string>>;
  readonly questions: readonly EvaluationQuestion[];
  /** One for each question. */
  readonly answers: readonly Answer[];
}

const WORDS =
  '阿里 百度 通义千问 「文心」 GPT-4 ＧＰＴ ４月 4月 7日 发布 开放 参数 1,750亿 , 、 “内测” 《报》 的 \u3000'.split(
    ' ',
  );
const ENDS = ['。', '。', '!', '?', '!', '\n', '.'];

/** Documents, questions and answers, good and bad ones of every kind; the same for the same seed. */
export function randomEvaluation(seed: number, size: number): RandomEvaluation {
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const chance = (share: number): boolean => random() < share;
  const pick = <T>(items: readonly [T, ...T[]] | readonly T[]): T => items[below(items.length)] as T;
  const several = <T>(most: number, make: () => T): T[] => Array.from({ length: below(most + 1) }, make);
  const phrase = (): string => Array.from({ length: 1 + below(3) }, () => pick(WORDS)).join('');
  const sentence = (): string => phrase() + phrase() + pick(ENDS);
  const text = (): string => several(8, sentence).join('') + phrase();
  const texts = { 'a.md': text(), 'b.txt': text(), 'folder/c.md': text() };
  const names = ['a.md', 'b.txt', 'c.md', 'd.md'];

  const stretch = (): { source: string; start: number; quote: string } => {
    const source = pick(Object.keys(texts) as (keyof typeof texts)[]);
    const whole = texts[source];
    const start = below(whole.length);
    return { source, start, quote: whole.slice(start, start + 1 + below(12)) };
  };
  const citation = (n: number): Citation => {
    const { source, start, quote } = stretch();
    const from = chance(0.1) ? pick(names) : source;
    if (chance(0.2)) return citationOf(n, from, `${quote} `, start);
    return citationOf(n, from, chance(0.1) ? phrase() : quote, chance(0.8) ? start : below(20));
  };
  const wanted = (): string[] => several(2, () => (chance(0.7) ? pick(WORDS) : stretch().quote));
  const question = (id: number): EvaluationQuestion => ({
    id: `q${id}`,
    question: phrase(),
    ...(chance(0.7) && { lang: pick(['zh', 'en', 'zh-Hant']) }),
    ...(chance(0.7) && { type: pick(['fact', 'date', 'unanswerable']) }),
    ...(chance(0.7) && { answers: wanted() }),
    ...(chance(0.3) && { must_all: wanted() }),
    ...(chance(0.4) && { evidence: several(2, () => stretch().quote) }),
    ...(chance(0.3) && { doc: pick(names) }),
    ...(chance(0.2) && { docs: several(2, () => pick(names)) }),
  });
  const answer = (): Answer => {
    const latencyMs = Math.round(random() * 1000) / 10;
    if (chance(0.25)) return refusal({ latencyMs });
    const citations = Array.from({ length: below(4) }, (_, i) => citation(i + 1));
    const marks = citations.map(({ n }) => `[${chance(0.9) ? n : n + 1}]`).join('');
    return answerOf(`${phrase()}${phrase()}${phrase()}${marks}`, citations, { latencyMs });
  };
  const numbers = Array.from({ length: size }, (_, id) => id);
  return { texts, questions: numbers.map(question), answers: numbers.map(answer) };
}
