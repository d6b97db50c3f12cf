import type { Entity } from '../corpus/glossary.js';
import { dates, datesAgree } from '../text/dates.js';
import { quantities } from '../text/quantities.js';
import type { Lead } from './compose.js';
import type { Evidence } from './evidence.js';
import type { FoundEvidence } from './find-evidence.js';
import type { Wording } from './wording.js';

/** A sentence that puts right what the question takes for granted, where the evidence says otherwise. */
export function correction(
  found: FoundEvidence,
  chosen: readonly Evidence[],
  wording: Wording,
): Lead | undefined {
  return ownerCorrection(found, chosen, wording) ?? figureCorrection(found, chosen, wording);
}

/** Whose a thing is, with a sentence that shows it: a chosen one if it does, else the best that does. */
function ownerCorrection(
  { premise, snapshot, ranked, question }: FoundEvidence,
  chosen: readonly Evidence[],
  wording: Wording,
): Lead | undefined {
  if (premise === undefined) return undefined;
  const { thing, supposed, actual } = premise;
  const shows = (evidence: Evidence): boolean => {
    const named = snapshot.corpus.glossary.mentions(evidence.text).map(({ entity }) => entity);
    return named.includes(thing) && named.includes(actual);
  };
  const proof = chosen.find(shows) ?? ranked.find(({ evidence }) => shows(evidence))?.evidence;
  if (proof === undefined) return undefined;
  const name = (entity: Entity): string =>
    question.language === 'en' ? (entity.english ?? entity.name) : entity.name;
  return { text: wording.notTheirs(name(thing), supposed, name(actual)), carriedBy: [proof] };
}

/** The date or figure of the evidence, where a yes-no question asks whether it is another one. */
function figureCorrection(
  { question }: FoundEvidence,
  chosen: readonly Evidence[],
  wording: Wording,
): Lead | undefined {
  const [evidence] = chosen;
  if (question.type !== 'yes-no' || evidence === undefined || chosen.length > 1) return undefined;
  const pair = otherDate(question.text, evidence) ?? otherFigure(question.text, evidence);
  return pair === undefined ? undefined : { text: wording.otherFigure(...pair), carriedBy: [evidence] };
}

type Pair = readonly [asked: string, stated: string];

/** The date that is asked about and the only one of its precision in the sentence, where they disagree. */
function otherDate(question: string, { text, document, dates: when }: Evidence): Pair | undefined {
  const [asked, ...more] = dates(question, document.published).filter(({ iso }) => iso !== undefined);
  if (asked?.iso === undefined || more.length > 0) return undefined;
  const { iso } = asked;
  if (when.iso.some((own) => datesAgree(own, iso))) return undefined;
  const [stated, ...others] = dates(text, document.published).filter((own) => own.iso?.length === iso.length);
  if (stated === undefined || others.length > 0) return undefined;
  return [question.slice(asked.start, asked.end), text.slice(stated.start, stated.end)];
}

/** The figure that is asked about and the only one of its unit in the sentence, where they differ. */
function otherFigure(question: string, { text }: Evidence): Pair | undefined {
  const [asked, ...more] = quantities(question).filter(({ unit }) => unit !== '');
  if (asked === undefined || more.length > 0) return undefined;
  const [stated, ...others] = quantities(text).filter(({ unit }) => unit === asked.unit);
  if (stated === undefined || others.length > 0 || stated.value === asked.value) return undefined;
  return [question.slice(asked.start, asked.end), text.slice(stated.start, stated.end)];
}
