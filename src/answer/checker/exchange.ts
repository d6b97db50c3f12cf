import type { Glossary } from '../../corpus/glossary.js';
import type { Quantity } from '../../text/quantities.js';
import { clauses, type Span } from '../../text/sentences.js';
import { holdsFigure, timesAgree, YEAR_BEFORE } from './fact-match.js';
import type { Name, Statement, Time } from './statement.js';

/**
 * Finds facts that are all in the evidence but belong to others there: “B released X” where the source says that A
 * released X and B released Y.
 */

type Kind = Name['kind'] | 'time' | 'figure';

/** A fact in its sentence. */
interface Fact extends Span {
  readonly kind: Kind;
  readonly fact: Name | Time | Quantity;
}

/** What a sentence may be about, so that another of its kind takes its place. */
const OWNER_KINDS: readonly Kind[] = ['group', 'thing', 'person', 'place', 'word', 'time'];
/** What may stand between the beginning of a clause and its subject. */
const OPENS_CLAUSE =
  /(?:^|[,;:。.!?、(])(?:\s|["《(]|而|则|但|其中|同年|后来|当时|至于|与此同时|while|whereas|and|but|in|on|at|the|then|by)*$/;

/** Whether the facts of a sentence are put together in another way than in its evidence. */
export function exchanges(claim: Statement, sources: readonly Statement[], glossary: Glossary): boolean {
  const claimed = factsOf(claim);
  const hasYearBefore = claim.times.some(({ isYearBefore }) => isYearBefore === true);
  const perSource = sources.map((source) => ({ source, facts: factsOf(source) }));
  return claimed
    .filter(({ kind }) => kind === 'figure' || kind === 'time')
    .some((fact) =>
      OWNER_KINDS.filter((kind) => kind !== fact.kind).some((kind) => {
        const owners = ownersOf(
          fact,
          claimed.filter((other) => other.kind === kind),
          claim,
        );
        if (owners.length === 0) return false;
        const places = perSource.flatMap(({ source, facts }) =>
          facts.filter((other) => isSame(fact, other, glossary)).map((place) => ({ source, facts, place })),
        );
        return (
          places.length > 0 &&
          places.every(({ source, facts, place }) => {
            const own = facts.filter((other) => other.kind === kind);
            const isClaimed = (other: Fact): boolean =>
              owners.some((owner) => isSame(owner, other, glossary));
            if (own.length === 0 || (kind === 'time' && hasYearBefore && YEAR_BEFORE.test(source.folded)))
              return false;
            if (!own.some(isClaimed)) return true;
            return isOthers(own, place, isClaimed, source);
          })
        );
      }),
    );
}

/** What a fact of a sentence is told of: what its own clause names, else what was named before it. */
function ownersOf(fact: Fact, candidates: readonly Fact[], claim: Statement): readonly Fact[] {
  const clause = clauses(claim.text).find(({ start, end }) => fact.start >= start && fact.start < end);
  if (clause === undefined) return candidates;
  const own = candidates.filter(({ start }) => start >= clause.start && start < clause.end);
  return own.length > 0 ? own : candidates.filter(({ end }) => end <= clause.start);
}

/** Whether the last subject before the place is one that the sentence doesn't name, though it names an earlier one. */
function isOthers(
  own: readonly Fact[],
  place: Fact,
  isClaimed: (fact: Fact) => boolean,
  source: Statement,
): boolean {
  const before = own.filter(({ end }) => end <= place.start);
  const last = before.at(-1);
  if (last === undefined || isClaimed(last)) return false;
  const isAfter = own.some(
    (fact) =>
      isClaimed(fact) &&
      fact.start >= place.end &&
      !/[,;:。]/.test(source.folded.slice(place.end, fact.start)),
  );
  return !isAfter && OPENS_CLAUSE.test(source.folded.slice(0, last.start));
}

function factsOf({ names, times, figures }: Statement): Fact[] {
  const facts: Fact[] = [
    ...names.map((fact) => ({ kind: fact.kind, fact, start: fact.start, end: fact.end })),
    ...times
      .filter(({ isAnaphoric }) => isAnaphoric !== true)
      .map((fact) => ({ kind: 'time' as const, fact, start: fact.start, end: fact.end })),
    ...figures.map((fact) => ({ kind: 'figure' as const, fact, start: fact.start, end: fact.end })),
  ];
  return facts.sort((a, b) => a.start - b.start);
}

function isSame(a: Fact, b: Fact, glossary: Glossary): boolean {
  if (isFigure(a.fact) || isFigure(b.fact)) {
    return isFigure(a.fact) && isFigure(b.fact) && holdsFigure(a.fact, { figures: [b.fact], digits: [] });
  }
  if (isName(a.fact) || isName(b.fact)) {
    return isName(a.fact) && isName(b.fact) && isSameName(a.fact, b.fact, glossary);
  }
  return timesAgree(a.fact, b.fact);
}

function isFigure(fact: Fact['fact']): fact is Quantity {
  return 'value' in fact;
}

function isName(fact: Fact['fact']): fact is Name {
  return 'kind' in fact;
}

function isSameName(a: Name, b: Name, glossary: Glossary): boolean {
  if (a.entity === undefined || b.entity === undefined)
    return a.text.includes(b.text) || b.text.includes(a.text);
  const [one, other] = [a.entity, b.entity];
  return one === other || glossary.owners(one).includes(other) || glossary.owners(other).includes(one);
}
