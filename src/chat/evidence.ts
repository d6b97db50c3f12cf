import { WenjuError } from '../errors.js';
import type { ServedCorpus } from '../serving/served-corpus.js';
import type { KeptAnswer } from './given-answers.js';

/** A citation's quote in its paragraph, pinned to the index that answered. */
export interface Evidence {
  readonly n: number;
  readonly source: string;
  readonly title: string;
  /** Headings above the paragraph, with ` › ` between them. */
  readonly section: string;
  readonly paragraph: number;
  /** The paragraph as it was when it was cited. */
  readonly text: string;
  /** UTF-16 offsets of the quote in {@link text}. */
  readonly start: number;
  readonly end: number;
  readonly url: string | null;
  /** The index that answered. */
  readonly snapshot: string;
  /** How the source stands to it now. */
  readonly now: 'same' | 'changed' | 'gone';
}

/** The evidence of citation `n` of an answer; `undefined` when it has no such citation. */
export function evidenceOf(
  { answer, paragraphs }: KeptAnswer,
  n: number,
  corpus: ServedCorpus,
): Evidence | undefined {
  const at = answer.citations.findIndex((citation) => citation.n === n);
  const citation = answer.citations[at];
  const paragraph = paragraphs[at];
  if (citation === undefined || paragraph === undefined) return undefined;
  const { source, title, section, url } = citation;
  return {
    n,
    source,
    title,
    section,
    paragraph: citation.paragraph,
    text: paragraph.text,
    start: citation.start - paragraph.start,
    end: citation.end - paragraph.start,
    url,
    snapshot: answer.snapshot,
    now: standsNow(source, paragraph.text, corpus),
  };
}

function standsNow(source: string, paragraph: string, corpus: ServedCorpus): Evidence['now'] {
  try {
    return corpus.document(source).text.includes(paragraph) ? 'same' : 'changed';
  } catch (error) {
    if (error instanceof WenjuError && error.code === 'not-found') return 'gone';
    throw error;
  }
}
