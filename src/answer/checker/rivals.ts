import type { Glossary } from '../../corpus/glossary.js';
import type { Quantity } from '../../text/quantities.js';
import { clauses, type Span } from '../../text/sentences.js';
import { holdsFigure, holdsName, holdsTime } from './fact-match.js';
import type { SourceSentence } from './source-sentence.js';
import type { Name, Statement } from './statement.js';
import { type ContentWord, type Haystack, haystackOf, held, support } from './support.js';

/** How much better another clause has to fit for its fact to be the one that belongs here. */
const MARGIN = 0.3;
/** Fewer words tell nothing about which clause is meant. */
const FEWEST_WORDS = 2;

/** From here on a word is taken to be there. */
const THERE = 0.6;

/** A clause of a source with the facts in it. */
interface SourceClause extends Pick<Statement, 'figures' | 'times' | 'names' | 'folded' | 'digits'> {
  readonly sentence: SourceSentence;
  readonly hay: Haystack;
}

/**
 * Whether a fact stands in the evidence with other words than here, while the words that it has here stand there
 * with another fact of its kind: “video calls cost 30” where chats cost 30 and video calls 50.
 */
export function hasRival(
  claim: Statement,
  words: readonly ContentWord[],
  sources: readonly SourceSentence[],
  glossary: Glossary,
): boolean {
  const clausesOfSources = sources.flatMap(clausesOf);
  return clauses(claim.text).some((clause) => {
    const own = words.filter((word) => isIn(word, clause));
    if (own.length < FEWEST_WORDS) return false;
    const fits = clausesOfSources.map((source) => {
      const { hay } = source;
      return {
        source,
        fit: support(own, hay) ?? 0,
        words: own.filter((word) => held(word, hay) >= THERE).length,
      };
    });
    const isBeaten = (
      holds: (source: SourceClause) => boolean,
      hasOther: (source: SourceClause) => boolean,
    ) => {
      const holding = fits.filter(({ source }) => holds(source));
      if (holding.length === 0) return false;
      const best = Math.max(...holding.map(({ fit }) => fit));
      return fits.some(
        ({ source, fit, words: there }) =>
          fit >= best + MARGIN && there >= FEWEST_WORDS && !holds(source) && hasOther(source),
      );
    };
    const isFigureElsewhere = (figure: Quantity): boolean =>
      isBeaten(
        (source) => holdsFigure(figure, source),
        (source) =>
          source.figures.some(({ unit }) => unit === figure.unit) &&
          !source.figures.some((other) =>
            claim.figures.some((one) => holdsFigure(one, { figures: [other], digits: [] })),
          ),
      );
    const isNameElsewhere = (name: Name): boolean =>
      isBeaten(
        (source) => holdsName(name, source.folded, source.names, glossary),
        (source) =>
          source.names.some(({ kind }) => kind === name.kind) &&
          // “It found nothing”: told of whatever the sentence before names.
          !holdsName(name, source.sentence.context, source.sentence.contextStatement.names, glossary) &&
          !source.names.some((other) => holdsName(other, claim.folded, claim.names, glossary)),
      );
    const isTimeElsewhere = (time: Statement['times'][number]): boolean =>
      isBeaten(
        (source) => holdsTime(time, source.sentence, source.times),
        (source) =>
          source.times.length > 0 &&
          !claim.times.some((one) => holdsTime(one, source.sentence, source.times)),
      );
    return (
      claim.figures.filter((one) => isIn(one, clause)).some(isFigureElsewhere) ||
      claim.names.filter((one) => one.kind !== 'coined' && isIn(one, clause)).some(isNameElsewhere) ||
      claim.times.filter((one) => isIn(one, clause)).some(isTimeElsewhere)
    );
  });
}

/** Each sentence is looked at once for every sentence of an answer. */
const known = new WeakMap<SourceSentence, SourceClause[]>();

function clausesOf(sentence: SourceSentence): SourceClause[] {
  const { statement } = sentence;
  const before = known.get(sentence);
  if (before !== undefined) return before;
  const found = clauses(statement.text).map((clause) => ({
    hay: haystackOf(statement.folded.slice(clause.start, clause.end), ''),
    sentence,
    figures: statement.figures.filter((one) => isIn(one, clause)),
    times: statement.times.filter((one) => isIn(one, clause)),
    names: statement.names.filter((one) => isIn(one, clause)),
    digits: statement.digits.filter((one) => isIn(one, clause)),
    folded: statement.folded.slice(clause.start, clause.end),
  }));
  known.set(sentence, found);
  return found;
}

function isIn(one: Span, { start, end }: Span): boolean {
  return one.start >= start && one.end <= end;
}
