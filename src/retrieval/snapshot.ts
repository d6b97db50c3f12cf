/**
 * The room that finds passages: passages → snapshot (HNSW graph and keyword index) → search, save, load.
 * May import src/corpus, src/text, errors and log.
 */
import { createHash } from 'node:crypto';
import type { Corpus } from '../corpus/corpus.js';
import type { Document } from '../corpus/document.js';
import type { Passage } from '../corpus/passage.js';
import { WenjuError } from '../errors.js';
import { fold } from '../text/fold.js';
import { loadWordCutter } from '../text/tokens.js';
import { embedOne } from './embed-batches.js';
import { type Candidate, fuse } from './fusion.js';
import { dot, unitVector } from './hnsw-index.js';
import type { HnswVectorStore } from './hnsw-vector-store.js';
import type { KeywordIndex } from './keyword-index.js';
import type { KeywordQuery } from './keyword-query.js';
import type { IdentifiedEmbeddings } from './local-embeddings.js';
import { proseOf } from './passage-text.js';
import { proximity, type WeightedForms, weightedForms } from './proximity.js';
import { keywordQuery, type QueryExpander } from './query.js';
import type { SearchResult } from './search-result.js';
import type { PlacedDocument } from './segment.js';

/** Raised whenever the same corpus and embedding would give another index. */
export const INDEX_VERSION = 1;

/** Candidates from each of the two searches. */
const LEXICAL_CANDIDATES = 40;
const DENSE_CANDIDATES = 30;
const DEFAULT_LIMIT = 10;

/** What an embedding counts beside the keywords when it doesn't say. */
const DEFAULT_SHARE = 0.4;

const LATIN = /^[a-z]/;

export interface SearchOptions {
  /** How many results at most. @default 10 */
  readonly limit?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface SnapshotParts {
  readonly id: string;
  readonly corpus: Corpus;
  /** The documents of the corpus in its order, and where each is indexed. */
  readonly placed: readonly PlacedDocument[];
  readonly keywords: KeywordIndex;
  /** Label `i` is passage `i`. */
  readonly vectors: HnswVectorStore;
  readonly embeddings: IdentifiedEmbeddings;
  readonly builtFrom: 'disk' | 'build';
}

export interface SnapshotHooks {
  /** Other words for the words of a question. */
  readonly expand?: QueryExpander | undefined;
  /** Told when the embedding model fails on a question, which is then answered by keywords alone. */
  readonly onWarning?: ((warning: WenjuError) => void) | undefined;
}

/** An immutable index of all passages of a corpus, named by its content. A reload swaps it whole. */
export class Snapshot {
  readonly id: string;
  readonly corpus: Corpus;
  /** The documents of the corpus in its order, and where each is indexed: what a reload makes the next one of. */
  readonly placed: readonly PlacedDocument[];
  readonly builtFrom: 'disk' | 'build';
  readonly loadedAt = new Date();
  /** The dense index as LangChain knows it. */
  readonly vectors: HnswVectorStore;
  readonly keywords: KeywordIndex;
  private readonly embeddings: IdentifiedEmbeddings;
  private readonly hooks: SnapshotHooks;
  private readonly placedOf: ReadonlyMap<string, PlacedDocument>;

  constructor(parts: SnapshotParts, hooks: SnapshotHooks = {}) {
    this.id = parts.id;
    this.corpus = parts.corpus;
    this.builtFrom = parts.builtFrom;
    this.vectors = parts.vectors;
    this.keywords = parts.keywords;
    this.embeddings = parts.embeddings;
    // Nothing else of the options: among them may be the snapshot before.
    this.hooks = { expand: hooks.expand, onWarning: hooks.onWarning };
    this.placed = parts.placed;
    this.placedOf = new Map(parts.placed.map((placed) => [placed.document.source, placed]));
  }

