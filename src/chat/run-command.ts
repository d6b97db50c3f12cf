import { WenjuError } from '../errors.js';
import type { Actor } from '../serving/actor.js';
import type { FeedbackLog } from '../serving/feedback-log.js';
import type { ReloadReport } from '../serving/reload-report.js';
import type { ServedCorpus } from '../serving/served-corpus.js';
import type { Language } from '../text/language.js';
import type { Command } from './commands.js';
import { evidenceOf } from './evidence.js';
import type { GivenAnswers } from './given-answers.js';
import { historyLine } from './history-line.js';
import type { NoticeReply, Reply, Update } from './reply.js';
import { statusOf } from './status.js';
import { type Worded, type Wording, wordingOf } from './wording.js';

const FOUND_PASSAGES = 5;
const SHOWN_CHANGES = 10;

/** Those that change what is served, or tell who did. */
type AdminCommand = Extract<Command, { name: 'reload' | 'rollback' | 'history' }>;

/** What commands work on. */
export interface CommandServices {
  readonly corpus: ServedCorpus;
  readonly feedback: FeedbackLog;
  readonly answers: GivenAnswers;
  /** Which model writes the answers; `undefined`: they are extracts. */
  readonly model: string | undefined;
  /** The presets that a model can be chosen from. */
  readonly presets: readonly string[];
  readonly waiting: () => number;
}

/** Who gave a command, and where. */
export interface CommandContext {
  readonly language: Language;
  readonly by: Actor;
  readonly isAdmin: boolean;
  readonly conversation: string;
  readonly update: (update: Update) => void;
}

/** Does what a command says. Failures that an admin can mend become a notice. */
export async function runCommand(
  command: Command,
  services: CommandServices,
  context: CommandContext,
): Promise<Reply> {
  const { corpus } = services;
  const { language, isAdmin } = context;
  const wording = wordingOf(language);
  switch (command.name) {
    case 'help':
      return notice(wording.help(isAdmin), context);
    case 'status':
      return notice(wording.status(statusOf(services)), context);
    case 'models': {
      const { model, presets } = services;
      return notice(wording.models({ model, presets, embedding: corpus.view().embedding }), context);
    }
    case 'search': {
      const passages = await corpus.search(command.query, FOUND_PASSAGES);
      return {
        kind: 'passages',
        language,
        title: wording.found(command.query, passages.length),
        passages,
      };
    }
    case 'evidence':
      return notice(shownEvidence(command.n, services, context, wording), context);
    case 'judge':
      return notice(await judged(command, services, context, wording), context);
    default:
      if (isAdmin) return adminCommand(command, corpus, context, wording);
      void corpus.denied(context.by, command.name === 'rollback' ? 'rollback' : 'reload');
      return notice(wording.onlyAdmins, context, 'denied');
  }
}

/** What the chat says itself, as a reply. */
export function notice(
  { title, lines }: Worded,
  { language }: Pick<CommandContext, 'language'>,
  tone: NoticeReply['tone'] = 'info',
): NoticeReply {
  return { kind: 'notice', language, tone, title, lines, isPrivate: tone === 'denied' };
}

async function adminCommand(
  command: AdminCommand,
  corpus: ServedCorpus,
  context: CommandContext,
  wording: Wording,
): Promise<Reply> {
  const { by } = context;
  try {
    if (command.name === 'history') {
      const entries = await corpus.history(SHOWN_CHANGES);
      return notice(wording.history(entries.map(historyLine)), context);
    }
    if (command.name === 'rollback') {
      return notice(wording.rolledBack(await corpus.rollback(by)), context, 'done');
    }
    if (command.action === 'cancel') {
      return corpus.cancelReload(by)
        ? notice(wording.reloadCancelled, context, 'done')
        : notice(wording.nothingToCancel, context);
    }
    const report = await corpus.reload({
      by,
      force: command.action === 'force',
      onProgress: (progress) => {
        const { done, total } = progress;
        context.update({ kind: 'progress', text: wording.progress(progress), done, total });
      },
    });
    return notice(wording.reloaded(reloadFacts(report)), context, 'done');
  } catch (error) {
    if (!(error instanceof WenjuError) || error.code === 'internal') throw error;
    if (error.code === 'reload-held') return notice(wording.reloadHeld(error.message), context, 'failed');
    if (error.code === 'cancelled') return notice(wording.reloadCancelled, context, 'done');
    return notice(wording.notDone(command.name, error.message), context, 'failed');
  }
}

function reloadFacts(report: ReloadReport): Parameters<Wording['reloaded']>[0] {
  const { passages, snapshot, ms, problems } = report;
  return { changes: report, passages, snapshot, ms, problems: problems.map(({ message }) => message) };
}

function shownEvidence(
  n: number | undefined,
  { answers, corpus }: CommandServices,
  { conversation }: CommandContext,
  wording: Wording,
): Worded {
  const last = answers.last(conversation);
  const first = last?.answer.citations[0]?.n;
  if (last === undefined || first === undefined) return wording.noEvidence;
  const evidence = evidenceOf(last, n ?? first, corpus);
  return evidence === undefined ? wording.noSuchEvidence(n ?? first) : wording.evidence(evidence);
}

async function judged(
  { verdict, reason, comment }: Extract<Command, { name: 'judge' }>,
  { answers, feedback }: CommandServices,
  { conversation }: CommandContext,
  wording: Wording,
): Promise<Worded> {
  const last = answers.last(conversation);
  if (last === undefined) return wording.nothingToJudge;
  await feedback.recordFor(last.id, last, { verdict, reason, comment });
  return wording.thanks;
}
