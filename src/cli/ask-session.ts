import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Answerer } from '../answer/answerer.js';
import { messageOf } from '../errors.js';
import { renderAnswer } from './render-answer.js';
import { colorsFor, type Output } from './terminal.js';

/** Earlier questions that a follow-up can refer to. */
const KEPT_QUESTIONS = 6;

const INTRODUCTION = `就文档提问；:帮助 看说明，:退出 结束。
Ask about the documents; :help explains, :quit leaves.`;

const HELP = `:清空  :clear   忘掉前面的问题 / forget the questions so far
:帮助  :help    这段说明 / this help
:退出  :quit    结束（Ctrl-D 也行）/ leave (or Ctrl-D)
后面的问题可以承接前面的：“它是谁发布的？” / Follow-ups may refer back: “Who released it?”`;

const COMMANDS: Readonly<Record<string, 'help' | 'clear' | 'quit'>> = {
  help: 'help',
  帮助: 'help',
  clear: 'clear',
  清空: 'clear',
  quit: 'quit',
  q: 'quit',
  退出: 'quit',
};

export interface SessionStreams {
  readonly input: Readable;
  readonly output: Output;
}

/** A conversation on the terminal, until `:quit`, Ctrl-D, or Ctrl-C at the prompt. */
export async function askSession(answerer: Answerer, { input, output }: SessionStreams): Promise<void> {
  const colors = colorsFor(output);
  const reader = createInterface({ input, output, prompt: `${colors.bold('?')} ` });
  let history: string[] = [];
  let running: AbortController | undefined;
  const say = (text: string): unknown => output.write(`${text}\n`);

  const answer = async (text: string): Promise<void> => {
    running = new AbortController();
    try {
      const found = await answerer.answer({ text, history }, { signal: running.signal });
      say(`${renderAnswer(found, colors)}\n`);
      history = [...history, text].slice(-KEPT_QUESTIONS);
    } catch (error) {
      say(running.signal.aborted ? '' : colors.red(messageOf(error)));
    } finally {
      running = undefined;
    }
  };

  reader.on('SIGINT', () => (running === undefined ? reader.close() : running.abort()));
  say(colors.dim(INTRODUCTION));
  reader.prompt();
  for await (const line of reader) {
    const text = line.trim();
    const command = /^[:：]\s*(\S+)$/.exec(text)?.[1];
    switch (command === undefined ? undefined : (COMMANDS[command.toLowerCase()] ?? 'help')) {
      case 'quit':
        reader.close();
        return;
      case 'help':
        say(HELP);
        break;
      case 'clear':
        history = [];
        say(colors.dim('已清空 / cleared'));
        break;
      default:
        if (text !== '') await answer(text);
    }
    reader.prompt();
  }
  // The prompt's line is still open.
  say('');
}
