import { basename } from 'node:path/posix';
import type { SearchResult } from '../retrieval/search-result.js';
import { comparable } from '../text/comparable-text.js';
import { documentsOf, type EvaluationQuestion } from './question-set.js';
import type { Sources } from './score-answer.js';

/** Ranks count from 1 and are infinite for what wasn't found; absent where the question doesn't name it. */
export interface SearchScore {
  /** The first passage of a document that holds the answer. */
  readonly documentRank?: number;
  /** The first passage that holds a stretch of the evidence. */
  readonly evidenceRank?: number;
}

/** Scores the passages that were found for a question, best first. */
export function scoreSearch(
  question: EvaluationQuestion,
  results: readonly SearchResult[],
  sources: Sources,
): SearchScore {
  const documents = documentsOf(question);
  const evidence = question.evidence?.map(comparable) ?? [];
  const passages = results.map(({ passage }) => passage);
  return {
    ...(documents.length > 0 && {
      documentRank: rankOf(passages.findIndex(({ source }) => documents.includes(basename(source)))),
    }),
    ...(evidence.length > 0 && {
      evidenceRank: rankOf(
        passages.findIndex(({ source, start, end }) => {
          const text = comparable(sources.document(source).text.slice(start, end));
          return evidence.some((stretch) => text.includes(stretch));
        }),
      ),
    }),
  };
}

function rankOf(index: number): number {
  return index < 0 ? Number.POSITIVE_INFINITY : index + 1;
}
