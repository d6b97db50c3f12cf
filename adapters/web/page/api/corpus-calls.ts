import { call, read } from './call.js';
import {
  type CorpusDocument,
  type CorpusState,
  corpusDocumentSchema,
  corpusStateSchema,
  type FoundPassage,
  searchSchema,
  suggestionsSchema,
} from './shapes.js';

/** Passages that a search shows. */
const SHOWN = 10;

export async function corpusState(): Promise<CorpusState> {
  return read(corpusStateSchema, await call('/api/corpus'));
}

export async function corpusDocument(source: string): Promise<CorpusDocument> {
  return read(corpusDocumentSchema, await call(`/api/corpus/document?${new URLSearchParams({ source })}`));
}

/** The passages that fit best, best first. */
export async function searchCorpus(query: string, signal: AbortSignal): Promise<FoundPassage[]> {
  const parameters = new URLSearchParams({ q: query, k: String(SHOWN) });
  const { results } = await read(searchSchema, await call(`/api/corpus/search?${parameters}`, { signal }));
  return results;
}

/** Questions that the corpus answers. */
export async function suggestedQuestions(language: string): Promise<string[]> {
  const { questions } = await read(suggestionsSchema, await call(`/api/suggestions?language=${language}`));
  return questions;
}
