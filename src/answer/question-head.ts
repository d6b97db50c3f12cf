import type { Language } from '../text/language.js';
import type { TaggedWord, WordCutter } from '../text/tokens.js';

/** The noun that a question asks for, and the measure word it asks with; folded, empty where there is none. */
export interface QuestionHead {
  readonly head: string;
  readonly measure: string;
  /** Whether it stands behind the question word (哪家公司) and not before it (定位是什么). */
  readonly isAfter: boolean;
}

const NOUN = /^(?:n|vn|eng|j|l|i)/;
/** What may stand between the question word and its noun: 哪(些)(国产)公司, 多少(张)(高性能)芯片. */
const BETWEEN = /^(?:q|m|uj|a|b|f)/;
/** What may stand between a noun and the question word behind it: 定位是什么, 价格大约为多少. */
const LINKS =
  /^(?:是|为|有|叫|达|达到|在|的|大约|大概|约|呢|是由|由|又|都|分别|各|到底|究竟|主要|属于|名字|名称|叫做|称为|称作|取名|起名)$/;
const LONGEST_GAP = 3;
const LONGEST_HEAD = 3;
const NOTHING: QuestionHead = { head: '', measure: '', isAfter: false };

/** 叫什么名字 asks for what stands before: the name of that. */
const JUST_A_NAME = /^(?:名字|名称|名|东西|玩意|内容|意思)$/;
/** How far from its end a word that asks reaches: 哪(些), 什(么). */
const ASKS =
  /^(?:什么|哪[些个家款种项位所座部支名张篇本只条类间场届块幅首几两三四五六七八九十0-9]*|多少|几|谁|何|多[大高长久远宽重深快贵厚]|啥|怎么?|如何)/;

/**
 * Finds the head of a question: 奖 in 得过什么奖, 定位 in 定位是什么, award in “What award did it win?”.
 * @param folded the whole question
 * @param asksAt where its question word stands
 */
export function questionHead(
  folded: string,
  asksAt: number | undefined,
  language: Language,
  cutter: WordCutter,
): QuestionHead {
  if (asksAt === undefined) return NOTHING;
  return language === 'en'
    ? englishHead(folded.slice(asksAt))
    : chineseHead(folded, asksAt, cutter.tag(folded));
}

function chineseHead(folded: string, asksAt: number, tagged: readonly TaggedWord[]): QuestionHead {
  const asksEnd = asksAt + (ASKS.exec(folded.slice(asksAt))?.[0].length ?? 1);
  const after = tagged.filter(({ start }) => start >= asksEnd);
  const before = tagged.filter(({ word, start }) => start + word.length <= asksAt);
  const measure = after[0]?.tag.startsWith('q') === true ? after[0].word : '';
  let gap = 0;
  while (gap < LONGEST_GAP && BETWEEN.test(after[gap]?.tag ?? '')) gap++;
  let head = '';
  for (let i = gap; i < gap + LONGEST_HEAD && NOUN.test(after[i]?.tag ?? ''); i++)
    head += after[i]?.word ?? '';
  if (head !== '' && !JUST_A_NAME.test(head)) return { head, measure, isAfter: true };
  head = '';
  let last = before.length - 1;
  while (LINKS.test(before[last]?.word ?? '')) last--;
  for (let i = last; i > last - LONGEST_HEAD && NOUN.test(before[i]?.tag ?? ''); i--) {
    // A subject is not what is asked for: only a noun right before a link is.
    if (last === before.length - 1 && !/^(?:多|几)/.test(folded.slice(asksAt))) break;
    head = (before[i]?.word ?? '') + head;
  }
  return { head, measure, isAfter: false };
}

const ENGLISH_VERB =
  /^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must|won|made|makes|make|developed|develops|released|launched|launches|resembles|offers|focuses|uses|use|won|owns|owned)$/;

function englishHead(fromQuestionWord: string): QuestionHead {
  const words = fromQuestionWord.match(/[a-z0-9][a-z0-9.'-]*/g) ?? [];
  let at = words[0] === 'how' ? 2 : 1;
  // “What is the price of …” asks for the price.
  if (ENGLISH_VERB.test(words[at] ?? '')) {
    if (!/^(?:is|are|was|were)$/.test(words[at] ?? '') || !/^(?:the|its|their)$/.test(words[at + 1] ?? '')) {
      return NOTHING;
    }
    at += 2;
    const of = words.findIndex((word, i) => i > at && /^(?:of|for|in|on|to|that)$/.test(word));
    return of > at ? { head: words.slice(at, of).join(' '), measure: '', isAfter: false } : NOTHING;
  }
  const chunk: string[] = [];
  for (const word of words.slice(at)) {
    if (ENGLISH_VERB.test(word) || chunk.length === LONGEST_HEAD) break;
    chunk.push(word);
  }
  return { head: chunk.join(' '), measure: '', isAfter: true };
}
