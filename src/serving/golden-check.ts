import { setImmediate } from 'node:timers/promises';
import type { Answer } from '../answer/answer.js';
import { ExtractiveAnswerer } from '../answer/extractive-answerer.js';
import type { Snapshot } from '../retrieval/snapshot.js';
import { comparable } from '../text/comparable-text.js';
import type { GoldenFailure } from './golden-failure.js';
import type { GoldenQuestion } from './golden-file.js';

/** As much of an answer as is kept and shown, in UTF-16 units. */
const SHOWN_ANSWER = 300;

/** How an index answers a golden question. */
export interface GoldenResult {
  readonly question: GoldenQuestion;
  readonly got: GoldenFailure['got'];
  readonly isPassed: boolean;
}

/**
 * Has an index answer golden questions, with extracts and no model, giving the event loop a turn after each.
 * @throws the signal's reason when it is aborted
 */
export async function askGolden(
  questions: readonly GoldenQuestion[],
  snapshot: Snapshot,
  signal?: AbortSignal,
): Promise<GoldenResult[]> {
  const answerer = new ExtractiveAnswerer(() => snapshot);
  const results: GoldenResult[] = [];
  for (const question of questions) {
    await setImmediate();
    signal?.throwIfAborted();
    const answer = await answerer.answer({ text: question.question, history: [] }, signal && { signal });
    results.push({ question, got: shownAnswer(answer), isPassed: isPassed(question, answer) });
  }
  return results;
}

/** A result as it is told of. */
export function goldenFailure({ question: { question, ...expected }, got }: GoldenResult): GoldenFailure {
  return { question, expected, got };
}

/** What is held is compared without width, case, white space and punctuation. */
function isPassed({ answer: wanted = [], cites, refuse }: GoldenQuestion, given: Answer): boolean {
  if (refuse || given.refused) return refuse && given.refused;
  const body = comparable(given.answer);
  const holds = wanted.every((texts) => texts.some((text) => body.includes(comparable(text))));
  return holds && (cites === undefined || given.citations.some(({ source }) => source === cites));
}

function shownAnswer({ answer, refused, citations }: Answer): GoldenFailure['got'] {
  const line = answer.replace(/\s+/g, ' ').trim();
  return {
    answer: line.length > SHOWN_ANSWER ? `${line.slice(0, SHOWN_ANSWER)}…` : line,
    refused,
    sources: [...new Set(citations.map(({ source }) => source))],
  };
}
