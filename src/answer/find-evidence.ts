import type { SearchResult } from '../retrieval/search-result.js';
import type { Snapshot } from '../retrieval/snapshot.js';
import { loadWordCutter, type WordCutter } from '../text/tokens.js';
import type { AnsweredQuestion } from './answered-question.js';
import type { AnswerOptions } from './answerer.js';
import { answersIn } from './answers-in.js';
import { gatherEvidence } from './evidence.js';
import type { FeatureContext } from './evidence-features.js';
import { standaloneQuestion } from './follow-up.js';
import { type FalsePremise, falsePremise } from './premise.js';
import type { Question } from './question.js';
import { type AnalysedQuestion, analyseQuestion } from './question-analysis.js';
import { type RankedEvidence, rankEvidence } from './rank-evidence.js';
import { comparedTerms, selectEvidence } from './select-evidence.js';
import { isSufficient } from './sufficiency.js';

/** Passages that are read for sentences. */
const PASSAGES = 12;
/** Earlier questions of a conversation that are looked at. */
const HISTORY = 3;

/** A question with the sentences that may answer it. */
export interface FoundEvidence extends FeatureContext {
  /** The question as it was understood: standing alone, with a wrong owner put right. */
  readonly question: AnalysedQuestion;
  readonly premise?: FalsePremise;
  /** Best first. */
  readonly ranked: readonly RankedEvidence[];
  /** The fewest of them that answer, if any do. */
  readonly selected: readonly RankedEvidence[];
  /** Whether they do; where not, the question is to be refused. */
  readonly isSufficient: boolean;
}

/** Understands a question in its conversation and finds what may answer it, all in one snapshot. */
export async function findEvidence(
  { text, history }: Question,
  snapshot: Snapshot,
  options: AnswerOptions = {},
): Promise<FoundEvidence> {
  const finder = new EvidenceFinder(snapshot, await loadWordCutter(), options);
  let last: AnsweredQuestion | undefined;
  for (const earlier of history.slice(-HISTORY)) {
    const found = await finder.find(earlier, last);
    last = { question: found.question, answers: found.isSufficient ? answersIn(found.ranked, found) : [] };
  }
  return finder.find(text, last);
}

class EvidenceFinder {
  private readonly snapshot: Snapshot;
  private readonly cutter: WordCutter;
  private readonly options: AnswerOptions;

  constructor(snapshot: Snapshot, cutter: WordCutter, options: AnswerOptions) {
    this.snapshot = snapshot;
    this.cutter = cutter;
    this.options = options;
  }

  async find(text: string, last: AnsweredQuestion | undefined): Promise<FoundEvidence> {
    const { glossary } = this.snapshot.corpus;
    const standalone = standaloneQuestion(text, last, glossary, this.cutter);
    const asked = analyseQuestion(standalone.text, glossary, this.cutter);
    const premise = falsePremise(asked, glossary);
    const meant = premise?.corrected ?? standalone.text;
    const start = performance.now();
    const results = await this.search(
      premise === undefined ? asked : analyseQuestion(meant, glossary, this.cutter),
      standalone.context,
    );
    const searched = performance.now();
    this.options.onStage?.('search', searched - start);
    // “4月10日” in a question is that of the document it is about.
    const published = results[0] && this.snapshot.document(results[0].passage.source).published;
    const context: FeatureContext = {
      question: analyseQuestion(meant, glossary, this.cutter, published),
      forms: await this.snapshot.questionForms(meant),
      snapshot: this.snapshot,
      cutter: this.cutter,
    };
    const ranked = rankEvidence(gatherEvidence(results, this.snapshot), context);
    const selected = selectEvidence(ranked, context);
    this.options.onStage?.('rank', performance.now() - searched);
    return {
      ...context,
      ranked,
      selected,
      isSufficient: isSufficient(selected, ranked, context),
      ...(premise === undefined ? {} : { premise }),
    };
  }

  /** The passages for a question; those for each of the things of a comparison as well. */
  private async search(question: AnalysedQuestion, context: readonly string[]): Promise<SearchResult[]> {
    const compared = comparedTerms(question);
    const partial = compared.map((term) =>
      compared.reduce((rest, other) => (other === term ? rest : without(rest, other.text)), question.text),
    );
    const found = new Map<unknown, SearchResult>();
    for (const query of [[question.text, ...context].join(' '), ...partial]) {
      const results = await this.snapshot.search(query, { limit: PASSAGES, signal: this.options.signal });
      for (const result of results) if (!found.has(result.passage)) found.set(result.passage, result);
    }
    return [...found.values()];
  }
}

function without(text: string, part: string): string {
  const at = text.toLowerCase().indexOf(part);
  return at < 0 ? text : text.slice(0, at) + text.slice(at + part.length);
}
