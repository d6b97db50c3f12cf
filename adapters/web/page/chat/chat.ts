import { ApiFailure, isStop } from '../api/api-failure.js';
import { ask } from '../api/ask.js';
import type { Answer, Citation } from '../api/shapes.js';
import type { EvidencePanel } from '../evidence/evidence-panel.js';
import { HoverPreview } from '../evidence/hover-preview.js';
import { announce } from '../shell/announce.js';
import { found } from '../shell/element.js';
import { translated, words } from '../shell/language.js';
import { Composer } from './composer.js';
import type { Talk } from './talk.js';
import type { Turn } from './turn.js';
import { type TurnActions, TurnView } from './turn-view.js';
import { setUpWelcome } from './welcome.js';

/** How near to its end the page is kept at its end while an answer grows, in CSS pixels. */
const NEAR_END = 160;

/** The conversation: asks, shows what comes, and keeps it. */
export class Chat implements TurnActions {
  readonly preview = new HoverPreview();
  private readonly talk: Talk;
  private readonly evidence: EvidencePanel;
  private readonly log = found('log', HTMLElement);
  private readonly welcome = found('welcome', HTMLElement);
  private readonly newTalk = found('new-talk', HTMLButtonElement);
  private readonly composer: Composer;
  private readonly views = new Map<Turn, TurnView>();
  /** Stops the answer that comes now. */
  private stopper: AbortController | undefined;

  constructor(talk: Talk, evidence: EvidencePanel) {
    this.talk = talk;
    this.evidence = evidence;
    this.composer = new Composer({
      ask: (question) => this.ask(question),
      stop: () => this.stopper?.abort(),
    });
    setUpWelcome((question) => this.ask(question));
    for (const turn of talk.turns) this.show(turn);
    this.newTalk.addEventListener('click', () => this.clear());
    translated(() => {
      for (const view of this.views.values()) view.render();
    });
    this.showWhetherEmpty();
    if (talk.turns.length > 0) this.scrollToEnd();
  }

  ask(question: string): void {
    if (this.stopper !== undefined) return;
    const turn: Turn = { question, state: 'asking', text: '' };
    this.talk.turns.push(turn);
    this.show(turn);
    this.showWhetherEmpty();
    this.scrollToEnd();
    this.composer.focus();
    void this.answer(turn);
  }

  retry(turn: Turn): void {
    if (this.stopper !== undefined) return;
    turn.state = 'asking';
    turn.text = '';
    delete turn.failure;
    this.composer.focus();
    void this.answer(turn);
  }

  save(): void {
    this.talk.save();
  }

  openEvidence(answer: Answer, citation: Citation, opener: string): void {
    this.preview.hide();
    this.evidence.open(
      answer.citations.map(({ quote, ...place }) => ({ ...place, quote })),
      answer.citations.indexOf(citation),
      opener,
    );
  }

  private async answer(turn: Turn): Promise<void> {
    const view = this.views.get(turn);
    const stopper = new AbortController();
    this.stopper = stopper;
    this.composer.setBusy(true);
    this.talk.save();
    view?.render();
    announce(words().working);
    try {
      turn.answer = await ask(turn.question, this.talk.conversation, stopper.signal, {
        stage: (name) => view?.showStage(name),
        citations: (citations) => view?.showCitations(citations),
        text: (piece) => {
          turn.text += piece;
          const isAtEnd = this.isAtEnd();
          view?.renderSoon();
          if (isAtEnd) requestAnimationFrame(() => this.scrollToEnd());
        },
      });
      turn.state = 'answered';
    } catch (thrown) {
      fail(turn, thrown);
    }
    // Another conversation was begun meanwhile.
    if (this.stopper !== stopper) return;
    this.stopper = undefined;
    this.composer.setBusy(false);
    this.talk.save();
    const isAtEnd = this.isAtEnd();
    view?.render();
    if (isAtEnd) this.scrollToEnd();
    announce(spoken(turn));
  }

  private clear(): void {
    const stopper = this.stopper;
    this.stopper = undefined;
    stopper?.abort();
    this.composer.setBusy(false);
    this.evidence.close();
    this.talk.clear();
    this.views.clear();
    this.log.replaceChildren();
    this.showWhetherEmpty();
    this.composer.focus();
  }

  private show(turn: Turn): void {
    const view = new TurnView(turn, `turn-${this.views.size + 1}`, this);
    this.views.set(turn, view);
    this.log.append(view.element);
  }

  private showWhetherEmpty(): void {
    const isEmpty = this.talk.turns.length === 0;
    this.welcome.hidden = !isEmpty;
    this.newTalk.hidden = isEmpty;
  }

  private isAtEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = document.documentElement;
    return scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  private scrollToEnd(): void {
    scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
  }
}

/** Writes down why there is no answer. */
function fail(turn: Turn, thrown: unknown): void {
  if (isStop(thrown)) {
    turn.state = 'stopped';
    return;
  }
  turn.state = 'failed';
  const failure = thrown instanceof ApiFailure ? thrown : new ApiFailure('broken');
  if (failure !== thrown) console.error(thrown);
  const { kind, message, waitSeconds } = failure;
  turn.failure = { kind, message, retryAt: Date.now() + waitSeconds * 1000 };
}

/** What a screen reader says when a turn is over. */
function spoken({ answer, state, failure }: Turn): string {
  const { refused, failures, stopped } = words();
  if (answer !== undefined) return answer.refused ? `${refused}. ${answer.answer}` : answer.answer;
  return state === 'stopped' ? stopped : failures[failure?.kind ?? 'broken'];
}
