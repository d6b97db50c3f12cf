import type { EntityKind, Glossary, Mention } from '../corpus/glossary.js';
import { dates } from '../text/dates.js';
import { fold } from '../text/fold.js';
import { ordinals } from '../text/ordinals.js';
import { quantities } from '../text/quantities.js';
import type { Span } from '../text/sentences.js';
import type { WordCutter } from '../text/tokens.js';
import type { AnalysedQuestion } from './question-analysis.js';

/** What an answer must hold to be one; `any` where the wording of the question doesn't tell. */
export type AnswerKind =
  | 'date'
  | 'number'
  | 'who'
  | 'person'
  | 'organisation'
  | 'place'
  | 'name'
  | 'cause'
  | 'any';

/** Which of two came first. */
const ASKS_ORDER = /先|更?[早晚]|\b(?:first|earlier|later|before)\b/;
const ORGANISATION_HEAD =
  /公司|企业|厂商|大厂|机构|组织|大学|高校|学校|学院|研究院|团队|单位|部门|集团|品牌|银行|政府|媒体|报社|球队|俱乐部|乐队|党|协会|compan|firm|vendor|universit|institut|organi[sz]ation|team|lab|agency|department/;
const PERSON_HEAD =
  /(?:人|作者|导演|演员|总统|总理|教授|皇帝|国王|校长|主席|歌手|专家|ceo|cto|cfo|老板|总裁|董事长|院长|秘书长|经理|总监|教练|父亲|母亲|妻子|丈夫|儿子|女儿|祖父|师傅|老师|学生|founder|author|director|president|chairman|owner|lead|head|analyst)$/;
const NAME_HEAD =
  /产品|模型|系统|平台|软件|游戏|小说|电影|歌曲|专辑|作品|商标|名|榜单|奖|应用|工具|app|product|model|platform|award|trademark|benchmark|title/;
const PLACE_HEAD = /国家|城市|地方|地区|省|市|县|州|岛|街|路|站|countr|cit(?:y|ies)|place|location|region/;

/** What the answer to a question must hold. */
export function answerKind({ type, head, text }: AnalysedQuestion): AnswerKind {
  switch (type) {
    case 'compare':
      return ASKS_ORDER.test(fold(text)) ? 'date' : 'any';
    case 'when':
      return 'date';
    case 'how-many':
      return 'number';
    case 'where':
      return 'place';
    case 'why':
      return 'cause';
    case 'name':
      return 'name';
    case 'who':
      if (ORGANISATION_HEAD.test(head)) return 'organisation';
      return PERSON_HEAD.test(head) ? 'person' : 'who';
    default:
      if (ORGANISATION_HEAD.test(head)) return 'organisation';
      if (PERSON_HEAD.test(head)) return 'person';
      if (PLACE_HEAD.test(head)) return 'place';
      return NAME_HEAD.test(head) ? 'name' : 'any';
  }
}

const CAUSE =
  /因为|由于|因此|因而|所以|之所以|原因|缘故|导致|致使|使得|为了|以便|从而|出于|有鉴于|鉴于|既然|以免|避免|旨在|\bbecause\b|\bdue to\b|\bsince\b|\btherefore\b|\breason\b|\bso that\b|\bas a result\b|\bcaused? by\b/g;
const NAME =
  /"[^"]{1,30}"|'[^' ]{1,20}'|《[^》]{1,40}》|[a-z][a-z0-9.+-]*[a-z0-9](?: [a-z][a-z0-9.+-]*[a-z0-9])*/g;
