/** What a number counts: the unit that follows it in Chinese or English, under one name in both. */

/** A unit as found in a text. */
export interface Unit {
  /** 参数, 元, 张, %, TB (folded: tb) …; English units that have a Chinese name go by that: days are 天. */
  readonly name: string;
  /** UTF-16 units from the number's end to the unit's end. */
  readonly length: number;
}

/** Of several characters, so that they are looked for before the single ones. */
const CHINESE_LONG =
  '平方公里 平方千米 平方米 立方米 公里 千米 厘米 毫米 微米 纳米 海里 英里 英尺 英寸 光年 公尺 公分 公厘 公斤 公克 公吨 公升 ' +
  '千克 毫克 毫升 公顷 英亩 盎司 加仑 小时 分钟 毫秒 个?世纪 年代 个?季度 个月 周年 个?星期 个?百分点 人次 人民币 美元 欧元 ' +
  '港元 港币 日元 英镑 韩元 新台币 台币 个?参数 个?字节 个?token 级别 个?方面 摄氏度 千瓦时 千瓦 兆瓦';

/** Classifiers and measures of one character, each with the second characters (after `!`) of words that count nothing. */
const CHINESE_SHORT =
  '个!人性体别 家!庭具电族长乡园属居 种!植子 款!式待 项!目 座!位谈 条!件约例款 只!是有能要好 件 枚 册!子 部!分门署长队落件 届 ' +
  '集!团合体成中 层!面次出 场!景所馆合 支!持付撑出 队!伍员长 所!有以谓 间!接 架!构 艘 辆 吨 克!隆服 米!其 里!面程 亩 倍 折!扣射 ' +
  '度!假过量 名!为字称叫牌词 点!击评燃赞 站!在点台 本!地土来质科身次月年人 首!都席次先款家创发个页 篇!幅 字!母体幕符 词!语汇 ' +
  '页!面 户!外型 张!贴 片!面 台!湾风阶北 位!于置列居 人!工才类们民生口力均物 岁 次!于要日年元 天!猫工津气使然文空下才 ' +
  '年!轻级龄会报 月!球亮饼 日!本元报常益语军 号!称召码 秒!画 周!围边期刊 季!节 元!旦素老宇首 块!链 段!落 幅!度 颗 株 棵 匹!配 ' +
  '套!路 门!槛店户票 头!部条脑衔发 面!临积对向前包板粉孔貌世 趟 席!位次 胜!利任过 负!责债担面荷 处!于理在分罚方境长 ' +
  '领!导先域土取 码 磅 升!级学起至到 成!为立功员果本就长分绩交年熟都因名语 版!本权面 句 轮!胎 批!评准发量 笔!记 份!额 步!骤入 ' +
  '期!间待望货 组!织成合建 类!似型别 瓦 分!之别析类布辨享公局支成为配发';

const ENGLISH_NAMES: ReadonlyMap<string, string> = new Map([
  ['yuan', '元'],
  ['rmb', '元'],
  ['cny', '元'],
  ['dollar', '美元'],
  ['usd', '美元'],
  ['euro', '欧元'],
  ['yen', '日元'],
  ['parameter', '参数'],
  ['param', '参数'],
  ['s', '秒'],
  ['sec', '秒'],
  ['second', '秒'],
  ['min', '分钟'],
  ['minute', '分钟'],
  ['h', '小时'],
  ['hour', '小时'],
  ['day', '天'],
  ['week', '周'],
  ['month', '个月'],
  ['year', '年'],
  ['people', '人'],
  ['person', '人'],
  ['token', 'token'],
  ['x', '倍'],
]);

const CHINESE_NAMES: Readonly<Record<string, string>> = {
  人民币: '元',
  港币: '港元',
  台币: '新台币',
  星期: '周',
};

/** What may be written to a number without a space: `40TB`, `6K`, `5nm`. */
const ATTACHED =
  /^ ?(?:[kmgtpe]i?b|[kmgtp]hz|hz|[kmgt]?w|[kmgt]?wh|[kmnc]m|[km]g|ms|tokens?|tops|[tgpe]?flops|fps|dpi|px|ml|rmb|usd|yuan)(?![a-z0-9])|^[kmtbxsvwhl](?![a-z0-9-])/;
const PERCENT = /^ ?(?:%|percent(?:age)?\b|per cent\b|pct\b)(?: points?\b)?/;
const SIGN = /^ ?[‰℃°]/;
const CHINESE = new RegExp(
  `^(?:多|余|来|几)?(?:${[
    ...CHINESE_LONG.split(' ').map((unit) => unit.replace(/^个\?(.+)/, '个?(?:$1)')),
    ...CHINESE_SHORT.split(' ').map((unit) => {
      const [sign = '', others] = unit.split('!');
      return others === undefined ? sign : `${sign}(?![${others}])`;
    }),
  ].join('|')})`,
);
/** Words after which no unit follows any more. */
const ENGLISH_STOPS =
  /^(?:the|an?|of|in|on|at|by|to|and|or|for|with|from|was|were|is|are|as|that|which|who|has|have|had|will|its?|this|than|but|when|while|so|per)$/;

/** The unit right after a number that ends at `at`. */
export function unitAfter(folded: string, at: number): Unit | undefined {
  const after = folded.slice(at, at + 40);
  const percent = PERCENT.exec(after)?.[0];
  if (percent !== undefined) return { name: /point/.test(percent) ? '百分点' : '%', length: percent.length };
  const sign = SIGN.exec(after)?.[0];
  if (sign !== undefined) return { name: sign.trim(), length: sign.length };
  const attached = ATTACHED.exec(after)?.[0];
  if (attached !== undefined) return { name: englishName(attached.trim()), length: attached.length };
  const chinese = CHINESE.exec(after);
  if (chinese !== null) {
    const name = chinese[0].replace(/^[多余来几]/, '').replace(/^个(?=.)(?!月)/, '');
    return { name: CHINESE_NAMES[name] ?? name, length: chinese[0].length };
  }
  return englishUnit(after);
}

/** The first of the next three words that is a known unit or a plural: `10,000 high-end GPUs`. */
function englishUnit(after: string): Unit | undefined {
  let length = 0;
  for (let words = 0; words < 3; words++) {
    const [found = '', word = ''] = /^[ -]([a-z]+)/.exec(after.slice(length)) ?? [];
    if (word === '' || ENGLISH_STOPS.test(word)) return undefined;
    length += found.length;
    const name = englishName(word);
    if (name !== word || ENGLISH_NAMES.has(word)) return { name, length };
  }
  return undefined;
}

/** The name of an English unit: singular, or Chinese where it has one. */
function englishName(word: string): string {
  const singular = word.length > 3 ? word.replace(/ies$/, 'y').replace(/([^s])s$/, '$1') : word;
  return ENGLISH_NAMES.get(singular) ?? singular;
}
