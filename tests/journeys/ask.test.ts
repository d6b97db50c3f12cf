import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.js';
import { corpusFolder } from '../retrieval/corpus-folder.js';
import { jsonLines, Wenju } from './wenju.js';

const QUESTION = '通义千问什么时候开放内测？';
const BUNDLED = new URL('../../corpus/', import.meta.url);

type BatchLine = Partial<Answer> & {
  readonly id?: string | number;
  readonly error?: { readonly code: string };
};

describe('wenju ask', () => {
  let wenju: Wenju;

  beforeAll(async () => {
    wenju = await Wenju.prepare();
  });

  it('answers from the bundled corpus, from anywhere, with the evidence under it', async () => {
    const { code, stdout, stderr } = await wenju.run(['ask', QUESTION]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('4月7日');
    expect(stdout).toMatch(/^\[1\] .+ 第 1 段$/m);
    expect(stdout).toMatch(/^ {4}chinese-llms-2023\.md:\d+-\d+$/m);
    expect(stdout).not.toContain('\u001b');
  });

  it('prints the answer as JSON, every quote word for word at its offsets', async () => {
    const { code, stdout } = await wenju.run(['ask', '--json', QUESTION]);
    expect(code).toBe(0);
    const answer = JSON.parse(stdout) as Answer;
    expect(answer).toMatchObject({ refused: false, mode: 'extractive', language: 'zh' });
    expect(answer.citations.length).toBeGreaterThan(0);
    for (const { source, quote, start, end } of answer.citations) {
      const text = (await readFile(new URL(source, BUNDLED), 'utf8')).replace(/^\ufeff/, '');
      expect(text.slice(start, end)).toBe(quote);
    }
  });

  it('says that it has no evidence, and ends well', async () => {
    const { code, stdout } = await wenju.run(['ask', '--json', '珠穆朗玛峰有多高？']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ refused: true, citations: [] });
  });

  it('answers from another folder', async () => {
    const { folder } = await corpusFolder();
    const { code, stdout } = await wenju.run(['ask', '--json', '--corpus', folder, '臺灣的鐵路哪年通車？']);
    expect(code).toBe(0);
    const answer = JSON.parse(stdout) as Answer;
    expect(answer.answer).toContain('1891');
    expect(answer.citations[0]?.source).toBe('taiwan.md');
  });

  it('answers JSON lines from standard input in their order and goes on after bad ones', async () => {
    const lines = [
      { id: 'a', question: QUESTION },
      { id: 2, question: '那文心一言呢？', history: [QUESTION] },
      'no JSON',
      { id: 'c' },
      { id: 'd', question: '问'.repeat(2001) },
      { id: 'e', question: '' },
      { id: 'f', question: 'When did Tongyi Qianwen open?' },
    ];
    const input = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    const { code, stdout } = await wenju.run(['ask', '--batch'], { input });
    expect(code).toBe(0);
    const results = jsonLines<BatchLine>(stdout);
    expect(results.map(({ id, error }) => [id, error?.code])).toEqual([
      ['a', undefined],
      [2, undefined],
      [undefined, 'bad-request'],
      ['c', 'bad-request'],
      ['d', 'too-large'],
      ['e', 'bad-request'],
      ['f', undefined],
    ]);
    expect(results[0]?.answer).toContain('4月7日');
    expect(results.at(-1)?.language).toBe('en');
  });

  it('answers JSON lines from a file', async () => {
    const file = join(wenju.folder, 'questions.jsonl');
    await writeFile(file, `${JSON.stringify({ id: 1, question: QUESTION })}\n\n`);
    const { code, stdout } = await wenju.run(['ask', '--batch', file]);
    expect(code).toBe(0);
    expect(jsonLines<BatchLine>(stdout).map(({ id }) => id)).toEqual([1]);
  });

  it('stops quietly when nobody reads its output any more', async () => {
    const input = `${JSON.stringify({ id: 1, question: QUESTION })}\n`.repeat(500);
    const child = wenju.spawn(['ask', '--batch'], { input });
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      complaint += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(complaint).toBe('');
    expect(code).toBe(0);
  });

  it.each([
    ['nothing to answer', ['ask']],
    ['a question and a batch', ['ask', '问', '--batch', 'x.jsonl']],
    ['an empty question', ['ask', ' ']],
    ['a question that is too long', ['ask', '问'.repeat(2001)]],
    ['an unknown flag', ['ask', '--loud', '问']],
    ['a question without quotes', ['ask', 'who', 'is', 'it']],
  ])('refuses %s with one line and exit code 2', async (_, args) => {
    const { code, stdout, stderr } = await wenju.run(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^wenju: [^\n]+\n$/);
  });

  it.each([
    ['a corpus folder that is not there', ['ask', '问', '--corpus', '/nowhere'], '/nowhere'],
    ['a batch file that is not there', ['ask', '--batch', 'nothing.jsonl'], 'nothing.jsonl'],
  ])('fails for %s with one line and exit code 1', async (_, args, name) => {
    const { code, stderr } = await wenju.run(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^wenju: [^\n]+\n$/);
    expect(stderr).toContain(name);
  });

  it('shows the stack of an error only when asked to', async () => {
    const { stderr } = await wenju.run(['ask', '问', '--corpus', '/nowhere'], {
      env: { LOG_LEVEL: 'debug' },
    });
    expect(stderr).toMatch(/\n {4}at /);
  });
});
