import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { goldenKey, readGolden } from '../../src/serving/golden-file.js';
import { temporaryFolder } from '../temporary-folder.js';

describe('readGolden', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await temporaryFolder();
  });

  const read = async (text: string) => {
    await writeFile(join(folder, 'golden.yaml'), text);
    return readGolden(folder);
  };

  it('reads what an answer must hold: one text, all texts, one of several', async () => {
    const { questions, problem } = await read(`
- question: 通义千问什么时候开放内测？
  answer: 4月7日
  cites: news/models.md
- { question: 用在哪里？, answer: [QQ, [微信, WeChat]] }
- { question: 何时通车？, answer: 1891 }
- { question: 火星上有水吗？, refuse: true }
- { question: 谁？ }
`);
    expect(problem).toBeUndefined();
    expect(questions).toEqual([
      {
        question: '通义千问什么时候开放内测？',
        answer: [['4月7日']],
        cites: 'news/models.md',
        refuse: false,
      },
      { question: '用在哪里？', answer: [['QQ'], ['微信', 'WeChat']], refuse: false },
      { question: '何时通车？', answer: [['1891']], refuse: false },
      { question: '火星上有水吗？', refuse: true },
      { question: '谁？', refuse: false },
    ]);
  });

  it.each(['', '[]', '# nothing yet\n'])('asks nothing where there is nothing to ask: %j', async (text) => {
    expect(await read(text)).toEqual({ questions: [] });
  });

  it('asks nothing where there is no such file', async () => {
    expect(await readGolden(folder)).toEqual({ questions: [] });
  });

  it.each([
    ['- question: [', /^golden\.yaml is not valid YAML: .+; it is not asked$/],
    ['question: 谁？', /must be a list/],
    ['- { answer: 一 }', /question 1, question: must be a text/],
    ['- { question: 谁？ }\n- { question: " " }', /question 2, question: is empty/],
    ['- { question: 谁？, anwser: 一 }', /question 1.*anwser/],
    ['- { question: 谁？, answer: { is: 一 } }', /question 1, answer: must be a text, or a list of texts/],
    ['- { question: 谁？, answer: [] }', /question 1, answer/],
    ['- { question: 谁？, answer: 一, refuse: true }', /question 1: what must be refused/],
    [`- question: ${'谁'.repeat(2001)}`, /question 1, question: is longer than 2000/],
    ['- 谁？', /question 1/],
  ])('tells what is wrong with %j, and asks nothing', async (text, message) => {
    const { questions, problem } = await read(text);
    expect(questions).toEqual([]);
    expect(problem).toMatchObject({ code: 'bad-golden', message: expect.stringMatching(message) });
  });

  it('tells of a folder of that name, and of a file that is no list of questions by its size', async () => {
    expect((await read(`# ${'x'.repeat(1024 * 1024)}`)).problem?.message).toMatch(/larger than 1024 KiB/);
    const other = await temporaryFolder();
    await mkdir(join(other, 'golden.yaml'));
    expect((await readGolden(other)).problem).toMatchObject({ code: 'bad-golden' });
  });
});

describe('goldenKey', () => {
  it('is another one for another expectation', () => {
    const question = { question: '谁？', refuse: false };
    expect(goldenKey({ ...question })).toBe(goldenKey(question));
    const others = [
      { ...question, answer: [['一']] },
      { ...question, cites: 'a.md' },
      { ...question, refuse: true },
    ];
    expect(new Set([question, ...others].map(goldenKey)).size).toBe(4);
  });
});
