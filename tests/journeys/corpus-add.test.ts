import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.js';
import { docxOf, paragraph, table } from '../corpus/import/docx-of.js';
import { column, pdfOf } from '../corpus/import/pdf-of.js';
import { temporaryFolder } from '../temporary-folder.js';
import { Wenju } from './wenju.js';

const TOKEN = 'made-up-admin-token';

const PAGE = `<!doctype html><html lang="zh"><head><meta charset="gbk"><title>x</title>
<link rel="canonical" href="https://example.com/canteen"></head><body><nav>首页</nav>
<h1>食堂开放时间</h1><p>公司食堂的午餐从十一点半开始，<b>下午一点</b>结束。</p></body></html>`;
const PDF = pdfOf([
  [
    { text: 'Boiler manual', x: 72, y: 760, size: 20 },
    ...column([
      'The pressure vessel of the boiler must be inspected every',
      'eighteen months by a certi-',
      'fied engineer.',
    ]),
  ],
]);
const DOCX = docxOf(
  paragraph('员工休假办法', '1'),
  paragraph('工作满一年的员工每年享有五天带薪年休假。'),
  table([
    ['假别', '天数'],
    ['婚假', '10天'],
  ]),
);

describe('wenju corpus add', () => {
  let wenju: Wenju;
  let from: string;
  let folder: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    wenju = await Wenju.prepare();
  });

  beforeEach(async () => {
    from = await temporaryFolder();
    folder = join(from, 'corpus');
    env = { CORPUS_DIR: folder, DATA_DIR: join(from, 'data') };
    await writeFile(join(from, 'canteen.html'), PAGE.replace('gbk', 'utf-8'));
    await writeFile(join(from, 'boiler.pdf'), PDF);
    await writeFile(join(from, '休假.docx'), DOCX);
  });

  const run = (...args: readonly string[]) => wenju.run(args, { env, cwd: from });
  const ask = async (question: string): Promise<Answer> =>
    JSON.parse((await run('ask', '--json', question)).stdout);

  it('brings a page, a PDF and a Word document into the answers, each quoted word for word', async () => {
    const { code, stdout, stderr } = await run(
      'corpus',
      'add',
      'canteen.html',
      'boiler.pdf',
      '休假.docx',
      '--reload',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^added: canteen\.html → canteen\.md, “食堂开放时间”, 1 passage\nadded: boiler\.pdf → boiler\.md, “Boiler manual”, 1 passage\nadded: 休假\.docx → 休假\.md, “员工休假办法”, \d passages\nbuilt: 3 added, /,
    );
    for (const [question, source, quote] of [
      ['公司食堂的午餐从几点开始？', 'canteen.md', '公司食堂的午餐从十一点半开始，下午一点结束。'],
      ['员工每年享有几天带薪年休假？', '休假.md', '工作满一年的员工每年享有五天带薪年休假。'],
      [
        'How often must the pressure vessel be inspected?',
        'boiler.md',
        'The pressure vessel of the boiler must be inspected every eighteen months by a certified engineer.',
      ],
    ] as const) {
      const { citations } = await ask(question);
      expect(citations[0]).toMatchObject({ source, quote });
      for (const { source: cited, start, end, quote: words } of citations) {
        expect((await readFile(join(folder, cited), 'utf8')).slice(start, end)).toBe(words);
      }
    }
    expect((await ask('公司食堂的午餐从几点开始？')).citations[0]?.url).toBe('https://example.com/canteen');
  });

  it('says what is there already, what can not be added, and that a reload is due', async () => {
    await writeFile(join(from, 'scan.pdf'), pdfOf([[]]));
    const first = await run('corpus', 'add', 'boiler.pdf', 'scan.pdf', 'boiler.pdf');
    expect(first.code).toBe(1);
    expect(first.stdout).toMatch(
      /^added: .*\nalready there: boiler\.pdf is boiler\.md\nIn .*corpus now; `wenju reload`.*\n$/,
    );
    expect(first.stderr).toMatch(/^wenju: scan\.pdf holds pictures and no text[^\n]*\n$/);
    const again = await run('corpus', 'add', 'boiler.pdf');
    expect(again).toEqual({ code: 0, stdout: 'already there: boiler.pdf is boiler.md\n', stderr: '' });
  });

  it('prints JSON, tries first, and refuses bad usage with exit code 2', async () => {
    const { code, stdout } = await run('corpus', 'add', '--json', '--dry-run', 'boiler.pdf', 'missing.md');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      folder,
      documents: [
        {
          file: 'boiler.pdf',
          status: 'added',
          source: 'boiler.md',
          title: 'Boiler manual',
          passages: 1,
          notes: [],
        },
        {
          file: 'missing.md',
          status: 'failed',
          error: { code: 'not-found', message: "missing.md isn't there" },
        },
      ],
    });
    await expect(readFile(join(folder, 'boiler.md'))).rejects.toThrow('ENOENT');
    expect((await run('corpus', 'add')).code).toBe(2);
    expect((await run('corpus', 'add', 'boiler.pdf', '--as', '../x')).code).toBe(2);
  });

  it('begins a folder of its own where there is none, and leaves the documents of the package alone', async () => {
    env = { DATA_DIR: join(from, 'data') };
    expect((await run('corpus', 'add', 'boiler.pdf')).code).toBe(0);
    expect(await readFile(join(folder, 'boiler.md'), 'utf8')).toContain('eighteen months');
  });

  it('has a running server take the document in', async () => {
    await run('corpus', 'add', 'canteen.html');
    const { address, stop } = await wenju.serve({ env: { ...env, ADMIN_TOKEN: TOKEN } });
    env = { ...env, ADMIN_TOKEN: TOKEN, PORT: new URL(address).port };
    const { stdout } = await run('corpus', 'add', 'boiler.pdf', '--reload');
    expect(stdout).toMatch(/\nreloaded by the server at .*: 1 added, /);
    await stop();
  });
});
