import type { Entity, Glossary, Mention } from '../corpus/glossary.js';
import { type DateMention, dates } from '../text/dates.js';
import { fold } from '../text/fold.js';
import { type Language, languageOf } from '../text/language.js';
import type { TaggedWord, WordCutter } from '../text/tokens.js';
import { expandTerms, synonymsOf } from '../text/vocabulary.js';
import { questionHead } from './question-head.js';
import { type QuestionForm, questionForm } from './question-type.js';
import { ABSTRACT_NOUNS, ENGLISH_STOP_WORDS, STOP_WORDS } from './stop-words.js';

/** A piece of what a question is about, which its evidence should hold. */
export interface Term {
  /** Folded. */
  readonly text: string;
  /** Folded words that count as the term, each at a discount. */
  readonly alternatives: readonly string[];
  /** The thing it names, where the glossary knows it. */
  readonly entity?: Entity;
  /** How much its part of speech says of a subject matter: 1 for a noun, less for what is mostly grammar. */
  readonly importance: number;
  /** Whether it names one thing rather than a kind of things: a name, a Latin word, a quoted title. */
  readonly isProper: boolean;
  /** Whether it is what the question asks for: 奖 in 什么奖, 定位 in 定位是什么. */
  readonly isHead: boolean;
}

/** A question taken apart: its form and what its evidence should hold. */
export interface AnalysedQuestion extends QuestionForm {
  readonly text: string;
  readonly language: Language;
  readonly terms: readonly Term[];
  /** The things it names, in order, each once. */
  readonly entities: readonly Entity[];
  /** Where it names them. */
  readonly mentions: readonly Mention[];
  /** The times it names. */
  readonly dates: readonly DateMention[];
  /** The noun it asks for, folded: 公司 in 哪些公司, 参数 in 多少参数; empty where there is none. */
  readonly head: string;
  /** The measure word it asks with, folded: 张 in 多少张; empty where there is none. */
  readonly measure: string;
}

/** What the words of a question count, by jieba's part of speech. Anything else: 0.6. */
function importanceOf(tag: string): number {
  if (/^n|^eng|^i|^l|^j/.test(tag)) return 1;
  if (/^v/.test(tag)) return 0.75;
  if (/^m|^t|^a|^z|^b|^s/.test(tag)) return 0.7;
  if (/^[dcpruyeo]/.test(tag)) return 0.3;
  return 0.6;
}

/** Names of people, places and organisations, other proper nouns, Latin words. */
const PROPER_TAG = /^(?:nr|ns|nt|nz|eng)/;
/** What a part of speech of grammar alone makes no term of, when it is one character. */
const GRAMMAR_TAG = /^[dcpruyemqfzk]/;
const SINGLE_CHARACTER = 0.6;
const VAGUE_IMPORTANCE = 0.3;
const NAME_IMPORTANCE = 1.3;
const QUOTED_IMPORTANCE = 1.2;

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function overlaps(start: number, end: number, stretches: readonly Stretch[]): boolean {
  return stretches.some((stretch) => start < stretch.end && end > stretch.start);
}

function chineseTerms(tagged: readonly TaggedWord[], head: string, kindHead: string): Term[] {
  return tagged.flatMap(({ word, tag }) => {
    const isSingle = word.length === 1;
    if (STOP_WORDS.has(word) || (isSingle && GRAMMAR_TAG.test(tag))) return [];
    const isVague = onlyAsks(word, kindHead);
    return {
      text: word,
      alternatives: synonymsOf(word),
      importance: isVague ? VAGUE_IMPORTANCE : importanceOf(tag) * (isSingle ? SINGLE_CHARACTER : 1),
      isProper: PROPER_TAG.test(tag) && !isSingle && !isVague,
      isHead: head.includes(word) && !isVague,
    };
  });
}

/** Nouns that the kind of the answer stands for: 公司 in 哪家公司. Folded. */
const KINDS =
  /^(?:公司|企业|厂商|厂家|大厂|机构|组织|单位|团队|人|国家|城市|地方|地区|地点|位置|产品|模型|大模型|系统|平台|应用|工具|设备|专家|媒体|报纸|product|products|model|models|platform|platforms|app|apps|system|systems|tool|tools|company|companies|firm|firms|vendor|vendors|team|teams|organization|organisation|person|people|country|city|place)$/;

/** Whether a word says only what kind of answer is asked for. */
function onlyAsks(word: string, kindHead: string): boolean {
  return ABSTRACT_NOUNS.has(word) || (kindHead.includes(word) && KINDS.test(word));
}

