import { found } from '../shell/element.js';
import { icon } from '../shell/icon.js';
import { translated, words } from '../shell/language.js';

/** The longest question that the server takes, in UTF-16 units. */
const LONGEST = 2_000;
/** The counter shows from this length on. */
const COUNTED_FROM = 1_800;
/** What `keydown` gives for a key that an input method has taken. */
const TAKEN_BY_INPUT_METHOD = 229;

export interface ComposerActions {
  ask(question: string): void;
  stop(): void;
}

/** The field for the question with its button, which stops the answer while one comes. */
export class Composer {
  private readonly form = found('composer', HTMLFormElement);
  private readonly field = found('question', HTMLTextAreaElement);
  private readonly send = found('send', HTMLButtonElement);
  private readonly counter = found('counter', HTMLElement);
  private isBusy = false;

  constructor(actions: ComposerActions) {
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.isBusy) return;
      const question = this.field.value.trim();
      if (question === '' || this.field.value.length > LONGEST) return;
      this.field.value = '';
      this.measure();
      actions.ask(question);
    });
    this.send.addEventListener('click', (event) => {
      if (!this.isBusy) return;
      event.preventDefault();
      actions.stop();
    });
    this.field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    this.field.addEventListener('input', () => this.measure());
    translated(() => {
      this.measure();
      this.labelSend();
    });
  }

  /** While an answer comes, the button stops it. */
  setBusy(isBusy: boolean): void {
    this.isBusy = isBusy;
    this.labelSend();
  }

  /** Not on a touch screen, whose keyboard would cover the answer. */
  focus(): void {
    if (matchMedia('(hover: hover)').matches) this.field.focus();
  }

  private labelSend(): void {
    const label = this.isBusy ? words().stop : words().send;
    this.send.replaceChildren(icon(this.isBusy ? 'stop' : 'send'));
    this.send.setAttribute('aria-label', label);
    this.send.title = label;
  }

  private measure(): void {
    const { length } = this.field.value;
    const isTooLong = length > LONGEST;
    this.counter.hidden = length < COUNTED_FROM;
    this.counter.textContent = `${words().counter(length, LONGEST)}${isTooLong ? ` · ${words().tooLong}` : ''}`;
    this.counter.classList.toggle('over', isTooLong);
    this.field.setAttribute('aria-invalid', String(isTooLong));
  }
}

/** While an input method composes, Enter chooses its candidate; Safari ends the composition before the key. */
function isComposing({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === TAKEN_BY_INPUT_METHOD;
}
