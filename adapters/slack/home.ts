import type { KnownBlock, HomeView as SlackHomeView } from '@slack/types';
import type { HomeView } from '../../src/chat/home.js';
import { ASK_ACTION, RELOAD_ACTION } from './actions.js';
import { button, divider, header, section, titledList } from './blocks.js';
import { cleanLine, shorten } from './escape.js';
import { MOST_VIEW_BLOCKS } from './limits.js';
import { slackWording } from './wording.js';

const MOST_DOCUMENTS = 20;
const MOST_SAMPLES = 8;
const MOST_LINES = 10;
const LONGEST_LINE = 300;

/** The App Home: what is served, what can be asked, and for admins what they run it with. */
export function homeView({ language, corpus, status, suggestions, admin }: HomeView): SlackHomeView {
  const words = slackWording(language);
  const { documents, passages, problems } = corpus;
  const titles = documents
    .slice(0, MOST_DOCUMENTS)
    .map(({ title, source, published }) =>
      [title, published, source].filter((part) => part !== undefined && part !== '').join(' · '),
    );
  const further = documents.length - titles.length;
  const blocks: KnownBlock[] = [
    header(words.homeTitle),
    section(words.homeIntro),
    titledList(words.statusHeading, lines(status)),
    divider(),
    titledList(
      `${words.corpusHeading}: ${words.corpusSize(documents.length, passages)}`,
      lines(further > 0 ? [...titles, words.furtherDocuments(further)] : titles, MOST_DOCUMENTS + 1),
    ),
  ];
  if (problems.length > 0) {
    blocks.push(titledList(words.problemsHeading, lines(problems.map(({ message }) => message))));
  }
  if (suggestions.length > 0) blocks.push(divider(), header(words.samplesHeading));
  for (const [i, question] of suggestions.slice(0, MOST_SAMPLES).entries()) {
    blocks.push(
      section(
        shorten(cleanLine(question), LONGEST_LINE),
        button(words.ask, `${ASK_ACTION}_${i + 1}`, question),
      ),
    );
  }
  if (admin !== undefined) {
    const reload = { ...button(words.reload, RELOAD_ACTION, words.reloadCommand), style: 'primary' as const };
    blocks.push(
      divider(),
      header(words.adminHeading),
      { type: 'actions', elements: [reload] },
      titledList(words.historyHeading, lines(admin.history.length === 0 ? [words.none] : admin.history)),
      titledList(words.feedbackHeading, lines(admin.feedback.length === 0 ? [words.none] : admin.feedback)),
    );
  }
  return { type: 'home', blocks: blocks.slice(0, MOST_VIEW_BLOCKS) };
}

function lines(all: readonly string[], most = MOST_LINES): string[] {
  return all.slice(0, most).map((one) => shorten(cleanLine(one), LONGEST_LINE));
}
