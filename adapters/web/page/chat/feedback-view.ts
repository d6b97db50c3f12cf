import { ApiFailure } from '../api/api-failure.js';
import { type Feedback, REASONS, type Reason, sendFeedback, type Verdict } from '../api/send-feedback.js';
import { announce } from '../shell/announce.js';
import { button, element } from '../shell/element.js';
import { iconButton } from '../shell/icon-button.js';
import { words } from '../shell/language.js';

/** What can be wrong with an answer that cites nothing and says so. */
const REASONS_OF_REFUSAL: readonly Reason[] = ['wrong-answer', 'other'];

export interface FeedbackOptions {
  /** The id of the answer that is judged. */
  readonly answer: string;
  readonly isRefusal: boolean;
  /** What the reader has thought of it so far. */
  readonly verdict: Verdict | undefined;
  /** Told what the reader thinks of it now. */
  readonly onVerdict: (verdict: Verdict) => void;
}

/** The two thumbs, and the form that a thumb down opens: to be put in a row and under it. */
export function feedbackView({ answer, isRefusal, verdict, onVerdict }: FeedbackOptions): {
  readonly thumbs: readonly HTMLElement[];
  readonly under: HTMLElement;
} {
  const under = element('div', { class: 'feedback' });
  const up = iconButton('up', words().good, () => void judge('up'), { 'aria-pressed': 'false' });
  const down = iconButton('down', words().bad, () => void judge('down'), { 'aria-pressed': 'false' });
  press(verdict);

  function press(now: Verdict | undefined): void {
    up.setAttribute('aria-pressed', String(now === 'up'));
    down.setAttribute('aria-pressed', String(now === 'down'));
  }

  async function judge(chosen: Verdict): Promise<void> {
    press(chosen);
    if (!(await send({ answer, verdict: chosen }))) return press(verdict);
    verdict = chosen;
    onVerdict(chosen);
    if (chosen === 'up') return say(words().thanks);
    const form = reasonForm(answer, isRefusal, send, () => down.focus());
    under.replaceChildren(form);
    form.querySelector('input')?.focus();
  }

  async function send(feedback: Feedback): Promise<boolean> {
    try {
      await sendFeedback(feedback);
    } catch (error) {
      say(error instanceof ApiFailure && error.status === 404 ? words().tooLate : words().notSent);
      return false;
    }
    if (feedback.reason !== undefined) say(words().thanks);
    return true;
  }

  function say(text: string): void {
    under.replaceChildren(element('p', { class: 'note' }, text));
    announce(text);
  }

  return { thumbs: [up, down], under };
}

/** Asks what was wrong. */
function reasonForm(
  answer: string,
  isRefusal: boolean,
  send: (feedback: Feedback) => Promise<boolean>,
  onEnd: () => void,
): HTMLFormElement {
  const wording = words();
  const reasons = isRefusal ? REASONS.filter((reason) => REASONS_OF_REFUSAL.includes(reason)) : REASONS;
  const choices = reasons.map((reason) =>
    element(
      'label',
      { class: 'choice' },
      element('input', { type: 'radio', name: `reason-${answer}`, value: reason, required: true }),
      isRefusal && reason === 'wrong-answer' ? wording.wronglyRefused : wording.reasons[reason],
    ),
  );
  const comment = element('input', {
    type: 'text',
    name: 'comment',
    maxlength: 2000,
    autocomplete: 'off',
    'aria-label': wording.comment,
    placeholder: wording.comment,
  });
  const form = element(
    'form',
    { class: 'reasons' },
    element('fieldset', {}, element('legend', {}, wording.whatWasWrong), ...choices),
    element(
      'div',
      { class: 'row' },
      comment,
      element('button', { type: 'submit', class: 'primary' }, wording.sendFeedback),
      button({}, end, wording.skipFeedback),
    ),
  );
  function end(): void {
    form.remove();
    onEnd();
  }
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') end();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const chosen = form.querySelector<HTMLInputElement>('input:checked');
    const said = comment.value.trim();
    const feedback = { answer, verdict: 'down', reason: chosen?.value as Reason } as const;
    if (await send(said === '' ? feedback : { ...feedback, comment: said })) onEnd();
  });
  return form;
}
