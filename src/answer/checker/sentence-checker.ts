/**
 * The part that holds a generated sentence against the passages that it cites. Everything it states to the letter
 * (figures with their units, dates, names) must stand in one to three sentences of them and belong together there,
 * nothing may be denied that they say or the other way round, and enough of its words must be theirs.
 */
import type { Snapshot } from '../../retrieval/snapshot.js';
import { hasHan } from '../../text/fold.js';
import { clauses } from '../../text/sentences.js';
import type { WordCutter } from '../../text/tokens.js';
import type { Evidence } from '../evidence.js';
import { belongsTogether } from './belonging.js';
import { carriersOf, missingFact } from './carriers.js';
import { contradicts, type Denied, deniedWords } from './denial.js';
import { exchanges } from './exchange.js';
import { isMachineOrder } from './machine-orders.js';
import { denials } from './polarity.js';
import { hasRival } from './rivals.js';
import type { NumberedPassage, SourceSentence } from './source-sentence.js';
import { type Statement, statementOf } from './statement.js';
import { type ContentWord, contentWords, haystackOf, support, translatable } from './support.js';
import {
  BETTER_PROOF,
  CLAUSE_WORDS,
  FACT_PROVES,
  LOWEST,
  OTHER_LANGUAGE,
  SAME_LANGUAGE,
} from './thresholds.js';

/** A sentence of a generated answer. */
export interface CitedSentence {
  /** As a person reads it: no markers, no markup. */
  readonly text: string;
  /** The numbers of the passages that it cites, in order. */
  readonly markers: readonly number[];
}

/** Why a sentence can't stand with what it cites. */
export type Flaw =
  | 'nothing-said'
  | 'not-cited'
  | 'no-such-passage'
  | 'order'
  | 'link'
  | 'figure'
  | 'date'
  | 'name'
  | 'exchanged'
  | 'contradicts'
  | 'unsupported';

/** A sentence with what proves it, or with what is wrong. */
export type Verdict =
  | { readonly outcome: 'carried' | 'repaired'; readonly carriedBy: readonly Evidence[] }
  | { readonly outcome: 'withheld'; readonly flaw: Flaw };

/** What proves a sentence, and how well: the share of its words that the proof holds. */
interface Proof {
  readonly carriedBy: readonly Evidence[];
  readonly strength: number;
}
type Holding = Proof | { readonly flaw: Flaw };

const NO_FACTS = { figures: [], times: [], names: [], digits: [] };

