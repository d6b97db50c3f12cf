import {
  cancelReload,
  corpusHistory,
  type ReloadProgress,
  reloadCorpus,
  rollbackCorpus,
} from '../api/admin-calls.js';
import { ApiFailure } from '../api/api-failure.js';
import { corpusState } from '../api/corpus-calls.js';
import type { ReloadSummary } from '../api/shapes.js';
import { announce } from '../shell/announce.js';
import { button, element, found } from '../shell/element.js';
import { words } from '../shell/language.js';
import { brokenView } from './broken-view.js';
import { historyView } from './history-view.js';
import { reloadCounts } from './reload-counts.js';

/** The reload of the corpus by an admin, and the way back. The token is in its field and nowhere else. */
export class ReloadForm {
  private readonly form = found('reload', HTMLFormElement);
  private readonly token = found('token', HTMLInputElement);
  private readonly buttons = (['reload-button', 'rollback-button', 'history-button'] as const).map((id) =>
    found(id, HTMLButtonElement),
  );
  private readonly outcome = found('reload-outcome', HTMLElement);
  private readonly onReloaded: () => void;
  private isBusy = false;

  /** @param onReloaded told when the index is another one */
  constructor(onReloaded: () => void) {
    this.onReloaded = onReloaded;
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.run((token) => this.reload(token, false));
    });
    found('rollback-button', HTMLButtonElement).addEventListener('click', () => {
      void this.run((token) => this.rollback(token));
    });
    found('history-button', HTMLButtonElement).addEventListener('click', () => {
      void this.run(async (token) => this.outcome.replaceChildren(historyView(await corpusHistory(token))));
    });
    // The browser may keep the whole page for its back button.
    addEventListener('pagehide', () => {
      this.token.value = '';
    });
  }

  /** Does one thing at a time, with the token, and shows why it failed. */
  private async run(work: (token: string) => Promise<void>): Promise<void> {
    if (this.isBusy || !this.form.reportValidity()) return;
    const token = this.token.value.trim();
    if (token === '') return;
    this.setBusy(true);
    try {
      await work(token);
    } catch (error) {
      this.showFailure(failureText(error));
    } finally {
      this.setBusy(false);
    }
  }

  private setBusy(isBusy: boolean): void {
    this.isBusy = isBusy;
    for (const one of this.buttons) one.disabled = isBusy;
  }

  private async reload(token: string, force: boolean): Promise<void> {
    const line = element('p', { class: 'note' }, words().reloading);
    const progress = element('progress', { 'aria-label': words().reloading });
    const cancel = button({ id: 'cancel-button', class: 'quiet' }, () => this.cancel(token), words().cancel);
    this.outcome.replaceChildren(progress, line, cancel);
    announce(words().reloading);
    try {
      const onProgress = (now: ReloadProgress): void => {
        showProgress(progress, now);
        line.textContent = progressText(now);
      };
      this.showSummary(await reloadCorpus(token, { force, onProgress }), words().reloaded);
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.code !== 'reload-held') throw error;
      await this.showHeld();
    }
  }

  private async rollback(token: string): Promise<void> {
    this.showSummary(await rollbackCorpus(token), words().rolledBack);
  }

  private async cancel(token: string): Promise<void> {
    try {
      await cancelReload(token);
    } catch (error) {
      announce(failureText(error));
    }
  }

  private async showHeld(): Promise<void> {
    const { held, forceReload } = words();
    const { lastReload } = await corpusState();
    const force = button(
      { id: 'force-button', class: 'quiet' },
      () => void this.run((token) => this.reload(token, true)),
      forceReload,
    );
    const broken = brokenView(lastReload?.broken ?? []);
    this.outcome.replaceChildren(element('div', { class: 'notice' }, element('p', {}, held), broken, force));
    announce(held);
    this.onReloaded();
  }

  private showSummary(summary: ReloadSummary, what: string): void {
    this.outcome.replaceChildren(summaryView(summary, what));
    announce(`${what} ${reloadCounts(summary)}`);
    this.onReloaded();
  }

  private showFailure(text: string): void {
    this.outcome.replaceChildren(element('p', { class: 'notice' }, text));
    announce(text);
  }
}

function showProgress(progress: HTMLProgressElement, { done, total }: ReloadProgress): void {
  if (total <= 0) {
    progress.removeAttribute('value');
    return;
  }
  progress.max = total;
  progress.value = done;
}

function progressText({ phase, done, total, secondsLeft }: ReloadProgress): string {
  const { phases, reloading, progress, left } = words();
  const name = phases[phase] ?? reloading;
  const parts = [name, total > 0 && progress(done, total), secondsLeft !== undefined && left(secondsLeft)];
  return parts.filter((part) => part !== false).join(' · ');
}

function summaryView(summary: ReloadSummary, what: string): HTMLElement {
  const wording = words();
  const { passages, snapshot, ms } = summary;
  const rows = [
    reloadCounts(summary),
    wording.passageCount(passages),
    `${wording.snapshot} ${snapshot.slice(0, 12)}`,
    wording.duration(ms),
  ].filter((row) => row !== '');
  return element(
    'div',
    { class: 'summary' },
    element('p', {}, element('strong', {}, what)),
    element('p', { class: 'note' }, rows.join(' · ')),
  );
}

function failureText(error: unknown): string {
  const wording = words();
  if (!(error instanceof ApiFailure)) return wording.reloadFailed;
  if (error.status === 401) return wording.tokenWrong;
  if (error.status === 403) return wording.adminOff;
  if (error.code === 'cancelled') return wording.reloadCancelled;
  if (error.status === 404) return wording.noEarlier;
  if (error.kind === 'unreachable' || error.kind === 'busy') return wording.failures[error.kind];
  return `${wording.reloadFailed} ${error.message}`;
}
