import { fold } from '../text/fold.js';
import type { Language } from '../text/language.js';
import { parseNumber } from '../text/parse-number.js';

/** What kind of thing a question asks for. */
export type QuestionType =
  | 'when'
  | 'who'
  | 'where'
  | 'how-many'
  | 'why'
  | 'how'
  | 'compare'
  | 'yes-no'
  | 'definition'
  | 'name'
  | 'fact';

/** What can be told from a question's wording alone. */
export interface QuestionForm {
  readonly type: QuestionType;
  /** Whether it asks for several things (哪些, 哪三家, which companies). */
  readonly asksForSeveral: boolean;
  /** How many it asks for (哪三家 is 3). */
  readonly count?: number;
  /** Where the question word stands in the text, in UTF-16 units; absent where there is none. */
  readonly asksAt?: number;
  /** The folded text with the question's own words blanked by spaces (same length). */
  readonly statement: string;
}

interface Pattern {
  readonly type: QuestionType;
  readonly pattern: RegExp;
}

const MEASURE = '[个家种款项位所座部支名张篇本只条类间场届块幅首]';
const COUNT = '[两二三四五六七八九十0-9]';
/** What may close a question behind its last word. */
const CLOSE = '(?:的|呢|啊|呀|吧)?[?。!.\\s]*$';

/** In order of precedence: the first that matches gives the type. */
const CHINESE: readonly Pattern[] = [
  {
    type: 'why',
    pattern: /为什么|为啥|为何|何以|缘何|什么原因|原因(?:是|有|为)|怎么会|是何原因|凭什么|干嘛要/,
  },
  {
    type: 'compare',
    pattern:
      /谁(?:的.{0,16})?(?:更|比较)|哪(?:个|家|款|一个|一家|边).{0,16}(?:更|比较)[^喜]|(?:有|是)(?:什么|何|哪些)(?:区别|不同|差异|差别)|(?:区别|不同|差异|差别)(?:是|在哪|有哪|呢)|[^相]比较|对比|(?<![对占同环相百])比(?![例赛重率如较亚]).{1,16}(?:大|小|多|少|高|低|早|晚|强|弱|长|短|贵|便宜)|孰|谁(?:先|早|晚)|哪(?:个|家)(?:先|早|晚)/,
  },
  {
    type: 'when',
    pattern:
      /什么时[候间侯]|啥时候?|何时|哪一?[年天日月](?!文)|(?<!哪)几[月号点日](?!本)|何年|何月|哪个?(?:月|年份|日子)|(?:时间|日期|日子)(?:是|为|呢)|日期|多会儿|什么日子|几几年|何日|(?:哪|什么|何)(?:个|一)?(?:年代|时期|世纪|朝代|时代|年份|年间|季节|学期)|到什么时|多久以前/,
  },
  {
    type: 'how-many',
    pattern:
      /多少|(?<![哪这那近好])几(?!乎|何|经|近|度|率|内|个?方面)|多[大高长久远宽重深快贵厚](?!的?公司)|第几|何种规模|(?:数量|面积|人口|价格|售价|金额|比例|比率|海拔|长度|高度|参数量?|成本|规模|时长|分辨率|上限|速度)(?:是|为|呢|有|达|上?)[?。\s]*$/,
  },
  { type: 'who', pattern: /谁|哪(?:一)?位|什么人|何人|哪(?:个|些|一)?(?:个)?人|哪(?:些|几)?名/ },
  {
    type: 'where',
    pattern:
      /(?<![强好差弱处势别同题点异]在?)哪里|哪儿|何处|什么地方|何地|(?<![强好差弱处势别同题点异])在哪(?!里|几|个|些|家|款|种|方|年|一)|哪(?:个|一|些|几)?(?:个)?(?:国家|城市|省|地方|地区|州|县|市|区|岛|国)|位于何|什么(?:国家|城市|地区|位置|地点)|(?:地点|地址|总部)(?:是|在|为)/,
  },
  {
    type: 'name',
    pattern:
      /叫(?:做)?(?:什么|啥)|(?:名字|名称|全称|简称|中文名|英文名|原名|别名|名)(?:是|叫|为)(?:什么|啥|何)|什么名字|怎么称呼|称[作为]什么|称之?为(?:什么|何)/,
  },
  {
    type: 'definition',
    pattern: new RegExp(
      `是(?:个|一个)?(?:什么|啥|干什么|做什么|干啥|干嘛)(?:的|东西|样的.{0,3}|来头|身份|公司|产品|意思|系统|组织|机构|概念|模型|平台)?${CLOSE}|^什么是|^什么叫|^啥是|何谓|^介绍(?:一下|下)?|是指什么|指的?是什么|什么意思|^(?:讲讲|说说|谈谈)|是(?:用来)?(?:做什么|干什么|干啥|干嘛)|什么(?:身份|来头|职业|职务)|(?:担任|任职?)什么`,
    ),
  },
  { type: 'how', pattern: /怎么(?!样的人)|怎样|如何|咋/ },
  {
    type: 'yes-no',
    pattern:
      /(?:[吗嘛]|(?<![什怎多这那要])么)[?。!\s]*$|是不是|有没有|是否|能不能|会不会|要不要|可不可以|对不对|对吧|对吗|没有[?\s]*$/,
  },
];

