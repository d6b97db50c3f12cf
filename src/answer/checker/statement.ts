import type { Entity, Glossary } from '../../corpus/glossary.js';
import { type DateMention, dates } from '../../text/dates.js';
import { fold, hasHan } from '../../text/fold.js';
import { ordinals } from '../../text/ordinals.js';
import { type Quantity, quantities } from '../../text/quantities.js';
import type { Span } from '../../text/sentences.js';
import type { TaggedWord, WordCutter } from '../../text/tokens.js';
import { englishNumbers } from './english-numbers.js';
import { latinNames } from './latin-names.js';
import { overlaps } from './overlaps.js';

/**
 * What kind of thing a name names; a name takes the place only of one of its kind. A `word` is one in Latin letters,
 * `coined` a Chinese one that no dictionary has.
 */
export type NameKind = 'group' | 'thing' | 'person' | 'place' | 'word' | 'coined';

/** Something with a name. */
export interface Name extends Span {
  readonly kind: NameKind;
  /** As it is written, folded. */
  readonly text: string;
  /** Where the glossary knows it. */
  readonly entity?: Entity;
}

/** A date with how it is written, folded. */
export interface Time extends DateMention {
  readonly text: string;
  /** A year, beside the one after it: what a source may call “the year before”. */
  readonly isYearBefore?: boolean;
}

/** Digits as they are written, folded. */
export interface Digits extends Span {
  readonly text: string;
}

/** What a sentence states that can be right or wrong to the letter. Offsets are UTF-16 units into the sentence. */
export interface Statement {
  readonly text: string;
  readonly folded: string;
  readonly isChinese: boolean;
  readonly figures: readonly Quantity[];
  readonly times: readonly Time[];
  readonly names: readonly Name[];
  /** Digits that are neither a figure nor a date nor part of a name: 10:30, 2.0.1, 3 of 3号线. */
  readonly digits: readonly Digits[];
  /** The words with their parts of speech. */
  readonly words: readonly TaggedWord[];
}

/** Whether jieba's dictionary doesn't have a word: it is a name, or made up of others. */
function isUnknown({ word, tag }: TaggedWord): boolean {
  return tag === 'x' && word.length > 1 && hasHan(word);
}

/** 由康达 is 康达. */
function withoutPreposition({ word, tag, start }: TaggedWord): TaggedWord {
  const own = word.replace(/^[由为是与和对在据被让请向从把](?=..)/, '');
  return { word: own, tag, start: start + word.length - own.length };
}

export interface StatementContext {
  readonly glossary: Glossary;
  readonly cutter: WordCutter;
  /** ISO date that relative dates are resolved against. */
  readonly published?: string | undefined;
  /** Whether a word that no dictionary has stands in the passages, so that it must be a name. */
  readonly isNamed?: (word: string) => boolean;
}

const NAME_KINDS: Readonly<Record<Entity['kind'], NameKind | undefined>> = {
  company: 'group',
  institution: 'group',
  model: 'thing',
  product: 'thing',
  award: 'thing',
  benchmark: 'thing',
  person: 'person',
  place: 'place',
  // AI, NLP: words of the subject matter, which a paraphrase may bring in.
  term: undefined,
};
/** jieba's parts of speech for names; what it takes for other proper nouns is too often a common one. */
const TAGS: readonly (readonly [tag: RegExp, kind: NameKind])[] = [
  // Transliterated ones; for others jieba takes too much.
  [/^nrt/, 'person'],
  [/^ns/, 'place'],
  [/^nt/, 'group'],
];
/** Words that jieba takes for names. */
const NO_NAMES =
  /^(?:中国|国内|国产|全国|海外|本地|当地|全球|世界|高清|小时|明显|安全|成本|中断|高达|高于|高出|许可|方面|白天|高度|高端|高峰|温度|温暖|康复|常规|金额|龙头|马上|曾经|易于|安装|方便|方便面|范围|金属|白色|黄金|江山|汤药|万分|雷达|石油|毛利|.*[里底上下内外中边部区])$/;
const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文温韦';
const SURNAME = new RegExp(`^[${SURNAMES}]$`);
/** A common surname with one or two characters, or 老 before one. */
const PERSON = new RegExp(`^老?[${SURNAMES}][\\u4e00-\\u9fff]{0,2}$`);
/** What the names of companies and institutions end with. */
const ORGANISATION =
  /^(?:科技|药房|公司|集团|银行|大学|学院|医院|物流|软件|电厂|研究院|研究所|基金|基金会|博物馆|出版社|酒店|工厂|电子|汽车|证券|保险)$/;
