import type { Glossary } from '../../corpus/glossary.js';
import { clauses, type Span } from '../../text/sentences.js';
import { holdsDigits, holdsFigure, holdsName, holdsTime } from './fact-match.js';
import type { SourceSentence } from './source-sentence.js';
import type { Name, Statement } from './statement.js';
import { type ContentWord, haystackOf, support } from './support.js';

/**
 * Whether what a clause puts together stands together in a source: in one sentence, or in one part of it between
 * semicolons. Two sentences about two things can't lend each other their figures.
 */

/** Clauses that tell of several things at once, each with its own. */
const AGGREGATES = /分别|各自|均|都|相比|比|respectively|both|each|compared|than/;
/** How much of a clause's words the part must hold that has its only fact; several prove each other. */
const CLAUSE_SUPPORT = 0.4;
/** The same for a part that has the facts of another clause of the sentence as well. */
const NEAR_SUPPORT = 0.12;
/** Words of who says something. */
const SAYS = /^(?:说|称|认为|表示|介绍|指出|透露|补充|强调|坦言|said|say|accord|told)$/;
const SAYING = /说|称|认为|表示|介绍|指出|透露|补充|强调|坦言|said|says|according to|noted|stated|added|told/;
/** Parts shorter than this, in UTF-16 units, stay with the ones before them. */
const SHORTEST_PART = 6;

/** A stretch of a source sentence with what it names itself. */
interface Part extends Pick<Statement, 'figures' | 'names' | 'digits' | 'folded'> {
  readonly sentence: SourceSentence;
  /** Times are those of the sentence: “同一天” and a year named before hold for all of it. */
  readonly times: Statement['times'];
}

export function belongsTogether(
  claim: Statement,
  words: readonly ContentWord[],
  carriers: readonly SourceSentence[],
  glossary: Glossary,
): boolean {
  const parts = carriers.flatMap(partsOf);
  const told = clauses(claim.text)
    .map((clause) => ({
      isSaying: SAYING.test(claim.folded.slice(clause.start, clause.end)),
      facts: within(claim, clause),
      own: words.filter((word) => isIn(word, clause) && !SAYS.test(word.text)),
    }))
    // A coined word is only looked for; it says nothing of what a clause is about.
    .filter(({ facts }) => countOf(facts) > facts.names.filter(({ kind }) => kind === 'coined').length);
  const all = within(claim, { start: 0, end: claim.text.length });
  if (parts.some((part) => isWhole(all, part, claim, glossary))) return true;
  const proved = told.map(({ facts, own }) =>
    parts.filter(
      (part) =>
        holdsAll(facts, part, claim, glossary) && isAbout(facts, own, told.length === 1 ? words : own, part),
    ),
  );
  return told.every(({ facts, own, isSaying }, i) => {
    const isAttribution = isSaying && own.length === 0 && told.length > 1;
    if (proved[i]?.length !== 0 && !isAttribution) return true;
    // What proves another clause of the sentence may tell this one in other words.
    const others = new Set(proved.filter((_, other) => other !== i).flat());
    if (
      parts.some(
        (part) => others.has(part) && holdsAll(facts, part, claim, glossary) && isNear(facts, own, part),
      )
    )
      return true;
    return (
      AGGREGATES.test(claim.folded) && facts.figures.length > 1 && pairsUp(facts, parts, claim, glossary)
    );
  });
}

type Facts = Pick<Statement, 'figures' | 'times' | 'names' | 'digits'>;

function countOf({ figures, times, names, digits }: Facts): number {
  return figures.length + times.length + names.length + digits.length;
}

/** Whether a part tells about the same: several facts prove each other, one alone needs words beside it. */
function isAbout(
  facts: Facts,
  words: readonly ContentWord[],
  all: readonly ContentWord[],
  { folded, sentence }: Part,
): boolean {
  if (countOf(facts) > 1) return true;
  // 博物馆 in 大英博物馆 is no word of its own.
  const bare = facts.names.reduce((text, name) => text.replaceAll(name.text, ' '), folded);
  // Whoever is named next to a sentence isn't told of in it.
  const hay = haystackOf(bare, facts.names.length > 0 ? '' : sentence.context);
  return Math.max(support(words, hay) ?? 1, support(all, hay) ?? 1) >= CLAUSE_SUPPORT;
}