/** Links and markup that make a reader's browser fetch or show something. */
const LINK = /https?:\/\/|www\.|\]\(|<[a-z!/]|[\w.+-]+@[\w-]+\.\w/i;

export class SentenceChecker {
  private readonly passages: readonly NumberedPassage[];
  private readonly snapshot: Snapshot;
  private readonly cutter: WordCutter;
  private readonly denied = new WeakMap<SourceSentence, Denied>();

  constructor(passages: readonly NumberedPassage[], snapshot: Snapshot, cutter: WordCutter) {
    this.passages = passages;
    this.snapshot = snapshot;
    this.cutter = cutter;
  }

  /** Whether the corpus has a word that no dictionary has, or the passages have a Latin one as a name. */
  private readonly isNamed = (word: string): boolean =>
    hasHan(word)
      ? Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2)).every(
          (pair) => this.snapshot.keywords.documentFrequency(pair) > 0,
        )
      : this.passages.some(({ sentences }) =>
          sentences.some(({ statement }) =>
            statement.names.some(({ text }) => text.split(' ').includes(word)),
          ),
        );

  /** Holds a sentence against what it cites, and where that doesn't carry it once against all passages. */
  check({ text, markers }: CitedSentence): Verdict {
    const cited = markers.flatMap((n) => this.passages.find((passage) => passage.n === n) ?? []);
    const hasStranger = cited.length < markers.length;
    const first: Holding =
      markers.length === 0
        ? { flaw: 'not-cited' }
        : hasStranger
          ? { flaw: 'no-such-passage' }
          : this.hold(text, cited);
    const isCarried = 'carriedBy' in first;
    // What holds most of its words itself can't be outdone by so much.
    if (isCarried && first.strength > 1 - BETTER_PROOF) return carried(first);
    const again = this.hold(text, this.passages);
    if (!isCarried) {
      return 'carriedBy' in again ? repaired(again) : { outcome: 'withheld', flaw: first.flaw };
    }
    // What it cites may pass, and another passage say it outright: that is the one it was taken from.
    const isBetter =
      'carriedBy' in again &&
      again.carriedBy.length <= first.carriedBy.length &&
      again.strength - first.strength >= BETTER_PROOF;
    return isBetter ? repaired(again) : carried(first);
  }

  private hold(text: string, passages: readonly NumberedPassage[]): Holding {
    if (isMachineOrder(text)) return { flaw: 'order' };
    const sources = passages.flatMap(({ sentences }) => sentences);
    if (LINK.test(text) && !sources.some(({ evidence }) => evidence.text.includes(text)))
      return { flaw: 'link' };
    // Each document has its own day for “last year” and “April 7”.
    const days = [...new Set(passages.map(({ document }) => document.published))];
    let flaw: Flaw = 'unsupported';
    for (const published of days) {
      const held = this.holdAsOf(text, published, sources);
      if ('carriedBy' in held) return held;
      flaw = held.flaw;
    }
    return { flaw };
  }

  private holdAsOf(text: string, published: string | undefined, sources: readonly SourceSentence[]): Holding {
    const { glossary } = this.snapshot.corpus;
    const idf = (term: string): number => this.snapshot.idf(term);
    const { cutter, isNamed } = this;
    const claim = statementOf(text, { glossary, cutter, published, isNamed });
    const words = contentWords(claim, idf);
    const hasFacts = claim.figures.length + claim.times.length + claim.names.length > 0;
    if (words.length === 0 && !hasFacts) return { flaw: 'nothing-said' };
    const carriers = carriersOf(claim, words, sources, glossary);
    if (carriers.length === 0) return { flaw: 'unsupported' };
    const missing = missingFact(claim, carriers, glossary);
    if (missing !== undefined) return { flaw: missing };
    const statements = carriers.map(({ statement }) => statement);
    if (
      !belongsTogether(claim, words, carriers, glossary) ||
      exchanges(claim, statements, glossary) ||
      hasRival(claim, words, sources, glossary)
    ) {
      return { flaw: 'exchanged' };
    }
    const sameLanguage = statements.every(({ isChinese }) => isChinese === claim.isChinese);
    const proof = [...new Set([...carriers, ...this.carriersOfDenials(claim, words, sources)])];
    const denied = proof.map((source) => this.deniedIn(source));
    if (contradicts(deniedWords(claim, idf), denied, sameLanguage)) return { flaw: 'contradicts' };
    const strength = this.supportOf(claim, carriers, sameLanguage);
    return strength === undefined
      ? { flaw: 'unsupported' }
      : { carriedBy: carriers.map(({ evidence }) => evidence), strength };
  }

  /** Each source is looked at once for every sentence of an answer. */
  private deniedIn(source: SourceSentence): Denied {
    const known = this.denied.get(source) ?? deniedWords(source.statement, (term) => this.snapshot.idf(term));
    this.denied.set(source, known);
    return known;
  }

  /** What stands behind the clauses that deny something, by themselves. */
  private carriersOfDenials(
    claim: Statement,
    words: readonly ContentWord[],
    sources: readonly SourceSentence[],
  ): SourceSentence[] {
    const reach = denials(claim.folded);
    return clauses(claim.text)
      .filter((clause) => reach.some(({ start }) => start > clause.start && start <= clause.end))
      .flatMap((clause) => {
        const own = words.filter((word) => word.start >= clause.start && word.end <= clause.end);
        return carriersOf({ ...claim, ...NO_FACTS }, own, sources, this.snapshot.corpus.glossary);
      });
  }

  /** The share of its words that its carriers hold; `undefined` where that is not enough. */
  private supportOf(
    claim: Statement,
    carriers: readonly SourceSentence[],
    isSameLanguage: boolean,
  ): number | undefined {
    const idf = (term: string): number => this.snapshot.idf(term);
    const all = contentWords(claim, idf);
    const words = isSameLanguage ? all : translatable(all);
    const hay = haystackOf(
      carriers.map(({ statement }) => statement.folded).join('\n'),
      carriers.map(({ context, evidence }) => `${context}\n${evidence.after}`).join('\n'),
    );
    const own = claim.isChinese ? SAME_LANGUAGE.zh : SAME_LANGUAGE.en;
    const { sentence, clause } = isSameLanguage ? own : OTHER_LANGUAGE;
    const whole = support(words, hay);
    const facts = claim.names.length + claim.figures.length + claim.times.length;
    // Nothing to compare but names and figures, all of which are there.
    if (whole === undefined || (words.length < CLAUSE_WORDS && claim.figures.length > 0 && facts > 1))
      return facts > 0 ? (whole ?? 1) : undefined;
    // Facts that stand together prove each other, whatever words are put round them.
    if (whole < Math.max(LOWEST, sentence - FACT_PROVES * facts)) return undefined;
    const isWhole = clauses(claim.text).every(({ start, end }) => {
      const own = words.filter((word) => word.start >= start && word.end <= end);
      return own.length < CLAUSE_WORDS || (support(own, hay) ?? 1) >= clause;
    });
    return isWhole ? whole : undefined;
  }
}

function carried({ carriedBy }: Proof): Verdict {
  return { outcome: 'carried', carriedBy };
}

function repaired({ carriedBy }: Proof): Verdict {
  return { outcome: 'repaired', carriedBy };
}
