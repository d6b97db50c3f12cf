import { fold, isHan } from './fold.js';

/** The language of a question, and so of its answer. */
export type Language = 'zh' | 'en';

const QUOTED = /《[^》]*》|“[^”]*”|「[^」]*」|『[^』]*』|"[^"]*"/g;
const HAN = /\p{Script=Han}/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

const CHINESE_ASKS =
  /[什甚]么|[谁吗呢哪几啥怎请]|多[少大长久高远]|[为如]何|何[时地人种处故]|[是能可]否|是不是|有没有|介绍|告诉|解释/;
const CHINESE_GRAMMAR = /[的是了在和与被把及或有]/;
const ENGLISH_ASKS =
  /\b(?:who|whom|whose|what|when|where|which|why|how)\b|^[^\p{L}\p{N}]*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|tell|list|name|compare|describe|explain|give|show|define|please|summari[sz]e)\b/u;
const ENGLISH_GRAMMAR = /\b(?:the|an?|of|by|for|with|from|in|on|at|to|and|or|about|is|are|was|were)\b/;

/**
 * The language a text is asked in, by its grammar rather than its names: “ChatGPT是什么” is Chinese, “When
 * did 通义千问 open?” is English. Bare names go by their script and by what is more of it. Of the languages
 * that are neither, those written with Chinese characters or kana are taken for Chinese, others for English.
 */
export function languageOf(text: string): Language {
  if (!HAN.test(text)) return /\p{L}/u.test(text) && !KANA.test(text) ? 'en' : 'zh';
  if (KANA.test(text)) return 'zh';
  const unquoted = fold(text.replace(QUOTED, ' '));
  const own = unquoted.trim() === '' ? fold(text) : unquoted;
  const asksChinese = CHINESE_ASKS.test(own);
  const asksEnglish = ENGLISH_ASKS.test(own);
  // Where both ask (“What does 什么值得买 do?”, “what is AI是什么意思”), a sentence ends in its own language.
  if (asksChinese && asksEnglish) return /\p{Script=Han}\P{L}*$/u.test(own) ? 'zh' : 'en';
  if (asksChinese || asksEnglish) return asksChinese ? 'zh' : 'en';
  if (CHINESE_GRAMMAR.test(own)) return 'zh';
  if (ENGLISH_GRAMMAR.test(own)) return 'en';
  return charactersOf(own) >= 2 * plainEnglishWordsOf(text) ? 'zh' : 'en';
}

function charactersOf(text: string): number {
  return text.match(/\p{Script=Han}/gu)?.length ?? 0;
}

/** Words in lower case: a capital is a name's, and names are the same in both languages. */
function plainEnglishWordsOf(text: string): number {
  return text.match(/(?<![\p{L}\p{N}])[a-z]{3,}(?![\p{L}\p{N}])/gu)?.length ?? 0;
}

/** Characters that fold, but that Simplified texts have too (乾隆, 瞭望, 宫商角徵羽). */
const IN_BOTH_SCRIPTS = '乾瞭徵於夥';

/** Whether a text is written in Traditional characters: whether any of them is Traditional only. */
export function isTraditional(text: string): boolean {
  const folded = fold(text);
  for (let i = 0; i < text.length; i++) {
    const isChanged = isHan(text.charCodeAt(i)) && text.charCodeAt(i) !== folded.charCodeAt(i);
    if (isChanged && !IN_BOTH_SCRIPTS.includes(text.charAt(i))) return true;
  }
  return false;
}
