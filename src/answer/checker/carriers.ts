import type { Glossary } from '../../corpus/glossary.js';
import type { Quantity } from '../../text/quantities.js';
import { holdsDigits, holdsFigure, holdsName, holdsTime } from './fact-match.js';
import type { Flaw } from './sentence-checker.js';
import type { SourceSentence } from './source-sentence.js';
import type { Digits, Name, Statement } from './statement.js';
import { type ContentWord, held } from './support.js';

/** Sentences that a sentence may take together. */
const MOST_CARRIERS = 3;
/** What a fact counts beside all the words. */
const FACT = 0.35;
/** What a name counts that only stands around a sentence. */
const AROUND = 0.7;
/** What another sentence has to add to be cited as well. */
const GAIN = 0.12;

/** A sentence with what it holds of a claim: of each word 0 to 1, of each fact likewise. */
interface Rated {
  readonly source: SourceSentence;
  readonly words: readonly number[];
  readonly facts: readonly number[];
}

/** The sentences of the sources that together hold most of what a sentence states, the best first. */
export function carriersOf(
  claim: Statement,
  words: readonly ContentWord[],
  sources: readonly SourceSentence[],
  glossary: Glossary,
): SourceSentence[] {
  const rated = sources.map((source) => rate(claim, words, source, glossary));
  const chosen: Rated[] = [];
  let best = 0;
  while (chosen.length < MOST_CARRIERS) {
    let top: { readonly one: Rated; readonly score: number } | undefined;
    for (const one of rated) {
      const score = chosen.includes(one) ? 0 : scoreOf(words, [...chosen, one]);
      if (score > (top?.score ?? 0)) top = { one, score };
    }
    if (top === undefined || top.score < best + GAIN) break;
    chosen.push(top.one);
    best = top.score;
  }
  return chosen.map(({ source }) => source);
}

function rate(
  claim: Statement,
  words: readonly ContentWord[],
  source: SourceSentence,
  glossary: Glossary,
): Rated {
  const { hay } = source;
  return {
    source,
    words: words.map((word) => held(word, hay)),
    facts: [
      ...claim.figures.map((figure) => Number(holdsFigure(figure, source.statement))),
      ...claim.digits.map((digits) => Number(holdsDigits(digits, source.statement))),
      ...claim.times.map((time) => Number(holdsTime(time, source))),
      ...claim.names.map((name) =>
        holdsName(name, source.statement.folded, source.statement.names, glossary)
          ? 1
          : AROUND * Number(hasName(name, source, glossary)),
      ),
    ],
  };
}

/** The share of the words that any of them holds, and so much for each fact. */
function scoreOf(words: readonly ContentWord[], rated: readonly Rated[]): number {
  let total = 0;
  let sum = 0;
  for (const [i, { weight }] of words.entries()) {
    total += weight;
    sum += weight * Math.max(...rated.map((one) => one.words[i] ?? 0));
  }
  const facts = (rated[0]?.facts ?? []).reduce(
    (most, _, i) => most + Math.max(...rated.map((one) => one.facts[i] ?? 0)),
    0,
  );
  return (total === 0 ? 0 : sum / total) + FACT * facts;
}

/** Whether a name is there: in the sentence, or in what stands around it. */
function hasName(
  name: Name,
  { statement, context, contextStatement, after }: SourceSentence,
  glossary: Glossary,
): boolean {
  return (
    holdsName(name, statement.folded, statement.names, glossary) ||
    holdsName(name, context, contextStatement.names, glossary) ||
    holdsName(name, after, [], glossary)
  );
}

/** The first kind of fact that the carriers don't hold. Names, versions and numbers may be of what stands around. */
export function missingFact(
  claim: Statement,
  carriers: readonly SourceSentence[],
  glossary: Glossary,
): Extract<Flaw, 'figure' | 'date' | 'name'> | undefined {
  const isHeld = (figure: Quantity): boolean =>
    carriers.some(
      ({ statement, contextStatement }) =>
        holdsFigure(figure, statement) || holdsFigure(figure, contextStatement),
    );
  const hasDigits = (digits: Digits): boolean =>
    carriers.some(({ statement, context }) =>
      holdsDigits(digits, { folded: `${statement.folded}\n${context}` }),
    );
  if (!claim.figures.every(isHeld) || !claim.digits.every(hasDigits)) return 'figure';
  const all = partsOfYear(carriers.map(({ statement }) => statement.folded).join('\n'));
  if (![...partsOfYear(claim.folded)].every((part) => all.has(part))) return 'date';
  if (!claim.times.every((time) => carriers.some((carrier) => holdsTime(time, carrier)))) return 'date';
  return claim.names.every((name) => carriers.some((carrier) => hasName(name, carrier, glossary)))
    ? undefined
    : 'name';
}

/** Quarters, halves and thirds of a month, which a date doesn't tell apart. */
function partsOfYear(folded: string): Set<string> {
  const found =
    folded.match(
      /[一二三四1-4]季度|[上下]半年|[上中下]旬|\bq[1-4]\b|(?:first|second|third|fourth) (?:quarter|half)/g,
    ) ?? [];
  return new Set(
    found.map((part) => part.replace(/[1-4](?=季)/, (digit) => '一二三四'.charAt(Number(digit) - 1))),
  );
}
