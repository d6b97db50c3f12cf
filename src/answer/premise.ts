import type { Entity, Glossary, Mention } from '../corpus/glossary.js';
import { fold } from '../text/fold.js';
import type { AnalysedQuestion } from './question-analysis.js';

/** A question takes a thing for somebody's whose it isn't. */
export interface FalsePremise {
  readonly thing: Entity;
  /** The name of the owner that the question takes it for, in the language of the question. */
  readonly supposed: string;
  readonly actual: Entity;
  /** The question with the right owner in the place of the wrong one. */
  readonly corrected: string;
}

/** Between an owner and what is taken for its own: 百度的通义千问, 腾讯推出的盘古, Baidu’s Tongyi. */
const OWNS =
  /^(?:公司|集团|云)?\s*(?:(?:家|旗下|最新|新|今年|去年|刚刚?|自己)?(?:自研|自主研发|推出|发布|研发|开发|出品|打造|做|搞|公布|训练)?(?:出来)?的(?:国产|大?模型|产品)?|'s(?: own| new)?)?\s*["'《]?$/;
/** Between a thing and whom it is taken to belong to: 通义千问是百度的, Tongyi is made by Baidu. */
const BELONGS =
  /^["'》]?\s*(?:大模型|模型)?\s*(?:是不是|是否是|难道是|是|属于|归|出自|来自|由|is|was)\s*(?:由|被|an? (?:product|model) (?:of|from|by)|(?:made|developed|created|built|released|launched|owned) by|from)?\s*["']?$/;

/** The first thing of a question whose owner, by the glossary, is another one than the question says. */
export function falsePremise(question: AnalysedQuestion, glossary: Glossary): FalsePremise | undefined {
  const { mentions, text } = question;
  for (const thing of mentions) {
    if (thing.entity.vendor === undefined || thing.entity.kind === 'person') continue;
    const actual = glossary.find(thing.entity.vendor);
    const known = mentions.find((other) => isTakenForOwner(other, thing, text));
    if (known !== undefined && areRelated(known.entity, thing.entity, glossary)) continue;
    const supposed = known ?? unknownOwner(thing, question);
    if (supposed === undefined || actual === undefined) continue;
    const corrected = text.slice(0, supposed.start) + actual.name + text.slice(supposed.end);
    return { thing: thing.entity, supposed: text.slice(supposed.start, supposed.end), actual, corrected };
  }
  return undefined;
}

/** An organisation that the glossary doesn't know: 清华大学 in “清华大学的MOSS…”. */
const UNKNOWN_OWNER =
  /^(?:请问|想问一?下?|那么?|你知道)?["'《]?((?:[\u4e00-\u9fff]{2,8}(?:大学|公司|集团|研究院|研究所|实验室|科技|智能|学院|数据|汽车|银行))|[a-z][a-z0-9 .&-]{1,20}(?='s))(?:的|推出的|发布的|研发的|开发的|'s )["'《]?$/;

function unknownOwner(
  thing: Mention,
  { text, mentions }: AnalysedQuestion,
): { readonly start: number; readonly end: number } | undefined {
  const before = fold(text.slice(0, thing.start));
  const name = UNKNOWN_OWNER.exec(before)?.[1];
  if (name === undefined) return undefined;
  const start = before.indexOf(name);
  const end = start + name.length;
  return mentions.some((other) => other.start < end && other.end > start) ? undefined : { start, end };
}

function isTakenForOwner(owner: Mention, thing: Mention, text: string): boolean {
  if (owner.entity.kind !== 'company' && owner.entity.kind !== 'institution') return false;
  if (owner.end <= thing.start) return OWNS.test(fold(text.slice(owner.end, thing.start)));
  return owner.start >= thing.end && BELONGS.test(fold(text.slice(thing.end, owner.start)));
}

/** Whether a company is an owner of a thing or of the same group as one. */
function areRelated(company: Entity, thing: Entity, glossary: Glossary): boolean {
  const groups = new Set([company, ...glossary.owners(company)]);
  return glossary.owners(thing).some((owner) => groups.has(owner));
}
