import { fold } from '../../text/fold.js';
import { clauses, type Span } from '../../text/sentences.js';
import { overlaps } from './overlaps.js';
import { denials, impliesDenial, saysOpposite } from './polarity.js';
import type { Name, Statement } from './statement.js';
import { type ContentWord, contentWords, held } from './support.js';

/** Words right behind a negation are denied by it; what comes later may be or may not. */
const DENIED_WORDS = 2;
/** From here on a word is taken to be there: itself or a synonym. */
const FOUND = 0.85;

/** A statement by what it denies. */
export interface Denied {
  readonly folded: string;
  /** The words of each negation that it denies for sure. */
  readonly groups: readonly (readonly ContentWord[])[];
  /** Words in clauses with a negation, before it or behind it. */
  readonly around: readonly ContentWord[];
  /** Words in clauses without any. */
  readonly affirmed: readonly ContentWord[];
  /** Words in clauses that deny something without a negation: 周一闭馆. */
  readonly implied: readonly ContentWord[];
}

/** The words of a statement with those that it denies. */
export function deniedWords(statement: Statement, idf: (term: string) => number): Denied {
  const words = [...contentWords(statement, idf), ...statement.names.map(asWord)].sort(
    (a, b) => a.start - b.start,
  );
  const reach = denials(statement.folded);
  const all = clauses(statement.text);
  const negative: Span[] = all.filter((clause) =>
    reach.some(({ start }) => start > clause.start && start <= clause.end),
  );
  const implying = all.filter(({ start, end }) => impliesDenial(statement.folded.slice(start, end)));
  return {
    folded: statement.folded,
    groups: reach
      .map((span) =>
        words.filter(({ start, end }) => start >= span.start && end <= span.end).slice(0, DENIED_WORDS),
      )
      .filter((group) => group.length > 0),
    around: words.filter((word) => overlaps(word, negative)),
    affirmed: words.filter((word) => !overlaps(word, negative)),
    implied: words.filter((word) => overlaps(word, implying)),
  };
}

/** What is denied may be a name: 不再支持Gremlin. */
function asWord({ text, entity, start, end }: Name): ContentWord {
  return { text, alternatives: entity === undefined ? [] : [fold(entity.name)], start, end, weight: 1 };
}

/**
 * Whether a sentence denies what its evidence says, or says what its evidence denies: a word behind a negation
 * in one that stands in the other only where nothing is denied.
 * @param sources the best first
 * @param isSameLanguage false: what is denied can't be looked for word by word
 */
export function contradicts(claim: Denied, sources: readonly Denied[], isSameLanguage = true): boolean {
  const all = sources.map(({ folded }) => folded).join('\n');
  if (saysOpposite(claim.folded, sources[0]?.folded ?? '') || saysOpposite(claim.folded, all)) return true;
  const around = isAmong(sources.flatMap((source) => source.around));
  const affirmed = isAmong(sources.flatMap((source) => source.affirmed));
  const hasDenial = sources.some(({ groups }) => groups.length > 0) || impliesDenial(all);
  if (claim.groups.length > 0 && !hasDenial) return true;
  const implied = isAmong(sources.flatMap((source) => source.implied));
  const isImplied = claim.around.some((word) => implied(word) && !claim.groups.flat().includes(word));
  const deniesWhatIsSaid =
    isSameLanguage && !isImplied && claim.groups.some((group) => group.some(affirmed) && !group.some(around));
  const claimed = isAmong(claim.affirmed);
  const claimedAround = isAmong(claim.around);
  const saysWhatIsDenied = sources.some(({ groups }) =>
    groups.some(
      (group) => group.some((word) => claimed(word) && !affirmed(word)) && !group.some(claimedAround),
    ),
  );
  return deniesWhatIsSaid || saysWhatIsDenied;
}

function isAmong(words: readonly ContentWord[]): (word: ContentWord) => boolean {
  const texts = words.flatMap(({ text, alternatives }) => [text, ...alternatives]);
  const hay = {
    folded: texts.join('\n'),
    stems: new Set(texts),
    context: '',
    contextStems: new Set<string>(),
  };
  return (word) => held(word, hay) >= FOUND;
}
