/** The page at `/corpus`: what the assistant knows, why passages are found, and the reload. */
import { corpusState } from './api/corpus-calls.js';
import type { CorpusState } from './api/shapes.js';
import { documentsView, problemsView } from './corpus/documents-view.js';
import { factsView } from './corpus/facts-view.js';
import { namesView } from './corpus/glossary-view.js';
import { ReloadForm } from './corpus/reload-form.js';
import { CorpusSearch } from './corpus/search-view.js';
import { EvidencePanel } from './evidence/evidence-panel.js';
import { linkedTarget } from './evidence/linked-target.js';
import { element, found } from './shell/element.js';
import { translated, words } from './shell/language.js';
import { setUpFrame } from './shell/page-frame.js';

/** How long to wait for an index that is being loaded, in milliseconds. */
const RETRY_MS = 2_000;

setUpFrame('corpusTitle');
const evidence = new EvidencePanel();
const filter = found('filter', HTMLInputElement);
let state: CorpusState | undefined;

async function load(): Promise<void> {
  try {
    state = await corpusState();
    render();
  } catch {
    found('facts', HTMLElement).replaceChildren(element('p', { class: 'notice' }, words().corpusFailed));
    setTimeout(() => void load(), RETRY_MS);
  }
}

function render(): void {
  if (state === undefined) return;
  found('facts', HTMLElement).replaceChildren(factsView(state));
  found('problems-part', HTMLElement).hidden = state.problems.length === 0;
  found('problems', HTMLElement).replaceChildren(problemsView(state));
  found('documents', HTMLElement).replaceChildren(
    documentsView(state, ({ source, title, url }, opener) =>
      evidence.open(
        [{ source, title, url, section: '', paragraph: 1, quote: '', start: 0, end: 0 }],
        0,
        opener,
      ),
    ),
  );
  renderNames();
}

function renderNames(): void {
  found('glossary-part', HTMLElement).hidden = (state?.glossary.length ?? 0) === 0;
  found('names', HTMLElement).replaceChildren(namesView(state?.glossary ?? [], filter.value));
}

new CorpusSearch((passage, opener) => evidence.open([{ ...passage, quote: passage.text }], 0, opener));
new ReloadForm(() => void load());
filter.addEventListener('input', renderNames);
translated(render);
void load();
const linked = linkedTarget(location);
if (linked !== undefined) evidence.open([linked], 0, '');