function englishTerms(statement: string, original: string, head: string, kindHead: string): Term[] {
  const expansions = expandTerms(statement);
  const terms: Term[] = [];
  for (const match of statement.matchAll(/[a-z0-9][a-z0-9.'-]*[a-z0-9]|[a-z0-9]/g)) {
    const start = match.index;
    const end = start + match[0].length;
    const word = match[0].replace(/'s$/, '');
    if (ENGLISH_STOP_WORDS.has(word)) continue;
    const expansion = expansions.find((found) => start < found.end && end > found.start);
    // The later words of a phrase that was taken whole.
    if (expansion !== undefined && terms.at(-1)?.text === expansion.source) continue;
    const isVague = onlyAsks(word, kindHead);
    terms.push({
      text: expansion?.source ?? word,
      alternatives: expansion?.alternatives ?? [],
      importance: isVague ? VAGUE_IMPORTANCE : 1,
      isProper: start > 0 && /\p{Lu}/u.test(original.charAt(start)),
      isHead: head !== '' && head.includes(word) && !isVague,
    });
  }
  return terms;
}

/** Quoted names and titles (《…》, “…”) are one term each, whatever words they hold. */
function quotedTerms(folded: string, taken: readonly Stretch[]): (Term & Stretch)[] {
  const found: (Term & Stretch)[] = [];
  for (const match of folded.matchAll(/《([^》]{1,40})》|"([^"]{1,40})"/g)) {
    const text = (match[1] ?? match[2] ?? '').trim();
    const start = match.index;
    const end = start + match[0].length;
    if (text === '' || overlaps(start, end, taken)) continue;
    found.push({
      text,
      alternatives: [],
      importance: QUOTED_IMPORTANCE,
      isProper: true,
      isHead: false,
      start,
      end,
    });
  }
  return found;
}

function entityTerms(entities: readonly Entity[], glossary: Glossary): Term[] {
  return entities.map((entity) => {
    const name = fold(entity.name);
    const isProper = entity.kind !== 'term' && entity.kind !== 'place';
    return {
      text: name,
      alternatives: glossary
        .namesOf(entity)
        .map(fold)
        .filter((other) => other !== name),
      entity,
      importance: isProper ? NAME_IMPORTANCE : 1,
      isProper,
      isHead: false,
    };
  });
}

/** “类ChatGPT”, “GPT-4那样的”, “a ChatGPT-like product” name something like the thing, not the thing. */
function isLikeness(text: string, { start, end }: Mention): boolean {
  return (
    /[类類像似]$/.test(text.slice(0, start)) ||
    /^(?:类|版|式|那样|这样|[-‑–\s]?(?:like|style)\b)/i.test(text.slice(end))
  );
}

/**
 * Takes a question apart.
 * @param published ISO date that relative times in the question are resolved against
 */
export function analyseQuestion(
  text: string,
  glossary: Glossary,
  cutter: WordCutter,
  published?: string,
): AnalysedQuestion {
  const language = languageOf(text);
  const form = questionForm(text, language);
  const mentions = glossary.mentions(text).filter((mention) => !isLikeness(text, mention));
  const entities = [...new Set(mentions.map((mention) => mention.entity))];
  const times = dates(text, published);
  const quoted = quotedTerms(fold(text), mentions);
  const statement = [...mentions, ...times, ...quoted].reduce(
    (rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
    form.statement,
  );
  const { head, measure, isAfter } = questionHead(fold(text), form.asksAt, language, cutter);
  // 公司 in 哪家公司 says what kind of answer is wanted; 模型 in 360的模型叫什么 must be there.
  const kindHead = isAfter ? head : '';
  const words =
    language === 'zh'
      ? chineseTerms(cutter.tag(statement), head, kindHead)
      : englishTerms(statement, text, head, kindHead);
  const seen = new Set<string>();
  const terms = [...entityTerms(entities, glossary), ...quoted, ...words].filter((term) => {
    if (seen.has(term.text)) return false;
    seen.add(term.text);
    return true;
  });
  // “X的开源协议是什么” asks for a fact of X, “X是什么” what X is.
  const asksOfName =
    terms.some(({ isHead }) => isHead) && terms.some(({ isProper, isHead }) => isProper && !isHead);
  const type = form.type === 'definition' && asksOfName ? 'fact' : form.type;
  return { ...form, type, text, language, terms, entities, mentions, dates: times, head, measure };
}
