import type { CorpusView } from '../serving/corpus-view.js';
import type { Language } from '../text/language.js';

/** What a home page shows to someone, in the language that they asked in last; Chinese before that. */
export interface HomeView {
  readonly language: Language;
  readonly corpus: CorpusView;
  /** Lines that say how the bot is: what is served since when, who writes the answers, how many wait. */
  readonly status: readonly string[];
  /** Questions that the corpus answers. */
  readonly suggestions: readonly string[];
  /** For admins alone. */
  readonly admin?:
    | {
        /** A line for each of the last reloads and rollbacks, newest first. */
        readonly history: readonly string[];
        /** A line for each of the last judgements, newest first. */
        readonly feedback: readonly string[];
      }
    | undefined;
}