/** What stands behind it is a name: 又名…, 俗称…, 命名为…, called …. */
const NAMES =
  /(?:(?<![呼喊])叫(?=["'《「『])|又名|亦名|又称|亦称|也称|俗名|俗称|原名|本名|全名|全称|简称|旧称|前称|别名|别称|学名|艺名|名为|名叫|名字是|叫作|叫做|称为|称作|改称|译作|译为|命名为|取名为?|被叫作|\b(?:called|named|known as|titled|dubbed))\s*["'《「『]?[\p{L}\p{N}·]{1,16}/gu;
/** Times without figures: dynasties, ages, seasons, parts of the day, reigns (崇宁五年). */
const PERIOD =
  /[\u4e00-\u9fff](?:朝|代)(?![表理替价])|[\u4e00-\u9fff]{1,4}(?:时期|时代|年间|世纪|纪(?![录念律者])|战争期间)|[春夏秋冬雨旱](?:季|天)|夜间|清晨|凌晨|早上|上午|中午|下午|傍晚|晚上|星期[一二三四五六日]|周[一二三四五六日]|[\u4e00-\u9fff]{2}[元一二三四五六七八九十]{1,3}年|\b(?:spring|summer|autumn|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|afternoon|evening|noon|midnight)\b/g;
const ORGANISATION =
  /[\u4e00-\u9fff]{2,10}(?:公司|集团|大学|学院|研究院|研究所|实验室|银行|协会|委员会|政府|总局|出版社|基金会|俱乐部|学会|中学|小学|医院|剧团|乐团|球队|联盟|科技|数据|智能)/g;
const NAMED_KINDS: readonly EntityKind[] = ['model', 'product', 'award', 'benchmark'];
const PERSON_TAG = /^nr/;
const ORGANISATION_TAG = /^(?:nt|nz|eng)/;
/** What a place follows on. */
const LOCATED =
  /位于|坐落|地处|分布(?:于|在)|设(?:于|在)|地址|发源|总部|来自|\b(?:located|based|situated|headquartered) (?:in|at|on)\b/g;
const PLACE_TAG = /^(?:ns|nt|s$|f$)/;

export interface SpotContext {
  readonly glossary: Glossary;
  readonly cutter: WordCutter;
  /** ISO date of the document. */
  readonly published?: string | undefined;
}

/**
 * Where a sentence holds what could be an answer of a kind and isn't in the question already. Offsets are
 * UTF-16 units into the sentence.
 */
export function answerSpots(
  kind: AnswerKind,
  question: AnalysedQuestion,
  sentence: string,
  context: SpotContext,
): Span[] {
  const asked = fold(question.text);
  const isNew = ({ start, end }: Span): boolean => !asked.includes(fold(sentence.slice(start, end)));
  return spots(kind, question, sentence, context).filter(isNew);
}

function spots(kind: AnswerKind, question: AnalysedQuestion, sentence: string, context: SpotContext): Span[] {
  switch (kind) {
    case 'date':
      return [
        ...dates(sentence, context.published).filter(({ isAnaphoric }) => isAnaphoric !== true),
        ...matches(PERIOD, sentence),
      ];
    case 'number':
      return numberSpots(question, sentence);
    case 'cause':
      return matches(CAUSE, sentence);
    case 'name':
      return nameSpots(question, sentence, context);
    case 'person':
      if (!holdsRole(question, sentence)) return [];
      return [...named(['person'], sentence, context), ...tagged(PERSON_TAG, sentence, context)];
    case 'who':
      return [
        ...named(['person', 'company', 'institution'], sentence, context),
        ...tagged(PERSON_TAG, sentence, context),
        ...matches(ORGANISATION, sentence),
      ];
    case 'organisation':
      return organisationSpots(question.head, sentence, context);
    case 'place':
      return [
        ...named(['place'], sentence, context),
        ...tagged(PLACE_TAG, sentence, context),
        ...matches(LOCATED, sentence),
      ];
    case 'any':
      return [];
  }
}

/** Whether a sentence says what something is called, by a name that the question doesn't hold. */
export function saysName(question: AnalysedQuestion, sentence: string): boolean {
  const asked = fold(question.text);
  return matches(NAMES, sentence).some(({ start, end }) => !asked.includes(fold(sentence.slice(start, end))));
}

/** Whether a sentence has the role that is asked for: 创始人, CEO. */
function holdsRole(question: AnalysedQuestion, sentence: string): boolean {
  const roles = question.terms.filter(({ isHead }) => isHead);
  const folded = fold(sentence);
  return (
    roles.length === 0 ||
    roles.some(({ text, alternatives }) => [text, ...alternatives].some((role) => folded.includes(role)))
  );
}

function matches(pattern: RegExp, sentence: string): Span[] {
  return Array.from(fold(sentence).matchAll(pattern), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function named(kinds: readonly string[], sentence: string, { glossary }: SpotContext): Span[] {
  return glossary.mentions(sentence).filter(({ entity }) => kinds.includes(entity.kind));
}

function tagged(pattern: RegExp, sentence: string, { cutter }: SpotContext): Span[] {
  return cutter
    .tag(sentence)
    .filter(({ word, tag }) => word.length > 1 && pattern.test(tag))
    .map(({ word, start }) => ({ start, end: start + word.length }));
}

/** Kinds of organisations that are told by their names. */
const TOLD_BY_NAME = /大学|高校|学院|银行|医院|研究院|报|协会|university|bank|hospital/;

function organisationSpots(head: string, sentence: string, context: SpotContext): Span[] {
  const found = [
    ...named(['company', 'institution'], sentence, context),
    ...tagged(ORGANISATION_TAG, sentence, context),
    ...matches(ORGANISATION, sentence),
  ];
  const kind = TOLD_BY_NAME.exec(head)?.[0].replace('高校', '大学');
  if (kind === undefined) return found;
  return found.filter(
    ({ start, end }) => fold(sentence.slice(start, end)).includes(kind) || /[a-z]/.test(kind),
  );
}

/** Names; of a thing that the glossary knows only where it isn't somebody else's than the question asks about. */
function nameSpots(question: AnalysedQuestion, sentence: string, context: SpotContext): Span[] {
  const { glossary } = context;
  const owners = question.entities.filter(({ kind }) => kind === 'company' || kind === 'institution');
  const mentions = glossary.mentions(sentence);
  const isTheirs = ({ entity }: Mention): boolean => {
    const of = [entity, ...glossary.owners(entity)];
    return owners.length === 0 || entity.vendor === undefined || of.some((owner) => owners.includes(owner));
  };
  const known = mentions.filter(({ entity }) => NAMED_KINDS.includes(entity.kind));
  const unknown = matches(NAME, sentence).filter(
    ({ start, end }) => !mentions.some((mention) => start < mention.end && end > mention.start),
  );
  return [...known.filter(isTheirs), ...unknown, ...matches(NAMES, sentence)];
}

const MONEY_UNIT = /^(?:元|美元|欧元|港元|日元|英镑|人民币|块|yuan|dollars?|usd|rmb|cny|\$|¥|€)$/;
const ASKS_MONEY =
  /多少钱|价格|售价|定价|收费|成本|费用|花费|金额|投资|融资|收入|营收|利润|工资|薪|预算|赔偿|造价|票价|估值|市值|多贵|\bhow much (?!\w+ (?:data|time|memory|storage))|\bcost|\bprice|\bfee|\bfunding|\brevenue|\bbudget|\bsalary/;
/** How a question asks for a measure, and the units that answer it. */
const MEASURES: readonly { readonly asks: RegExp; readonly units: RegExp }[] = [
  {
    asks: /多久|多长时间|多少时间|时长|几(?:天|年|个月|小时|分钟|周|秒)|\bhow long\b/,
    units:
      /^(?:年|个月|月|周|天|日|小时|时|分钟|分|秒|世纪|(?:year|month|week|day|hour|minute|second)s?|ms)$/,
  },
  { asks: /百分之|百分比|比例|比率|占比|几成|\bpercent/, units: /^(?:%|成|倍)$/ },
  {
    asks: /多[高深远宽长](?!时间|分辨率|清)|海拔|高度|长度|体长|距离|水深/,
    units:
      /米|公里|里|公尺|公分|英[尺呎寸吋里哩]|海里|丈|尺|^(?:m|km|cm|mm|ft|miles?)$|^(?:年|个月|周|天|小时|分钟|秒|字|页|字符)$/,
  },
  { asks: /体积|容积|容量/, units: /立方|升|^(?:l|ml|kwh|ah|gwh|mah|[kmgtp]b)$|度|瓦时|安时/ },
  { asks: /面积/, units: /平方|公顷|亩|坪/ },
  { asks: /多少[kmgtp]b?(?![a-z])|数据(?:量)?有?多[大少]|数据量/, units: /^[kmgtp]b?$/ },
  { asks: /多重|重量|体重/, units: /吨|公斤|千克|克|磅|斤|^(?:kg|g|t)$/ },
  { asks: /岁|年纪|年龄|多大年|\bhow old\b/, units: /^(?:岁|年|years?)$/ },
];
const CALENDAR_UNIT = /^(?:年|月|日|号|年代|世纪)$/;
/** Units that say nothing of what is counted. */
const CLASSIFIER = /^(?:|[个间家座所张台件只枚条位名人款种项支本处辆艘架头匹门部套])$/;
/** 第几届, 排名多少: asks for an ordinal. */
const ASKS_RANK = /第几|第多少|名次|排名|排第|\bwhich place\b/;
/** A unit that isn't known is looked for in so many UTF-16 units behind its figure. */
const LONGEST_UNIT = 4;
/** How far the noun that is counted may stand from its figure: 参数达320亿, 28间分店. */
const NOUN_NEAR = 6;
/** The same where the figure has a unit of its own: 40TB训练数据, 6K高清. */
const NOUN_BESIDE = 1;

/** Numbers of what is asked for, as far as the question tells: by money, measure, unit or the noun that is counted. */
function numberSpots(question: AnalysedQuestion, sentence: string): Span[] {
  const wanted = fold(question.text);
  const folded = fold(sentence);
  const found = ASKS_RANK.test(wanted) ? ordinals(sentence) : quantities(sentence);
  const measure = MEASURES.find(({ asks }) => asks.test(wanted));
  if (measure !== undefined) {
    const follows = ({ end }: Span): string => folded.slice(end, end + LONGEST_UNIT).trim();
    return found.filter(
      (one) => measure.units.test(one.unit) || (one.unit === '' && measure.units.test(follows(one))),
    );
  }
  const counts = found.filter(({ unit }) => !CALENDAR_UNIT.test(unit));
  if (ASKS_MONEY.test(wanted)) return counts.filter(({ unit }) => MONEY_UNIT.test(unit));
  const nouns = question.terms
    .filter(({ isHead }) => isHead)
    .flatMap(({ text, alternatives }) => [text, ...alternatives])
    .filter((noun) => noun.length > 1);
  if (question.measure === '' && nouns.length === 0) return counts;
  return counts.filter(({ start, end, unit }) => {
    const isUnit =
      unit !== '' && [question.measure, question.head, ...nouns].some((noun) => noun.includes(unit));
    if (isUnit) return true;
    if (question.measure !== '' && folded.slice(start, end + LONGEST_UNIT).includes(question.measure))
      return true;
    const reach = CLASSIFIER.test(unit) ? NOUN_NEAR : NOUN_BESIDE;
    return nouns.some((noun) =>
      folded.slice(Math.max(0, start - reach - noun.length), end + reach + noun.length).includes(noun),
    );
  });
}
