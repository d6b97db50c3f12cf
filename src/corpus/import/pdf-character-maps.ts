/**
 * PDFs may leave out which characters their letters are where they use a character map that every reader is to
 * know. Adobe's files of those number the characters of a collection in an order of their own (CID); for text alone
 * any numbers do that both maps agree on, so here the number of a character is its code in Unicode.
 */

/** What PDF.js asks for, by the name of a map. */
interface Wanted {
  readonly kind: string;
  readonly filename: string;
}

/** Two bytes for each character, which are its code in UTF-16. */
const UNICODE_MAP = /^Uni(?:GB|CNS|JIS|JIS2004|KS)-(?:UCS2|UTF16)-(?:HW-)?[HV]$/;
/** The other way: from the number of a character in a collection to its code in UTF-16. */
const TO_UNICODE_MAP = /^Adobe-(?:GB1|CNS1|Japan1|Korea1)-UCS2$/;
const OLD_MAPS: readonly (readonly [RegExp, string])[] = [
  [/^(?:GBK|GBKp|GB|GBpc)-EUC-[HV]$|^GBK2K-[HV]$/, 'gb18030'],
  [/^(?:ETen|ETenms|HKscs)-B5-[HV]$|^B5pc-[HV]$/, 'big5'],
  [/^(?:90ms|90msp|90pv)-RKSJ-[HV]$|^RKSJ-[HV]$/, 'shift_jis'],
  [/^KSCms-UHC-(?:HW-)?[HV]$|^(?:KSC|KSCpc)-EUC-[HV]$/, 'euc-kr'],
];

/** Hands PDF.js the character maps of one document. */
export class PdfCharacterMaps {
  private isNumberedByUnicode = false;

  /** @throws Error for a map that isn't known; PDF.js leaves the text of that font out */
  async fetch({ kind, filename }: Wanted): Promise<Uint8Array> {
    if (kind === 'cMapUrl') {
      const map = this.map(filename);
      if (map !== undefined) return Buffer.from(map, 'latin1');
    }
    throw new Error(`${filename} is not at hand`);
  }

  private map(name: string): string | undefined {
    // A font that brings its letters numbers them as Adobe does, which is not known here.
    if (TO_UNICODE_MAP.test(name)) return this.isNumberedByUnicode ? rangesOf('bfrange', hex) : undefined;
    const map = UNICODE_MAP.test(name) ? rangesOf('cidrange', String) : oldMap(name);
    this.isNumberedByUnicode ||= map !== undefined;
    return map;
  }
}

/** Every two bytes are what they are, in rows of those that differ in the second one. */
function rangesOf(kind: 'bfrange' | 'cidrange', target: (code: number) => string): string {
  const rows = Array.from({ length: 256 }, (_, i) => {
    const first = i << 8;
    const written = target(first);
    return `<${hex(first)}> <${hex(first + 255)}> ${kind === 'bfrange' ? `<${written}>` : written}`;
  });
  return `1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n256 begin${kind}\n${rows.join('\n')}\nend${kind}\nendcmap\n`;
}

/** A map of an encoding of one or two bytes. */
function oldMap(name: string): string | undefined {
  const encoding = OLD_MAPS.find(([names]) => names.test(name))?.[1];
  if (encoding === undefined) return undefined;
  const decoder = new TextDecoder(encoding);
  const single: number[] = [];
  const rows: string[] = [];
  for (let first = 0; first < 256; first++) {
    if (isCharacter(decoder.decode(Uint8Array.of(first)))) single.push(first);
  }
  const add = (bytes: readonly number[]): void => {
    const character = decoder.decode(Uint8Array.from(bytes));
    if (!isCharacter(character)) return;
    rows.push(`<${Buffer.from(bytes).toString('hex')}> ${character.charCodeAt(0)}`);
  };
  for (const byte of single) add([byte]);
  for (let first = 0x81; first <= 0xfe; first++) {
    if (single.includes(first)) continue;
    for (let second = 0x40; second <= 0xfe; second++) add([first, second]);
  }
  const spaces = Array.from({ length: 256 }, (_, byte) => {
    const code = byte.toString(16).padStart(2, '0');
    return single.includes(byte) ? `<${code}> <${code}>` : `<${code}40> <${code}fe>`;
  });
  return `256 begincodespacerange\n${spaces.join('\n')}\nendcodespacerange\n${rows.length} begincidchar\n${rows.join('\n')}\nendcidchar\nendcmap\n`;
}

/** One character, and one of the first plane. */
function isCharacter(text: string): boolean {
  return text.length === 1 && text !== '\ufffd';
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0');
}
