import hnswlib from 'hnswlib-node';
import type { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';

/**
 * What a first search for “RAG tutorial” gives, to compare with: the recursive character splitter with its
 * separators, and an HNSW store that leaves every parameter of the index alone. Written out here, so that the
 * bench needs no further package; both do what LangChain's RecursiveCharacterTextSplitter and HNSWLib do.
 */

const SEPARATORS = ['\n\n', '\n', ' ', ''];
/** The length of its pieces in UTF-16 units, near to that of our passages. */
const CHUNK_SIZE = 320;

/** Cuts at the coarsest separator that makes pieces small enough. Lengths are UTF-16 units. */
export function recursiveSplit(
  text: string,
  chunkSize: number,
  separators: readonly string[] = SEPARATORS,
): string[] {
  if (text.length <= chunkSize) return text.trim() === '' ? [] : [text.trim()];
  const [separator = '', ...finer] = separators;
  const chunks: string[] = [];
  let current = '';
  const push = (): void => {
    if (current.trim() !== '') chunks.push(current.trim());
    current = '';
  };
  for (const piece of text.split(separator)) {
    if (current !== '' && current.length + separator.length + piece.length > chunkSize) push();
    if (piece.length > chunkSize) chunks.push(...recursiveSplit(piece, chunkSize, finer));
    else current += current === '' ? piece : separator + piece;
  }
  push();
  return chunks;
}

/** What LangChain's stores return when they aren't told. */
const RETRIEVED = 4;

/** LangChain's HNSWLib store as it comes: M 16, efConstruction 200, and an `ef` that stays at 10. */
export class NaiveStore {
  readonly vectors: number[][];
  private readonly chunks: readonly string[];
  private readonly embeddings: LocalEmbeddings;
  private readonly index: InstanceType<typeof hnswlib.HierarchicalNSW>;

  private constructor(chunks: readonly string[], embeddings: LocalEmbeddings, vectors: number[][]) {
    this.chunks = chunks;
    this.embeddings = embeddings;
    this.vectors = vectors;
    this.index = new hnswlib.HierarchicalNSW('cosine', embeddings.dimension);
    this.index.initIndex(vectors.length);
    for (const [label, vector] of vectors.entries()) this.index.addPoint(vector, label);
  }

  /** The texts are cut into chunks first. */
  static async of(texts: readonly string[], embeddings: LocalEmbeddings): Promise<NaiveStore> {
    const chunks = texts.flatMap((text) => recursiveSplit(text, CHUNK_SIZE));
    return new NaiveStore(chunks, embeddings, await embeddings.embedDocuments(chunks));
  }

  /** The nearest chunks, one after the other: what such a chain hands to a model, or shows without one. */
  async answer(question: string): Promise<string> {
    const labels = await this.similaritySearch(question, RETRIEVED);
    return labels.map((label) => this.chunks[label] ?? '').join('\n\n');
  }

  async similaritySearch(query: string, k: number): Promise<number[]> {
    return this.nearest(await this.embeddings.embedQuery(query), k);
  }

  nearest(vector: number[], k: number): number[] {
    return this.index.searchKnn(vector, Math.min(k, this.vectors.length)).neighbors;
  }
}
