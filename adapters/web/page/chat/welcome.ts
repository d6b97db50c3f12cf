import { ApiFailure } from '../api/api-failure.js';
import { suggestedQuestions } from '../api/corpus-calls.js';
import { found } from '../shell/element.js';
import { language, translated } from '../shell/language.js';
import { topicsView } from './topics-view.js';

/** How long to wait for an index that is being built, in milliseconds. */
const RETRY_MS = 1_500;

/** What an empty conversation shows: what this is, and questions that the corpus answers. */
export function setUpWelcome(ask: (question: string) => void): void {
  const suggestions = found('suggestions', HTMLElement);
  const preparing = found('preparing', HTMLElement);
  translated(() => void load());

  async function load(): Promise<void> {
    const wanted = language();
    let questions: readonly string[] = [];
    try {
      questions = await suggestedQuestions(wanted);
      preparing.hidden = true;
    } catch (error) {
      // Without suggestions the page is as good as with them, unless they are still to come.
      preparing.hidden = !(error instanceof ApiFailure && error.kind === 'unavailable');
      if (!preparing.hidden) setTimeout(() => void load(), RETRY_MS);
    }
    if (wanted !== language()) return;
    suggestions.hidden = questions.length === 0;
    found('suggestion-list', HTMLElement).replaceChildren(topicsView(questions, ask));
  }
}
