import { ApiFailure } from '../api/api-failure.js';
import { type ReloadProgress, reloadCorpus } from '../api/corpus-calls.js';
import type { ReloadSummary } from '../api/shapes.js';
import { announce } from '../shell/announce.js';
import { element, found } from '../shell/element.js';
import { words } from '../shell/language.js';
import { reloadCounts } from './reload-counts.js';

/** The reload of the corpus by an admin. The token is in its field and nowhere else. */
export class ReloadForm {
  private readonly form = found('reload', HTMLFormElement);
  private readonly token = found('token', HTMLInputElement);
  private readonly start = found('reload-button', HTMLButtonElement);
  private readonly outcome = found('reload-outcome', HTMLElement);

  /** @param onReloaded told when the index is another one */
  constructor(onReloaded: () => void) {
    this.form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const token = this.token.value.trim();
      if (token === '' || this.start.disabled) return;
      this.start.disabled = true;
      await this.reload(token, onReloaded);
      this.start.disabled = false;
    });
    // The browser may keep the whole page for its back button.
    addEventListener('pagehide', () => {
      this.token.value = '';
    });
  }

  private async reload(token: string, onReloaded: () => void): Promise<void> {
    const line = element('p', { class: 'note' }, words().reloading);
    const progress = element('progress', { 'aria-label': words().reloading });
    this.outcome.replaceChildren(progress, line);
    announce(words().reloading);
    try {
      const summary = await reloadCorpus(token, (now) => {
        showProgress(progress, now);
        line.textContent = progressText(now);
      });
      this.outcome.replaceChildren(summaryView(summary));
      announce(`${words().reloaded} ${reloadCounts(summary)}`);
      onReloaded();
    } catch (error) {
      const text = failureText(error);
      this.outcome.replaceChildren(element('p', { class: 'notice' }, text));
      announce(text);
    }
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

function progressText({ phase, done, total }: ReloadProgress): string {
  const { phases, reloading, progress } = words();
  const name = phases[phase] ?? reloading;
  return total > 0 ? `${name} · ${progress(done, total)}` : name;
}

function summaryView(summary: ReloadSummary): HTMLElement {
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
    element('p', {}, element('strong', {}, wording.reloaded)),
    element('p', { class: 'note' }, rows.join(' · ')),
  );
}

function failureText(error: unknown): string {
  const wording = words();
  if (!(error instanceof ApiFailure)) return wording.reloadFailed;
  if (error.status === 401) return wording.tokenWrong;
  if (error.status === 403) return wording.adminOff;
  if (error.kind === 'unreachable' || error.kind === 'busy') return wording.failures[error.kind];
  return `${wording.reloadFailed} ${error.message}`;
}
