import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { Answerer } from '../../src/answer/answerer.js';
import type { Question } from '../../src/answer/question.js';
import { askSession } from '../../src/cli/ask-session.js';
import { WenjuError } from '../../src/errors.js';
import { ANSWER } from './answers.js';

/** Answers everything but “bad”, and remembers what it was asked. */
class RecordingAnswerer implements Answerer {
  readonly asked: Question[] = [];

  async answer(question: Question): Promise<typeof ANSWER> {
    this.asked.push(question);
    if (question.text === 'bad') throw new WenjuError('too-large', 'the question is too long');
    return ANSWER;
  }
}

/** Types the lines into a session and closes it. */
async function session(lines: readonly string[]): Promise<{ asked: readonly Question[]; shown: string }> {
  const answerer = new RecordingAnswerer();
  const input = new PassThrough();
  const output = new PassThrough();
  const shown = text(output);
  input.end(lines.map((line) => `${line}\n`).join(''));
  await askSession(answerer, { input, output });
  output.end();
  return { asked: answerer.asked, shown: await shown };
}

describe('askSession', () => {
  it('answers each line and passes the earlier questions on', async () => {
    const { asked, shown } = await session(['一', '', '  二  ', '三']);
    expect(asked).toEqual([
      { text: '一', history: [] },
      { text: '二', history: ['一'] },
      { text: '三', history: ['一', '二'] },
    ]);
    expect(shown.split(ANSWER.answer)).toHaveLength(4);
  });

  it('keeps the last six questions', async () => {
    const { asked } = await session(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(asked.at(-1)?.history).toEqual(['2', '3', '4', '5', '6', '7']);
  });

  it.each([':clear', '：清空', ':CLEAR'])('forgets them with %s', async (command) => {
    expect((await session(['一', command, '二'])).asked.at(-1)).toEqual({ text: '二', history: [] });
  });

  it.each([':quit', ':q', '：退出'])('leaves with %s', async (command) => {
    expect((await session(['一', command, '二'])).asked).toHaveLength(1);
  });

  it.each([':help', ':帮助', ':nonsense'])('explains itself with %s and asks nothing', async (command) => {
    const { asked, shown } = await session([command]);
    expect(asked).toEqual([]);
    expect(shown).toContain(':清空  :clear');
  });

  it('says what was wrong with a question, forgets it and goes on', async () => {
    const { asked, shown } = await session(['bad', '二']);
    expect(shown).toContain('the question is too long');
    expect(asked.at(-1)).toEqual({ text: '二', history: [] });
  });
});
