import { Document } from '@langchain/core/documents';
import type { Corpus } from '../corpus/corpus.js';
import { HnswVectorStore } from './hnsw-vector-store.js';
import type { IdentifiedEmbeddings } from './local-embeddings.js';
import { proseOf } from './passage-text.js';
import type { VectorIndex } from './vector-index.js';

/**
 * The LangChain view of the vectors of a corpus. Its documents are made when they are found, so that the
 * texts are not in memory twice.
 * @param index label `i` is passage `i`; undefined for a corpus without passages
 */
export function vectorStore(
  index: VectorIndex | undefined,
  corpus: Corpus,
  embeddings: IdentifiedEmbeddings,
): HnswVectorStore {
  if (index === undefined) return new HnswVectorStore(embeddings);
  const documentOf = new Map(corpus.documents.map((document) => [document.source, document]));
  const found = (label: number): Document | undefined => {
    const passage = corpus.passages[label];
    const document = passage && documentOf.get(passage.source);
    if (passage === undefined || document === undefined) return undefined;
    return new Document({
      id: String(label),
      pageContent: proseOf(document, passage),
      metadata: { ...passage, title: document.title },
    });
  };
  return HnswVectorStore.over(index, found, embeddings);
}
