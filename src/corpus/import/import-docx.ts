import mammoth from 'mammoth';
import { WenjuError } from '../../errors.js';
import { parsePage } from './dom.js';
import type { ImportedText } from './imported-text.js';
import { LARGEST_MARKUP_BYTES } from './limits.js';
import { markdownFromHtml } from './markdown-from-html.js';
import { checkZip } from './zip-check.js';

/** Other documents that are ZIP archives, by a part that they have. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/^xl\//, 'is an Excel workbook: save its tables as .docx, .html or .md'],
  [/^ppt\//, 'is a PowerPoint presentation: save it as .pdf'],
  [/^content\.xml$/, 'is an OpenDocument file: save it as .docx'],
  [/^META-INF\/container\.xml$/, 'is an e-book: save it as .html or .pdf'],
];

const MARKUP = /\.(?:xml|rels)$/i;

/** Chinese names of the styles that make headings; Word saves the names of its own language. */
const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='标题'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  ...[1, 2, 3, 4, 5, 6].flatMap((level) => [
    `p[style-name='标题 ${level}'] => h${level}:fresh`,
    `p[style-name='標題 ${level}'] => h${level}:fresh`,
  ]),
];

/**
 * The text of a Word document: headings, paragraphs, lists and tables.
 * @throws WenjuError `document-unreadable`
 */
export async function importDocx(bytes: Uint8Array): Promise<ImportedText> {
  const sizes = [...checkZip(bytes)];
  const names = sizes.map(([name]) => name);
  if (!names.some((name) => /^word\//.test(name))) {
    const what = FOREIGN.find(([part]) => names.some((name) => part.test(name)))?.[1];
    throw new WenjuError(
      'document-unreadable',
      what ?? 'is an archive and no Word document: unpack it first',
    );
  }
  const markup = sizes.filter(([name]) => MARKUP.test(name)).reduce((sum, [, size]) => sum + size, 0);
  if (markup > LARGEST_MARKUP_BYTES) {
    throw new WenjuError('document-unreadable', 'holds more text and markup than any book: split it');
  }
  const document = parsePage(await htmlOf(bytes));
  const [first, ...others] = [...document.querySelectorAll('h1')].map(({ textContent }) =>
    textContent.trim(),
  );
  return {
    markdown: markdownFromHtml(document),
    title: first !== undefined && others.length === 0 && first !== '' ? first : undefined,
  };
}

async function htmlOf(bytes: Uint8Array): Promise<string> {
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
      {
        styleMap: STYLES,
        // Pictures would be written into the page, as text of millions of characters.
        convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
        includeEmbeddedStyleMap: false,
        externalFileAccess: false,
      },
    );
    return value;
  } catch (error) {
    throw new WenjuError(
      'document-unreadable',
      'is no Word document that can be read: open it and save it anew',
      error,
    );
  }
}
