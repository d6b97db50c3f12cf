import { fold, isHan } from './fold.js';
import { parseNumber } from './parse-number.js';
import { type Unit, unitAfter } from './units.js';

export { parseNumber } from './parse-number.js';

/** A number with its unit as a text states it. Offsets are UTF-16 units into the text. */
export interface Quantity {
  readonly start: number;
  /** Where its unit ends, or the number where nothing is counted. */
  readonly end: number;
  /** The stated number: 30亿 is 3e9, 一万 is 10000, 千亿 is 1e11, 三分之一 is 1/3. */
  readonly value: number;
  /** What it counts: 参数, 元 (also of 万元), 张, %, tb …, as units.ts names it; empty where nothing is said. */
  readonly unit: string;
}

/** A number in its surroundings, all folded. */
interface Figures {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
}

/** A quantity before ranges are seen to. */
interface Candidate extends Quantity {
  readonly figures: Figures;
}

const DIGIT = '[零〇一二两三四五六七八九]';
/** Without the 千 and 兆 of 千瓦, 兆瓦 and, after another magnitude, of 万千克. */
const MAGNITUDE = '(?:[十百万亿]|兆(?!瓦)|(?<![十百万亿])千(?!瓦)|(?<=[十百万亿])千(?![瓦克米]))';
const ENGLISH_MAGNITUDE = ' ?(?:hundred|thousand|million|billion|trillion|bn|mn|tn)\\b';
const ARABIC = '(?:\\d{1,3}(?:,\\d{3})+(?!\\d|,\\d)|\\d+)(?:\\.\\d+)?';
const CHINESE = `(?:${DIGIT}|${MAGNITUDE})+(?:点${DIGIT}+${MAGNITUDE}*)?`;
/** 1.5万, 3千2百, 2万五千, 10多万 */
const MIXED = `${ARABIC}(?:(?:${MAGNITUDE}|[多余来](?=[万亿]))+(?:\\d+|${DIGIT}(?=${MAGNITUDE}))?)*`;
const NUMBER = new RegExp(
  `${CHINESE}分之(?:${MIXED}|${CHINESE})|\\d{1,2}/\\d{1,2}(?=[的以左])|${MIXED}(?:${ENGLISH_MAGNITUDE})?|${CHINESE}`,
  'g',
);
const MAGNITUDE_AT_END = new RegExp(`(?:${MAGNITUDE}+|${ENGLISH_MAGNITUDE})$`);

const CURRENCY = /(?:us\$|hk\$|港[币元] ?\$|nt\$|台币 ?\$|[$¥€£]|rmb|usd|cny) ?$/;
const CURRENCY_UNITS: Readonly<Record<string, string>> = {
  us$: '美元',
  $: '美元',
  usd: '美元',
  hk$: '港元',
  港币$: '港元',
  港元$: '港元',
  nt$: '新台币',
  台币$: '新台币',
  '¥': '元',
  rmb: '元',
  cny: '元',
  '€': '欧元',
  '£': '英镑',
};

/** Words that begin like a number: 百度 is a company, 千万别 is “by no means”. */
const WORD =
  /^(?:百度|百科|百货|百家号|千问|千万(?=[别不要记小注])|十分(?!之|钟)|十足|万一|万千|千百|亿万|一(?:[度般样些定起直旦切致面旁边步词]|席之地|片空白|点(?!\d)|部分|方面|级|本正经|面之词|次性|家人|把手)|二手|两[岸者会地]|三角|四川|四季|九江|三门|四[面周处]|[十八]字|[零〇](?![零〇一二三四五六七八九]))/;
/** What stands before 一 in words that point at one thing instead of counting it: 同一天, 这一款, 唯一. */
const POINTS_AT_ONE = /[同统唯单专惟万之逐这那每某任另首头其此]$/;
/** 数百, 几十, 上千, 成百: a guess at a magnitude, not a number. */
const GUESS = /(?:(?<![参变系指常函倍分次人总量])数|几|(?<!以)上|(?<![达完建合形])成)$/;
/** The characters after which a bare number counts something; after others it is part of a name (天工3.5). */
const INTRODUCES_NUMBER =
  /[为是达约近超过破至到有共在占仅逾满于从比得率值量长宽高重数价等差增减跌涨降升了加和与及或即需要每]$/;
/** What may follow a bare number; before other characters it is part of a name (360公司, 2021世界人工智能大会). */
const FOLLOWS_NUMBER = /[的左以至到和与及等多]/;
/** Units that a magnitude without a digit may have: 万元, 百倍; others make a word (百家, 千里). */
const UNITS_OF_BARE_MAGNITUDE = /^(?:元|美元|级别|级|倍|人|人次)$/;
/** 7B is seven billion where parameters or a model follow. */
const BILLION_PARAMETERS = /^b ?(?:个?参数|(?=大?模型)|(?:parameters?|params?)\b|(?=models?\b))/;
/** Words that a capital doesn't make a name before a number: “In 2019”, but “Windows 11”. */
const ENGLISH_GRAMMAR =
  /^(?:in|at|by|of|from|since|over|about|around|nearly|almost|some|only|just|the|an?|and|or|with|after|before|for|to|until|than|under|within|up|every|another|are|is|was|were|has|have|had)$/i;

