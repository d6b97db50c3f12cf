import { SentenceChecker } from '../checker/sentence-checker.js';
import { type NumberedPassage, numberPassages } from '../checker/source-sentence.js';
import type { FoundEvidence } from '../find-evidence.js';
import { choosePassages } from './choose-passages.js';

/** Tokens that the passages may take: what every model reads, with room for rules, question and answer. */
export const PASSAGE_TOKENS = 3_000;

/** What a model answers from, and what its sentences are held against. */
export interface OpenedPassages {
  readonly passages: readonly NumberedPassage[];
  readonly checker: SentenceChecker;
}

/** Numbers the passages for a question. */
export function openPassages(found: FoundEvidence, tokens = PASSAGE_TOKENS): OpenedPassages {
  const { cutter, snapshot } = found;
  const passages = numberPassages(choosePassages(found, tokens), snapshot, cutter);
  return { passages, checker: new SentenceChecker(passages, snapshot, cutter) };
}
