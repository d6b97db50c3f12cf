import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Corpus } from '../../src/corpus/corpus.js';
import { BLANK } from '../../src/corpus/document.js';
import { Glossary } from '../../src/corpus/glossary.js';
import { parseCorpus } from '../../src/corpus/parse-corpus.js';
import { type ScanOptions, scanCorpus } from '../../src/corpus/read-corpus.js';
import { temporaryFolder } from '../temporary-folder.js';
import { folderOf } from './folder-of.js';

const GLOSSARY = 'entries:\n  - { name: 通义千问, kind: model, aliases: [Qwen] }\n';

const readCorpus = async (folder: string, options?: ScanOptions): Promise<Corpus> =>
  parseCorpus(await scanCorpus(folder, options));
const fingerprint = async (folder: string, options?: ScanOptions): Promise<string> =>
  (await scanCorpus(folder, options)).fingerprint;

describe('scanCorpus and parseCorpus', () => {
  it('read documents, passages and the glossary of a folder', async () => {
    const folder = await folderOf({
      'README.md': '# 说明\n\n请读。\n',
      'b/海.txt': '\ufeff海水的盐度随深度变化。\r\n\r\n深海的温度接近冰点。\r\n',
      'b/a.markdown': '臺灣的鐵路於1891年通車。\n',
      'b/picture.png': 'no document',
      'glossary.yaml': GLOSSARY,
    });
    const { documents, passages, glossary, problems } = await readCorpus(folder);
    expect(documents.map(({ source, title }) => [source, title])).toEqual([
      ['README.md', '说明'],
      ['b/a.markdown', 'a'],
      ['b/海.txt', '海'],
    ]);
    expect(passages).toEqual([
      { source: 'README.md', section: [], paragraph: 1, start: 6, end: 9 },
      { source: 'b/a.markdown', section: [], paragraph: 1, start: 0, end: 14 },
      { source: 'b/海.txt', section: [], paragraph: 1, start: 0, end: 11 },
      { source: 'b/海.txt', section: [], paragraph: 2, start: 15, end: 25 },
    ]);
    expect(documents[2]?.text.slice(15, 25)).toBe('深海的温度接近冰点。');
    expect(glossary.find('qwen')?.name).toBe('通义千问');
    expect(problems).toEqual([]);
  });

  it('keep every offset true', async () => {
    const { documents, passages } = await readCorpus(new URL('../../corpus', import.meta.url).pathname);
    expect(passages.length).toBeGreaterThan(30);
    for (const { text, prose } of documents) {
      expect(prose.length).toBe(text.length);
      for (let i = 0; i < text.length; i++) expect([text[i], BLANK]).toContain(prose[i]);
    }
    const textOf = new Map(documents.map(({ source, text }) => [source, text]));
    for (const { source, start, end } of passages) {
      expect(textOf.get(source)?.slice(start, end)).toMatch(/^\S[\s\S]*\S$/);
    }
  });

  it('name what could not be used and read the rest', async () => {
    const folder = await folderOf({
      'a.md': Uint8Array.of(0xff),
      'b.md': '---\ntitle: [\n---\n正文。\n',
      'c.md': '好。\n',
      'glossary.yaml': 'entries: 17\n',
    });
    await symlink('/nowhere.md', join(folder, 'd.md'));
    const { documents, passages, glossary, problems } = await readCorpus(folder);
    expect(documents.map(({ source }) => source)).toEqual(['b.md', 'c.md']);
    expect(passages.length).toBe(2);
    expect(glossary.entities).toEqual([]);
    expect(problems.map(({ code, message }) => `${code} ${message.slice(0, 13)}`)).toEqual([
      'document-unreadable a.md is not e',
      "document-unreadable d.md can't be",
      'document-unreadable b.md: its fro',
      'bad-glossary glossary.yaml',
    ]);
  });

  it('use the fallback glossary where the folder has none or a bad one', async () => {
    const fallbackGlossary = new Glossary([{ name: '百度', kind: 'company', aliases: [] }]);
    const folder = await folderOf({ 'a.md': '好。\n' });
    expect((await readCorpus(folder, { fallbackGlossary })).glossary).toBe(fallbackGlossary);
    await writeFile(join(folder, 'glossary.yaml'), GLOSSARY);
    expect(
      (await readCorpus(folder, { fallbackGlossary })).glossary.entities.map(({ name }) => name),
    ).toEqual(['通义千问']);
    await writeFile(join(folder, 'glossary.yaml'), 'entries: [');
    const broken = await readCorpus(folder, { fallbackGlossary });
    expect(broken.glossary).toBe(fallbackGlossary);
    expect(broken.problems.map(({ code }) => code)).toEqual(['bad-glossary']);
  });

  it('refuse a folder without documents and say where to put them', async () => {
    const folder = await folderOf({ 'glossary.yaml': GLOSSARY, 'a.pdf': 'x' });
    await expect(scanCorpus(folder)).rejects.toMatchObject({
      code: 'corpus-empty',
      message: `there is no document in ${folder}: put .md or .txt files there, or set CORPUS_DIR to another folder`,
    });
  });

  it('say why when no document is left', async () => {
    const folder = await folderOf({ 'a.md': Uint8Array.of(0xff) });
    await expect(scanCorpus(folder)).rejects.toMatchObject({
      code: 'corpus-empty',
      message: expect.stringContaining('a.md is not encoded in UTF-8'),
    });
  });

  it('refuse a folder that is not there', async () => {
    await expect(scanCorpus(join(await temporaryFolder(), 'x'))).rejects.toMatchObject({
      code: 'corpus-unreadable',
    });
  });

  it('stop when aborted', async () => {
    const folder = await folderOf({ 'a.md': '好。\n' });
    await expect(scanCorpus(folder, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    );
  });
});

describe('the fingerprint of a scan', () => {
  it('is the same for the same files, wherever they are', async () => {
    const files = { 'a.md': '好。\n', 'x/b.txt': '好。\n', 'glossary.yaml': GLOSSARY };
    const folder = await folderOf(files);
    const first = await fingerprint(folder);
    expect(await fingerprint(folder)).toBe(first);
    expect(await fingerprint(await folderOf(files))).toBe(first);
    await writeFile(join(folder, 'notes.pdf'), 'x');
    expect(await fingerprint(folder)).toBe(first);
  });

  it('changes with every source, text, glossary and problem', async () => {
    const folder = await folderOf({ 'a.md': '一。\n', 'b.md': '二。\n' });
    const seen = [await fingerprint(folder)];
    const note = async (options?: ScanOptions): Promise<unknown> =>
      seen.push(await fingerprint(folder, options));
    await writeFile(join(folder, 'a.md'), '一!\n');
    await note();
    await rename(join(folder, 'a.md'), join(folder, 'c.md'));
    await note();
    await mkdir(join(folder, 'x'));
    await rename(join(folder, 'c.md'), join(folder, 'x', 'c.md'));
    await note();
    await writeFile(join(folder, 'd.md'), '');
    await note();
    await note({ fallbackGlossary: new Glossary([{ name: '百度', kind: 'company', aliases: [] }]) });
    await writeFile(join(folder, 'glossary.yaml'), GLOSSARY);
    await note();
    await writeFile(join(folder, 'e.md'), Uint8Array.of(0xff));
    await note();
    await rm(join(folder, 'b.md'));
    await note();
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('tells apart where one text ends and the next begins', async () => {
    const one = await folderOf({ 'a.md': '一二', 'b.md': '三' });
    const other = await folderOf({ 'a.md': '一', 'b.md': '二三' });
    expect(await fingerprint(one)).not.toBe(await fingerprint(other));
  });

  it('is taken without parsing a document', async () => {
    const scan = await scanCorpus(await folderOf({ 'a.md': '---\ntitle: [\n---\n' }));
    expect(scan.problems).toEqual([]);
    expect(parseCorpus(scan).problems.length).toBe(1);
  });
});
