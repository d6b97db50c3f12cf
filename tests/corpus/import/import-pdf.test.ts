import { describe, expect, it } from 'vitest';
import { importPdf } from '../../../src/corpus/import/import-pdf.js';
import { column, type PdfOptions, type PdfText, pdfOf } from './pdf-of.js';

async function markdown(...pages: readonly (readonly PdfText[])[]): Promise<string> {
  return (await importPdf(pdfOf(pages))).markdown;
}

describe('importPdf', () => {
  it('joins the lines of Chinese paragraphs without spaces and parts them where one is indented', async () => {
    const lines = [
      ...column(['员工连续工作满一年后，每年享有五天带', '薪年休假；累计工作满十年的，年休假为', '十天。'], {
        indent: 20,
      }),
      ...column(['年休假应当提前十个工作日提出申请，由', '部门负责人批准。'], { indent: 20, y: 658 }),
    ];
    expect(await markdown(lines)).toBe(
      '员工连续工作满一年后，每年享有五天带薪年休假；累计工作满十年的，年休假为十天。\n\n年休假应当提前十个工作日提出申请，由部门负责人批准。',
    );
  });

  it('joins English lines with spaces, and words that were hyphenated at the end of a line', async () => {
    const lines = column([
      'The vessel must be inspected every eighteen months by a certi-',
      'fied engineer. The well-known model needs a food-grade oil, and',
      'that well-',
      'known model needs it often.',
    ]);
    expect(await markdown(lines)).toContain(
      'by a certified engineer. The well-known model needs a food-grade oil, and that',
    );
    expect(
      await markdown(column(['It is the well-known one of those that have to be well-', 'known here.'])),
    ).toBe('It is the well-known one of those that have to be well-known here.');
  });

  it('parts paragraphs by wide gaps, and makes headings of large letters', async () => {
    const lines = [
      { text: 'Boiler manual', x: 72, y: 760, size: 20 },
      { text: 'Inspection', x: 72, y: 725, size: 14 },
      ...column(
        ['The vessel is inspected every eighteen months by an', 'engineer who has a certificate for that.'],
        { y: 700 },
      ),
      ...column(['Replacement parts are kept in the store beside the', 'boiler room.'], { y: 660 }),
    ];
    expect(await markdown(lines)).toBe(
      [
        '# Boiler manual',
        '## Inspection',
        'The vessel is inspected every eighteen months by an engineer who has a certificate for that.',
        'Replacement parts are kept in the store beside the boiler room.',
      ].join('\n\n'),
    );
    expect((await importPdf(pdfOf([lines]))).title).toBe('Boiler manual');
  });

  it('drops page numbers and what stands on every page, and goes on over the page', async () => {
    const page = (number: number, lines: readonly string[]): PdfText[] => [
      { text: '内部资料 第3版', x: 72, y: 800, size: 8 },
      ...column(lines),
      { text: `- ${number} -`, x: 280, y: 40, size: 8 },
    ];
    expect(
      await markdown(
        page(1, ['第一页的正文从这里开始，一直写到这一页', '的最后一行也没有写完，所以要翻过来接着']),
        page(2, ['读下一页。这里是第二页剩下的内容，它到', '这里就结束了。']),
        page(3, ['第三页另起一段。']),
      ),
    ).toBe(
      '第一页的正文从这里开始，一直写到这一页的最后一行也没有写完，所以要翻过来接着读下一页。这里是第二页剩下的内容，它到这里就结束了。\n\n第三页另起一段。',
    );
  });

  it('keeps numbers that are text: a year in a column of figures, a line that is on two pages of many', async () => {
    const page = (text: string): PdfText[] =>
      column(['先写一行字作为这一页的开头。', '2023', text, '最后一行也是正文。']);
    const read = await markdown(page('甲'), page('乙'), page('丙'));
    expect(read.match(/2023/g)).toHaveLength(3);
  });

  it('reads one column after the other', async () => {
    const left = column(['The left column is read before', 'the right one is.'], { x: 72 });
    const right = column(['The right column is read after', 'the left one.'], { x: 320 });
    expect(await markdown([...left, ...right])).toBe(
      'The left column is read before the right one is.\n\nThe right column is read after the left one.',
    );
  });

  it('makes list items of lines with bullets', async () => {
    expect(
      await markdown(column(['Before opening the valve:', '• switch the burner off', '• wait an hour'])),
    ).toBe('Before opening the valve:\n\n- switch the burner off\n\n- wait an hour');
  });

  it('writes characters for the radicals that some programs put in their place', async () => {
    expect(await markdown(column(['部⻔的⼈员', '审批⻚面']))).toBe('部门的人员审批页面');
  });

  it('closes up Chinese lines that are spread to the margin', async () => {
    expect(await markdown(column(['这 一 行 字 是 撑 开 的']))).toBe('这一行字是撑开的');
  });

  it('takes the title from the document, not from the program that made it', async () => {
    const title = async (stated: string): Promise<string | undefined> =>
      (await importPdf(pdfOf([column(['一段正文。'])], { title: stated }))).title;
    expect(await title('员工手册')).toBe('员工手册');
    for (const stated of ['', 'Microsoft Word - 手册.doc', 'untitled', '手册终稿.docx']) {
      expect(await title(stated)).toBeUndefined();
    }
  });

  const refusal = (pages: readonly (readonly PdfText[])[], options?: PdfOptions): Promise<unknown> =>
    importPdf(pdfOf(pages, options)).then(
      () => 'nothing was refused',
      (error: unknown) => error,
    );

  it('says what is wrong with one that is encrypted, scanned, nameless or damaged', async () => {
    const text = [column(['一段正文。'])];
    const code = 'document-unreadable';
    expect(await refusal(text, { isEncrypted: true })).toMatchObject({
      code,
      message: expect.stringMatching(/password/),
    });
    expect(await refusal([[], []])).toMatchObject({ code, message: expect.stringMatching(/scan.*OCR/) });
    expect(await refusal(text, { isNameless: true })).toMatchObject({ code });
    const bytes = pdfOf(text);
    for (const damaged of [bytes.subarray(0, 9), Buffer.from('%PDF-1.7\nnothing of a PDF')]) {
      await expect(importPdf(damaged)).rejects.toMatchObject({
        code,
        message: expect.stringMatching(/damaged/),
      });
    }
  });

  it('stops when it is told to', async () => {
    await expect(importPdf(pdfOf([column(['字'])]), AbortSignal.abort(new Error('enough')))).rejects.toThrow(
      'enough',
    );
  });
});
