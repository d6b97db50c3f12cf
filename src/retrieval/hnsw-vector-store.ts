import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Document, type DocumentInterface } from '@langchain/core/documents';
import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { VectorStore } from '@langchain/core/vectorstores';
import * as z from 'zod';
import { messageOf, WenjuError } from '../errors.js';
import { checkedVector, embedAll, embedRounds } from './embed-batches.js';
import { type GraphOptions, HnswIndex, unitVector } from './hnsw-index.js';
import type { WorkOptions } from './time-slices.js';
import type { VectorIndex } from './vector-index.js';

const VECTORS_FILE = 'vectors.hnsw';
const DOCUMENTS_FILE = 'documents.json';
const MANIFEST_FILE = 'store.json';

/** Sample queries of a calibration; 300 with ten neighbours each tell a recall of 0.9995 from 0.998. */
const CALIBRATION_SAMPLE = 300;
/** `ef` is measured again when the store has grown by this factor. */
const RECALIBRATE_AT = 1.2;

const manifestSchema = z.strictObject({
  format: z.literal(1),
  dimension: z.number().int().positive(),
  count: z.number().int().nonnegative(),
  ef: z.number().int().positive(),
  deleted: z.array(z.number().int().nonnegative()),
  sha256: z.strictObject({ vectors: z.string(), documents: z.string() }),
});

const documentsSchema = z.array(
  z.strictObject({
    id: z.string().optional(),
    pageContent: z.string(),
    metadata: z.record(z.string(), z.unknown()),
  }),
);

export interface HnswVectorStoreOptions extends WorkOptions {
  readonly graph?: GraphOptions;
  /** Texts like those that will be asked; `ef` is calibrated on them rather than on blends of the vectors. */
  readonly sampleQueries?: readonly string[];
}

/** LangChain's vector store over an HNSW graph. Scores are cosine similarities: larger is nearer. */
export class HnswVectorStore extends VectorStore {
  declare FilterType: (document: DocumentInterface) => boolean;
  private index: HnswIndex | undefined;
  /** What is searched when the store doesn't own it. */
  private shared: VectorIndex | undefined;
  private readonly documents: DocumentInterface[] = [];
  private documentOf: ((label: number) => DocumentInterface | undefined) | undefined;
  private readonly labelOf = new Map<string, number>();
  private calibratedAt = 0;
  private readonly options: HnswVectorStoreOptions;

  constructor(embeddings: EmbeddingsInterface, options: HnswVectorStoreOptions = {}) {
    super(embeddings, {});
    this.options = options;
  }

  /**
   * A store over an index that is there already and stays as it is: nothing can be added to it or deleted.
   * @param documentOf the document that belongs to a label; called when it is found
   */
  static over(
    index: VectorIndex,
    documentOf: (label: number) => DocumentInterface | undefined,
    embeddings: EmbeddingsInterface,
  ): HnswVectorStore {
    const store = new HnswVectorStore(embeddings);
    store.shared = index;
    store.documentOf = documentOf;
    return store;
  }

  static override async fromDocuments(
    documents: DocumentInterface[],
    embeddings: EmbeddingsInterface,
    options: HnswVectorStoreOptions = {},
  ): Promise<HnswVectorStore> {
    const store = new HnswVectorStore(embeddings, options);
    await store.addDocuments(documents);
    return store;
  }

  static override async fromTexts(
    texts: string[],
    metadatas: object[] | object,
    embeddings: EmbeddingsInterface,
    options: HnswVectorStoreOptions = {},
  ): Promise<HnswVectorStore> {
    const documents = texts.map((pageContent, i) => {
      const metadata = { ...(Array.isArray(metadatas) ? metadatas[i] : metadatas) };
      return new Document({ pageContent, metadata });
    });
    return HnswVectorStore.fromDocuments(documents, embeddings, options);
  }

  override _vectorstoreType(): string {
    return 'hnsw';
  }

  /** The graph, for what LangChain's interface has no word for; absent while the store is empty. */
  get graph(): VectorIndex | undefined {
    return this.index ?? this.shared;
  }

  override async addDocuments(
    documents: DocumentInterface[],
    options?: { ids?: string[] },
  ): Promise<string[]> {
    const texts = {
      length: documents.length,
      text: (index: number) => documents[index]?.pageContent ?? '',
    };
    const added: string[] = [];
    const { signal, onProgress } = this.options;
    for await (const vectors of embedRounds(this.embeddings, texts, {
      dimension: this.index?.dimension,
      signal,
    })) {
      const from = added.length;
      const batch = documents.slice(from, from + vectors.length);
      added.push(...(await this.insert(vectors, batch, documents.length - from, options?.ids?.slice(from))));
      onProgress?.({ phase: 'embed', done: added.length, total: documents.length });
    }
    await this.calibrateIfGrown();
    return added;
  }

  override async addVectors(
    vectors: number[][],
    documents: DocumentInterface[],
    options?: { ids?: string[] },
  ): Promise<string[]> {
    if (vectors.length !== documents.length) {
      throw new WenjuError(
        'embedding-failed',
        `got ${vectors.length} vectors for ${documents.length} documents`,
      );
    }
    const dimension = this.index?.dimension ?? vectors[0]?.length;
    const checked = vectors.map((vector) => checkedVector(vector, dimension));
    const added = await this.insert(checked, documents, documents.length, options?.ids);
    await this.calibrateIfGrown();
    return added;
  }

