import type { Passage } from '../../corpus/passage.js';
import { isHan } from '../../text/fold.js';
import { proseText } from '../evidence.js';
import type { FoundEvidence } from '../find-evidence.js';

/** Passages that a model is given at most: more cost time and tell it less clearly what matters. */
const MOST_PASSAGES = 8;
/** What source, date and fence of a passage take in a prompt. */
const HEAD_TOKENS = 60;

/**
 * The passages to answer from, those of the sentences that an extract would take first, as many as fit.
 * @param budget tokens that they may take together; the first is given in any case
 */
export function choosePassages({ ranked, selected, snapshot }: FoundEvidence, budget: number): Passage[] {
  const byScore = [...ranked].sort((a, b) => b.evidence.retrieval - a.evidence.retrieval);
  // What a search finds by words and what the ranking of sentences finds are not always the same.
  const alternating = ranked.flatMap((one, i) => [one, byScore[i] ?? one]);
  const candidates = new Set([...selected, ...alternating].map(({ evidence }) => evidence.passage));
  const chosen: Passage[] = [];
  let left = budget;
  for (const passage of candidates) {
    const cost = HEAD_TOKENS + estimatedTokens(proseText(snapshot.document(passage.source), passage));
    if (chosen.length > 0 && cost > left) continue;
    chosen.push(passage);
    left -= cost;
    if (chosen.length === MOST_PASSAGES) break;
  }
  return chosen;
}

/** How many tokens a text makes at most with the common tokenizers: a Chinese character one, other text a third. */
export function estimatedTokens(text: string): number {
  let han = 0;
  for (let i = 0; i < text.length; i++) if (isHan(text.charCodeAt(i))) han++;
  return Math.ceil(han + (text.length - han) / 3);
}
