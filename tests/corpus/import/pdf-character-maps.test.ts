import { describe, expect, it } from 'vitest';
import { importPdf } from '../../../src/corpus/import/import-pdf.js';
import { column, type PdfOptions, pdfOf } from './pdf-of.js';

/** The bytes of a character in an encoding that can only be decoded here. */
function encoder(encoding: string): (character: string) => Uint8Array {
  const decoder = new TextDecoder(encoding);
  const known = new Map<string, Uint8Array>();
  for (let first = 0; first < 256; first++) {
    known.set(decoder.decode(Uint8Array.of(first)), Uint8Array.of(first));
    for (let second = 0x40; first >= 0x81 && second < 0xff; second++) {
      const bytes = Uint8Array.of(first, second);
      if (!known.has(decoder.decode(bytes))) known.set(decoder.decode(bytes), bytes);
    }
  }
  return (character) => known.get(character) ?? Uint8Array.of(0x3f);
}

const utf16 = (character: string): Uint8Array => Buffer.from(character, 'utf16le').swap16();

async function read(text: string, map: NonNullable<PdfOptions['map']>): Promise<string> {
  return (await importPdf(pdfOf([column([text])], { map }))).markdown;
}

describe('PdfCharacterMaps', () => {
  it.each([
    ['UniGB-UCS2-H', utf16],
    ['UniGB-UTF16-H', utf16],
    ['GBK-EUC-H', encoder('gbk')],
    ['GB-EUC-H', encoder('gbk')],
  ] as const)('reads Chinese text in %s', async (name, bytesOf) => {
    expect(await read('年休假共5天，详见《员工手册》第12页。', { name, bytesOf })).toBe(
      '年休假共5天，详见《员工手册》第12页。',
    );
  });

  it.each([
    ['ETen-B5-H', 'big5', '員工手冊'],
    ['90ms-RKSJ-H', 'shift_jis', '社員ハンドブック'],
    ['KSCms-UHC-H', 'euc-kr', '직원 안내서'],
  ])('reads text in %s', async (name, encoding, text) => {
    expect(await read(text, { name, bytesOf: encoder(encoding) })).toBe(text);
  });

  it('refuses text that is numbered in an order that is not known, rather than to guess', async () => {
    await expect(read('年休假', { name: 'Identity-H', bytesOf: utf16 })).rejects.toMatchObject({
      code: 'document-unreadable',
    });
  });
});
