/**
 * The room that answers: question + snapshot → evidence → answer with citations, or a refusal.
 * May import src/retrieval, src/corpus, src/text, errors and log; knows no platform.
 */
import type { Snapshot } from '../retrieval/snapshot.js';
import { languageOf } from '../text/language.js';
import type { Answer } from './answer.js';
import type { Answerer, AnswerOptions } from './answerer.js';
import { extract } from './extract.js';
import { findEvidence } from './find-evidence.js';
import { checkedQuestion, type Question } from './question.js';
import { wordingFor } from './wording.js';

/** Answers with sentences of the corpus, word for word, and refuses where none of them answers. No model. */
export class ExtractiveAnswerer implements Answerer {
  private readonly snapshot: () => Snapshot;

  /** @param snapshot the one that is served now; each answer asks for it once */
  constructor(snapshot: () => Snapshot) {
    this.snapshot = snapshot;
  }

  async answer(question: Question, options: AnswerOptions = {}): Promise<Answer> {
    const start = performance.now();
    const text = checkedQuestion(question.text);
    const snapshot = this.snapshot();
    const found = await findEvidence({ ...question, text }, snapshot, options);
    const body = extract(found, wordingFor(text));
    options.onDelta?.(body.answer);
    return {
      ...body,
      mode: 'extractive',
      language: languageOf(text),
      snapshot: snapshot.id,
      latencyMs: Math.round((performance.now() - start) * 100) / 100,
    };
  }
}
