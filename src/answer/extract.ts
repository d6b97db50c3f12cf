import { comparisonLead } from './comparison.js';
import { type Composition, compose } from './compose.js';
import { correction } from './correction.js';
import type { FoundEvidence } from './find-evidence.js';
import { refusal } from './refusal.js';
import type { Wording } from './wording.js';

/** The body of an answer that is made of sentences of the corpus, or of a refusal. */
export interface Extract extends Composition {
  readonly refused: boolean;
  readonly suggestions?: readonly string[];
}

/** Answers with the sentences that were chosen, word for word, and refuses where none of them answers. */
export function extract(found: FoundEvidence, wording: Wording): Extract {
  if (!found.isSufficient) return refused(found, wording);
  const chosen = found.selected.map(({ evidence }) => evidence);
  const lead = correction(found, chosen, wording) ?? comparisonLead(found.question, found.selected, wording);
  const proof = (lead?.carriedBy ?? []).filter((evidence) => !chosen.includes(evidence));
  return { ...compose([...chosen, ...proof], found, wording, lead), refused: false };
}

/** Says that the corpus holds no evidence, and what it does tell about. */
export function refused(found: FoundEvidence, wording: Wording): Extract {
  return { ...refusal(found.question, found.ranked, wording), citations: [], refused: true };
}
