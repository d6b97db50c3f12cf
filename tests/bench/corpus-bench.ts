import type { Question } from '../../src/answer/question.js';
import type { Corpus } from '../../src/corpus/corpus.js';
import { parseCorpus } from '../../src/corpus/parse-corpus.js';
import { scanCorpus } from '../../src/corpus/read-corpus.js';
import { readQuestionSet } from '../../src/eval/question-set.js';
import { packagePath } from '../../src/package-path.js';
import { buildSnapshot } from '../../src/retrieval/build-snapshot.js';
import { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';
import { loadWordCutter } from '../../src/text/tokens.js';
import { expandTerms } from '../../src/text/vocabulary.js';
import { type AnswerRow, measureAnswers, measureNaiveAnswers } from './answer-bench.js';
import { generatedCorpus } from './generated-corpus.js';
import { type IndexRow, measureNaiveStore, measureSnapshot, type Queries } from './index-bench.js';
import { timed } from './measure.js';
import { NaiveStore } from './naive-chain.js';
import { grouped } from './table.js';

const GENERATED_QUESTIONS = 500;
/** At most so many of them are answered: an answer takes longer than a search. */
const ANSWERED_QUESTIONS = 200;

/** The rows of one corpus: Wenju's, then the naive chain's. */
export interface CorpusRows {
  readonly index: readonly IndexRow[];
  readonly answers: readonly AnswerRow[];
}

/** The corpus that ships with Wenju, with its golden questions. */
export async function measureBundledCorpus(): Promise<CorpusRows> {
  const corpus = parseCorpus(await scanCorpus(packagePath('corpus')));
  const golden = await readQuestionSet(packagePath('tests/golden.jsonl'));
  const questions = golden.map(({ question: text, history }) => ({ text, history: history ?? [] }));
  return measureCorpus('bundled', corpus, questions);
}

/** A generated corpus of some passages, with questions on passages all over it. */
export async function measureGeneratedCorpus(passages: number): Promise<CorpusRows> {
  const { corpus, questions } = generatedCorpus(passages, Math.min(GENERATED_QUESTIONS, passages));
  const asked = questions.map((text) => ({ text, history: [] }));
  return measureCorpus('generated', corpus, asked);
}

/** What both chains are measured on. */
interface Task {
  readonly name: string;
  readonly corpus: Corpus;
  readonly queries: Queries;
  readonly questions: readonly Question[];
}

interface ChainRows {
  readonly index: IndexRow;
  readonly answers: AnswerRow;
}

async function measureCorpus(
  kind: string,
  corpus: Corpus,
  questions: readonly Question[],
): Promise<CorpusRows> {
  // The dictionary is loaded once in a process, whatever the corpus.
  await loadWordCutter();
  const step = Math.ceil(questions.length / ANSWERED_QUESTIONS);
  const task = {
    name: `${kind}, ${grouped(corpus.passages.length)} passages`,
    corpus,
    queries: await embedded(questions),
    questions: questions.filter((_, i) => i % step === 0),
  };
  const ours = await measureOurs(task);
  const naive = await measureNaive(task);
  return { index: [ours.index, naive.index], answers: [ours.answers, naive.answers] };
}

async function measureOurs({ name, corpus, queries, questions }: Task): Promise<ChainRows> {
  const { result: snapshot, ms } = await timed(() =>
    buildSnapshot(corpus, name, new LocalEmbeddings(), { expand: expandTerms }),
  );
  return {
    index: await measureSnapshot(snapshot, queries, ms),
    answers: await measureAnswers(name, snapshot, questions),
  };
}

async function measureNaive({ name, corpus, queries, questions }: Task): Promise<ChainRows> {
  const texts = corpus.documents.map(({ text }) => text);
  const { result: store, ms } = await timed(() => NaiveStore.of(texts, new LocalEmbeddings()));
  return {
    index: await measureNaiveStore(store, queries, ms),
    answers: await measureNaiveAnswers(name, store, questions),
  };
}

async function embedded(questions: readonly Question[]): Promise<Queries> {
  const texts = questions.map(({ text }) => text);
  const vectors = await new LocalEmbeddings().embedDocuments(texts);
  return { texts, vectors: vectors.map((vector) => Float32Array.from(vector)) };
}
