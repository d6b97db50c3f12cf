import { basename } from 'node:path/posix';
import type { Answer } from '../answer/answer.js';
import type { Citation } from '../answer/citation.js';
import { WenjuError } from '../errors.js';
import type { Snapshot } from '../retrieval/snapshot.js';
import { comparable, sentencesAround, withoutSpace } from '../text/comparable-text.js';
import { documentsOf, type EvaluationQuestion, mustBeRefused } from './question-set.js';

/** How good one answer is. */
export interface AnswerScore {
  /** It says what the question wants, or refuses where it must. */
  readonly isRight: boolean;
  /** It cites the evidence or the document that the question names; true where it names none. */
  readonly isCited: boolean;
  /** How many quotes it has, how many are word for word in their source, and at exactly their offsets. */
  readonly quotes: number;
  readonly verbatim: number;
  readonly offsetsExact: number;
  /** The `[n]` in the text and the citations are the same, and there are some. */
  readonly hasConsistentMarkers: boolean;
  /** For an answerable question that names its document. */
  readonly document?: {
    readonly isCitedFirst: boolean;
    readonly isCited: boolean;
    /** One of the wanted answers stands in a cited sentence. */
    readonly holdsAnswer: boolean;
  };
}

/** Where the text of a cited document comes from. */
export type Sources = Pick<Snapshot, 'document'>;

/** Scores an answer. Comparison ignores width, case, white space, quotes, full stops and commas. */
export function scoreAnswer(
  question: EvaluationQuestion,
  answer: Pick<Answer, 'answer' | 'refused' | 'citations'>,
  sources: Sources,
): AnswerScore {
  const quotes = answer.citations.map((citation) => checkQuote(citation, sources));
  const evidence = comparable(quotes.map(({ carried }) => carried).join('\n'));
  const document = mustBeRefused(question) ? undefined : scoreDocument(question, answer.citations, evidence);
  return {
    isRight: isRight(question, answer),
    isCited: document?.isCited ?? holdsEvidence(question, evidence),
    quotes: quotes.length,
    verbatim: quotes.filter(({ isVerbatim }) => isVerbatim).length,
    offsetsExact: quotes.filter(({ isExact }) => isExact).length,
    hasConsistentMarkers: hasConsistentMarkers(answer),
    ...(document && { document }),
  };
}

function isRight(
  question: EvaluationQuestion,
  { answer, refused }: Pick<Answer, 'answer' | 'refused'>,
): boolean {
  if (mustBeRefused(question) || refused) return refused && mustBeRefused(question);
  const body = comparable(answer);
  const isSaid = (wanted: string): boolean => body.includes(comparable(wanted));
  return (question.answers?.some(isSaid) ?? true) && (question.must_all?.every(isSaid) ?? true);
}

function holdsEvidence(question: EvaluationQuestion, cited: string): boolean {
  if (mustBeRefused(question)) return true;
  return question.evidence?.some((stretch) => cited.includes(comparable(stretch))) ?? true;
}

function scoreDocument(
  question: EvaluationQuestion,
  citations: readonly Citation[],
  evidence: string,
): AnswerScore['document'] {
  if (!question.docs && !question.doc) return undefined;
  const wanted = documentsOf(question);
  const hits = citations.map(({ source }) => wanted.includes(basename(source)));
  return {
    isCitedFirst: hits[0] ?? false,
    isCited: hits.includes(true),
    holdsAnswer: question.answers?.some((text) => evidence.includes(comparable(text))) ?? false,
  };
}

function hasConsistentMarkers({ answer, citations }: Pick<Answer, 'answer' | 'citations'>): boolean {
  const marks = new Set([...answer.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1])));
  const numbers = new Set(citations.map(({ n }) => n));
  return marks.size > 0 && marks.size === numbers.size && [...marks].every((mark) => numbers.has(mark));
}

interface CheckedQuote {
  readonly isVerbatim: boolean;
  readonly isExact: boolean;
  /** The quote and the whole sentences that it is part of. */
  readonly carried: string;
}

function checkQuote({ source, quote, start, end }: Citation, sources: Sources): CheckedQuote {
  const text = textOf(source, sources);
  if (text === undefined) return { isVerbatim: false, isExact: false, carried: quote };
  const at = text.indexOf(quote);
  const whole = at < 0 ? '' : sentencesAround(text, at, at + quote.length);
  return {
    isVerbatim: withoutSpace(text).includes(withoutSpace(quote)),
    isExact: text.slice(start, end) === quote,
    carried: `${whole}\n${quote}`,
  };
}

/** A source that the snapshot doesn't have is a fault of the answer, not of the evaluation. */
function textOf(source: string, sources: Sources): string | undefined {
  try {
    return sources.document(source).text;
  } catch (error) {
    if (error instanceof WenjuError && error.code === 'not-found') return undefined;
    throw error;
  }
}
