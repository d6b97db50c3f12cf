/**
 * The room that answers: question + snapshot → evidence → answer with citations, or a refusal.
 * May import src/retrieval, src/corpus, src/text, errors and log; knows no platform.
 */
import { WenjuError } from '../errors.js';
import type { Snapshot } from '../retrieval/snapshot.js';
import { languageOf } from '../text/language.js';
import type { Answer } from './answer.js';
import type { Answerer, AnswerOptions } from './answerer.js';
import { comparisonLead } from './comparison.js';
import { type Composition, compose } from './compose.js';
import { correction } from './correction.js';
import { type FoundEvidence, findEvidence } from './find-evidence.js';
import { LONGEST_QUESTION, type Question } from './question.js';
import { refusal } from './refusal.js';
import { type Wording, wordingFor } from './wording.js';

/** Answers with sentences of the corpus, word for word, and refuses where none of them answers. No model. */
export class ExtractiveAnswerer implements Answerer {
  private readonly snapshot: () => Snapshot;

  /** @param snapshot the one that is served now; each answer asks for it once */
  constructor(snapshot: () => Snapshot) {
    this.snapshot = snapshot;
  }

  async answer(question: Question, options: AnswerOptions = {}): Promise<Answer> {
    const start = performance.now();
    const text = checked(question.text);
    const snapshot = this.snapshot();
    const found = await findEvidence({ ...question, text }, snapshot, options);
    const wording = wordingFor(text);
    const body = !found.isSufficient
      ? { ...refusal(found.question, found.ranked, wording), citations: [] }
      : answerFrom(found, wording);
    return {
      ...body,
      refused: !found.isSufficient,
      mode: 'extractive',
      language: languageOf(text),
      snapshot: snapshot.id,
      latencyMs: Math.round((performance.now() - start) * 100) / 100,
    };
  }
}

function checked(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '')
    throw new WenjuError('bad-request', 'the question is empty: write what you want to know');
  if (trimmed.length <= LONGEST_QUESTION) return trimmed;
  throw new WenjuError(
    'too-large',
    `the question has ${trimmed.length} characters; at most ${LONGEST_QUESTION} are read`,
  );
}

function answerFrom(found: FoundEvidence, wording: Wording): Composition {
  const chosen = found.selected.map(({ evidence }) => evidence);
  const lead = correction(found, chosen, wording) ?? comparisonLead(found.question, found.selected, wording);
  const proof = (lead?.carriedBy ?? []).filter((evidence) => !chosen.includes(evidence));
  return compose([...chosen, ...proof], found, wording, lead);
}
