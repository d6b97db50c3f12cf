import type { Wording } from './wording.js';

const number = new Intl.NumberFormat('en');
const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const at = (iso: string): string => time.format(new Date(iso));
const short = (snapshot: string): string => snapshot.slice(0, 8);
const counted = (count: number, noun: string): string =>
  `${number.format(count)} ${noun}${count === 1 ? '' : 's'}`;

const PHASES = {
  read: 'reading documents',
  words: 'cutting words',
  embed: 'embedding passages',
  index: 'indexing',
  calibrate: 'calibrating the index',
  save: 'saving the index',
  golden: 'asking the golden questions',
} as const;

const UNREADABLE = {
  picture: 'pictures',
  voice: 'voice messages',
  video: 'videos',
  file: 'files',
  other: 'this kind of message',
} as const;

const RESULTS: Readonly<Record<string, string>> = {
  held: 'held back by golden questions',
  forced: 'done by force',
};
const REASONS: Readonly<Record<string, string>> = {
  'wrong-answer': 'wrong answer',
  'wrong-source': 'wrong source',
  'should-refuse': 'should have refused',
};

/** What the chat says in English. */
export const ENGLISH: Wording = {
  help: (isAdmin) => ({
    title: 'I’m Wenju: I answer from the documents alone, and show the source of every sentence',
    lines: [
      'Just ask, and follow up as you like; where the documents have no evidence, I say so',
      'status: what I answer from',
      'models: who writes the answers',
      'search WORDS: the passages that fit best',
      'evidence 2: what source 2 of the last answer says',
      'useful / not useful (wrong answer, wrong source, should refuse, or a few words): judge the last answer',
      ...(isAdmin
        ? [
            'reload / reload force / reload cancel: take in changed documents',
            'rollback: back to the version before',
            'history: the last changes',
          ]
        : []),
    ],
  }),
  status: ({ documents, passages, problems, snapshot, loadedAt, model, waiting }) => ({
    title: 'Status',
    lines: [
      `${counted(documents, 'document')}, ${counted(passages, 'passage')}, version ${short(snapshot)}, loaded ${at(loadedAt)}`,
      ...(problems > 0 ? [`${counted(problems, 'problem')}: see the log`] : []),
      model === undefined
        ? 'Answers are extracts of the documents'
        : `Answers are written by ${model}, each sentence checked against the documents`,
      `${counted(waiting, 'message')} in hand`,
    ],
  }),
  models: ({ model, embedding, presets }) => ({
    title: 'Models',
    lines: [
      model === undefined
        ? 'Answers: extracts of the documents, no model'
        : `Answers: ${model}, each sentence checked against the documents`,
      `Embedding: ${embedding}`,
      ...(presets.length > 0 ? [`Can be connected (LLM_PROVIDER): ${presets.join(', ')}`] : []),
    ],
  }),
  queued: (ahead, waitMs) =>
    `${counted(ahead, 'question')} before yours, about ${counted(Math.max(1, Math.ceil(waitMs / 1000)), 'second')} to wait`,
  working: 'Reading the documents…',
  progress: ({ phase, done, total, secondsLeft }) =>
    `Reloading: ${PHASES[phase]}, ${number.format(done)} of ${number.format(total)}${
      secondsLeft === undefined ? '' : `, about ${counted(secondsLeft, 'second')} left`
    }`,
  reloaded: ({ changes, passages, snapshot, ms, problems }) => ({
    title: 'Reloaded',
    lines: [
      `${changes.added} added, ${changes.updated} updated, ${changes.removed} removed, ${changes.unchanged} unchanged`,
      `${counted(passages, 'passage')}, version ${short(snapshot)}, ${number.format(ms)} ms`,
      ...problems.map((problem) => `Problem: ${problem}`),
    ],
  }),
  rolledBack: ({ passages, snapshot }) => ({
    title: 'Back to the version before',
    lines: [
      `${counted(passages, 'passage')}, version ${short(snapshot)}`,
      'The next reload reads the documents again',
    ],
  }),
  reloadHeld: (message) => ({
    title: 'The reload is held back: golden questions would be answered wrongly',
    lines: [
      ...message.split('\n'),
      'The version from before is served on. If the change is right, send “reload force”',
    ],
  }),
  reloadCancelled: { title: 'The reload is cancelled', lines: ['The version from before is served on'] },
  nothingToCancel: { title: 'No reload is under way', lines: [] },
  notDone: (what, message) => ({
    title: {
      reload: 'The reload failed',
      rollback: 'The rollback failed',
      history: 'The history can’t be read',
      answer: 'No answer',
    }[what],
    lines: [
      message,
      ...(what === 'reload' || what === 'rollback' ? ['The version from before is served on'] : []),
    ],
  }),
  onlyAdmins: {
    title: 'Only admins can do that',
    lines: ['If it is needed, ask whoever looks after the documents'],
  },
  history: (lines) => ({
    title: lines.length === 0 ? 'Nothing has been changed yet' : 'Last changes',
    lines: lines.map(historyLine),
  }),
  historyLine,
  found: (query, count) =>
    count === 0 ? `No passage fits “${query}”` : `The ${counted(count, 'passage')} that fit “${query}” best`,
  noEvidence: { title: 'There is no answer with sources here yet', lines: ['Ask something first'] },
  noSuchEvidence: (n) => ({ title: `The last answer has no source ${n}`, lines: [] }),
  evidence: ({ n, title, section, paragraph, text, now }) => ({
    title: `[${n}] ${title}${section === '' ? '' : `, ${section}`}, paragraph ${paragraph}`,
    lines: [
      text,
      ...(now === 'changed'
        ? ['Note: the source has changed since; this is what the answer was taken from']
        : []),
      ...(now === 'gone'
        ? ['Note: the source was removed since; this is what the answer was taken from']
        : []),
    ],
  }),
  thanks: { title: 'Thank you, noted', lines: [] },
  nothingToJudge: { title: 'There is no answer to judge here yet', lines: [] },
  feedbackLine: ({ at: when, verdict, reason, question }) =>
    `${at(when)} ${verdict === 'up' ? 'useful' : `not useful${reason === undefined ? '' : ` (${REASONS[reason] ?? reason})`}`}: ${question}`,
  unreadable: (kind) => ({
    title: `I can’t read ${UNREADABLE[kind]} yet`,
    lines: ['Please write the question as text; “help” shows what I can do'],
  }),
  empty: { title: 'What would you like to know?', lines: ['Write a question, or “help”'] },
  tooLong: (most) => ({
    title: `The question is too long: please keep it under ${number.format(most)} characters`,
    lines: [],
  }),
  tooMany: {
    title: 'Too many of your questions are waiting',
    lines: ['This one has no place in the queue: send it again when the others are answered'],
  },
  failed: {
    title: 'Something went wrong, and there is no answer this time',
    lines: ['Please try again later; the log tells the admin why'],
  },
  timedOut: { title: 'The answer took too long and was given up', lines: ['Please try again later'] },
  perhapsSent: (question) => ({
    title: 'I was restarted while an answer was on its way',
    lines: [`If you see no answer to “${question}”, please ask again`],
  }),
  missed: (question) => ({
    title: 'Sorry, I was down for a while',
    lines: [`If you still need it, please ask again: “${question}”`],
  }),
};

function historyLine({
  at: when,
  who,
  action,
  result,
  counts,
}: Parameters<Wording['historyLine']>[0]): string {
  const changed = counts === undefined ? '' : ` (+${counts.added} ~${counts.updated} -${counts.removed})`;
  return `${at(when)} ${who}: ${action} ${RESULTS[result] ?? result}${changed}`;
}
