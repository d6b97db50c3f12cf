import type { CommandServices } from './run-command.js';
import type { Status } from './wording.js';

/** How the bot is. */
export function statusOf({
  corpus,
  model,
  waiting,
}: Omit<CommandServices, 'answers' | 'feedback' | 'presets'>): Status {
  const { documents, passages, problems, snapshot, loadedAt } = corpus.view();
  return {
    documents: documents.length,
    passages,
    problems: problems.length,
    snapshot,
    loadedAt,
    model,
    waiting: waiting(),
  };
}