/** Characters of grammar, which jieba takes into words that it doesn't know. */
const GRAMMAR = /[为于了的是在和与将被就也都还则]/;
const SPEAKER = new RegExp(
  `(?<=^|[,;。:"员家任长授师监理人者士生总据由席官])[${SURNAMES.replace(/[常于向方时万文]/g, '')}][\\u4e00-\\u9fff]{1,2}?(?=认为|表示|介绍|指出|透露|强调|坦言|补充|说(?!明|法))`,
  'g',
);
const DIGITS = /\d+(?:[.,:/-]\d+)*/g;

/** Takes a sentence apart. */
export function statementOf(
  text: string,
  { glossary, cutter, published, isNamed = () => false }: StatementContext,
): Statement {
  const folded = fold(text);
  const mentions = glossary.mentions(text);
  const times = dates(text, published)
    .filter((time) => !overlaps(time, mentions))
    .map((time, _, all) => ({
      ...time,
      text: folded.slice(time.start, time.end),
      isYearBefore: all.some(({ iso }) => Number(iso) === Number(time.iso) + 1),
    }));
  const known = [...mentions, ...times];
  const speakers = speakersOf(folded).filter((name) => !overlaps(name, known));
  const numbered = [...numberedThings(folded), ...speakers].filter((name) => !overlaps(name, known));
  const figures = [...quantities(text), ...ordinals(text), ...englishNumbers(folded)].filter(
    (figure) =>
      !overlaps({ start: figure.start, end: figure.start + 1 }, [...known, ...numbered]) &&
      !isArticle(figure, folded),
  );
  const latin = latinNames(text, [...known, ...figures, ...numbered], isNamed);
  const words = cutter.tag(text);
  const taken = [...known, ...figures, ...latin, ...numbered];
  return {
    text,
    folded,
    isChinese: hasHan(text),
    figures,
    times,
    names: [
      ...mentions.flatMap(({ entity, start, end }): Name[] => {
        const kind = NAME_KINDS[entity.kind];
        return kind === undefined ? [] : [{ kind, text: folded.slice(start, end), entity, start, end }];
      }),
      ...latin,
      ...numbered,
      ...chineseNames(words, taken, isNamed),
    ],
    digits: Array.from(folded.matchAll(DIGITS))
      .filter(({ 0: digits, index }) => !overlaps({ start: index, end: index + digits.length }, taken))
      .map(({ 0: digits, index }) => ({ text: digits, start: index, end: index + digits.length })),
    words,
  };
}

/** Who says something, behind a title or at the beginning of a clause: 研究员罗守拙认为, 据陆一鸣说. */
function speakersOf(folded: string): Name[] {
  return Array.from(folded.matchAll(SPEAKER), ({ 0: text, index }) => ({
    kind: 'person',
    text,
    start: index,
    end: index + text.length,
  }));
}

/** 3号线, 6号楼: numbers that tell things apart. */
function numberedThings(folded: string): Name[] {
  return Array.from(folded.matchAll(/(?<![\d.])\d+号(?:线|楼|院|馆|机|厅|门)/g), ({ 0: text, index }) => ({
    kind: 'thing',
    text,
    start: index,
    end: index + text.length,
  }));
}

/** 一个, 一天, 第一, the first: a one that counts nothing. 一万 and 一百 do. */
function isArticle({ start, value }: Quantity, folded: string): boolean {
  return value === 1 && !/^[\d$¥€£]/.test(folded.slice(start));
}

/** Names that no glossary has, as far as jieba knows them for names or they look like a person's. */
function chineseNames(
  words: readonly TaggedWord[],
  taken: readonly Span[],
  isNamed: (word: string) => boolean,
): Name[] {
  return words.flatMap((tagged, i) => {
    const { word, tag } = isUnknown(tagged) ? withoutPreposition(tagged) : tagged;
    const start = tagged.start + tagged.word.length - word.length;
    const end = start + word.length;
    const looksLikePerson = (isUnknown(tagged) || tag.startsWith('nr')) && PERSON.test(word);
    const next = words[i + 1];
    const goesOn = tag.startsWith('nr') && word.length === 1 && next?.start === end && next.word.length < 3;
    if (goesOn && SURNAME.test(word)) {
      return [{ kind: 'person', text: word + next.word, start, end: end + next.word.length }];
    }
    const kind = looksLikePerson
      ? 'person'
      : (TAGS.find(([pattern]) => pattern.test(tag))?.[1] ??
        (isUnknown(tagged) && (isNamed(word) || tagged.word !== word) ? 'coined' : undefined));
    const isName =
      kind !== undefined &&
      !(kind === 'coined' && GRAMMAR.test(word)) &&
      word.length > 1 &&
      hasHan(word) &&
      !NO_NAMES.test(word);
    if (!isName || overlaps({ start, end }, taken)) return [];
    // 康达药房, 智医科技
    if (next !== undefined && next.start === end && ORGANISATION.test(next.word) && kind !== 'place') {
      return [{ kind: 'group', text: word + next.word, start, end: end + next.word.length }];
    }
    return [{ kind, text: word, start, end }];
  });
}
