import { fold } from '../text/fold.js';
import type { AnalysedQuestion } from './question-analysis.js';
import type { RankedEvidence } from './rank-evidence.js';
import { match } from './term-match.js';
import type { Wording } from './wording.js';

/** Nearest topics that are offered. */
const SUGGESTIONS = 3;

/** The text of a refusal and what the corpus does tell about that is nearest. */
export function refusal(
  question: AnalysedQuestion,
  ranked: readonly RankedEvidence[],
  wording: Wording,
): { readonly answer: string; readonly suggestions?: readonly string[] } {
  const names = question.terms.filter(({ isProper }) => isProper);
  const known = names.find((term) => ranked.some(({ evidence }) => match(term, evidence.folded) === 1));
  const subject = known ?? names[0] ?? question.terms[0];
  const said = subject === undefined ? '' : plain(nameOf(question, subject.text));
  const suggestions = topics(ranked);
  return {
    answer: known === undefined ? wording.nothingFound(said) : wording.notStated(said),
    ...(suggestions.length === 0 ? {} : { suggestions }),
  };
}

/** The longest subject that is repeated, in UTF-16 units. */
const LONGEST_SUBJECT = 40;

/** A subject without what could be taken for a citation, and not too long. */
function plain(subject: string): string {
  const cut = subject.length <= LONGEST_SUBJECT ? subject : `${subject.slice(0, LONGEST_SUBJECT)}…`;
  return cut.replace(/\[(\d+)\]/g, '［$1］');
}

/** A term as the question spells it. */
function nameOf(question: AnalysedQuestion, folded: string): string {
  const mention = question.mentions.find(({ entity }) => fold(entity.name) === folded);
  if (mention !== undefined) return question.text.slice(mention.start, mention.end);
  const at = fold(question.text).indexOf(folded);
  return at < 0 ? folded : question.text.slice(at, at + folded.length);
}

/** The sections that the nearest sentences stand in, else the titles of their documents. */
function topics(ranked: readonly RankedEvidence[]): string[] {
  const near = ranked.filter(({ features }) => features.words > 0.15);
  const found = near.map(({ evidence }) => evidence.passage.section.at(-1) ?? evidence.document.title);
  return [...new Set(found)].slice(0, SUGGESTIONS);
}