const ENGLISH: readonly Pattern[] = [
  {
    type: 'why',
    pattern: /\bwhy\b|\breasons? (?:for|why|behind|that)\b|\bhow come\b|\bwhat (?:caused|causes)\b/,
  },
  {
    type: 'compare',
    pattern:
      /\bcompare|\bdifferen(?:ce|ces|t)\b.*\b(?:between|from)\b|\bversus\b|\bvs\b|\b(?:larger|bigger|more|better|smaller|fewer|earlier|later|higher|lower|longer|faster|cheaper|first)\b.*\bor\b|\b(?:larger|bigger|more|better|smaller|earlier|later|higher|longer|faster|cheaper) than\b/,
  },
  {
    type: 'when',
    pattern:
      /\bwhen\b|\b(?:what|which) (?:date|day|year|month|time|quarter|week)\b|\bhow long ago\b|\bby what date\b/,
  },
  {
    type: 'how-many',
    pattern:
      /\bhow (?:many|much|large|big|long|high|tall|far|old|often|fast|wide|deep)\b|\bwhat(?: is|'s)? (?:the )?(?:number|size|price|percentage|amount|resolution|cost|limit|maximum|minimum|total)\b/,
  },
  {
    type: 'who',
    pattern: /\bwho(?:m|se)?\b|\bwhich (?:person|people|team|university|company|firm|vendor|lab|institute)\b/,
  },
  { type: 'where', pattern: /\bwhere\b|\b(?:which|what) (?:city|country|place|location|region)\b/ },
  { type: 'name', pattern: /\bcalled\b|\bnamed\b|\bname of\b|\bwhat(?: is|'s)? the (?:full )?name\b/ },
  {
    type: 'definition',
    pattern:
      /^\W*what(?:'s| is| are) (?:an? |the )?[^?]{1,40}\??$|\btell me about\b|^\W*define\b|\bwhat (?:does|do) .{1,40}\b(?:do|mean|stand for)\b/,
  },
  { type: 'how', pattern: /\bhow\b/ },
  {
    type: 'yes-no',
    pattern: /^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|must)\b/,
  },
];

/** “Who is X?” asks what X is, not for a name. */
const ENGLISH_PERSON_DEFINITION = /^\W*who (?:is|was|are) (?!the\b|an?\b)[\p{L} .'-]{2,40}\??\s*$/u;
const CHINESE_PERSON_DEFINITION = new RegExp(
  `^(?!.*(?:的|创办|创立|发布|推出|负责)).{1,12}是(?:谁|哪位|什么人|何人|何许人|何方神圣)(?:也)?${CLOSE}|^.{1,12}是个?什么样的人${CLOSE}|^谁是[^的]{1,8}${CLOSE}|.{1,12}是什么人${CLOSE}`,
);

const CHINESE_LIST = new RegExp(
  `哪些|哪(?:${COUNT}|几)${MEASURE}?|有哪|列出|列举|分别|各(?:自|有)|都有(?:谁|什么|啥)|几[个家种款]方面|有(?:什么|谁)|(?:${COUNT}|几)(?:大|个|家|种|款|项|位|点|条)?(?:方面|原因|差距|难题|问题|步骤|功能|能力|优势|产品|公司|厂商|模型)`,
);
const ENGLISH_LIST =
  /\b(?:which|what) (?:\w+ ){0,3}(?:companies|models|products|firms|vendors|universities|people|experts|fields|areas|trademarks|apps|features|steps|items|gaps|challenges|capabilities|benchmarks|names|countries|cities|languages|types|reasons|ways|platforms|teams|organi[sz]ations|institutions|things|aspects|industries|scenarios)\b|\blist\b|\bname (?:the|all|some)\b|\bwhat (?:are|were) the\b|\bwho are\b/;

/** Words that make a question but say nothing of what it is about; blanked before terms are drawn. */
const CHINESE_WORDS = new RegExp(
  [
    '请问(?:一下)?|请教(?:一下)?|我?想(?:要)?(?:问|知道|了解|请教)(?:一下|下)?|(?:能不能|可以|能否|麻烦|帮我|请|你)?(?:告诉我|帮忙|帮我)(?:查|看|找)?(?:一下|下)?|你(?:知道|好)|谢谢|有人知道|了解一下|说一?说|讲一?讲|谈一?谈|介绍一?下|^介绍',
    '什么时[候间侯]|啥时候|何时|哪年哪月|哪一?年|哪一?[天日]|哪个?月|几月几[日号]|几[月号点]|何年何月|何年|何月|几几年',
    '为什么|为啥|为何|何以|缘何|是什么原因|什么原因',
    '什么地方|哪里|哪儿|何处|何地|在哪',
    `有?哪(?:些|几${MEASURE}?|${COUNT}${MEASURE}?|一?${MEASURE})|有?哪`,
    '多少|多[大高长久远宽重深快贵厚]|第几|几(?=[个家种款项位所座部支名张篇本只条类间场届块幅首年天次岁米倍])',
    '谁|哪位|什么人|何人',
    '指的?是什么|是指什么|指什么|是做什么的|是干什么的|干什么的|做什么的|是什么|什么是|什么叫|叫什么名字|叫什么|叫做什么|什么样的?|什么|是啥|啥',
    '怎么样|怎么会|怎么|怎样|如何|咋样?|何种|何谓|何',
    '是不是|有没有|是否|能不能|会不会|对不对|对吧|对吗|可不可以',
    '[吗嘛呢吧呀啊么哦呐]+(?=[?。!,]|$)|^那么?|那么',
  ].join('|'),
  'g',
);

const ENGLISH_WORDS =
  /\b(?:please|tell me|could you|can you|i want to know|do you know|who(?:m|se)?|what(?:'s)?|when|where|which|why|how (?:many|much|large|big|long|old)|how|list|name|define|called|named)\b/g;

/** The word that asks. */
const CHINESE_ASKS = /什么|哪|多少|几|谁|何|多[大高长久远宽重深快贵厚]|啥|怎|如何/;
const ENGLISH_ASKS = /\b(?:what|which|how (?:many|much)|who(?:se|m)?|where|when|why|how)\b/;

const ENGLISH_NUMERALS: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
};

function countOf(folded: string): number | undefined {
  const chinese =
    /(?:哪|的|有|这|那)([两二三四五六七八九十]|\d{1,2})(?:大|个|家|种|款|项|位|所|点|条|方面)/.exec(
      folded,
    )?.[1];
  const word =
    chinese ?? /\b(?:which|what|the|name|list) (two|three|four|five|six|seven|\d{1,2})\b/.exec(folded)?.[1];
  return word === undefined ? undefined : (ENGLISH_NUMERALS[word] ?? parseNumber(word));
}

function typeOf(folded: string, language: Language): QuestionType {
  const definesPerson = language === 'zh' ? CHINESE_PERSON_DEFINITION : ENGLISH_PERSON_DEFINITION;
  if (definesPerson.test(folded)) return 'definition';
  const patterns = language === 'zh' ? CHINESE : ENGLISH;
  return patterns.find(({ pattern }) => pattern.test(folded))?.type ?? 'fact';
}

/** Reads a question's form: what it asks for, and what is left of it as a statement. */
export function questionForm(text: string, language: Language): QuestionForm {
  const whole = fold(text);
  const folded = whole.trim();
  const blank = (match: string): string => ' '.repeat(match.length);
  const count = countOf(folded);
  const asksAt = (language === 'zh' ? CHINESE_ASKS : ENGLISH_ASKS).exec(whole)?.index;
  return {
    type: typeOf(folded, language),
    asksForSeveral: (language === 'zh' ? CHINESE_LIST : ENGLISH_LIST).test(folded),
    ...(count === undefined ? {} : { count }),
    ...(asksAt === undefined ? {} : { asksAt }),
    statement: whole.replace(CHINESE_WORDS, blank).replace(ENGLISH_WORDS, blank),
  };
}
