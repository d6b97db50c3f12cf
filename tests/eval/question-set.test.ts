import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { documentsOf, mustBeRefused, readQuestionSet } from '../../src/eval/question-set.js';
import { temporaryFolder } from '../temporary-folder.js';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});

async function fileWith(text: string): Promise<string> {
  const file = join(folder, 'set.jsonl');
  await writeFile(file, text);
  return file;
}

describe('readQuestionSet', () => {
  it('reads lines with any ends, blank lines, a byte order mark and fields that it does not know', async () => {
    const file = await fileWith(
      '\uFEFF{"id":"a","question":"谁?","answers":["甲"],"level":3}\r\n\n{"id":2,"question":"何时?","answers":null}',
    );
    const questions = await readQuestionSet(file);
    expect(questions).toEqual([
      { id: 'a', question: '谁?', answers: ['甲'] },
      { id: 2, question: '何时?', answers: null },
    ]);
  });

  it.each([
    ['a line that is not JSON', '{"id":"a","question":"谁?"}\n\n{"id":', /set\.jsonl:3 is not JSON/],
    [
      'a line that is no object',
      '{"id":"a","question":"谁?"}\n[]',
      /set\.jsonl:2 is not a question: .*object/,
    ],
    ['a question without its text', '{"id":"a"}', /set\.jsonl:1 is not a question: question: .*string/],
    [
      'answers that are no list',
      '{"id":"a","question":"谁?","answers":"甲"}',
      /set\.jsonl:1 .*answers: .*array/,
    ],
    ['an empty file', '\n', /set\.jsonl holds no question/],
  ])('names file and line of %s', async (_, text, message) => {
    await expect(readQuestionSet(await fileWith(text))).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching(message),
    });
  });

  it('says which file is missing', async () => {
    const file = join(folder, 'none.jsonl');
    await expect(readQuestionSet(file)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining(file),
    });
  });

  it('says when a folder is given for a file', async () => {
    await expect(readQuestionSet(folder)).rejects.toMatchObject({ code: 'bad-request' });
  });
});

describe('mustBeRefused', () => {
  it.each([
    ['nothing is wanted', {}, true],
    ['what is wanted is null', { answers: null, must_all: null }, true],
    ['its type says so', { type: 'unanswerable', answers: ['甲'] }, true],
    ['one of several is wanted', { answers: ['甲'] }, false],
    ['several are wanted', { must_all: ['甲', '乙'] }, false],
  ])('is decided when %s', (_, fields, expected) => {
    expect(mustBeRefused({ id: 'a', question: '谁?', ...fields })).toBe(expected);
  });
});

describe('documentsOf', () => {
  it.each([
    [{}, []],
    [{ doc: 'a.md' }, ['a.md']],
    [{ doc: 'a.md', docs: ['b.md', 'c.md'] }, ['b.md', 'c.md']],
  ])('of %j is %j', (fields, expected) => {
    expect(documentsOf({ id: 'a', question: '谁?', ...fields })).toEqual(expected);
  });
});