  override async similaritySearchVectorWithScore(
    query: number[],
    k: number,
    filter?: this['FilterType'],
  ): Promise<[DocumentInterface, number][]> {
    const { graph } = this;
    if (graph === undefined) return [];
    const accepts = filter === undefined ? undefined : (label: number) => filter(this.documentAt(label));
    const hits = graph.search(checkedVector(query, graph.dimension), k, accepts);
    return hits.map(({ label, similarity }) => [this.documentAt(label), similarity]);
  }

  /** Deletes documents by their ids; unknown ids are passed over. */
  override async delete({ ids }: { readonly ids: readonly string[] }): Promise<void> {
    for (const id of ids) {
      const label = this.labelOf.get(id);
      if (label === undefined) continue;
      this.index?.delete(label);
      this.labelOf.delete(id);
    }
  }

  /** Writes the store into a folder. */
  async save(folder: string): Promise<void> {
    if (this.index === undefined)
      throw new WenjuError('internal', 'an empty vector store has nothing to save');
    await mkdir(folder, { recursive: true });
    const labels = Array.from({ length: this.index.count }, (_, label) => this.documentAt(label));
    const documents = JSON.stringify(
      labels.map(({ id, pageContent, metadata }) => ({ id, pageContent, metadata })),
    );
    await this.index.save(join(folder, VECTORS_FILE));
    await writeFile(join(folder, DOCUMENTS_FILE), documents);
    const manifest: z.infer<typeof manifestSchema> = {
      format: 1,
      dimension: this.index.dimension,
      count: this.index.count,
      ef: this.index.ef,
      deleted: [...this.index.deleted],
      sha256: {
        vectors: sha256(await readFile(join(folder, VECTORS_FILE))),
        documents: sha256(documents),
      },
    };
    await writeFile(join(folder, MANIFEST_FILE), JSON.stringify(manifest));
  }

  /**
   * Reads what {@link save} wrote.
   * @throws WenjuError `snapshot-damaged`
   */
  static async load(folder: string, embeddings: EmbeddingsInterface): Promise<HnswVectorStore> {
    try {
      const manifest = manifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST_FILE), 'utf8')));
      const text = await readFile(join(folder, DOCUMENTS_FILE));
      const vectors = await readFile(join(folder, VECTORS_FILE));
      if (sha256(text) !== manifest.sha256.documents || sha256(vectors) !== manifest.sha256.vectors) {
        throw new WenjuError('snapshot-damaged', `${folder}: a checksum is wrong`);
      }
      const documents = documentsSchema
        .parse(JSON.parse(text.toString('utf8')))
        .map(({ id, ...rest }) => new Document({ ...rest, ...(id === undefined ? {} : { id }) }));
      const index = await HnswIndex.load(join(folder, VECTORS_FILE), manifest);
      const store = new HnswVectorStore(embeddings);
      store.index = index;
      store.calibratedAt = index.count;
      store.documentOf = (label) => documents[label];
      for (const [label, { id }] of documents.entries()) {
        if (id !== undefined && !index.deleted.has(label)) store.labelOf.set(id, label);
      }
      return store;
    } catch (error) {
      if (error instanceof WenjuError) throw error;
      throw new WenjuError('snapshot-damaged', `can't read the vector store: ${messageOf(error)}`, error);
    }
  }

  private documentAt(label: number): DocumentInterface {
    const document = this.documents[label] ?? this.documentOf?.(label);
    if (document === undefined) throw new WenjuError('internal', `no document under label ${label}`);
    return document;
  }

  private async insert(
    vectors: readonly Float32Array[],
    documents: readonly DocumentInterface[],
    expected: number,
    ids?: readonly string[],
  ): Promise<string[]> {
    const dimension = vectors[0]?.length;
    if (dimension === undefined) return [];
    if (this.shared !== undefined) {
      throw new WenjuError(
        'internal',
        'the vectors of a snapshot stay as they are: nothing is added to them',
      );
    }
    this.index ??= HnswIndex.create(dimension, this.options.graph);
    const first = this.index.count;
    this.index.reserve(first + expected);
    const given = documents.map((document, i) => ids?.[i] ?? document.id ?? String(first + i));
    await this.delete({ ids: given });
    await this.index.add(vectors, { signal: this.options.signal });
    for (const [i, document] of documents.entries()) {
      const id = given[i] ?? '';
      this.documents[first + i] = new Document({ ...document, id });
      this.labelOf.set(id, first + i);
    }
    return given;
  }

  private async calibrateIfGrown(): Promise<void> {
    if (this.index === undefined || this.index.count < this.calibratedAt * RECALIBRATE_AT) return;
    const texts = this.options.sampleQueries?.slice(0, CALIBRATION_SAMPLE);
    const queries =
      texts === undefined || texts.length === 0
        ? blends(this.index, CALIBRATION_SAMPLE)
        : await embedAll(this.embeddings, texts, { dimension: this.index.dimension });
    await this.index.calibrate(queries, this.options);
    this.calibratedAt = this.index.count;
  }
}

/** Stand-ins for queries: each between a vector of the index and another one, nearer to the first. */
function blends(index: HnswIndex, wanted: number): Float32Array[] {
  const count = Math.min(wanted, index.count);
  return Array.from({ length: count }, (_, i) => {
    const near = index.vector(Math.floor((i * index.count) / count));
    // Steps of the golden ratio visit the labels evenly and far from their neighbours.
    const far = index.vector(Math.floor(((i * 0.618034 + 0.5) % 1) * index.count));
    if (near === undefined || far === undefined) return [];
    const other = unitVector(far);
    return [unitVector(near).map((value, at) => value + 0.5 * (other[at] ?? 0))];
  }).flat();
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
