import type { Document } from '../../corpus/document.js';
import type { Passage } from '../../corpus/passage.js';
import type { Snapshot } from '../../retrieval/snapshot.js';
import type { WordCutter } from '../../text/tokens.js';
import { type Evidence, gatherEvidence } from '../evidence.js';
import { isMachineOrder } from './machine-orders.js';
import { type Statement, statementOf } from './statement.js';
import { type Haystack, haystackOf } from './support.js';

/** A sentence of a passage, taken apart. */
export interface SourceSentence {
  readonly evidence: Evidence;
  readonly statement: Statement;
  /** For looking words up in it. */
  readonly hay: Haystack;
  /**
   * What a pronoun in it may stand for: the sentence before it, the headings and the title. Folded.
   */
  readonly context: string;
  /** The sentence behind it where that goes on about it, else nothing. Folded. */
  readonly after: string;
  /** Names in the context. */
  readonly contextStatement: Statement;
}

/** A passage with the number by which an answer cites it. */
export interface NumberedPassage {
  /** From 1. */
  readonly n: number;
  readonly document: Document;
  readonly passage: Passage;
  /** The sentences that can prove something, in order. */
  readonly sentences: readonly SourceSentence[];
  /** Whether a sentence of it speaks to the model; that one and those after it in its paragraph prove nothing. */
  readonly hasOrders: boolean;
}

/** How a sentence begins that goes on about the one before it. Folded. */
const GOES_ON = /^(?:它|其(?!他|次|中)|该|这|此|the |it |its |this |these |they |their |he |she |his |her )/;

/** Takes the passages apart and numbers them in their order. */
export function numberPassages(
  passages: readonly Passage[],
  snapshot: Snapshot,
  cutter: WordCutter,
): NumberedPassage[] {
  const { glossary } = snapshot.corpus;
  const results = passages.map((passage) => ({ passage, score: 1, dense: 0, lexical: 0 }));
  const gathered = gatherEvidence(results, snapshot);
  return passages.map((passage, i) => {
    const document = snapshot.document(passage.source);
    const { published } = document;
    const evidence = gathered.filter((one) => one.passage === passage);
    const order = evidence.findIndex(({ text }) => isMachineOrder(text));
    const usable = order < 0 ? evidence : evidence.slice(0, order);
    return {
      n: i + 1,
      document,
      passage,
      hasOrders: order >= 0,
      sentences: usable.map((one) => {
        const context = [one.before, one.headings].join('\n');
        const after = GOES_ON.test(one.after) ? one.after : '';
        return {
          after,
          evidence: one,
          hay: haystackOf(one.folded, ''),
          statement: statementOf(one.text, { glossary, cutter, published }),
          context,
          contextStatement: statementOf(context, { glossary, cutter, published }),
        };
      }),
    };
  });
}
