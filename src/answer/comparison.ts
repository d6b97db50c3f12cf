import { fold } from '../text/fold.js';
import type { Quantity } from '../text/quantities.js';
import { quantities } from '../text/quantities.js';
import { clauses } from '../text/sentences.js';
import type { Lead } from './compose.js';
import type { AnalysedQuestion, Term } from './question-analysis.js';
import type { RankedEvidence } from './rank-evidence.js';
import { comparedTerms } from './select-evidence.js';
import { match } from './term-match.js';
import type { Wording } from './wording.js';

const ASKS_FOR_MORE =
  /更[大多高长强贵远快]|[大多高长强贵远快]于|\b(?:larger|bigger|more|higher|longer|greater)\b/;
const DATE_UNITS = /^[年月日号天]$/;

/** The larger of two figures of the same unit, said before the sentences that hold them. */
export function comparisonLead(
  question: AnalysedQuestion,
  selected: readonly RankedEvidence[],
  wording: Wording,
): Lead | undefined {
  const [first, second, third] = comparedTerms(question);
  if (first === undefined || second === undefined || third !== undefined) return undefined;
  if (question.type !== 'compare' || !ASKS_FOR_MORE.test(fold(question.text))) return undefined;
  const [a, b] = [first, second].map((term) => figureOf(term, question, selected));
  if (a === undefined || b === undefined || a.quantity.unit !== b.quantity.unit) return undefined;
  const carriedBy = [a.source.evidence, b.source.evidence];
  if (a.quantity.value === b.quantity.value) return { text: wording.equal(a.text), carriedBy };
  const [more, less] = a.quantity.value > b.quantity.value ? [a, b] : [b, a];
  return { text: wording.ahead(more.name, more.text, less.name, less.text), carriedBy };
}

interface Figure {
  readonly name: string;
  readonly quantity: Quantity;
  readonly text: string;
  readonly source: RankedEvidence;
}

/** The clause that a figure stands in: what it is of is said there. */
function clauseAround(sentence: string, { start, end }: Quantity): string {
  const clause = clauses(sentence).find((span) => span.start <= start && end <= span.end);
  return clause === undefined ? sentence : sentence.slice(clause.start, clause.end);
}

/**
 * The figure that a sentence gives of what is compared: of those beside most of the words that say what it is,
 * the largest. None where those words are nowhere near a figure.
 */
function figureOf(
  term: Term,
  question: AnalysedQuestion,
  selected: readonly RankedEvidence[],
): Figure | undefined {
  const compared = comparedTerms(question);
  const said = question.terms.filter((other) => !compared.includes(other));
  const names = (other: Term, { evidence }: RankedEvidence): boolean => match(other, evidence.folded) > 0.8;
  const own = selected.filter(
    (one) => names(term, one) && !compared.some((other) => other !== term && names(other, one)),
  );
  const figures = own.flatMap((source) =>
    quantities(source.evidence.text)
      .filter(({ unit }) => !DATE_UNITS.test(unit) && (question.head === '' || question.head.includes(unit)))
      .map((quantity) => {
        const near = clauseAround(source.evidence.folded, quantity);
        const fit = said.reduce((sum, other) => sum + match(other, near), 0);
        const text = source.evidence.text.slice(quantity.start, quantity.end);
        return { name: term.entity?.name ?? term.text, quantity, text, source, fit };
      }),
  );
  const best = Math.max(0, ...figures.map(({ fit }) => fit));
  if (best * 3 < said.length) return undefined;
  return figures.filter(({ fit }) => fit === best).sort((a, b) => b.quantity.value - a.quantity.value)[0];
}
