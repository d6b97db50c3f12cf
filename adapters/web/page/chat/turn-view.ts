import type { Citation } from '../api/shapes.js';
import { element } from '../shell/element.js';
import { words } from '../shell/language.js';
import { answerText } from './answer-text.js';
import { type AnswerActions, answerView } from './answer-view.js';
import { failureView } from './failure-view.js';
import type { Turn } from './turn.js';

export interface TurnActions extends AnswerActions {
  /** Asks the question of a turn again. */
  retry(turn: Turn): void;
}

/** A question and, under it, what has become of it. */
export class TurnView {
  readonly element: HTMLElement;
  private readonly turn: Turn;
  private readonly key: string;
  private readonly actions: TurnActions;
  private readonly question: HTMLElement;
  private readonly body = element('div', { class: 'body' });
  private citations: readonly Citation[] = [];
  private stage: string | undefined;
  private frame: number | undefined;

  /** @param key sets its ids apart from those of other turns */
  constructor(turn: Turn, key: string, actions: TurnActions) {
    this.turn = turn;
    this.key = key;
    this.actions = actions;
    this.question = element('h2', { class: 'question', id: `${key}-question` }, turn.question);
    const labelledBy = { 'aria-labelledby': `${key}-question` };
    this.element = element('article', { class: 'turn', id: key, ...labelledBy }, this.question, this.body);
    this.render();
  }

  /** Shows the turn as it is now. */
  render(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.frame = undefined;
    const { turn } = this;
    if (turn.answer !== undefined) {
      this.question.lang = turn.answer.language;
      this.body.replaceChildren(answerView(turn.answer, turn, this.key, this.actions));
    } else if (turn.state === 'asking') {
      this.body.replaceChildren(...this.partText(), this.statusLine());
    } else {
      this.body.replaceChildren(
        ...this.partText(),
        failureView(turn, () => this.actions.retry(turn)),
      );
    }
  }

  /** Says what the server does now. */
  showStage(stage: string): void {
    this.stage = stage;
    this.renderSoon();
  }

  showCitations(citations: readonly Citation[]): void {
    this.citations = citations;
    this.renderSoon();
  }

  /** Shows the text that has come, no more often than the screen is drawn. */
  renderSoon(): void {
    this.frame ??= requestAnimationFrame(() => this.render());
  }

  private statusLine(): HTMLElement {
    const { stages, working } = words();
    return element('p', { class: 'status' }, stages[this.stage ?? ''] ?? working);
  }

  /** The citations become buttons once the answer is whole. */
  private partText(): HTMLElement[] {
    if (this.turn.text === '') return [];
    return [
      answerText(this.turn.text, this.citations, ({ n }) => element('span', { class: 'marker' }, `[${n}]`)),
    ];
  }
}
