import type { Answer, Citation } from '../api/shapes.js';
import type { HoverPreview } from '../evidence/hover-preview.js';
import { button, element } from '../shell/element.js';
import { icon } from '../shell/icon.js';
import { words } from '../shell/language.js';
import { answerAsText } from './answer-as-text.js';
import { answerText } from './answer-text.js';
import { copyButton } from './copy-button.js';
import { feedbackView } from './feedback-view.js';
import { placeOf, sourcesView } from './sources-view.js';
import { topicsView } from './topics-view.js';
import type { Turn } from './turn.js';

export interface AnswerActions {
  /** Shows what a citation of an answer rests on. The focus comes back to the element with the id `opener`. */
  openEvidence(answer: Answer, citation: Citation, opener: string): void;
  ask(question: string): void;
  /** Keeps what has changed in a turn. */
  save(): void;
  readonly preview: HoverPreview;
}

/**
 * A whole answer: its text, its sources and what can be done with it.
 * @param key sets its ids apart from those of other answers
 */
export function answerView(answer: Answer, turn: Turn, key: string, actions: AnswerActions): HTMLElement {
  let markers = 0;
  const marker = (citation: Citation): HTMLElement => {
    const id = `${key}-marker-${++markers}`;
    const place = placeOf(citation);
    const made = button(
      { id, class: 'marker', 'aria-haspopup': 'dialog', 'aria-label': words().citation(citation.n, place) },
      () => actions.openEvidence(answer, citation, id),
      `[${citation.n}]`,
    );
    actions.preview.attach(made, { place, quote: citation.quote });
    return made;
  };
  const text = answerText(answer.answer, answer.citations, marker);
  text.lang = answer.language;
  return element(
    'div',
    { class: answer.refused ? 'answer refused' : 'answer' },
    answer.refused && element('p', { class: 'refusal' }, icon('nothing'), words().refused),
    text,
    answer.fallback !== undefined &&
      element(
        'p',
        { class: 'note' },
        answer.mode === 'generative'
          ? words().brokeOff(answer.fallback.reason)
          : words().fallback(answer.fallback.reason),
      ),
    nearest(answer, actions),
    answer.citations.length > 0 &&
      sourcesView(
        answer,
        ({ n }) => `${key}-source-${n}`,
        (citation, opener) => actions.openEvidence(answer, citation, opener),
      ),
    ...actionRow(answer, turn, actions),
  );
}

function nearest({ suggestions = [] }: Answer, actions: AnswerActions): HTMLElement | undefined {
  if (suggestions.length === 0) return undefined;
  return element(
    'div',
    { class: 'nearest' },
    element('p', {}, words().nearest),
    topicsView(suggestions, (topic) => actions.ask(topic)),
  );
}

function actionRow(answer: Answer, turn: Turn, actions: AnswerActions): HTMLElement[] {
  const wording = words();
  const feedback =
    answer.id === undefined
      ? undefined
      : feedbackView({
          answer: answer.id,
          isRefusal: answer.refused,
          verdict: turn.verdict,
          onVerdict: (verdict) => {
            turn.verdict = verdict;
            actions.save();
          },
        });
  const row = element(
    'div',
    { class: 'actions' },
    copyButton(() => answerAsText(answer, words())),
    ...(feedback?.thumbs ?? []),
    !answer.refused && element('span', { class: 'mode' }, wording.mode[answer.mode]),
  );
  return feedback === undefined ? [row] : [row, feedback.under];
}
