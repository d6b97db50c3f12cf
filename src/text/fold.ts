import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

/**
 * Folding makes texts comparable without moving anything: Traditional to Simplified, full width to half
 * width, upper to lower case, every kind of quotation mark, dash, middle dot and space to one. Each UTF-16
 * unit maps to exactly one unit, so an offset into the folded text is the same offset into the text.
 *
 * A unit is folded alone, without its neighbours, so what has two readings gets the commoner one: 乾 is 干
 * (also in 乾隆), 著 stays 著 (for 看著 that costs a particle, the other way round 著名 would be no word).
 */

const UNITS = 0x10000;

/** Marks that stand for each other; the last of a row is what the others become. */
const SAME_MARKS = [
  '“”„‟「」『』﹁﹂﹃﹄〝〞"',
  "‘’‚‛`´'",
  '‐‑‒–—―−﹣-',
  '•‧∙⋅・･·',
  '〜∼~',
  '\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000 ',
];

/** Variants of characters that OpenCC leaves to other dictionaries: the first becomes the second. */
const VARIANTS =
  '戸户 寛宽 靑青 敍叙 吿告 郞郎 緖绪 値值 淸清 牠它 衞卫 瞭了 妳你 衹只 汚污 紥扎 菓果 竝并 囘回 囬回 囯国 尙尚 ' +
  '厰厂 愼慎 戱戏 昻昂 槪概 毎每 硏研 窻窗 関关';

/** Blocks whose units are other shapes of common ones: radicals, compatibility ideographs, vertical, small and full-width forms. */
const COMPATIBILITY_BLOCKS = [
  [0x2e80, 0x2fdf],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xffef],
] as const;

function buildTable(): Uint16Array {
  const folded = new Uint16Array(UNITS).map((_, code) => code);
  const map = (from: string, to: string): void => {
    if (from.length === 1 && to.length === 1) folded[from.charCodeAt(0)] = to.charCodeAt(0);
  };
  for (let code = 0; code < UNITS; code++) {
    const unit = String.fromCharCode(code);
    map(unit, unit.toLowerCase());
  }
  for (const [first, last] of COMPATIBILITY_BLOCKS) {
    for (let code = first; code <= last; code++) {
      const unit = String.fromCharCode(code);
      map(unit, unit.normalize('NFKC'));
    }
  }
  for (const pair of traditionalToSimplified.split('|')) {
    const [from = '', to = ''] = pair.split(' ');
    map(from, to);
  }
  for (const [from = '', to = ''] of VARIANTS.split(' ')) map(from, to);
  for (const marks of SAME_MARKS) for (const mark of marks) map(mark, marks.at(-1) ?? mark);
  // One step may lead to the start of another (Ａ to A to a, 薴 to 苧 to 苎).
  const end = (code: number): number => {
    const next = folded[code] ?? code;
    return next === code ? code : end(next);
  };
  return folded.map((code) => end(code));
}

let table: Uint16Array | undefined;

/** How many units are turned into a string at once: a call takes a limited number of arguments. */
const STRETCH = 0x2000;

/**
 * The comparable form of a text, of the same length in UTF-16 units. Folding twice changes nothing more.
 * Dictionary: OpenCC's TSCharacters (Traditional to Simplified, first candidate).
 */
export function fold(text: string): string {
  table ??= buildTable();
  const codes = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) codes[i] = table[text.charCodeAt(i)] ?? 0;
  let folded = '';
  for (let i = 0; i < codes.length; i += STRETCH) {
    folded += String.fromCharCode(...codes.subarray(i, i + STRETCH));
  }
  return folded;
}

/** Whether a UTF-16 unit is a Chinese character (CJK ideographs of the basic plane). */
export function isHan(code: number): boolean {
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf) || code === 0x3007;
}

const COMMON_HAN = /[\u4e00-\u9fff]/;

/** Whether a text has a Chinese character of the block that modern texts keep to (U+4E00 to U+9FFF). */
export function hasHan(text: string): boolean {
  return COMMON_HAN.test(text);
}
