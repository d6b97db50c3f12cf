import type { Language } from '../text/language.js';
import type { Citation } from './citation.js';

/** What a question gets; a refusal is an answer too. The JSON shape of the public contract. */
export interface Answer {
  /** The text, with `[n]` behind what citation `n` carries. */
  readonly answer: string;
  /** Whether the corpus holds no evidence; such an answer cites nothing. */
  readonly refused: boolean;
  readonly mode: 'extractive' | 'generative';
  readonly language: Language;
  readonly citations: readonly Citation[];
  /** For a refusal: the nearest things that the corpus does tell about. */
  readonly suggestions?: readonly string[];
  /** Why a generated answer was replaced by an extractive one. */
  readonly fallback?: { readonly reason: string };
  /** The content hash of the index that answered. */
  readonly snapshot: string;
  readonly latencyMs: number;
}