/** Whether a part has anything of longer words at all, where there are several. */
function isNear({ names }: Facts, words: readonly ContentWord[], { folded }: Part): boolean {
  const long = words.filter(({ start, end }) => end - start > 1);
  return (
    (long.length < 2 && names.length === 0) || (support(long, haystackOf(folded, '')) ?? 1) >= NEAR_SUPPORT
  );
}

/** Whether each figure of the clause stands with a name or date of it. */
function pairsUp(facts: Facts, parts: readonly Part[], claim: Statement, glossary: Glossary): boolean {
  const others: Facts[] = [
    ...facts.names.map((name) => ({ ...NONE, names: [name] })),
    ...facts.times.map((time) => ({ ...NONE, times: [time] })),
  ];
  return facts.figures.every((figure) =>
    others.some((other) =>
      parts.some((part) => holdsAll({ ...other, figures: [figure] }, part, claim, glossary)),
    ),
  );
}

/** Whether a figure is a version (4.0) that the headings or the sentence before it name. */
function isVersionAround({ start, end }: Span, claim: Statement, sentence: SourceSentence): boolean {
  const label = /^\d+(?:\.\d+)+(?=$|版)/.exec(claim.folded.slice(start, end))?.[0];
  return (
    label !== undefined &&
    holdsDigits({ text: label }, { folded: `${sentence.context}\n${sentence.statement.folded}` })
  );
}

const NONE: Facts = { figures: [], times: [], names: [], digits: [] };

function holdsAll(facts: Facts, part: Part, claim: Statement, glossary: Glossary): boolean {
  const { figures, times, names, digits } = facts;
  const { sentence } = part;
  if (!names.every((name) => isNamed(name, part, claim, glossary))) return false;
  const isHere = [
    ...figures.map((figure) => holdsFigure(figure, part) || isVersionAround(figure, claim, sentence)),
    ...times.map((time) => holdsTime(time, sentence, part.times)),
    ...digits.map((one) => holdsDigits(one, part) || isVersionAround(one, claim, sentence)),
  ];
  const isMissing = isHere.filter((here) => !here).length;
  // One of several may be of the sentence before: “seven boreholes. The deepest …”
  return (
    isMissing === 0 ||
    (isMissing === 1 &&
      isHere.length > 1 &&
      figures.some((figure) => !holdsFigure(figure, part) && holdsFigure(figure, sentence.contextStatement)))
  );
}

/** Whether a part has all facts of a sentence, more of them itself than from around it. */
function isWhole(facts: Facts, part: Part, claim: Statement, glossary: Glossary): boolean {
  if (!holdsAll(facts, part, claim, glossary)) return false;
  const around = facts.names.filter((name) => !holdsName(name, part.folded, part.names, glossary)).length;
  return countOf(facts) - around > Math.max(1, around);
}

/** Named in the part, or around it where the part names no other of its kind instead. */
function isNamed(name: Name, part: Part, claim: Statement, glossary: Glossary): boolean {
  if (holdsName(name, part.folded, part.names, glossary)) return true;
  const { statement, context, contextStatement, after } = part.sentence;
  const isAround =
    holdsName(name, statement.folded, statement.names, glossary) ||
    holdsName(name, context, contextStatement.names, glossary);
  const rivals = part.names.filter(({ kind }) => kind === name.kind);
  const isClaimed = (rival: Name): boolean => holdsName(rival, claim.folded, claim.names, glossary);
  if (rivals.every(isClaimed) && holdsName(name, after, [], glossary)) return true;
  return isAround && (rivals.length === 0 || rivals.some(isClaimed));
}

function partsOf(sentence: SourceSentence): Part[] {
  const { statement } = sentence;
  const { text, folded } = statement;
  const ends = [...folded.matchAll(/;/g)].map(({ index }) => index + 1);
  const parts: Span[] = [];
  let start = 0;
  for (const end of [...ends, text.length]) {
    if (end - start < SHORTEST_PART) continue;
    parts.push({ start, end });
    start = end;
  }
  return parts.map((part) => ({
    ...within(statement, part),
    folded: folded.slice(part.start, part.end),
    sentence,
  }));
}

function within({ figures, times, names, digits }: Statement, span: Span): Facts {
  const own = <T extends Span>(all: readonly T[]): T[] => all.filter((one) => isIn(one, span));
  return { figures: own(figures), times: own(times), names: own(names), digits: own(digits) };
}

function isIn(one: Span, span: Span): boolean {
  return one.start >= span.start && one.end <= span.end;
}
