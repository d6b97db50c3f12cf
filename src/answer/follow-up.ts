import type { Entity, EntityKind, Glossary } from '../corpus/glossary.js';
import { fold, hasHan } from '../text/fold.js';
import type { WordCutter } from '../text/tokens.js';
import type { AnsweredQuestion } from './answered-question.js';
import { analyseQuestion } from './question-analysis.js';

/** A follow-up as a question of its own. */
export interface StandaloneQuestion {
  readonly text: string;
  /** What the talk was about beside it: helps to find the passage, but need not be in the answer. */
  readonly context: readonly string[];
}

const PERSON: readonly EntityKind[] = ['person'];
const GROUP: readonly EntityKind[] = ['company', 'institution'];
const THING: readonly EntityKind[] = ['model', 'product', 'company', 'institution', 'award', 'benchmark'];

/** Words that point back, and what they can point to; longest first. */
const POINTERS: readonly { readonly pattern: RegExp; readonly kinds: readonly EntityKind[] }[] = [
  { pattern: /(?:这|那|该|这个|那个|这位|那位)(?:位)?(?:人|专家|教授|作者|演员|院长|秘书长)/, kinds: PERSON },
  { pattern: /(?:这|那|该)(?:家|个)?(?:公司|企业|厂商|机构|大学|团队|集团)/, kinds: GROUP },
  {
    pattern:
      /(?:这|那|该)(?:款|个|种|项|幅|套)?(?:大模型|模型|产品|系统|平台|应用|工具|软件|画|奖|技术|功能)/,
    kinds: THING,
  },
  { pattern: /(?<![其吉])他们|她们|他俩/, kinds: [...PERSON, ...GROUP] },
  { pattern: /(?<![其吉])他|她/, kinds: PERSON },
  { pattern: /它们|它|其(?![他余中实])/, kinds: THING },
  { pattern: /(?:这|那)(?:个|款|家|位|项|次|件事)(?![\u4e00-\u9fff]*[几多])/, kinds: THING },
  { pattern: /\b(?:he|she|him|her|his)\b/, kinds: PERSON },
  {
    pattern: /\b(?:they|them|their|it|its|this(?! (?:year|month|week|quarter|day|time))|that one)\b/,
    kinds: THING,
  },
];

/** “那百度呢?”, “What about Baidu?”: the last question, asked of another thing. */
const SAME_OF_ANOTHER =
  /^\s*(?:那么?|还有|换成|至于|and|what about|how about)?\s*(.{1,24}?)\s*(?:呢|如何|怎么样)?\s*[?。!]*\s*$/;
const OPENS_WITH_THEN = /^\s*(?:那么?|还有|以及|另外|然后|and |what about |how about )/;

/**
 * Rewrites a follow-up by rules so that it stands alone: a pronoun becomes the name that it points to (what the
 * last answer was, else what the last question was about), “那百度呢?” becomes the last question asked of 百度.
 * A question that points nowhere stays as it is.
 */
export function standaloneQuestion(
  text: string,
  last: AnsweredQuestion | undefined,
  glossary: Glossary,
  cutter: WordCutter,
): StandaloneQuestion {
  if (last === undefined) return { text, context: [] };
  const asked = analyseQuestion(text, glossary, cutter);
  const swapped = sameOfAnother(text, last, glossary);
  if (swapped !== undefined) return { text: swapped, context: [] };
  const folded = fold(text);
  for (const { pattern, kinds } of POINTERS) {
    const pointer = pattern.exec(folded);
    // “IT” is no pronoun.
    if (pointer === null || text.slice(pointer.index, pointer.index + pointer[0].length) === 'IT') continue;
    const name = referent(last, kinds, asked.entities);
    if (name === undefined) break;
    const before = text.slice(0, pointer.index);
    const after = text.slice(pointer.index + pointer[0].length);
    return { text: `${before}${name}${after}`, context: contextOf(last, name) };
  }
  const isIncomplete = OPENS_WITH_THEN.test(folded) || !asked.terms.some(({ isProper }) => isProper);
  if (!isIncomplete || asked.entities.some(({ kind }) => kind !== 'term')) return { text, context: [] };
  const name = referent(last, [...PERSON, ...THING], []);
  if (name === undefined) return { text, context: contextOf(last, '') };
  return { text: joined(name, text.replace(/^\s*那么?/, '')), context: contextOf(last, name) };
}

function joined(name: string, question: string): string {
  return hasHan(question) ? `${name}${question}` : `${name}: ${question}`;
}

/**
 * The name that a pointer stands for. “文心一格是谁推出的?” “它…”: a thing that was asked about stays the topic.
 * “腾讯的大模型叫什么?” “它…”: of somebody's things, the one that was the answer.
 */
function referent(
  last: AnsweredQuestion,
  kinds: readonly EntityKind[],
  exclude: readonly Entity[],
): string | undefined {
  const fits = (entity: Entity): boolean => kinds.includes(entity.kind) && !exclude.includes(entity);
  const isGroup = ({ kind }: Entity): boolean => GROUP.includes(kind);
  const topics = last.question.entities.filter(fits);
  const answers = last.answers.flatMap(({ entity }) => (entity !== undefined && fits(entity) ? entity : []));
  const known = [
    ...topics.filter((entity) => !isGroup(entity)),
    ...answers.filter((entity) => !isGroup(entity)),
    ...topics,
    ...answers,
  ];
  const proper = last.question.terms.find(({ isProper, entity }) => isProper && entity === undefined);
  return known[0]?.name ?? proper?.text ?? last.answers.find(({ entity }) => entity === undefined)?.name;
}

/** What else the talk was about. */
function contextOf(last: AnsweredQuestion, name: string): string[] {
  const names = [
    ...last.question.entities.map((entity) => entity.name),
    ...last.answers.map((answer) => answer.name),
  ];
  const words = last.question.terms.filter(({ entity }) => entity === undefined).map((term) => term.text);
  return [...new Set([...names, ...words])].filter((other) => other !== name);
}

/** The last question with its thing exchanged for the one that is named now. */
function sameOfAnother(text: string, last: AnsweredQuestion, glossary: Glossary): string | undefined {
  // Folding keeps the length, so the name can be cut out of the text as it was written.
  const match = SAME_OF_ANOTHER.exec(fold(text));
  const at = match?.[1] === undefined ? -1 : fold(text).indexOf(match[1]);
  const named = at < 0 ? undefined : text.slice(at, at + (match?.[1]?.length ?? 0)).trim();
  if (named === undefined || !(OPENS_WITH_THEN.test(fold(text)) || /呢/.test(text))) return undefined;
  const [mention] = glossary.mentions(named);
  if (mention === undefined || mention.end - mention.start < named.length) return undefined;
  const same = last.question.mentions.find(({ entity }) => entity.kind === mention.entity.kind);
  const replaced = same ?? last.question.mentions.at(0);
  if (replaced === undefined) return undefined;
  return last.question.text.slice(0, replaced.start) + named + last.question.text.slice(replaced.end);
}
