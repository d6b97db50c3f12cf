/** A line of text on a page, from its lower left corner. Lengths are in points. */
export interface PdfText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** @default 10 */
  readonly size?: number;
}

export interface PdfOptions {
  readonly title?: string;
  /** Asks for a password that nobody knows. */
  readonly isEncrypted?: boolean;
  /** Doesn't say which characters its letters are. */
  readonly isNameless?: boolean;
  /** A character map that readers know, with the bytes that a character has in it. */
  readonly map?: { readonly name: string; readonly bytesOf: (character: string) => Uint8Array };
}

const LINE_HEIGHT = 14;

/** Lines one under the other. */
export function column(
  lines: readonly string[],
  { x = 72, y = 700, size = 10, indent = 0 }: { x?: number; y?: number; size?: number; indent?: number } = {},
): PdfText[] {
  return lines.map((text, i) => ({ text, x: i === 0 ? x + indent : x, y: y - i * LINE_HEIGHT, size }));
}

/** A PDF of A4 pages in a font that stands for any character: Chinese ones as wide as high, others half of it. */
export function pdfOf(pages: readonly (readonly PdfText[])[], options: PdfOptions = {}): Buffer {
  const characters = [...new Set(pages.flat().flatMap(({ text }) => Array.from(text)))];
  const { map } = options;
  const codeOf = (character: string): string =>
    map === undefined
      ? hex(characters.indexOf(character) + 1)
      : Buffer.from(map.bytesOf(character)).toString('hex');
  const kids = pages.map((_, i) => `${FIRST_PAGE + 2 * i} 0 R`).join(' ');
  const widths = characters.map((character, i) => `${i + 1} [${/[\x20-\x7e]/.test(character) ? 500 : 1000}]`);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    `<< /Title ${utf16(options.title ?? '')} >>`,
    `<< /Type /Font /Subtype /Type0 /BaseFont /Made-Up /Encoding /${map?.name ?? 'Identity-H'} /DescendantFonts [5 0 R]${options.isNameless || map ? '' : ' /ToUnicode 7 0 R'} >>`,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made-Up /CIDSystemInfo << /Registry (Adobe) /Ordering (${map ? 'GB1' : 'Identity'}) /Supplement 0 >> /FontDescriptor 6 0 R /DW 1000 ${map ? '' : `/W [${widths.join(' ')}]`} >>`,
    '<< /Type /FontDescriptor /FontName /Made-Up /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
    stream(toUnicode(characters)),
    '<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <0101010101010101010101010101010101010101010101010101010101010101> /U <0202020202020202020202020202020202020202020202020202020202020202> >>',
    ...pages.flatMap((texts, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents ${FIRST_PAGE + 2 * i + 1} 0 R >>`,
      stream(texts.map((text) => shown(text, codeOf)).join('\n')),
    ]),
  ];
  return assembled(objects, options.isEncrypted === true);
}

/** The number of the first page's object: those before are shared. */
const FIRST_PAGE = 9;

function shown({ text, x, y, size = 10 }: PdfText, codeOf: (character: string) => string): string {
  return `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm <${Array.from(text).map(codeOf).join('')}> Tj ET`;
}

function toUnicode(characters: readonly string[]): string {
  const rows = characters.map(
    (character, i) => `<${hex(i + 1)}> <${Buffer.from(character, 'utf16le').swap16().toString('hex')}>`,
  );
  const blocks: string[] = [];
  for (let i = 0; i < rows.length; i += 100) {
    const block = rows.slice(i, i + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Made-Up def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
${blocks.join('\n')}
endcmap CMapName currentdict /CMap defineresource pop end end`;
}

function stream(content: string): string {
  return `<< /Length ${Buffer.byteLength(content)} >>\nstream\n${content}\nendstream`;
}

function assembled(objects: readonly string[], isEncrypted: boolean): Buffer {
  let pdf = '%PDF-1.7\n';
  const offsets = objects.map((object, i) => {
    const offset = pdf.length;
    pdf += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const encrypt = isEncrypted ? ' /Encrypt 8 0 R /ID [<01> <01>]' : '';
  return Buffer.from(
    `${pdf}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 3 0 R${encrypt} >>\nstartxref\n${pdf.length}\n%%EOF\n`,
    'latin1',
  );
}

function utf16(text: string): string {
  return `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0');
}
