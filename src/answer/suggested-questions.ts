import { setImmediate } from 'node:timers/promises';
import type { Snapshot } from '../retrieval/snapshot.js';
import type { Language } from '../text/language.js';
import type { Answer } from './answer.js';
import { ExtractiveAnswerer } from './extractive-answerer.js';
import { HEADING_FORM, type QuestionCandidate, questionCandidates } from './question-candidates.js';

/** Questions that are suggested, where the corpus answers so many. */
const WANTED = 6;
/** Questions of one form, where there are others. */
const MOST_OF_FORM = 2;
/** Questions that are tried for them: each takes as long as an answer. */
const MOST_TRIES = 60;
/** A longer answer makes no good first impression, in UTF-16 units. */
const LONGEST_ANSWER = 400;

/**
 * Questions that a corpus answers, for someone who doesn't know yet what to ask: about its names and headings,
 * different in what they ask for, from different documents. Each was asked, and its evidence tells what it
 * asks for. Never more than six; none where nothing can be made of names and headings.
 * @throws the signal's reason when it is aborted
 */
export async function suggestQuestions(
  snapshot: Snapshot,
  language: Language,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const answerer = new ExtractiveAnswerer(() => snapshot);
  const choice = new Choice(Math.ceil(WANTED / Math.min(snapshot.corpus.documents.length, WANTED)));
  let tries = 0;
  for (const candidate of questionCandidates(snapshot, language)) {
    if (choice.isComplete || ++tries > MOST_TRIES) break;
    if (choice.hasTopic(candidate.topic)) continue;
    // Whoever asks meanwhile is answered meanwhile.
    await setImmediate();
    signal?.throwIfAborted();
    const answer = await answerer.answer({ text: candidate.text, history: [] }, signal ? { signal } : {});
    if (isGood(answer, candidate)) choice.offer(candidate, answer);
  }
  return choice.questions();
}

function isGood({ answer, refused, citations }: Answer, { isAnsweredBy }: QuestionCandidate): boolean {
  return !refused && answer.length <= LONGEST_ANSWER && citations.some(isAnsweredBy);
}

/** What is suggested: as many documents and sentences as there are, the rest in reserve. */
class Choice {
  private readonly chosen: string[] = [];
  private readonly reserve: string[] = [];
  private readonly topics = new Set<string>();
  private readonly sentences = new Set<string>();
  private readonly ofSource = new Map<string, number>();
  private readonly ofForm = new Map<string, number>();
  private readonly mostOfSource: number;

  /** @param mostOfSource questions of one document, where there are others */
  constructor(mostOfSource: number) {
    this.mostOfSource = mostOfSource;
  }

  get isComplete(): boolean {
    return this.chosen.length === WANTED;
  }

  hasTopic(topic: string): boolean {
    return this.topics.has(topic);
  }

  offer({ text, topic, form }: QuestionCandidate, { citations }: Answer): void {
    const [first] = citations;
    if (first === undefined || this.sentences.has(`${first.start} ${first.source}`)) return;
    const sameSource = this.ofSource.get(first.source) ?? 0;
    const sameForm = this.ofForm.get(form) ?? 0;
    const isWelcome = sameSource < this.mostOfSource && (sameForm < MOST_OF_FORM || form === HEADING_FORM);
    (isWelcome ? this.chosen : this.reserve).push(text);
    this.topics.add(topic);
    this.sentences.add(`${first.start} ${first.source}`);
    this.ofSource.set(first.source, sameSource + 1);
    this.ofForm.set(form, sameForm + 1);
  }

  questions(): readonly string[] {
    return [...this.chosen, ...this.reserve].slice(0, WANTED);
  }
}