  /** The passages that fit a question best, best first. */
  async search(text: string, { limit = DEFAULT_LIMIT, signal }: SearchOptions = {}): Promise<SearchResult[]> {
    signal?.throwIfAborted();
    const { glossary } = this.corpus;
    const cutter = await loadWordCutter();
    const query = keywordQuery(text, { cutter, glossary, index: this.keywords, expand: this.hooks.expand });
    const vector = await this.embedQuestion(text);
    signal?.throwIfAborted();
    const terms = weightedForms(query, (term) => this.keywords.idf(term));
    const fused = fuse(this.candidates(query, vector, limit), {
      denseShare: vector === undefined ? 0 : (this.embeddings.share ?? DEFAULT_SHARE),
      proximityOf: (passage) => proximity(terms, this.foldedProse(passage)),
    });
    return fused.slice(0, limit).flatMap(({ passage: number, score, dense, lexical }) => {
      const passage = this.corpus.passages[number];
      return passage === undefined ? [] : [{ passage, score, dense, lexical }];
    });
  }

  /**
   * What a question names, as strings to look for in a folded text, each with its weight. Latin words that no
   * document has are left out: in a Chinese corpus they are English that nothing translates.
   */
  async questionForms(text: string): Promise<WeightedForms[]> {
    const { glossary } = this.corpus;
    const cutter = await loadWordCutter();
    const query = keywordQuery(text, { cutter, glossary, index: this.keywords, expand: this.hooks.expand });
    const known = query.filter(
      ({ alternatives }) =>
        !alternatives.every(({ term }) => LATIN.test(term) && this.keywords.documentFrequency(term) === 0),
    );
    return weightedForms(known, (term) => this.keywords.idf(term));
  }

  /** The passages of one document, in its order; none for an unknown source. */
  passagesOf(source: string): readonly Passage[] {
    return this.placedOf.get(source)?.passages ?? [];
  }

  /** @throws WenjuError `not-found` */
  document(source: string): Document {
    const placed = this.placedOf.get(source);
    if (placed === undefined) throw new WenjuError('not-found', `no document ${source}`);
    return placed.document;
  }

  /** A document with its index, by its source. */
  placedDocument(source: string): PlacedDocument | undefined {
    return this.placedOf.get(source);
  }

  /** How much a term (folded) tells passages apart: BM25's idf, largest for one that no passage has. */
  idf(term: string): number {
    return this.keywords.idf(term);
  }

  /** Which embedding made the vectors. */
  get embeddingIdentity(): string {
    return this.embeddings.identity;
  }

  private async embedQuestion(text: string): Promise<Float32Array | undefined> {
    const graph = this.vectors.graph;
    if (graph === undefined) return undefined;
    try {
      return unitVector(await embedOne(this.embeddings, text, graph.dimension));
    } catch (error) {
      if (!(error instanceof WenjuError)) throw error;
      this.hooks.onWarning?.(error);
      return undefined;
    }
  }

  /** What either search finds, with both its scores. */
  private candidates(query: KeywordQuery, vector: Float32Array | undefined, limit: number): Candidate[] {
    const graph = this.vectors.graph;
    const near = vector === undefined ? [] : (graph?.search(vector, Math.max(DENSE_CANDIDATES, limit)) ?? []);
    const dense = new Map(near.map(({ label, similarity }) => [label, similarity]));
    const hits = this.keywords.search(query, Math.max(LEXICAL_CANDIDATES, limit), [...dense.keys()]);
    const lexical = new Map(hits.map(({ passage, score }) => [passage, score]));
    const similarityOf = (passage: number): number =>
      vector === undefined ? 0 : dot(vector, Float32Array.from(graph?.vector(passage) ?? []));
    return [...new Set([...lexical.keys(), ...dense.keys()])].map((passage) => ({
      passage,
      dense: dense.get(passage) ?? similarityOf(passage),
      lexical: lexical.get(passage) ?? 0,
    }));
  }

  private foldedProse(number: number): string {
    const passage = this.corpus.passages[number];
    const document = passage && this.placedOf.get(passage.source)?.document;
    return passage === undefined || document === undefined ? '' : fold(proseOf(document, passage));
  }
}

/** What names the index of a corpus: the same id, the same answers. */
export function snapshotId(fingerprint: string, embeddings: IdentifiedEmbeddings): string {
  return createHash('sha256')
    .update(JSON.stringify([INDEX_VERSION, fingerprint, embeddings.identity]))
    .digest('hex')
    .slice(0, 32);
}
