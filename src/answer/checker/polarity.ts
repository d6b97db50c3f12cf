import type { Span } from '../../text/sentences.js';

/** What a sentence denies, and words that turn a sentence round. All of folded text. */

const CHINESE_NEGATION =
  /(?:并|从|尚|还|都|也)?(?:没有|没(?![落收埋准]|关系)|未能|未曾|未(?![来必免完尽知名央婚满]|[^,。;]{0,6}版))|不(?![仅仅过但少断同久错得妨只光论管料如禁已及亚止俗凡仅惜]|可思议|约而同|失为|乏|一[样而])|不能|不得(?!不)|不如|不及|无法|无须|无需|无人(?!驾驶|机|区|店|值守|艇|车)|毫无|无(?=[意权缘])|并非|绝非|而非|拒绝|否认|禁止|未必|从不|不再/g;
const ENGLISH_NEGATION =
  /\b(?:not(?! only)|never|nobody|no one|nothing|no(?! (?:longer than|more than|less than|later than|sooner))|none|neither|nor|without|cannot|can't|fail(?:s|ed)? to|unable|den(?:y|ies|ied)|refus(?:e|es|ed)|declin(?:e|es|ed) to|lacks?|lacked|rather than|instead of)\b|n't\b/g;
/** 不得不, 不是不, 无不: denied twice. */
const DOUBLE = /(?:不得不|不能不|不会不|不是不|无不|莫不|并非不|没有不|非.{1,6}不可)/g;
const CLAUSE_END = /[,，。;；:：!！?？\n]|\b(?:but|although|while|whereas)\b/;
/** How far a negation reaches, in UTF-16 units. */
const CHINESE_REACH = 14;
const ENGLISH_REACH = 45;

/** The stretches of a folded text that are denied, each from behind the negation on. */
export function denials(folded: string): Span[] {
  const text = folded.replace(DOUBLE, (match) => '·'.repeat(match.length));
  const found: Span[] = [];
  for (const [pattern, reach] of [
    [CHINESE_NEGATION, CHINESE_REACH],
    [ENGLISH_NEGATION, ENGLISH_REACH],
  ] as const) {
    for (const { 0: word, index } of text.matchAll(pattern)) {
      const start = index + word.length;
      const rest = text.slice(start, start + reach);
      found.push({ start, end: start + (CLAUSE_END.exec(rest)?.index ?? rest.length) });
    }
  }
  return found;
}

/** Words that say the opposite of each other; a sentence that has one is not carried by one with only the other. */
const OPPOSITES: readonly (readonly [string, string])[] = [
  [
    '增加|上升|增长|提高|上涨|攀升|多了|多\\d|升至|increas|rose|grew|risen|up by|up from',
    '减少|下降|下跌|降低|下滑|少了|少\\d|降至|decreas|fell|declin|dropp|down by|down from|shrank',
  ],
  [
    '高于|超过|多于|大于|超出|领先|more than|above|exceed|ahead of|higher',
    '低于|不到|少于|小于|不足|落后|less than|below|fewer than|behind|lower',
  ],
  [
    '最大|最多|最高|最长|largest|biggest|highest|longest|most',
    '最小|最少|最低|最短|smallest|lowest|shortest|fewest|least',
  ],
  ['之前|以前|before', '之后|以后|after'],
  ['提前|提早|早\\d|早于|ahead of schedule|early', '推迟|晚\\d|晚于|延期|延后|推后|postpon|delay|late'],
  ['免费|free of charge|for free', '收费|付费|paid'],
  ['允许|可以|准许|allowed|permitted', '禁止|严禁|forbidden|prohibited|banned'],
  ['支持|赞成|support', '反对|oppos'],
  ['成功|succeed|success', '失败|fail'],
  ['第一|首个|首次|first', '最后|末次|last '],
  ['开放|开启|开馆|开门|open', '关闭|关停|闭馆|clos'],
];
const OPPOSITE_PATTERNS = OPPOSITES.flatMap(([a, b]) => {
  const [one, other] = [new RegExp(a), new RegExp(b)] as const;
  return [[one, other] as const, [other, one] as const];
});

/** Words that deny without a negation: what isn't open is closed. */
const IMPLIED =
  /闭|停|取消|免费|免收|除外|例外|暂缓|\b(?:exempt|free|clos\w+|stop\w*|lost|gone|except|only)\b/;

/** Whether a sentence denies something without saying so. */
export function impliesDenial(folded: string): boolean {
  return IMPLIED.test(folded);
}

/** One word for what two say: 不允许 is 禁止. */
function plain(folded: string): string {
  return folded
    .replace(/不(?:收费|收取费用|用付费|需付费|要钱)/g, '免费')
    .replace(/不(?:允许|可以|准|得|能|许)(?!不)/g, '禁止')
    .replace(
      /\b(?:(?:is|are|be|was|were) not (?:allowed|permitted)|must not|cannot|can not|may not|can't)\b/g,
      'forbidden',
    )
    .replace(/\b(?:not|never) clos\w+/g, 'open')
    .replace(/\b(?:not|never) open\w*/g, 'closed')
    .replace(/\bneed not\b/g, 'exempt');
}

/** Whether a sentence says the opposite of its evidence in one of the common pairs of words. */
export function saysOpposite(claim: string, source: string): boolean {
  const [folded, evidence] = [plain(claim), plain(source)];
  return OPPOSITE_PATTERNS.some(
    ([one, other]) => one.test(folded) && !other.test(folded) && other.test(evidence) && !one.test(evidence),
  );
}
