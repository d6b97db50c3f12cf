import { describe, expect, it } from 'vitest';
import { importDocx } from '../../../src/corpus/import/import-docx.js';
import { docxOf, docxParts, item, paragraph, table } from './docx-of.js';
import { zipOf } from './zip-of.js';

describe('importDocx', () => {
  it('reads headings by their Chinese names, paragraphs, lists and tables', async () => {
    const { markdown, title } = await importDocx(
      docxOf(
        paragraph('员工休假办法', '1'),
        paragraph('年休假', '2'),
        paragraph('满一年的员工每年休五天。'),
        item('先申请'),
        item('再批准'),
        item('first', true),
        item('second', true),
        table([
          ['假别', '天数'],
          ['婚假', '10天'],
        ]),
      ),
    );
    expect(title).toBe('员工休假办法');
    expect(markdown).toBe(
      [
        '# 员工休假办法',
        '## 年休假',
        '满一年的员工每年休五天。',
        '- 先申请\n- 再批准',
        '1. first\n2. second',
        '| 假别 | 天数 |\n| --- | --- |\n| 婚假 | 10天 |',
      ].join('\n\n'),
    );
  });

  it('has no title where several headings could be it', async () => {
    expect((await importDocx(docxOf(paragraph('一', '1'), paragraph('二', '1')))).title).toBeUndefined();
  });

  it('refuses markup that would take all memory, before it is read', async () => {
    const bomb = { ...docxParts(), 'word/document.xml': Buffer.alloc(33 * 1024 * 1024, ' ') };
    await expect(importDocx(zipOf(bomb))).rejects.toThrow(/more text and markup/);
  });

  it('takes no text from outside the file, nor more of it than is written', async () => {
    const entities = `<!DOCTYPE w [<!ENTITY a "${'ha'.repeat(50)}"><!ENTITY b SYSTEM "file:///etc/passwd">]>`;
    const parts = docxParts(paragraph('正文 &a;&b; 完'));
    const hostile = { ...parts, 'word/document.xml': `${entities}${parts['word/document.xml']}` };
    const read = await importDocx(zipOf(hostile)).then(
      ({ markdown }) => markdown,
      (error: unknown) => String(error),
    );
    expect(read).not.toMatch(/haha|root:/);
  });

  it('says what is wrong with a file that is no Word document', async () => {
    const refused = async (bytes: Uint8Array, message: RegExp): Promise<void> => {
      await expect(importDocx(bytes)).rejects.toMatchObject({
        code: 'document-unreadable',
        message: expect.stringMatching(message),
      });
    };
    await refused(zipOf({ 'xl/workbook.xml': '' }), /Excel/);
    await refused(zipOf({ 'ppt/presentation.xml': '' }), /PowerPoint/);
    await refused(zipOf({ 'content.xml': '' }), /OpenDocument/);
    await refused(zipOf({ 'readme.txt': '' }), /archive/);
    await refused(zipOf({ 'word/nothing.xml': '' }), /no Word document/);
    await refused(zipOf({ ...docxParts(), 'word/document.xml': '<w:document' }), /no Word document/);
    await refused(zipOf(docxParts(), { isEncrypted: true }), /encrypted/);
    await refused(docxOf(paragraph('字')).subarray(0, 400), /damaged/);
  });
});
