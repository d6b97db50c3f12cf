/** The page: asks the API and shows its answers. Nothing that comes from a document is ever taken for HTML. */
import { type Answer, answerView, element } from './answer-view.js';
import { preferredLanguage, WORDING } from './wording.js';

const RETRY_MS = 1_000;

const language = preferredLanguage(navigator.languages);
const wording = WORDING[language];

const form = found('form', HTMLFormElement);
const field = found('question', HTMLTextAreaElement);
const send = found('send', HTMLButtonElement);
const clear = found('clear', HTMLButtonElement);
const log = found('log', HTMLElement);
const welcome = found('welcome', HTMLElement);
const corpus = found('corpus', HTMLElement);

let conversation = newConversation();
let answers = 0;

function found<T extends HTMLElement>(id: string, type: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no ${id}`);
  return element;
}

/** `crypto.randomUUID` is not there on a plain http page of another machine. */
function newConversation(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((value) => value.toString(36)).join('');
}

function translate(): void {
  document.documentElement.lang = language;
  for (const translated of document.querySelectorAll<HTMLElement>('[data-text]')) {
    const key = translated.dataset.text;
    if (key === 'welcome' || key === 'label' || key === 'send' || key === 'clear') {
      translated.textContent = wording[key];
    }
  }
}

async function ask(question: string): Promise<void> {
  welcome.hidden = true;
  clear.hidden = false;
  send.disabled = true;
  const waiting = element('p', 'answer waiting', wording.waiting);
  log.append(element('p', 'question', question), waiting);
  waiting.scrollIntoView({ block: 'end' });
  const asked = conversation;
  const view = await answerTo(question, asked);
  send.disabled = false;
  // A new conversation was begun meanwhile.
  if (asked !== conversation) return;
  waiting.replaceWith(view);
  view.scrollIntoView({ block: 'nearest' });
  // On a touch screen the keyboard would cover the answer.
  if (matchMedia('(hover: hover)').matches) field.focus();
}

async function answerTo(question: string, conversation: string): Promise<HTMLElement> {
  try {
    const response = await fetch('/api/ask', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ question, conversation }),
    });
    const body = await response.json();
    if (!response.ok)
      return element('p', 'answer failed', String(body.error?.message ?? response.statusText));
    return answerView(body as Answer, `answer-${++answers}`, (suggestion) => {
      field.value = suggestion;
      field.focus();
    });
  } catch {
    return element('p', 'answer failed', wording.unreachable);
  }
}

/** Says what the answers come from, once the index is there. */
async function showCorpus(): Promise<void> {
  const response = await fetch('/api/corpus').catch(() => undefined);
  if (response?.ok) {
    const { documents, passages } = await response.json();
    corpus.textContent = wording.corpus(documents, passages);
    return;
  }
  corpus.textContent = response === undefined ? wording.unreachable : wording.loading;
  setTimeout(() => void showCorpus(), RETRY_MS);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const question = field.value.trim();
  if (question === '' || send.disabled) return;
  field.value = '';
  void ask(question);
});

field.addEventListener('keydown', (event) => {
  // While an input method composes, Enter chooses characters.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

clear.addEventListener('click', () => {
  conversation = newConversation();
  log.replaceChildren();
  welcome.hidden = false;
  clear.hidden = true;
  field.focus();
});

translate();
void showCorpus();
