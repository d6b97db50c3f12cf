import { dateInWords, dates } from '../text/dates.js';
import { hasHan } from '../text/fold.js';
import type { Language } from '../text/language.js';
import { quantities } from '../text/quantities.js';
import { type Citation, cite } from './citation.js';
import { type Evidence, proseText } from './evidence.js';
import type { FeatureContext } from './evidence-features.js';
import { isForeign, type Wording } from './wording.js';

/** The text of an answer with what it cites. */
export interface Composition {
  readonly answer: string;
  readonly citations: readonly Citation[];
}

/** A sentence of our own that stands before the evidence, with the evidence that carries it. */
export interface Lead {
  readonly text: string;
  readonly carriedBy: readonly Evidence[];
}

/**
 * Puts the sentences together: each as it stands in its document, with what its relative dates mean, and its
 * number behind it. Several make a list. For an English question Chinese sentences are quoted, with their names
 * and figures in English.
 */
export function compose(
  chosen: readonly Evidence[],
  context: FeatureContext,
  wording: Wording,
  lead?: Lead,
): Composition {
  const { question } = context;
  const stretches = joined(chosen);
  const citations = stretches.map((stretch, i) =>
    cite(i + 1, stretch.first.document, stretch.first.passage, stretch.first.start, stretch.last.end),
  );
  const lines = stretches.map((stretch, i) => {
    const foreign = isForeign(stretch.plain, question.language);
    const shown = foreign ? wording.quoted(stretch.plain.replace(/^“([^“”]*)”$/, '$1')) : stretch.text;
    const glossed = foreign && question.language === 'en' ? glosses(stretch, context, wording) : '';
    return `${withoutMarkers(shown)}${wording.gap}[${i + 1}]${glossed}`;
  });
  const body = lines.length > 1 ? lines.map((line) => `- ${line}`).join('\n') : lines.join('');
  if (lead === undefined) return { answer: body, citations };
  const markers = stretches.flatMap(({ parts }, i) =>
    parts.some((part) => lead.carriedBy.includes(part)) ? `[${i + 1}]` : [],
  );
  return { answer: `${lead.text}${wording.gap}${markers.join('')}\n${body}`, citations };
}

/** A text with its own [1] in full-width brackets, so that it can't be taken for a citation. */
function withoutMarkers(text: string): string {
  return text.replace(/\[(\d+)\]/g, '［$1］');
}

interface Stretch {
  readonly parts: readonly Evidence[];
  readonly first: Evidence;
  readonly last: Evidence;
  /** As it stands in the document. */
  readonly plain: string;
  /** With what its relative dates stand for. */
  readonly text: string;
}

/** Sentences that follow each other in one passage are one quotation. */
function joined(chosen: readonly Evidence[]): Stretch[] {
  const groups: Evidence[][] = [];
  for (const evidence of chosen) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const follows =
      last !== undefined &&
      last.passage === evidence.passage &&
      last.end <= evidence.start &&
      proseText(evidence.document, { start: last.end, end: evidence.start }) === '';
    if (group !== undefined && follows) group.push(evidence);
    else groups.push([evidence]);
  }
  return groups.flatMap((parts) => {
    const first = parts[0];
    const last = parts.at(-1);
    if (first === undefined || last === undefined) return [];
    return {
      parts,
      first,
      last,
      plain: parts.map(({ text }) => text).join(gapAfter(first.text)),
      text: parts.map(withDates).join(gapAfter(first.text)),
    };
  });
}

/** What stands between two sentences of a language. */
function gapAfter(sentence: string): string {
  return /[\x21-\x7e]$/.test(sentence) ? ' ' : '';
}

/** Times whose year or day hangs on when the text was written: what a reader of the answer can't know. */
const HANGS_ON_TEXT =
  /^(?:前年|去年|今年|明年|后年|年[底初末]|.*前$|同一天|同日|当天|当日|同一日)|last|this|next|ago/;

/** The sentence with what its relative dates stand for: 去年8月(2022年8月). */
function withDates({ text, document, dates: when }: Evidence): string {
  const language: Language = hasHan(text) ? 'zh' : 'en';
  let shown = '';
  let at = 0;
  for (const { start, end, iso, isRelative, isAnaphoric } of dates(text, document.published)) {
    const resolved = isAnaphoric === true ? when.sameDay : iso;
    const stated = text.slice(start, end);
    if (!isRelative || resolved === undefined || !HANGS_ON_TEXT.test(stated)) continue;
    const words = dateInWords(resolved, language);
    shown += text.slice(at, end) + bracketed(words, text, language);
    at = end;
  }
  return shown + text.slice(at);
}

/** In brackets of the width that the text is set in. */
function bracketed(words: string, text: string, language: Language): string {
  if (language === 'en') return ` (${words})`;
  return text.includes('，') ? `（${words}）` : `(${words})`;
}

/** Names, dates and figures of a quotation in English, those that the question doesn't name itself. */
function glosses({ parts }: Stretch, { question, snapshot }: FeatureContext, wording: Wording): string {
  const { glossary } = snapshot.corpus;
  const pairs = parts.flatMap(({ text, document }) => {
    const names = glossary.mentions(text).flatMap(({ entity, start, end }) => {
      const stated = text.slice(start, end);
      const isNews = !question.entities.includes(entity) && entity.english !== undefined;
      return isNews && hasHan(stated) ? ([[stated, entity.english ?? '']] as const) : [];
    });
    const times = dates(text, document.published).flatMap(({ start, end, iso }) =>
      iso === undefined ? [] : ([[text.slice(start, end), dateInWords(iso, 'en')]] as const),
    );
    const figures = quantities(text).flatMap(({ start, end, value, unit }) =>
      value >= 10_000 && !/^[年月日号]$/.test(unit)
        ? ([[text.slice(start, end), inEnglish(value)]] as const)
        : [],
    );
    return [...times, ...figures, ...names];
  });
  const unique = [...new Map(pairs).entries()].filter(([original]) => hasHan(original));
  return unique.length === 0 ? '' : ` ${wording.glosses(unique)}`;
}

const SCALES = [
  [1e15, 'quadrillion'],
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
] as const;

/** 32 billion, 10,000. */
function inEnglish(value: number): string {
  const scale = SCALES.find(([size]) => value >= size);
  if (scale === undefined) return value.toLocaleString('en-US');
  return `${(value / scale[0]).toLocaleString('en-US', { maximumFractionDigits: 2 })} ${scale[1]}`;
}
