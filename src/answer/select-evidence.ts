import { datesAgree } from '../text/dates.js';
import type { FeatureContext } from './evidence-features.js';
import type { AnalysedQuestion, Term } from './question-analysis.js';
import type { RankedEvidence } from './rank-evidence.js';
import { match } from './term-match.js';

/** At most so many sentences make an answer to a question for several things that names no number. */
const LONGEST_LIST = 5;
/** A further sentence of a list holds at least so much of what the first holds. */
const LIST_SHARE = 0.6;
/** What happened on the same day is as good as so much of the best of it. */
const SAME_DAY_SHARE = 0.5;
/** Scores nearer than this leave the order of two sentences to chance: the odds are below 2.3 to 1. */
const INDISTINCT = 0.8;
/** Two sentences make an answer to one question up to this length, in UTF-16 units. */
const LONGEST_PAIR = 160;
/** Items that stand in one sentence, 甲、乙和丙. */
const ENUMERATION = /[^、,。;]{1,24}、[^、,。;]{1,24}(?:、|和|与|以及|及|等)|, [^,.]{1,40},? (?:and|or) /;

/** The fewest sentences that answer, best first for one thing, in the order of the documents for several. */
export function selectEvidence(ranked: readonly RankedEvidence[], context: FeatureContext): RankedEvidence[] {
  const [best] = ranked;
  if (best === undefined) return [];
  const { question } = context;
  const compared = comparedTerms(question);
  if (compared.length >= 2) return comparison(ranked, compared);
  if (question.asksForSeveral) return list(ranked, best, question);
  return best.features.asks === 1 ? withReply(ranked, best) : single(ranked, best);
}

/** The things that a comparison is between. */
export function comparedTerms(question: AnalysedQuestion): readonly Term[] {
  if (question.type !== 'compare' && !/分别|各(?:自|有)|\beach\b|\brespectively\b/.test(question.text))
    return [];
  return question.terms.filter(({ isProper }) => isProper);
}

/** One sentence for each of the things compared; one for all where there is one. */
function comparison(ranked: readonly RankedEvidence[], compared: readonly Term[]): RankedEvidence[] {
  const holds = ({ evidence }: RankedEvidence, term: Term): boolean => match(term, evidence.folded) > 0.8;
  const best = ranked[0]?.score ?? 0;
  const forAll = ranked.find(
    (candidate) => candidate.features.noAnswerKind === 0 && compared.every((term) => holds(candidate, term)),
  );
  const parts = compared.flatMap((term) => {
    const own = ranked.find((candidate) => holds(candidate, term) && candidate.features.noAnswerKind === 0);
    return own ?? ranked.find((candidate) => holds(candidate, term)) ?? [];
  });
  const weakest = Math.min(...parts.map(({ score }) => score));
  if (forAll !== undefined && (forAll.score >= weakest || forAll.score >= best)) return [forAll];
  return inOrder(parts);
}

function list(
  ranked: readonly RankedEvidence[],
  best: RankedEvidence,
  question: AnalysedQuestion,
): RankedEvidence[] {
  const wanted = question.count ?? LONGEST_LIST;
  const asked = question.dates.flatMap(({ iso }) => iso ?? []);
  const dated = asked.length === 0 ? undefined : ranked.find((candidate) => isSameDay(candidate, asked));
  if (dated !== undefined) return sameDay(ranked, dated, asked, wanted);
  if (ENUMERATION.test(best.evidence.text)) return [best];
  const chosen = [best];
  const others = ranked.filter(
    ({ evidence }) => evidence !== best.evidence && evidence.document === best.evidence.document,
  );
  for (const candidate of others) {
    if (chosen.length >= wanted) break;
    if (isAnother(candidate, best)) chosen.push(candidate);
  }
  return inOrder(chosen);
}

/** What happened on the day that is asked about, of one document. */
function sameDay(
  ranked: readonly RankedEvidence[],
  best: RankedEvidence,
  asked: readonly string[],
  wanted: number,
): RankedEvidence[] {
  const found = ranked.filter(
    (candidate) =>
      candidate.evidence.document === best.evidence.document &&
      candidate.score >= best.score * SAME_DAY_SHARE &&
      isSameDay(candidate, asked),
  );
  return inOrder(found.slice(0, wanted));
}

function isSameDay({ evidence, features }: RankedEvidence, asked: readonly string[]): boolean {
  const agrees = evidence.dates.iso.some((date) => asked.some((other) => datesAgree(date, other)));
  return agrees && features.noAnswerKind === 0;
}

/** Whether a sentence tells the same of another thing as the best one. */
function isAnother(candidate: RankedEvidence, best: RankedEvidence): boolean {
  const { features } = candidate;
  return (
    features.noAnswerKind === 0 &&
    features.focus >= best.features.focus * LIST_SHARE &&
    features.focus > 0.3 &&
    features.terms >= best.features.terms * LIST_SHARE &&
    features.names >= best.features.names
  );
}

/** A question that stands in a document, as in a list of frequent ones, with the sentence that follows: its answer. */
function withReply(ranked: readonly RankedEvidence[], question: RankedEvidence): RankedEvidence[] {
  const { document, end } = question.evidence;
  const [reply] = ranked
    .filter(({ evidence }) => evidence.document === document && evidence.start >= end)
    .sort((a, b) => a.evidence.start - b.evidence.start);
  return reply === undefined ? [question] : [question, reply];
}

/**
 * The best sentence, with its neighbour where only that holds what is asked for, and with the next best one of its
 * document where the ranking can hardly tell the two apart.
 */
function single(ranked: readonly RankedEvidence[], best: RankedEvidence): RankedEvidence[] {
  const { evidence } = best;
  const neighbour = ranked.find(
    (other) =>
      other.features.answerKind === 1 &&
      other.evidence.document === evidence.document &&
      other.evidence.passage.paragraph === evidence.passage.paragraph &&
      (other.evidence.folded === evidence.before || other.evidence.folded === evidence.after),
  );
  if (best.features.noAnswerKind === 1 && neighbour !== undefined) return inOrder([best, neighbour]);
  const next = ranked[1];
  const isClose =
    next !== undefined &&
    next.evidence.document === evidence.document &&
    next.features.noFigure <= best.features.noFigure &&
    best.score - next.score < INDISTINCT &&
    evidence.text.length + next.evidence.text.length <= LONGEST_PAIR;
  return isClose ? inOrder([best, next]) : [best];
}

/** In the order of the documents, each once. */
function inOrder(chosen: readonly RankedEvidence[]): RankedEvidence[] {
  return [...new Set(chosen)].sort(
    (a, b) => a.evidence.documentRank - b.evidence.documentRank || a.evidence.start - b.evidence.start,
  );
}
