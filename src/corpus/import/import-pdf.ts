import { getDocumentProxy } from 'unpdf';
import { messageOf, WenjuError } from '../../errors.js';
import type { ImportedText } from './imported-text.js';
import { MOST_PAGES } from './limits.js';
import { PdfCharacterMaps } from './pdf-character-maps.js';
import { linesOfPage, type PdfItem, type PdfLine, withoutRunningHeads } from './pdf-lines.js';
import { pdfHeading, pdfMarkdown } from './pdf-paragraphs.js';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

/** What stands for characters that are not known. */
const UNREADABLE = /[\ufffd\ue000-\uf8ff]/g;
/** Titles that programs set by themselves. */
const PROGRAM_TITLE =
  /^(?:microsoft (?:word|powerpoint)|untitled|无标题|未命名|文档\s*\d*$|document\s*\d*$|.*\.(?:docx?|pptx?|xlsx?|pdf|indd|wps|tmp|html?)$)/i;
/** PDF.js: only errors. */
const QUIET = 0;

/**
 * The text of a PDF with its paragraphs put together again: headings by the size of letters, without page numbers
 * and running heads.
 * @throws WenjuError `document-unreadable` when it is encrypted, damaged, or has no text
 */
export async function importPdf(bytes: Uint8Array, signal?: AbortSignal | undefined): Promise<ImportedText> {
  const pdf = await opened(bytes);
  try {
    if (pdf.numPages > MOST_PAGES) {
      throw new WenjuError('document-unreadable', `has more than ${MOST_PAGES} pages: split it`);
    }
    const pages: PdfLine[][] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      signal?.throwIfAborted();
      pages.push(await linesOf(pdf, number));
    }
    const own = withoutRunningHeads(pages);
    refuseUnreadable(own);
    return { markdown: pdfMarkdown(own), title: (await statedTitle(pdf)) ?? pdfHeading(own) };
  } finally {
    await pdf.destroy();
  }
}

async function opened(bytes: Uint8Array): Promise<Pdf> {
  try {
    // PDF.js takes the bytes over.
    return await getDocumentProxy(Uint8Array.from(bytes), {
      verbosity: QUIET,
      isEvalSupported: false,
      // Maps are taken from here and not from the network; the address only has to be one.
      BinaryDataFactory: PdfCharacterMaps,
      cMapUrl: 'maps/',
      cMapPacked: false,
      useWorkerFetch: false,
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      throw new WenjuError('document-unreadable', 'is encrypted: save it without a password', error);
    }
    throw new WenjuError(
      'document-unreadable',
      `is a damaged PDF (${messageOf(error)}): make it anew`,
      error,
    );
  }
}

async function linesOf(pdf: Pdf, number: number): Promise<PdfLine[]> {
  try {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const written = items.filter((item): item is Extract<typeof item, PdfItem> => 'str' in item);
    const [, bottom = 0, , top = 0] = page.view;
    const lines = linesOfPage(written, { bottom, top });
    page.cleanup();
    return lines;
  } catch (error) {
    throw new WenjuError(
      'document-unreadable',
      `is damaged on page ${number} (${messageOf(error)}): make it anew`,
      error,
    );
  }
}

function refuseUnreadable(pages: readonly (readonly PdfLine[])[]): void {
  const text = pages.flatMap((lines) => lines.map((line) => line.text)).join('');
  if (!/[\p{L}\p{N}]/u.test(text)) {
    throw new WenjuError(
      'document-unreadable',
      'holds pictures and no text (a scan?): have its text recognised (OCR) first',
    );
  }
  if ((text.match(UNREADABLE)?.length ?? 0) * 5 > text.length) {
    throw new WenjuError(
      'document-unreadable',
      'has text in fonts that do not say which characters they show: save it as .docx or .html instead',
    );
  }
}

async function statedTitle(pdf: Pdf): Promise<string | undefined> {
  const { info } = await pdf.getMetadata().catch(() => ({ info: {} }));
  const stated: unknown = 'Title' in info ? info.Title : undefined;
  const title = typeof stated === 'string' ? stated.replace(/[\s\u0000]+/g, ' ').trim() : '';
  return title === '' || PROGRAM_TITLE.test(title) ? undefined : title;
}
