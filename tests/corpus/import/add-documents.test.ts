import { mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readFrontMatter } from '../../../src/corpus/front-matter.js';
import { type AddOptions, type AddResult, addDocuments } from '../../../src/corpus/import/add-documents.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { docxOf, paragraph } from './docx-of.js';
import { column, pdfOf } from './pdf-of.js';

const NOW = new Date('2024-01-02T03:04:05Z');
const PAGE =
  '<html lang="en"><head><link rel="canonical" href="https://example.com/canteen"></head><body><h1>Canteen</h1><p>Lunch begins at noon.</p></body></html>';

describe('addDocuments', () => {
  let from: string;
  let folder: string;

  beforeEach(async () => {
    const root = await temporaryFolder();
    from = join(root, 'from');
    folder = join(root, 'corpus');
    await mkdir(from);
  });

  const put = async (name: string, content: string | Uint8Array): Promise<string> => {
    const path = join(from, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, content);
    return path;
  };
  const add = async (paths: readonly string[], options: Partial<AddOptions> = {}): Promise<AddResult[]> => {
    const results: AddResult[] = [];
    for await (const result of addDocuments(paths, { folder, now: NOW, ...options })) results.push(result);
    return results;
  };
  const textOf = (source: string): Promise<string> => readFile(join(folder, source), 'utf8');
  const sources = async (): Promise<string[]> =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort();
  const outcomes = (results: readonly AddResult[]): string[] =>
    results.map(({ status, source }) => (source === undefined ? status : `${status} ${source}`));

  it('copies Markdown and text as they are', async () => {
    const markdown = '\ufeff---\ntitle: 一\n---\r\n正文。\r\n';
    const paths = [await put('一.md', markdown), await put('TWO.TXT', 'Some text.')];
    expect(outcomes(await add(paths))).toEqual(['added 一.md', 'added TWO.txt']);
    expect(await textOf('一.md')).toBe(markdown.slice(1));
    expect(await textOf('TWO.txt')).toBe('Some text.');
  });

  it('makes Markdown of pages, PDFs and Word documents, with where they came from', async () => {
    const paths = [
      await put('canteen.html', PAGE),
      await put('手册.pdf', pdfOf([column(['满一年的员工每年休五天。'])], { title: '员工手册' })),
      await put('通知.docx', docxOf(paragraph('放假通知', '1'), paragraph('春节放假八天。'))),
    ];
    const results = await add(paths);
    expect(results).toMatchObject([
      { status: 'added', source: 'canteen.md', title: 'Canteen', passages: 1, notes: [] },
      { status: 'added', source: '手册.md', title: '员工手册', passages: 1, notes: [] },
      { status: 'added', source: '通知.md', title: '放假通知', passages: 1, notes: [] },
    ]);
    const text = await textOf('canteen.md');
    expect(text).toMatch(
      /^---\ntitle: Canteen\nurl: https:\/\/example.com\/canteen\nlanguage: en\noriginal: canteen.html\noriginal_sha256: [0-9a-f]{64}\nadded: 2024-01-02\n---\n\n# Canteen\n\nLunch begins at noon.\n$/,
    );
    expect(readFrontMatter(text).fields).toEqual({
      title: 'Canteen',
      url: 'https://example.com/canteen',
      language: 'en',
    });
    expect(await textOf('手册.md')).toContain('满一年的员工每年休五天。');
  });

  it('adds nothing twice: not the same file, not its copy under another name, not a document as it was added', async () => {
    const paths = [await put('a.html', PAGE), await put('b.txt', '正文。'), await put('c.txt', '正文。')];
    expect(outcomes(await add(paths))).toEqual(['added a.md', 'added b.txt', 'already-there b.txt']);
    const copy = await put('copy.html', PAGE);
    expect(outcomes(await add([...paths, copy, join(folder, 'a.md')]))).toEqual([
      'already-there a.md',
      'already-there b.txt',
      'already-there b.txt',
      'already-there a.md',
      'already-there a.md',
    ]);
    expect(await sources()).toEqual(['a.md', 'b.txt']);
  });

  it('replaces an earlier edition when it is told to, and only then', async () => {
    await add([await put('a.html', PAGE)]);
    const next = await put('a.html', PAGE.replace('noon', 'eleven'));
    expect(await add([next])).toMatchObject([
      { status: 'failed', error: { message: expect.stringContaining('--force') } },
    ]);
    expect(await textOf('a.md')).toContain('noon');
    expect(outcomes(await add([next], { isForced: true }))).toEqual(['replaced a.md']);
    expect(await textOf('a.md')).toContain('eleven');
    expect(await sources()).toEqual(['a.md']);
  });

  it('gives other documents of the same name names of their own, forced or not', async () => {
    const paths = [
      await put('x/a.html', PAGE),
      await put('y/a.html', PAGE.replace('noon', 'one')),
      await put('a.docx', docxOf(paragraph('第三份。'))),
    ];
    for (const isForced of [false, true]) {
      const results = await add(paths, { isForced });
      expect(results.map(({ source }) => source)).toEqual(['a.md', 'a-2.md', 'a-3.md']);
    }
    expect(await textOf('a.md')).toContain('noon');
  });

  it('adds folders with what is below them, and passes over what is no document', async () => {
    await put('docs/one.md', '一。');
    await put('docs/below/two.txt', '二。');
    await put('docs/.hidden/three.md', '三。');
    await put('docs/~$two.docx', 'lock');
    await put('docs/picture.png', 'x');
    await put('secret.md', '密。');
    await symlink(join(from, 'secret.md'), join(from, 'docs/link.md'));
    expect(outcomes(await add([join(from, 'docs')]))).toEqual([
      'added docs/below/two.txt',
      'added docs/one.md',
    ]);
    expect(await add([await put('empty/x.png', '').then(() => join(from, 'empty'))])).toMatchObject([
      { status: 'failed' },
    ]);
  });

  it('names what it can not add, with why, and adds the others', async () => {
    const huge = await put('huge.md', '');
    await truncate(huge, 9 * 1024 * 1024);
    const bad: [string, RegExp][] = [
      [join(from, 'missing.pdf'), /isn't there/],
      [await put('empty.md', ''), /empty/],
      [await put('blank.txt', ' \n\n'), /no text/],
      [await put('gbk.txt', Buffer.from('cecabedd', 'hex')), /UTF-8/],
      [huge, /larger than 8 MiB/],
      [await put('table.xlsx', 'PK\x03\x04'), /no kind of document/],
      [await put('old.docx', Buffer.from('d0cf11e0a1b11ae1', 'hex')), /password/],
      [await put('no.pdf', '<html>'), /no PDF/],
      [await put('no.docx', 'text'), /no Word/],
      [await put('pdf.html', '%PDF-1.7'), /is a PDF/],
      [await put('zip.md', 'PK\x03\x04'), /ZIP/],
      [await put('scan.pdf', pdfOf([[]])), /scan/],
      [await put('locked.pdf', pdfOf([column(['字'])], { isEncrypted: true })), /encrypted/],
    ];
    const good = await put('good.md', '正文。');
    const results = await add([...bad.map(([path]) => path), good]);
    for (const [i, [path, why]] of bad.entries()) {
      expect(results[i], path).toMatchObject({ file: path, status: 'failed', error: { name: 'WenjuError' } });
      expect(results[i]?.error?.message).toMatch(why);
      expect(results[i]?.error?.message.startsWith(`${path} `)).toBe(true);
    }
    expect(results.at(-1)?.status).toBe('added');
    expect(await sources()).toEqual(['good.md']);
  });

  it('takes a name, a title and an address for one file', async () => {
    const path = await put('a.md', '正文。');
    const options = { name: 'hr/休假', title: '休假', url: 'https://example.com/leave' };
    expect(outcomes(await add([path], options))).toEqual(['added hr/休假.md']);
    expect(readFrontMatter(await textOf('hr/休假.md')).fields).toEqual({ title: '休假', url: options.url });
    expect(outcomes(await add([path], options))).toEqual(['already-there hr/休假.md']);
  });

  it.each([
    [{ name: '../a' }, 1],
    [{ name: '/etc/a' }, 1],
    [{ url: 'javascript:alert(1)' }, 1],
    [{ title: ' ' }, 1],
    [{ name: 'a' }, 2],
    [{ title: '一' }, 2],
  ] as const)('refuses %j for %i files', async (options, count) => {
    const paths = [await put('a.md', '一。'), await put('b.md', '二。')].slice(0, count);
    await expect(add(paths, options)).rejects.toMatchObject({ code: 'bad-usage' });
    await expect(readdir(folder)).rejects.toThrow('ENOENT');
  });

  it('writes nothing outside the folder through a link, and not over one', async () => {
    const outside = join(from, 'outside');
    await mkdir(outside);
    await mkdir(folder);
    await symlink(outside, join(folder, 'link'));
    await writeFile(join(outside, 'target.md'), '旧。');
    await symlink(join(outside, 'target.md'), join(folder, 'a.md'));
    const path = await put('a.md', '新。');
    expect(await add([path], { name: 'link/a.md' })).toMatchObject([{ status: 'failed' }]);
    expect(await add([path], { isForced: true })).toMatchObject([{ status: 'failed' }]);
    expect(await readdir(outside)).toEqual(['target.md']);
    expect(await readFile(join(outside, 'target.md'), 'utf8')).toBe('旧。');
  });

  it('says what it would do, and does nothing', async () => {
    const path = await put('a.html', PAGE);
    expect(await add([path], { isDryRun: true })).toMatchObject([
      { status: 'added', source: 'a.md', passages: 1 },
    ]);
    await expect(readdir(folder)).rejects.toThrow('ENOENT');
  });

  it('leaves nothing half written', async () => {
    await mkdir(join(folder, 'a.md'), { recursive: true });
    expect(await add([await put('a.md', '正文。')])).toMatchObject([{ status: 'failed' }]);
    expect(await sources()).toEqual([]);
  });
});
