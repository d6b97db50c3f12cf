import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { Snapshot } from '../../retrieval/snapshot.js';
import { type Language, languageOf } from '../../text/language.js';
import type { WordCutter } from '../../text/tokens.js';
import { holdsDigits, holdsFigure, holdsName } from '../checker/fact-match.js';
import { type Statement, statementOf } from '../checker/statement.js';
import type { Question } from '../question.js';
import type { Prompt } from './answer-prompt.js';
import { modelText } from './model-text.js';

/** How long a person waits for a question to be understood, on top of the answer. */
const LONGEST_WAIT_MS = 4_000;
/** Earlier questions that are shown. */
const HISTORY = 4;
/** The longest question that is taken, in UTF-16 units. */
const LONGEST = 300;

const RULES: Readonly<Record<Language, string>> = {
  zh: '下面是一段对话里用户先后提的问题。把最后一个问题改写成不看上文也能懂的独立问题：补上代词和省略所指的名称，其余不变，不添加对话里没有的名称、数字或条件。若它本来就完整，原样输出。只输出改写后的问题，不要回答，不要解释。',
  en: 'These are the questions that a user asked one after the other. Rewrite the last one so that it can be understood without the others: put in the names that its pronouns and omissions stand for, change nothing else, and add no name, figure or condition that is not in the conversation. If it is complete already, repeat it. Output the question only; do not answer it and do not explain.',
};

/**
 * A follow-up as a question of its own, in a model's words; `undefined` where it fails, takes too long, or names
 * something that nobody has asked about.
 * @throws the signal's reason when aborted
 */
export async function condense(
  { text, history }: Question,
  model: BaseChatModel,
  { snapshot, cutter, signal }: { snapshot: Snapshot; cutter: WordCutter; signal?: AbortSignal | undefined },
): Promise<string | undefined> {
  const language = languageOf(text);
  const earlier = history.slice(-HISTORY);
  const prompt: Prompt = [
    ['system', RULES[language]],
    ['user', [...earlier, text].map((question, i) => `${i + 1}. ${question}`).join('\n')],
  ];
  const timeout = AbortSignal.timeout(LONGEST_WAIT_MS);
  let said = '';
  try {
    const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    for await (const piece of modelText(model, prompt, either)) {
      said += piece;
      if (said.length > LONGEST) return undefined;
    }
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
  const question = said.trim().replace(/^(?:\d+[.、]|[“"「])\s*|[”"」]$/g, '');
  const context = { glossary: snapshot.corpus.glossary, cutter };
  const asked = statementOf([...earlier, text].join('\n'), context);
  const isOurs = question !== '' && !question.includes('\n') && languageOf(question) === language;
  return isOurs && addsNothing(statementOf(question, context), asked, snapshot) ? question : undefined;
}

function addsNothing(question: Statement, asked: Statement, { corpus }: Snapshot): boolean {
  return (
    question.names.every((name) => holdsName(name, asked.folded, asked.names, corpus.glossary)) &&
    question.figures.every((figure) => holdsFigure(figure, asked)) &&
    question.times.every(({ text }) => asked.folded.includes(text)) &&
    question.digits.every((digits) => holdsDigits(digits, asked))
  );
}
