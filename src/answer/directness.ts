import type { Entity, Glossary } from '../corpus/glossary.js';
import { type AnswerKind, saysName } from './answer-kind.js';
import type { Evidence } from './evidence.js';
import type { AnalysedQuestion } from './question-analysis.js';

/** How directly the form of a sentence answers a question of its kind, 0 to 1. */
export function directness(
  evidence: Evidence,
  kind: AnswerKind,
  question: AnalysedQuestion,
  glossary: Glossary,
): number {
  if (question.type === 'definition') return introduction(question, evidence);
  if (kind === 'name') return saysName(question, evidence.text) ? 1 : 0;
  if (kind !== 'organisation' && kind !== 'who') return 0;
  const owners = new Set(question.entities.flatMap((entity) => glossary.owners(entity)));
  const named = glossary.mentions(evidence.text).map(({ entity }) => entity);
  const isNew = (entity: Entity): boolean => !question.entities.includes(entity);
  return named.some((entity) => owners.has(entity) && isNew(entity)) ? 1 : 0;
}

const ROLE = /(?:长|家|员|人|官|授|士|师|者|席|理|监|记者|ceo|cto|cfo|主任|总裁|院士|董事)$/;

/** Forms of a sentence around a name, with how surely they introduce what bears it; all folded. */
const BEHIND: readonly { readonly pattern: RegExp; readonly sureness: number }[] = [
  {
    pattern:
      /^["'》)]*\s*(?:是|即|指(?:的是)?|为(?=[一首全国中最该])|[(,、]?(?:一种|一款|一个|一家)|is |are |was |,? (?:an?|the) )/,
    sureness: 1,
  },
  { pattern: /^["'》]*\s*\(/, sureness: 0.8 },
];
const BEFORE: readonly { readonly pattern: RegExp; readonly sureness: number }[] = [
  { pattern: ROLE, sureness: 0.9 },
  {
    pattern: /(?:推出|发布|研发|打造|开发|名为|叫做|平台|系统|模型|产品|作画|应用)["'《(]*$/,
    sureness: 0.7,
  },
];
/** A name that opens its paragraph. */
const OPENS = 0.5;
/** So many UTF-16 units around a name are looked at. */
const REACH = 12;

/** Whether a sentence says what something is: “X是…”, “…长X表示”, “X（…）”, “X, a …”, its first mention. */
function introduction(question: AnalysedQuestion, { folded, before }: Evidence): number {
  const names = question.terms
    .filter(({ isProper, entity }) => isProper || entity !== undefined)
    .flatMap((term) => [term.text, ...term.alternatives]);
  const sureness = names.flatMap((name) => {
    const at = folded.indexOf(name);
    if (at < 0) return [];
    const head = folded.slice(Math.max(0, at - REACH), at).replace(/["'《(]+$/, '');
    const tail = folded.slice(at + name.length, at + name.length + REACH);
    return [
      ...BEHIND.filter(({ pattern }) => pattern.test(tail)).map((form) => form.sureness),
      ...BEFORE.filter(({ pattern }) => pattern.test(head)).map((form) => form.sureness),
      before === '' && at < 4 ? OPENS : 0,
    ];
  });
  return Math.max(0, ...sureness);
}
