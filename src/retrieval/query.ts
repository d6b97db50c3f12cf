import type { Glossary } from '../corpus/glossary.js';
import { fold } from '../text/fold.js';
import type { WordCutter } from '../text/tokens.js';
import type { KeywordIndex } from './keyword-index.js';
import type { KeywordQuery, QueryAlternative, QueryGroup } from './keyword-query.js';
import { entityTerm, isLongWord, scriptRuns } from './terms.js';

/** Offers other words (folded) for the words of a question. */
export type QueryExpander = (text: string) => readonly {
  readonly source: string;
  readonly alternatives: readonly string[];
}[];

/** What the kinds of terms weigh. */
export interface QueryWeights {
  readonly character: number;
  readonly pair: number;
  /** Jieba's words of three characters and more. */
  readonly word: number;
  readonly latin: number;
  readonly number: number;
  readonly entity: number;
  /** What only stands in for a word of the question. */
  readonly expansion: number;
  /** A character that is grammar or asks, as a part of the above. */
  readonly grammarCharacter: number;
  /** A pair or word with such a character, likewise. */
  readonly grammarPair: number;
}

export const QUERY_WEIGHTS: QueryWeights = {
  character: 0.8,
  pair: 1,
  word: 0.15,
  latin: 1,
  number: 2,
  entity: 2,
  expansion: 0.5,
  grammarCharacter: 0.1,
  grammarPair: 0.4,
};

/** A word of several characters that no document has counts by its rarest part, a little less. */
const PART_WEIGHT = 0.8;

/** How a question is asked rather than what it asks about, and grammar. Folded. */
const GRAMMAR =
  /什么时候|什么|甚么|哪一?[个些年种位家天月日次座所项款部条]|哪里|哪儿|哪|多少|几[个年种位家次]|怎么样|怎么|怎样|如何|为什么|为何|何[时地处人种]|何|请问|是否|是不是|有没有|吗|呢|吧|谁|[的是了在和与于被把有为而其之以及或由对从到所也都]/g;

const ENGLISH_GRAMMAR = new Set(
  (
    'a an the of to in on at by for with from as and or is are was were be been do does did has have had can could ' +
    'will would should may it its they them their he his she her this that these those there about into what when ' +
    'where which who whom whose why how much many please tell me s'
  ).split(' '),
);

export interface QueryContext {
  readonly cutter: WordCutter;
  readonly glossary: Glossary;
  readonly index: Pick<KeywordIndex, 'documentFrequency'>;
  readonly expand?: QueryExpander | undefined;
}

/** Turns a question into groups of terms, each term of the question once. */
export function keywordQuery(
  question: string,
  { cutter, glossary, index, expand = () => [] }: QueryContext,
  weights: QueryWeights = QUERY_WEIGHTS,
): KeywordQuery {
  const folded = fold(question);
  const groups: QueryGroup[] = [];
  for (const [term, weight] of ownTerms(folded, cutter, weights)) {
    groups.push({ alternatives: [{ term, weight: 1 }], weight, forms: [term] });
  }
  for (const entity of new Set(glossary.mentions(question).map((mention) => mention.entity))) {
    const forms = glossary.namesOf(entity).map(fold);
    groups.push({
      alternatives: [{ term: entityTerm(entity.name), weight: 1 }],
      weight: weights.entity,
      forms,
    });
  }
  for (const { alternatives } of expand(question)) {
    const known = alternatives.flatMap((text) => alternativeOf(text, index));
    if (known.length > 0)
      groups.push({ alternatives: known, weight: weights.expansion, forms: alternatives });
  }
  return groups;
}

/** The terms of the question's own words with what each weighs at its best place. */
function ownTerms(folded: string, cutter: WordCutter, weights: QueryWeights): Map<string, number> {
  const isGrammar = new Uint8Array(folded.length);
  for (const match of folded.matchAll(GRAMMAR)) isGrammar.fill(1, match.index, match.index + match[0].length);
  const isClean = (start: number, length: number): boolean =>
    !isGrammar.subarray(start, start + length).includes(1);
  const terms = new Map<string, number>();
  const add = (term: string, weight: number): void => {
    terms.set(term, Math.max(terms.get(term) ?? 0, weight));
  };
  for (const { text, isChinese, start } of scriptRuns(folded)) {
    if (!isChinese) {
      if (!ENGLISH_GRAMMAR.has(text)) add(text, /^\p{N}/u.test(text) ? weights.number : weights.latin);
      continue;
    }
    for (let i = 0; i < text.length; i++) {
      const discount = isClean(start + i, 1) ? 1 : weights.grammarCharacter;
      add(text.charAt(i), weights.character * discount);
      if (i + 2 > text.length) continue;
      add(text.slice(i, i + 2), weights.pair * (isClean(start + i, 2) ? 1 : weights.grammarPair));
    }
  }
  for (const word of cutter.words(folded)) {
    if (!isLongWord(word)) continue;
    const start = folded.indexOf(word);
    add(word, weights.word * (start >= 0 && isClean(start, word.length) ? 1 : weights.grammarPair));
  }
  return terms;
}

/** A word as a term of the index: itself, else the rarest of the pairs that it is made of. */
function alternativeOf(word: string, index: Pick<KeywordIndex, 'documentFrequency'>): QueryAlternative[] {
  if (index.documentFrequency(word) > 0) return [{ term: word, weight: 1 }];
  const pairs = scriptRuns(word).flatMap(({ text, isChinese }) =>
    isChinese ? Array.from({ length: text.length - 1 }, (_, i) => text.slice(i, i + 2)) : [text],
  );
  const byFrequency = pairs.map((term) => ({ term, frequency: index.documentFrequency(term) }));
  byFrequency.sort((a, b) => a.frequency - b.frequency);
  const rarest = byFrequency[0];
  // A phrase with a part that no document has is in no document.
  return rarest === undefined || rarest.frequency === 0 ? [] : [{ term: rarest.term, weight: PART_WEIGHT }];
}