/**
 * All quantities of a text, in order. Years and dates are found too (units 年, 月, 日). Not found are ordinals
 * (第三, 3rd; see ordinals.ts), guesses (数百), figures in names and idioms (GPT-4, 天工3.5, iPhone 14, 百度,
 * 同一天), versions, times of day and ISO dates.
 */
export function quantities(text: string): Quantity[] {
  const folded = fold(text);
  const candidates: Candidate[] = [];
  for (const { 0: figures, index: start } of folded.matchAll(NUMBER)) {
    const end = start + figures.length;
    const before = folded.slice(Math.max(0, start - 8), start);
    const candidate = candidateOf(folded, {
      text: figures,
      start,
      end,
      before,
      after: folded.slice(end, end + 12),
    });
    if (candidate !== undefined) candidates.push(candidate);
  }
  return candidates
    .map((candidate, i) => inRange(candidate, candidates[i + 1], folded))
    .filter((candidate) => candidate.unit !== '' || countsAlone(candidate.figures, text))
    .map(({ start, end, value, unit }) => ({ start, end, value, unit }));
}

function candidateOf(folded: string, figures: Figures): Candidate | undefined {
  const value = parseNumber(figures.text.replace(/[多余来]/, ''));
  if (value === undefined || isWord(figures)) return undefined;
  const { start, end, before, after } = figures;
  const currency = CURRENCY.exec(before)?.[0];
  if (currency !== undefined) {
    const [short = '', factor = 1] = /^[kmb]\b/.test(after) ? [after.charAt(0), shortFactor(after)] : [];
    const unit = CURRENCY_UNITS[currency.replaceAll(' ', '')] ?? '';
    return {
      start: start - currency.length,
      end: end + short.length,
      value: value * factor,
      unit,
      figures,
    };
  }
  if (isPartOfName(figures)) return undefined;
  if (figures.text.startsWith('百分之')) return { start, end, value, unit: '%', figures };
  const parameters = BILLION_PARAMETERS.exec(after)?.[0];
  if (parameters !== undefined) {
    return { start, end: end + parameters.length, value: value * 1e9, unit: '参数', figures };
  }
  const unit: Unit = unitAfter(folded, end) ?? { name: '', length: 0 };
  if (/^[百千万亿]$/.test(figures.text) && !UNITS_OF_BARE_MAGNITUDE.test(unit.name)) return undefined;
  return { start, end: end + unit.length, value, unit: unit.name, figures };
}

/** $3m, $3.5b, $20k */
function shortFactor(after: string): number {
  return { k: 1e3, m: 1e6, b: 1e9 }[after.charAt(0)] ?? 1;
}

/** Whether the figures are no number: idioms, ordinals, guesses. */
function isWord({ text, before, after }: Figures): boolean {
  return (
    WORD.test(text + after) ||
    before.endsWith('第') ||
    /^(?:st|nd|rd|th)\b/.test(after) ||
    (text.startsWith('一') && POINTS_AT_ONE.test(before)) ||
    (/^[十百千万亿]/.test(text) && GUESS.test(before)) ||
    /^[一二三四五六七八九]{2,3}$/.test(text)
  );
}

/** Whether letters, dots or colons make the figures part of a name, a version, a time or an ISO date. */
function isPartOfName({ text, before, after }: Figures): boolean {
  return (
    /[a-z][-_.]?$|[a-z]\d*[-_]$|\d[.:/]$|\d{4}-\d{1,2}-$/.test(before) ||
    (/\d{4}-$/.test(before) && /^\d{1,2}$/.test(text)) ||
    (/^\d{4}$/.test(text) && /^-\d{1,2}(?!\d)/.test(after)) ||
    /^(?:\.\d|[:/]\d)/.test(after) ||
    /^(?:[2-6]g|[23]d)(?![a-z])/.test(text + after)
  );
}

/** 5到10分钟, 30-50亿: what is said once, after the second number, holds for the first as well. */
function inRange(candidate: Candidate, next: Candidate | undefined, folded: string): Candidate {
  if (candidate.unit !== '' || next === undefined) return candidate;
  const { text, end } = candidate.figures;
  if (!/^ ?(?:-|~|至|到|to) ?$/.test(folded.slice(end, next.start))) return candidate;
  const factorless = parseNumber(next.figures.text.replace(MAGNITUDE_AT_END, ''));
  const isShared = !MAGNITUDE_AT_END.test(text) && factorless !== undefined && candidate.value <= factorless;
  const factor = isShared ? next.value / factorless : 1;
  return { ...candidate, value: candidate.value * factor, unit: next.unit };
}

/** Whether figures that no unit follows are a number all the same, and not part of a name or an idiom. */
function countsAlone({ text, start, before, after }: Figures, original: string): boolean {
  if (!/\d/.test(text)) return text.includes('分之') || (text.length > 1 && /[十百千万亿兆]/.test(text));
  if (!/^[\d,.]+$/.test(text)) return true;
  if (isHan(before.charCodeAt(before.length - 1)) && !INTRODUCES_NUMBER.test(before)) return false;
  if (isHan(after.charCodeAt(0)) && !FOLLOWS_NUMBER.test(after.charAt(0))) return false;
  if (/(?:^|\n) *$/.test(before) && /^[.、)]/.test(after)) return false;
  const word = /[A-Za-z][\w-]*(?= $)/.exec(original.slice(Math.max(0, start - 30), start))?.[0] ?? '';
  return !/[A-Z]/.test(word) || ENGLISH_GRAMMAR.test(word);
}
