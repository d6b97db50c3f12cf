import { ApiFailure } from '../api/api-failure.js';
import { corpusDocument } from '../api/corpus-calls.js';
import type { CorpusDocument } from '../api/shapes.js';
import { element, found } from '../shell/element.js';
import { iconButton } from '../shell/icon-button.js';
import { translated, words } from '../shell/language.js';
import { evidenceView, failedView } from './evidence-view.js';
import type { Target } from './excerpt.js';

/** From this width on, the panel stands beside the page; on a narrower one it lies over it. */
const BESIDE = matchMedia('(min-width: 64rem)');

/**
 * Shows stretches of documents in their paragraphs: beside the page, or as a sheet over it on a narrow screen.
 * The Escape key closes it, and the focus goes back to what opened it.
 */
export class EvidencePanel {
  private readonly dialog = found('evidence', HTMLDialogElement);
  private readonly heading = element('h2', { id: 'evidence-heading' });
  private readonly controls = element('div', { class: 'controls' });
  private readonly content = element('div', {
    class: 'content',
    role: 'group',
    tabindex: 0,
    autofocus: true,
  });
  private targets: readonly Target[] = [];
  private index = 0;
  /** The id of the element that opened it. */
  private opener = '';
  private documents = new Map<string, Promise<CorpusDocument>>();

  constructor() {
    const header = element('div', { class: 'title-bar' }, this.heading, this.controls);
    this.dialog.append(element('div', { class: 'sheet' }, header, this.content));
    this.dialog.addEventListener('click', ({ target }) => {
      // The sheet fills the dialog, so that only its backdrop is the dialog itself.
      if (target === this.dialog) this.close();
    });
    this.dialog.addEventListener('close', () => this.closed());
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented) this.close();
    });
    BESIDE.addEventListener('change', () => {
      if (this.dialog.open) this.reveal();
    });
    translated(() => {
      if (this.dialog.open) void this.render();
    });
  }

  /**
   * Opens at one of some stretches, between which the reader can go on.
   * @param opener the id of the element that the focus goes back to
   */
  open(targets: readonly Target[], index: number, opener: string): void {
    this.targets = targets;
    this.index = index;
    this.markOpener(false);
    this.opener = opener;
    this.markOpener(true);
    // A reload may have changed the documents since.
    this.documents = new Map();
    this.reveal();
    void this.render();
  }

  close(): void {
    if (this.dialog.open) this.dialog.close();
  }

  private reveal(): void {
    // Another mode needs another opening; the event of this close comes later, when the dialog is open again.
    if (this.dialog.open) this.dialog.close();
    if (BESIDE.matches) this.dialog.show();
    else this.dialog.showModal();
    document.documentElement.classList.add('with-evidence');
    this.content.focus();
  }

  private closed(): void {
    if (this.dialog.open) return;
    document.documentElement.classList.remove('with-evidence');
    this.content.replaceChildren();
    this.markOpener(false);
    document.getElementById(this.opener)?.focus();
  }

  /** Shows what it is that the panel belongs to. */
  private markOpener(isOpen: boolean): void {
    const opener = document.getElementById(this.opener);
    if (isOpen) opener?.setAttribute('aria-expanded', 'true');
    else opener?.removeAttribute('aria-expanded');
  }

  private async render(): Promise<void> {
    const target = this.targets[this.index];
    if (target === undefined) return;
    const { targets, index } = this;
    this.renderHeader();
    this.content.replaceChildren(element('p', { class: 'status' }, words().loadingDocument));
    const view = await this.load(target.source).then(
      (document) => evidenceView(document, target, this.content),
      (error: unknown) => failedView(target, error instanceof ApiFailure && error.status === 404),
    );
    // The reader has gone on meanwhile.
    if (targets !== this.targets || index !== this.index || !this.dialog.open) return;
    this.content.replaceChildren(...view);
    this.content.scrollTop = 0;
    this.content.querySelector('mark')?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }

  private renderHeader(): void {
    const wording = words();
    const { length } = this.targets;
    const isWhole = this.targets[this.index]?.quote === '';
    const name = isWhole ? wording.document : wording.evidence;
    this.heading.textContent = length > 1 ? wording.evidenceOf(this.index + 1, length) : name;
    this.content.setAttribute('aria-label', name);
    const close = iconButton('close', wording.close, () => this.close());
    this.controls.replaceChildren(...(length > 1 ? this.steps() : []), close);
  }

  private steps(): HTMLElement[] {
    const wording = words();
    return [
      iconButton('before', wording.previous, () => this.step(-1)),
      iconButton('after', wording.next, () => this.step(1)),
    ];
  }

  private step(by: number): void {
    const { length } = this.targets;
    this.index = (this.index + by + length) % length;
    void this.render();
    const label = by < 0 ? words().previous : words().next;
    this.controls.querySelector<HTMLElement>(`[aria-label="${label}"]`)?.focus();
  }

  private load(source: string): Promise<CorpusDocument> {
    const loading = this.documents.get(source) ?? corpusDocument(source);
    this.documents.set(source, loading);
    return loading;
  }
}
