import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareCodePoints, LARGEST_FILE_BYTES, readFiles } from '../../src/corpus/read-files.js';
import { keepServed } from '../../src/corpus/served-files.js';
import { temporaryFolder } from '../temporary-folder.js';
import { folderOf } from './folder-of.js';

const isText = (source: string): boolean => source.endsWith('.md');
/** The texts, and what is told of the files that are left out. */
const read = async (folder: string) => {
  const read = await readFiles(folder, isText);
  const files = read.files.map(({ source, text }) => ({ source, text }));
  return { files, problems: keepServed(read, undefined).problems };
};
const sourcesOf = async (folder: string) => (await read(folder)).files.map(({ source }) => source);

describe('readFiles', () => {
  it('reads the wanted files of all folders, in code point order', async () => {
    const folder = await folderOf({
      'b.md': 'b',
      'B.md': 'B',
      '\u{20bb7}.md': 'astral',
      '\uff21.md': 'full width',
      '阿里/通义.md': '通义',
      'a/z.md': 'z',
      'a/a/x.md': 'x',
      'a.md': 'a',
      'a/picture.png': 'no text',
    });
    expect(await read(folder)).toEqual({
      files: [
        { source: 'B.md', text: 'B' },
        { source: 'a.md', text: 'a' },
        { source: 'a/a/x.md', text: 'x' },
        { source: 'a/z.md', text: 'z' },
        { source: 'b.md', text: 'b' },
        { source: '阿里/通义.md', text: '通义' },
        { source: '\uff21.md', text: 'full width' },
        { source: '\u{20bb7}.md', text: 'astral' },
      ],
      problems: [],
    });
  });

  it('passes over hidden files and folders', async () => {
    const folder = await folderOf({ '.a.md': 'a', '.git/b.md': 'b', 'c/.d/e.md': 'e', 'c/f.md': 'f' });
    expect(await sourcesOf(folder)).toEqual(['c/f.md']);
  });

  it('removes a byte order mark and keeps everything else', async () => {
    const folder = await folderOf({ 'a.md': '\ufeff一行\r\n二行\r\n', 'empty.md': '' });
    expect((await read(folder)).files).toEqual([
      { source: 'a.md', text: '一行\r\n二行\r\n' },
      { source: 'empty.md', text: '' },
    ]);
  });

  it.each([
    [
      'GBK',
      Uint8Array.of(0xcd, 0xa8, 0xd2, 0xe5),
      'is not encoded in UTF-8 (in GBK or Big5 perhaps): save it as UTF-8',
    ],
    ['a broken character', Uint8Array.of(0xe9, 0x80), 'is not encoded in UTF-8'],
    ['UTF-16', Buffer.from('\ufeff通义', 'utf16le'), 'is encoded in UTF-16: save it as UTF-8'],
    ['UTF-16 of the other order', Buffer.from('\ufeff通义', 'utf16le').swap16(), 'is encoded in UTF-16'],
    [
      'UTF-16 without a mark',
      Buffer.from('plain English', 'utf16le'),
      'is no text, or one encoded in UTF-16',
    ],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0), 'is not encoded in UTF-8'],
    [
      'a file that is too large',
      new Uint8Array(LARGEST_FILE_BYTES + 1).fill(0x61),
      'is larger than 8 MiB: split it',
    ],
  ])('leaves out %s and reads the others', async (_, bytes, message) => {
    const folder = await folderOf({ 'x/bad.md': bytes, 'good.md': '好' });
    const { files, problems } = await read(folder);
    expect(files).toEqual([{ source: 'good.md', text: '好' }]);
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'document-unreadable',
        message: expect.stringMatching(/^x\/bad\.md .*; it is left out$/),
      }),
    ]);
    expect(problems[0]?.message).toContain(message);
  });

  it('reads a file of just the size that is allowed', async () => {
    const folder = await folderOf({ 'a.md': new Uint8Array(LARGEST_FILE_BYTES).fill(0x61) });
    expect((await read(folder)).files[0]?.text.length).toBe(LARGEST_FILE_BYTES);
  });

  it('follows links to files inside, hidden ones too, as a mounted config map has them', async () => {
    const folder = await folderOf({ '..data/a.md': '甲', 'b.md': '乙' });
    await symlink('..data/a.md', join(folder, 'a.md'));
    expect(await read(folder)).toEqual({
      files: [
        { source: 'a.md', text: '甲' },
        { source: 'b.md', text: '乙' },
      ],
      problems: [],
    });
  });

  it('reads a folder through a link to it', async () => {
    const folder = await folderOf({ 'a.md': '甲' });
    const link = join(await temporaryFolder(), 'corpus');
    await symlink(folder, link);
    expect(await sourcesOf(link)).toEqual(['a.md']);
  });

  it('never follows a link out of the folder', async () => {
    const outside = await folderOf({ 'secret.md': '秘密', 'secrets/a.md': '秘密' });
    const folder = await folderOf({ 'good.md': '好' });
    // A name that begins like the folder's is not inside of it.
    const beside = `${folder}-beside`;
    await mkdir(beside);
    await writeFile(join(beside, 'a.md'), '秘密');
    await symlink(join(outside, 'secret.md'), join(folder, 'file.md'));
    await symlink(join(outside, 'secrets'), join(folder, 'folder'));
    await symlink(join(beside, 'a.md'), join(folder, 'near.md'));
    await symlink('file.md', join(folder, 'twice.md'));
    const { files, problems } = await read(folder);
    expect(files.map(({ source }) => source)).toEqual(['good.md']);
    expect(problems.map(({ message }) => message)).toEqual(
      ['file.md', 'folder', 'near.md', 'twice.md'].map(
        (source) =>
          `${source} is a link to outside the corpus folder: put the file itself there; it is left out`,
      ),
    );
  });

  it('reads nothing twice and does not run in circles', async () => {
    const folder = await folderOf({ 'a/b.md': '乙' });
    await symlink('..', join(folder, 'a', 'up'));
    await symlink('a', join(folder, 'other'));
    await symlink('self.md', join(folder, 'self.md'));
    const { files, problems } = await read(folder);
    expect(files.map(({ source }) => source)).toEqual(['a/b.md']);
    expect(problems.map(({ message }) => message)).toEqual([
      "self.md can't be read (a link that leads to itself): mend or remove it; it is left out",
    ]);
  });

  it('names a link to nothing, without the path on this machine', async () => {
    const folder = await folderOf({ 'good.md': '好' });
    await symlink('nothing.md', join(folder, 'lost.md'));
    await symlink('nothing.png', join(folder, 'lost.png'));
    const { problems } = await read(folder);
    expect(problems.map(({ message }) => message)).toEqual([
      "lost.md can't be read (it isn't there): mend or remove it; it is left out",
    ]);
  });

  it('looks into a folder that is called like a document', async () => {
    expect(await sourcesOf(await folderOf({ 'x.md/y.md': '乙' }))).toEqual(['x.md/y.md']);
  });

  it.skipIf(process.platform === 'win32')('does not wait at a pipe', async () => {
    const folder = await folderOf({ 'good.md': '好' });
    execFileSync('mkfifo', [join(folder, 'pipe.md')]);
    const { files, problems } = await read(folder);
    expect(files.map(({ source }) => source)).toEqual(['good.md']);
    expect(problems.map(({ message }) => message)).toEqual([
      'pipe.md is no regular file: replace it by one; it is left out',
    ]);
  });

  it.skipIf(process.getuid?.() === 0)('names what it may not read', async () => {
    const folder = await folderOf({ 'a.md': '甲', 'closed/b.md': '乙', 'good.md': '好' });
    await chmod(join(folder, 'a.md'), 0);
    await chmod(join(folder, 'closed'), 0);
    const { files, problems } = await read(folder);
    expect(files.map(({ source }) => source)).toEqual(['good.md']);
    expect(problems.map(({ message }) => message)).toEqual([
      "a.md can't be read (no permission): mend or remove it; it is left out",
      "closed is a folder that can't be listed (no permission); it is left out",
    ]);
    await chmod(join(folder, 'closed'), 0o700);
  });

  it('names a folder that is not there, and a file in its place', async () => {
    const folder = await folderOf({ 'a.md': '甲' });
    const missing = join(folder, 'missing');
    await expect(read(missing)).rejects.toMatchObject({
      code: 'corpus-unreadable',
      message: `can't read the corpus folder ${missing} (it isn't there): create it and put .md or .txt files there, or set CORPUS_DIR to another folder`,
    });
    await expect(read(join(folder, 'a.md'))).rejects.toMatchObject({
      code: 'corpus-unreadable',
      message: expect.stringContaining('a.md is no folder'),
    });
  });

  it('reads more files than are read at a time', async () => {
    const names = Array.from({ length: 100 }, (_, i) => `${String(i).padStart(3, '0')}.md`);
    const folder = await folderOf(Object.fromEntries(names.map((name) => [name, name])));
    expect(await sourcesOf(folder)).toEqual(names);
  });

  it('stops when it is aborted', async () => {
    const folder = await folderOf({ 'a.md': '甲' });
    await expect(
      readFiles(folder, isText, { signal: AbortSignal.abort(new Error('enough')) }),
    ).rejects.toThrow('enough');
  });
});

describe('compareCodePoints', () => {
  it.each([
    ['a', 'b', -1],
    ['ab', 'a', 1],
    ['', '', 0],
    ['通', '\uff21', -1],
    // By UTF-16 units a surrogate would come before U+FF21.
    ['\u{20bb7}', '\uff21', 1],
    ['\u{20bb7}', '\u{20bb8}', -1],
  ])('orders %j and %j', (a, b, sign) => {
    expect(Math.sign(compareCodePoints(a, b))).toBe(sign);
  });
});
