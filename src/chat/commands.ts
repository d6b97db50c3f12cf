import type { Feedback } from '../serving/feedback-log.js';

/** What a message may ask for instead of an answer. */
export type Command =
  | { readonly name: 'help' | 'status' | 'models' }
  | { readonly name: 'rollback' }
  | { readonly name: 'history' }
  | { readonly name: 'reload'; readonly action: 'run' | 'force' | 'cancel' }
  | { readonly name: 'search'; readonly query: string }
  | { readonly name: 'evidence'; readonly n?: number | undefined }
  | {
      readonly name: 'judge';
      readonly verdict: Feedback['verdict'];
      readonly reason?: Feedback['reason'];
      readonly comment?: string | undefined;
    };

/** Commands that are a word alone. */
const WORDS: Readonly<Record<string, Command>> = {
  help: { name: 'help' },
  '?': { name: 'help' },
  帮助: { name: 'help' },
  使用说明: { name: 'help' },
  status: { name: 'status' },
  状态: { name: 'status' },
  models: { name: 'models' },
  model: { name: 'models' },
  模型: { name: 'models' },
  history: { name: 'history' },
  历史: { name: 'history' },
  rollback: { name: 'rollback' },
  回滚: { name: 'rollback' },
  reload: { name: 'reload', action: 'run' },
  重载: { name: 'reload', action: 'run' },
  'reload force': { name: 'reload', action: 'force' },
  'reload --force': { name: 'reload', action: 'force' },
  强制重载: { name: 'reload', action: 'force' },
  '重载 强制': { name: 'reload', action: 'force' },
  'reload cancel': { name: 'reload', action: 'cancel' },
  'cancel reload': { name: 'reload', action: 'cancel' },
  取消重载: { name: 'reload', action: 'cancel' },
  '重载 取消': { name: 'reload', action: 'cancel' },
  evidence: { name: 'evidence' },
  依据: { name: 'evidence' },
  useful: { name: 'judge', verdict: 'up' },
  有用: { name: 'judge', verdict: 'up' },
};

const SEARCH = /^(?:search|搜索|检索)[\s:]+(.+)$/is;
const EVIDENCE = /^(?:evidence|依据)\s*\[?(\d{1,2})\]?$/i;
const USELESS = /^(?:not useful|没用|无用)(?:[\s:,]+(.*))?$/is;

const REASONS: Readonly<Record<string, Feedback['reason']>> = {
  'wrong answer': 'wrong-answer',
  错答: 'wrong-answer',
  答错了: 'wrong-answer',
  'wrong source': 'wrong-source',
  错源: 'wrong-source',
  出处错了: 'wrong-source',
  'should refuse': 'should-refuse',
  应拒答: 'should-refuse',
};

/**
 * The command that a message is, in Chinese or English; `undefined` for a question. Only a whole message is one:
 * “状态” is, “它的状态如何” isn't.
 */
export function parseCommand(text: string): Command | undefined {
  const plain = text.normalize('NFKC').trim().replace(/^\//, '').replace(/\s+/g, ' ');
  const bare = plain.toLowerCase().replace(/[。.!!]$/, '');
  if (Object.hasOwn(WORDS, bare)) return WORDS[bare];
  const query = SEARCH.exec(plain)?.[1]?.trim();
  if (query !== undefined && query !== '') return { name: 'search', query };
  const n = EVIDENCE.exec(bare)?.[1];
  if (n !== undefined) return { name: 'evidence', n: Number(n) };
  const useless = USELESS.exec(plain);
  if (useless === null) return undefined;
  const said = useless[1]?.trim() ?? '';
  const reason = REASONS[said.toLowerCase()];
  if (reason !== undefined) return { name: 'judge', verdict: 'down', reason };
  return said === ''
    ? { name: 'judge', verdict: 'down' }
    : { name: 'judge', verdict: 'down', reason: 'other', comment: said };
}
