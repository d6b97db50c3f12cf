import { sentences } from '../text/sentences.js';
import { embedAll } from './embed-batches.js';
import type { IdentifiedEmbeddings } from './local-embeddings.js';
import { embeddingText } from './passage-text.js';
import type { Segment } from './segment.js';
import type { WorkOptions } from './time-slices.js';

/** Query-like texts on which `ef` is calibrated. */
const CALIBRATION_SAMPLE = 300;
/** The longest of them, in UTF-16 units. */
const LONGEST_SAMPLE = 30;

/** Measures how wide the graph of a segment must be searched. */
export async function calibrateSegment(
  { documents, graph }: Segment,
  embeddings: IdentifiedEmbeddings,
  options: WorkOptions = {},
): Promise<void> {
  if (graph === undefined) return;
  const texts = documents.flatMap(({ document, passages }) =>
    passages.map((passage) => () => embeddingText(document, passage)),
  );
  const samples = sampleQueries(texts);
  const { dimension } = graph;
  const { signal } = options;
  await graph.calibrate(await embedAll(embeddings, samples, { dimension, signal }), options);
}

/** Stand-ins for questions: the head of a passage (its title) with the first words of one of its sentences. */
function sampleQueries(texts: readonly (() => string)[]): string[] {
  const total = texts.length;
  const wanted = Math.min(CALIBRATION_SAMPLE, total);
  return Array.from({ length: wanted }, (_, i) => {
    const text = texts[Math.floor((i * total) / wanted)]?.() ?? '';
    const [title = '', ...rest] = text.split('\n');
    const body = rest.at(-1) ?? '';
    const spans = sentences(body);
    const span = spans[i % Math.max(1, spans.length)];
    const clause = span === undefined ? '' : body.slice(span.start, span.start + LONGEST_SAMPLE);
    return i % 3 === 0
      ? clause || title
      : `${title.slice(0, LONGEST_SAMPLE)} ${clause.slice(0, LONGEST_SAMPLE / 2)}`;
  });
}
